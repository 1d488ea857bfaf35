import type * as z from 'zod';
import { didYouMean } from '../model/closest.ts';
import type { DeclaredWorkload } from '../rules/bundle/declared-workload.ts';
import type { Expectation, SourceSelector } from '../rules/expectation/expectation-schema.ts';
import { describeProblems } from './config-problem.ts';
import { expectationsSchema } from './config-schema.ts';
import { type ConfigText, parseConfigText, type TextProblem } from './config-text.ts';

type ExpectationKeys = Pick<
  z.infer<typeof expectationsSchema>,
  'workloads' | 'remoteNetworks' | 'expectations'
>;

/** The expectations of a file with their workloads in place, or what is wrong with them. */
export function resolveExpectations(
  { workloads, remoteNetworks, expectations }: ExpectationKeys,
  text: ConfigText,
): readonly Expectation[] | { readonly problems: readonly TextProblem[] } {
  const problems: TextProblem[] = [];
  const names = new Set<string>();
  const remote = Object.entries(remoteNetworks).map(([name, { cidr, behind }]): [string, SourceSelector] => [
    name,
    { remote: [`${cidr}@${behind}`] },
  ]);
  const selectors = Object.entries(workloads).map(
    ([name, { runs: _runs, uses: _uses, ...from }]): [string, SourceSelector] => [name, from],
  );
  const named = new Map<string, SourceSelector>([...remote, ...selectors]);
  const resolved = expectations.flatMap((each, index): readonly Expectation[] => {
    const complain = (key: string, message: string) => {
      problems.push({ position: text.positionOf(['expectations', index, key]), message });
      return [];
    };
    const { from, name } = each;
    if (names.has(name)) return complain('name', `two expectations are called "${name}"`);
    names.add(name);
    if (typeof from !== 'string') return [{ ...each, from }];
    const selector = named.get(from);
    if (selector) return [{ ...each, from: selector }];
    const hint = didYouMean(from, [...named.keys()]);
    return complain('from', `there is no workload or remote network "${from}".${hint}`);
  });
  return problems.length > 0 ? { problems } : resolved;
}

/** The workloads of a file of which it says what they do. */
export function declaredWorkloads({
  workloads,
}: Pick<ExpectationKeys, 'workloads'>): readonly DeclaredWorkload[] {
  return Object.entries(workloads).flatMap(([name, { runs = [], uses = [], ...from }]) =>
    runs.length + uses.length === 0 ? [] : [{ name, from, runs, uses }],
  );
}

/** What a file of expectations says. */
export interface ReadExpectations {
  readonly expectations: readonly Expectation[];
  readonly workloads: readonly DeclaredWorkload[];
}

/** Reads a file of expectations. */
export function readExpectations(
  content: string,
  path: string,
): ReadExpectations | { readonly problems: readonly TextProblem[] } {
  const text = parseConfigText(content, /\.jsonc?$/.test(path) ? 'json' : 'yaml');
  if ('message' in text) return { problems: [text] };
  const result = expectationsSchema.safeParse(text.value);
  if (!result.success) return { problems: describeProblems(result.error, text, expectationsSchema) };
  const expectations = resolveExpectations(result.data, text);
  if ('problems' in expectations) return expectations;
  return { expectations, workloads: declaredWorkloads(result.data) };
}
