import type { Rule } from '../rules/rule.ts';
import { type ConfigProblem, describeProblems } from './config-problem.ts';
import { type Config, configSchema } from './config-schema.ts';
import { type ConfigText, parseConfigText, type TextProblem } from './config-text.ts';

/** A configuration, and where its parts stand in its file. */
export interface ReadConfig {
  readonly config: Config;
  readonly text: ConfigText;
}

/** Reads a configuration; gives everything that is wrong with it, with line and column. */
export function readConfig(
  text: string,
  path: string,
  rules: readonly Rule[],
): ReadConfig | { readonly problems: readonly TextProblem[] } {
  const parsed = parseConfigText(text, /\.jsonc?$/.test(path) ? 'json' : 'yaml');
  if ('message' in parsed) return { problems: [parsed] };
  const schema = configSchema(rules);
  const value = parsed.value ?? {};
  const result = schema.safeParse(value);
  if (result.success) return { config: result.data, text: parsed };
  const problems = describeProblems(result.error, value, schema).map((problem) => placed(problem, parsed));
  return { problems: problems.sort(byPosition) };
}

function placed({ path, isKey, message }: ConfigProblem, text: ConfigText): TextProblem {
  return { position: isKey ? text.positionOfKey(path) : text.positionOf(path), message };
}

function byPosition({ position: a }: TextProblem, { position: b }: TextProblem): number {
  return a.line - b.line || a.column - b.column;
}
