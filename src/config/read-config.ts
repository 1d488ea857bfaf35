import type { DeclaredWorkload } from '../rules/bundle/declared-workload.ts';
import type { Expectation } from '../rules/expectation/expectation-schema.ts';
import type { Rule } from '../rules/rule.ts';
import { describeProblems } from './config-problem.ts';
import { type Config, configSchema } from './config-schema.ts';
import { type ConfigText, parseConfigText, type TextProblem } from './config-text.ts';
import { declaredWorkloads, resolveExpectations } from './expectations.ts';

/** A configuration, and where its parts stand in its file. */
export interface ReadConfig {
  readonly config: Config;
  readonly expectations: readonly Expectation[];
  /** The workloads of which it says what they do. */
  readonly workloads: readonly DeclaredWorkload[];
  readonly text: ConfigText;
}

/** A schema names every rule and its options, so that making it takes longer than reading most configurations. */
const schemas = new WeakMap<readonly Rule[], ReturnType<typeof configSchema>>();

function schemaFor(rules: readonly Rule[]): ReturnType<typeof configSchema> {
  const known = schemas.get(rules);
  if (known) return known;
  const made = configSchema(rules);
  schemas.set(rules, made);
  return made;
}

/** Reads a configuration; gives everything that is wrong with it, with line and column. */
export function readConfig(
  content: string,
  path: string,
  rules: readonly Rule[],
): ReadConfig | { readonly problems: readonly TextProblem[] } {
  const text = parseConfigText(content, /\.jsonc?$/.test(path) ? 'json' : 'yaml');
  if ('message' in text) return { problems: [text] };
  const schema = schemaFor(rules);
  const result = schema.safeParse(text.value);
  if (!result.success) return { problems: describeProblems(result.error, text, schema) };
  const expectations = resolveExpectations(result.data, text);
  if ('problems' in expectations) return expectations;
  return { config: result.data, expectations, workloads: declaredWorkloads(result.data), text };
}
