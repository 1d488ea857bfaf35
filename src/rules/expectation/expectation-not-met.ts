import * as z from 'zod';
import {
  type BrokenPath,
  checkExpectation,
  type Expectation,
} from '../../analysis/connectivity/expectation.ts';
import type { Network } from '../../model/network.ts';
import type { Resource } from '../../model/resources/resource.ts';
import { familiesOfWays } from '../families-of-ways.ts';
import { defineRule, problem } from '../rule.ts';
import { expectationExamples } from './expectation-examples.ts';
import { expectation } from './expectation-schema.ts';

export default defineRule({
  id: 'expectation-not-met',
  topic: 'expectation',
  severity: 'error',
  category: 'connectivity',
  onRequest: true,
  summary: 'An expectation of the configuration is not met.',
  why: 'Somebody counts on these senders to reach their target by this way, or never to take that one, and wrote it down. As the network is configured, it is otherwise.',
  fix: 'The trace shows what stops the packets or where they go instead. Change that, or the expectation.',
  semantics: [],
  references: [],
  subject: ['subnets', 'vpcs'],
  needs: [...familiesOfWays, 'instances', 'vpcBlockPublicAccessOptions'],
  options: z.strictObject({ expectations: z.array(expectation).default([]) }),
  examples: expectationExamples,
  *check({ network, options }) {
    for (const expected of options.expectations) {
      const { broken, undecided } = checkExpectation(network, expected);
      for (const paths of byVpc(broken)) {
        const [first] = paths;
        if (first === undefined) continue;
        const { source, branch } = first;
        const blockers = branch.hops.filter(({ decision }) => decision === 'block');
        const [deciding, ...others] =
          blockers.length > 0 ? blockers : branch.hops.filter(({ plane }) => plane === 'route').slice(-1);
        yield problem({
          resource: vpcOf(network, source),
          label: expected.name,
          key: expected.name,
          message: messageOf(expected, paths),
          affected: paths.map((path) => path.source),
          at: deciding?.at ?? source.at(),
          evidence: others.map(({ message, at }) => ({ message, at })),
          trace: branch.hops,
        });
      }
      for (const { source, missing } of undecided) {
        const vpc = source && vpcOf(network, source);
        yield { kind: 'undecided', resource: vpc === source ? null : vpc, missing };
      }
    }
  },
});

function byVpc(broken: readonly BrokenPath[]): Iterable<readonly BrokenPath[]> {
  const groups = new Map<string | null, BrokenPath[]>();
  for (const path of broken) {
    const group = groups.get(path.source.vpcId);
    if (group) group.push(path);
    else groups.set(path.source.vpcId, [path]);
  }
  return groups.values();
}

/** What breaks an expectation may change from subnet to subnet; the VPC in which it does not. */
function vpcOf(network: Network, source: Resource): Resource {
  const vpc = source.vpcId === null ? null : network.answerFor('vpcs', source.vpcId, source);
  return vpc?.known ? vpc.value : source;
}

function messageOf({ name, via, never }: Expectation, paths: readonly BrokenPath[]): string {
  const [first] = paths;
  if (first === undefined) return '';
  const { from: source, to, branch } = first;
  const others = paths.length - 1;
  const more = others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'path' : 'paths'})`;
  const way = `${branch.via.replaceAll('-', ' ')}${branch.viaId === null ? '' : ` ${branch.viaId}`}`;
  const blocker = branch.hops.find(({ decision }) => decision === 'block');
  const passes = branch.verdict !== 'blocked';
  const what = passes
    ? `traffic from ${source} to ${to} goes by ${way}${branch.verdict === 'partial' ? ', and part of it is stopped' : ''}`
    : `${source} does not reach ${to}${blocker ? `: ${blocker.message}` : ', for there is no way'}`;
  const wanted = [
    ...(via === undefined ? [] : [via === 'any' ? 'be reached' : `be reached by ${wayText(via)}`]),
    ...(never === undefined ? [] : [`never go by ${never.map(wayText).join(' or ')}`]),
  ].join(' and ');
  return `Expectation "${name}" is not met: ${what}${more}. It should ${wanted}; change what the trace shows, or the expectation.`;
}

function wayText(way: string): string {
  if (way === 'any') return 'any way';
  return way === 'private' ? 'private ways only' : way.replaceAll('-', ' ');
}
