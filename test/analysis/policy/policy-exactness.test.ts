import process from 'node:process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/analysis/policy/caller.ts';
import { escapePattern } from '../../../src/analysis/policy/policy-variables.ts';
import { judgePolicy, type PolicyDecision } from '../../../src/analysis/policy/policy-verdict.ts';
import {
  absent,
  type ContextValue,
  perhaps,
  present,
  requestContext,
  undetermined,
} from '../../../src/analysis/policy/request-context.ts';
import type { PolicyRequest } from '../../../src/analysis/policy/statement-answer.ts';
import { type PolicyDocument, parsePolicy } from '../../../src/model/policy-document.ts';
import { type NaiveRequest, type NaiveVerdict, naiveVerdict } from './naive-evaluator.ts';
import { actions, other, own, policies, principals, requests, resources } from './random-policies.ts';

/** How many requests to compare; `VPCE_LINT_REQUESTS=1000000` for a long run. */
const wanted = Number(process.env['VPCE_LINT_REQUESTS'] ?? 20_000);
const requestsPerPolicy = 10;

function parsed(policy: unknown): PolicyDocument {
  const read = parsePolicy(policy);
  if ('error' in read) throw new Error(read.error);
  return read.document;
}

function callerOf(principal: string | null): Caller {
  if (principal === null) return { kind: 'anonymous' };
  return principal.startsWith('arn:')
    ? { kind: 'principal', arn: principal }
    : { kind: 'service', name: principal };
}

function contextOf({ keys }: NaiveRequest): Record<string, ContextValue> {
  return Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, present(...values)]));
}

function asked(request: NaiveRequest): PolicyRequest {
  const { action, resource, principal } = request;
  return {
    action,
    // An object may be called `*`; as a pattern that would be every object.
    resource: escapePattern(resource),
    caller: callerOf(principal),
    context: requestContext(contextOf(request)),
  };
}

describe('the evaluator and a naive one', () => {
  it(`agree about ${wanted} random requests`, { timeout: 3_600_000 }, () => {
    const counts = new Map<NaiveVerdict, number>();
    fc.assert(
      fc.property(
        policies,
        fc.array(requests, { minLength: requestsPerPolicy, maxLength: requestsPerPolicy }),
        (policy, drawn) => {
          const document = parsed(policy);
          for (const request of drawn) {
            const naive = naiveVerdict(policy, request);
            const { decision } = judgePolicy(document, asked(request), 'resource');
            counts.set(naive, (counts.get(naive) ?? 0) + 1);
            expect(decision).toBe(naive ?? 'unknown');
          }
        },
      ),
      { numRuns: Math.ceil(wanted / requestsPerPolicy) },
    );
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const share = (verdict: NaiveVerdict) => (counts.get(verdict) ?? 0) / total;
    if (process.env['VPCE_LINT_REQUESTS'] !== undefined) console.log(total, Object.fromEntries(counts));
    // Each answer is given often enough to be tested.
    for (const verdict of ['explicit-deny', 'allow', 'implicit-deny'] as const) {
      expect(share(verdict)).toBeGreaterThan(0.05);
    }
    expect(share(null)).toBeLessThan(0.2);
  });

  it('agree about classes: what is true of a class is true of every request in it', {
    timeout: 3_600_000,
  }, () => {
    const classes = fc.record({
      policy: policies,
      request: requests,
      action: fc.constantFrom('*', 's3:*', 's3:Get*', 's3:?etObject'),
      resource: fc.constantFrom('*', 'arn:aws:s3:::logs*', 'arn:aws:s3:::logs/*', 'arn:aws:s3:::data/*'),
      caller: fc.constantFrom<Caller>(
        { kind: 'anybody' },
        { kind: 'account', account: own },
        { kind: 'other-accounts', except: [own] },
        { kind: 'service', name: null },
      ),
      forgotten: fc.subarray(Object.keys(keysOfOne), { minLength: 0 }),
    });
    const seen = new Map<PolicyDecision, number>();
    fc.assert(
      fc.property(classes, ({ policy, request, action, resource, caller, forgotten }) => {
        const context = requestContext(
          Object.fromEntries(Object.entries(contextOf(request)).filter(([key]) => !forgotten.includes(key))),
        );
        const { decision, passes } = judgePolicy(
          parsed(policy),
          { caller, action, resource, context },
          'resource',
        );
        seen.set(decision, (seen.get(decision) ?? 0) + 1);
        const concrete = actions
          .filter((each) => isIn(action, each))
          .flatMap((eachAction) =>
            resources
              .filter((each) => isIn(resource, each))
              .flatMap((eachResource) =>
                principals
                  .filter((each) => includes(caller, each))
                  .map((principal) => ({
                    ...request,
                    action: eachAction,
                    resource: eachResource,
                    principal,
                  })),
              ),
          );
        for (const each of concrete) {
          const naive = naiveVerdict(policy, each);
          if (naive === null) continue;
          if (decision !== 'unknown') expect(naive).toBe(decision);
          if (passes.known) expect(naive === 'allow').toBe(passes.value);
        }
      }),
      { numRuns: Math.ceil(wanted / 20) },
    );
    for (const decision of ['explicit-deny', 'allow', 'implicit-deny'] as const) {
      expect(seen.get(decision) ?? 0).toBeGreaterThan(3);
    }
  });
});

const keysOfOne = {
  'aws:sourcevpce': 0,
  'aws:tag': 0,
  'aws:principalorgpaths': 0,
  'aws:vpcsourceip': 0,
  'aws:principalarn': 0,
  'aws:viaawsservice': 0,
};

function isIn(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(text);
}

function includes(caller: Caller, principal: string | null): boolean {
  switch (caller.kind) {
    case 'anybody':
      return true;
    case 'account':
      return principal?.includes(`:${own}:`) === true;
    case 'other-accounts':
      return principal?.includes(`:${other}:`) === true;
    case 'service':
      return principal?.endsWith('.amazonaws.com') === true;
    case 'anonymous':
    case 'principal':
      return false;
  }
}

describe('forgetting', () => {
  it('a value of the request turns an answer into unknown or leaves it', { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(policies, requests, fc.constantFrom(...Object.keys(keysOfOne)), (policy, request, key) => {
        const document = parsed(policy);
        const full = judgePolicy(document, asked(request), 'resource');
        const values = request.keys[key] ?? [];
        const vaguer: readonly ContextValue[] = [
          { presence: 'unknown', values: undetermined('forgotten') },
          perhaps(...values),
          values.length === 0 ? absent : { presence: 'present', values: undetermined('forgotten') },
        ];
        for (const value of vaguer) {
          const context = requestContext({ ...contextOf(request), [key]: value });
          const less = judgePolicy(document, { ...asked(request), context }, 'resource');
          if (less.decision !== 'unknown') expect(less.decision).toBe(full.decision);
          if (less.passes.known && full.passes.known) expect(less.passes.value).toBe(full.passes.value);
          if (less.passes.known) expect(full.passes.known).toBe(true);
        }
      }),
      { numRuns: Math.ceil(wanted / 20) },
    );
  });

  it('who the caller is, or what exactly is asked, does so too', { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(policies, requests, (policy, request) => {
        const document = parsed(policy);
        const full = judgePolicy(document, asked(request), 'resource').decision;
        const vaguer: readonly PolicyRequest[] = [
          { ...asked(request), caller: { kind: 'anybody' } },
          { ...asked(request), action: '*' },
          { ...asked(request), resource: '*' },
        ];
        for (const less of vaguer) {
          const { decision } = judgePolicy(document, less, 'resource');
          if (decision !== 'unknown' && full !== 'unknown') expect(decision).toBe(full);
        }
      }),
      { numRuns: Math.ceil(wanted / 20) },
    );
  });
});
