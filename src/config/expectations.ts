import type * as z from 'zod';
import { didYouMean } from '../model/closest.ts';
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
  const named = new Map<string, SourceSelector>([...remote, ...Object.entries(workloads)]);
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

/** Reads a file of expectations. */
export function readExpectations(
  content: string,
  path: string,
): readonly Expectation[] | { readonly problems: readonly TextProblem[] } {
  const text = parseConfigText(content, /\.jsonc?$/.test(path) ? 'json' : 'yaml');
  if ('message' in text) return { problems: [text] };
  const result = expectationsSchema.safeParse(text.value);
  if (result.success) return resolveExpectations(result.data, text);
  return { problems: describeProblems(result.error, text, expectationsSchema) };
}
