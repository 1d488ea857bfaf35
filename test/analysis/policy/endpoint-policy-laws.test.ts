import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PathVerdict } from '../../../src/analysis/connectivity/path-answer.ts';
import { s3Gateway, withS3 } from '../connectivity/vectors/common-estate.ts';
import { askPath } from './ask-path.ts';
import { policies, requests } from './random-policies.ts';

type Statement = Readonly<Record<string, unknown>>;

function statementsOf(policy: Readonly<Record<string, unknown>>): readonly Statement[] {
  return [policy['Statement']].flat() as readonly Statement[];
}

/** From less to more. */
const ranks: readonly PathVerdict[] = ['blocked', 'unknown', 'partial', 'reachable'];

it('an allow that is added to the policy of an endpoint closes no way', { timeout: 120_000 }, () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(policies, policies, requests, fc.boolean(), (policy, other, request, isAsked) => {
      const { action, resource } = request;
      const principal = request.principal?.startsWith('arn:') ? request.principal : null;
      const question = isAsked ? { action, resource, principal } : {};
      const ask = (statements: readonly Statement[]): PathVerdict => {
        const PolicyDocument = JSON.stringify({ ...policy, Statement: statements });
        return askPath(withS3([], { vpcEndpoints: [{ ...s3Gateway, PolicyDocument }] }), 's3', question)
          .verdict;
      };
      const own = statementsOf(policy);
      const allows = statementsOf(other).filter(({ Effect }) => Effect === 'Allow');
      const [was, is] = [ask(own), ask([...own, ...allows])];
      seen.add(`${was} ${is}`);
      expect(ranks.indexOf(is)).toBeGreaterThanOrEqual(ranks.indexOf(was));
    }),
    { numRuns: 120 },
  );
  expect(seen).toContain('blocked reachable');
});
