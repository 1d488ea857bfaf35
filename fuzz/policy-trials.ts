import * as fc from 'fast-check';
import { escapePattern } from '../src/analysis/policy/policy-variables.ts';
import { judgePolicy } from '../src/analysis/policy/policy-verdict.ts';
import { present, requestContext } from '../src/analysis/policy/request-context.ts';
import { parsePolicy } from '../src/model/policy-document.ts';
import { policies, requests } from '../test/analysis/policy/random-policies.ts';
import { below, mutateBytes, mutateValue, oneOf } from './mutate.ts';
import { pick } from './program-trials.ts';
import { readFileSeeds } from './seeds.ts';
import type { TrialMaker } from './trial.ts';

const decisions: ReadonlySet<string> = new Set(['explicit-deny', 'allow', 'implicit-deny', 'unknown']);

/** A policy, drawn or published, spoiled or whole, read and judged for a request. */
export function policyTrials(): TrialMaker {
  const published = readFileSeeds().filter(({ bytes }) => Buffer.from(bytes).includes('"Statement"'));
  return (random) => {
    const drawn = below(random, 3) > 0 || published.length === 0;
    const original = drawn ? null : pick(published, random);
    const text = original
      ? Buffer.from(original.bytes).toString('utf8')
      : JSON.stringify(fc.sample(policies, { seed: random(), numRuns: 1 })[0]);
    const spoiled = spoil(text, random);
    const [request] = fc.sample(requests, { seed: random(), numRuns: 1 });
    const kind = oneOf(random, ['gateway-endpoint', 'interface-endpoint', 'resource', 'identity'] as const);
    return {
      origin: original?.path ?? 'a policy at random',
      command: `judgePolicy(FILE, ${JSON.stringify(request)})`,
      bytes: Buffer.from(spoiled),
      run: () => {
        const parsed = parsePolicy(below(random, 4) === 0 ? jsonIn(spoiled) : spoiled);
        if ('error' in parsed || !request) return { exitCode: null, faults: [] };
        const { principal, action, resource, keys } = request;
        const context = Object.entries(keys).map(([key, values]) => [key, present(...values)] as const);
        const { decision } = judgePolicy(
          parsed.document,
          {
            action,
            resource: escapePattern(resource),
            caller: principal?.startsWith('arn:')
              ? { kind: 'principal', arn: principal }
              : { kind: 'anonymous' },
            context: requestContext(Object.fromEntries(context)),
          },
          kind,
        );
        return { exitCode: null, faults: decisions.has(decision) ? [] : [`no decision: ${decision}`] };
      },
    };
  };
}

function spoil(text: string, random: () => number): string {
  switch (below(random, 4)) {
    case 0:
      return text;
    case 1:
      return Buffer.from(mutateBytes(Buffer.from(text), random)).toString('utf8');
    default:
      return JSON.stringify([mutateValue(jsonIn(text), random)]).slice(1, -1);
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
