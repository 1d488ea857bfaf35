import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { type ConfigText, parseConfigText, type TextPosition } from '../config/config-text.ts';
import { findModules } from '../config/custom-rules/find-modules.ts';
import { importModule } from '../config/custom-rules/import-module.ts';
import { readCustomRule } from '../config/custom-rules/read-custom-rule.ts';
import type { Rule } from '../rules/rule.ts';
import { resolveOwnPackage } from './resolve-own-package.ts';
import { UsageError } from './usage-error.ts';

/**
 * The rules in the modules that a configuration names under `customRules`.
 * @throws UsageError with a line for each module that cannot be used.
 */
export async function customRulesOf(
  content: string,
  path: string,
  known: readonly Rule[],
): Promise<readonly Rule[]> {
  const text = parseConfigText(content, /\.jsonc?$/.test(path) ? 'json' : 'yaml');
  // What is wrong with the rest of the file is said by its schema.
  const patterns = 'message' in text ? [] : patternsIn(text);
  const files = patterns.flatMap(({ pattern, position: { line, column } }) => {
    const found = findModules(dirname(path), pattern);
    if (found.length > 0) return found;
    throw new UsageError(`${path}:${line}:${column}: customRules: there is no file ${pattern}`);
  });
  return loadCustomRules([...new Set(files)], known);
}

function patternsIn(
  text: ConfigText,
): readonly { readonly pattern: string; readonly position: TextPosition }[] {
  const { value } = text;
  const named: unknown =
    typeof value === 'object' && value !== null && 'customRules' in value ? value.customRules : [];
  if (!Array.isArray(named)) return [];
  return named.flatMap((pattern: unknown, index) =>
    typeof pattern === 'string' ? [{ pattern, position: text.positionOf(['customRules', index]) }] : [],
  );
}

/** The rules in modules, by their files. @throws UsageError with a line for each that cannot be used. */
export async function loadCustomRules(
  files: readonly string[],
  known: readonly Rule[],
): Promise<readonly Rule[]> {
  resolveOwnPackage();
  const complaints: string[] = [];
  const rules: Rule[] = [];
  for (const file of files) {
    for (const read of await rulesIn(file)) {
      const twin = typeof read === 'string' ? null : [...known, ...rules].find(({ id }) => id === read.id);
      if (typeof read === 'string') complaints.push(read);
      else if (twin) complaints.push(`${file}: rule ${read.id}: ${takenBy(twin)}`);
      else rules.push(read);
    }
  }
  if (complaints.length > 0) throw new UsageError(complaints.join('\n'));
  return rules;
}

function takenBy({ file }: Rule): string {
  return file === undefined
    ? 'the id is that of a rule of vpce-lint; give yours another one'
    : `${file} has a rule of that id too`;
}

/** What a module exports, each a rule or a complaint. */
async function rulesIn(file: string): Promise<readonly (Rule | string)[]> {
  const { href } = pathToFileURL(resolve(file));
  try {
    const { default: exported } = await importModule(href);
    if (exported === undefined) {
      return [`${file}: it has no default export; expected a rule, or a list of rules`];
    }
    const values: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
    return values.map((value) => {
      const read = readCustomRule(value, file);
      return typeof read === 'string' ? `${file}: ${read}` : read;
    });
  } catch (error) {
    return [`${file}${placeIn(href, error)}: it cannot be loaded: ${firstLine(error)}`];
  }
}

/** `:line` and `:column`, as far as the error tells where in the module it arose. */
function placeIn(href: string, error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const at = stack.indexOf(`${href}:`);
  const [place = ''] = at < 0 ? [] : (/^(?::\d+){1,2}/.exec(stack.slice(at + href.length)) ?? []);
  return place;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const [first = ''] = message.replaceAll(`${process.cwd()}/`, '').split('\n');
  return first;
}
