import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callTable } from '../../../src/collectors/aws/call-table.ts';
import { family, familyCommand, familyNames, operationCommand } from '../../../src/model/fact-families.ts';
import { account, type FactItems, queueUrlsOf, region, wholeAnswer } from './estate-server.ts';

/** Answers of the AWS CLI by command and the values of its options, sorted. */
type Answers = Record<string, object>;

const keyOf = (command: string, values: readonly string[]) => [command, ...[...values].sort()].join(' ');

/**
 * A program `aws` that answers the calls of a script from facts, as text or JSON. What it has no answer for it
 * refuses, as AWS does.
 * @returns the folder that the program is in.
 */
export function installFakeAws(folder: string, script: string, facts: FactItems): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const index = [...outputs(script, facts)].map(([call, output], number) => {
    writeFileSync(join(bin, `${number}.out`), output);
    return `${call}\t${number}.out\n`;
  });
  writeFileSync(join(bin, 'index'), index.join(''));
  writeFileSync(join(bin, 'aws'), program);
  chmodSync(join(bin, 'aws'), 0o755);
  return bin;
}

const program = `#!/bin/sh
bin=$(dirname "$0")
file=$(awk -F'\t' -v call="$*" '$1 == call { print $2; exit }' "$bin/index")
[ -n "$file" ] || { echo "An error occurred (AccessDenied) when calling aws $*" >&2; exit 254; }
cat "$bin/$file"
`;

/** What is printed for each call that the script can make, with every id there is in place of its variables. */
function outputs(script: string, facts: FactItems): ReadonlyMap<string, string> {
  const answers = answersFrom(facts);
  const found = new Map([
    [`sts get-caller-identity --region ${region} --query Account --output text`, `${account}\n`],
  ]);
  const lines = script.matchAll(/^ *(get \S+ \S+ |for \w+ in \$\(ids )(.*?)(?:\); do)?$/gm);
  for (const [, kind = '', call = ''] of lines) {
    const isText = kind.startsWith('for');
    for (const subject of call.includes('$') ? ['', ...subjectsIn(facts)] : ['']) {
      const words = wordsOfLine(call.replaceAll('$region', region).replace(/\$\w+/g, subject));
      const [service = '', command = '', ...options] = words;
      const at = options.indexOf('--query');
      const values = (at < 0 ? options : options.slice(0, at)).filter((word) => !word.startsWith('--'));
      const answer = answers[keyOf(`${service} ${command}`, values)];
      if (answer === undefined) continue;
      const shown = evaluate(at < 0 ? '' : (options[at + 1] ?? ''), answer);
      const text = isText ? textsOf(shown).join('\t') : JSON.stringify(shown, null, 4);
      const format = isText ? 'text' : 'json';
      found.set(`${words.join(' ')} --region ${region} --output ${format}`, `${text}\n`);
    }
  }
  return found;
}

/** As the AWS CLI writes values as text. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return [typeof value === 'string' ? value : 'None'];
}

function wordsOfLine(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** The queries (JMESPath) that the script uses, and no others. */
function evaluate(query: string, value: unknown): unknown {
  if (query === '') return value;
  if (query.startsWith('{')) {
    const parts = query.slice(1, -1).matchAll(/(\w+): (?:'([^']*)'|(\w+\[\]\.\{[^}]*\}|\w+))/g);
    return Object.fromEntries(
      [...parts].map(([, name = '', literal, inner = '']) => [name, literal ?? evaluate(inner, value)]),
    );
  }
  const [, key = '', each, rest] = /^(\w+)(\[.*?\])?(?:\.(.*))?$/.exec(query) ?? [];
  const field = fieldOf(value, key);
  if (each === undefined || !Array.isArray(field)) return field ?? null;
  const items: readonly unknown[] = field;
  const kept =
    each === '[]'
      ? items
      : each === "[?Type!='ROOT']"
        ? items.filter((item) => fieldOf(item, 'Type') !== 'ROOT')
        : items.filter((item) => fieldOf(fieldOf(item, 'Owner'), 'OwningService') === undefined);
  if (rest === undefined) return kept;
  if (!rest.startsWith('[')) return kept.map((item) => evaluate(rest, item));
  const names = rest.replace(/[[\]]/g, '').split(', ');
  return kept.flatMap((item) => names.flatMap((name) => fieldOf(item, name) ?? []));
}

function fieldOf(value: unknown, field: string): unknown {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
  return found;
}

function answersFrom(facts: FactItems): Answers {
  const answers: Answers = { 'sts get-caller-identity': { Account: account } };
  for (const name of familyNames) {
    const { answerKey, subject } = family(name);
    if (subject === undefined) answers[bare(familyCommand(name))] = { [answerKey]: facts[name] ?? [] };
  }
  for (const call of callTable) {
    const command = bare(operationCommand(call.service, call.operation));
    for (const fixed of call.parameters) {
      const values = Object.entries(fixed)
        .filter(([name]) => name !== 'BucketRegion')
        .flatMap(([, value]) => wordsOf(value));
      for (const subject of call.subjects === null ? [null] : subjectsIn(facts)) {
        const given = new Map(Object.entries(fixed).map(([name, value]) => [name, String(value)]));
        if (subject !== null) given.set(call.subjects?.parameter ?? '', subject);
        const answer = wholeAnswer(call, { parameters: given }, facts);
        const key = keyOf(command, subject === null ? values : [...values, subject]);
        if (answer !== null && Object.keys(answer).length > 0) answers[key] = answer;
      }
    }
  }
  return answers;
}

function bare(command: string): string {
  return command.replace(/^aws /, '');
}

function wordsOf(value: unknown): readonly string[] {
  if (value === '{region}') return [region];
  if (!Array.isArray(value)) return [String(value)];
  return value.map((item: unknown) =>
    typeof item === 'string' ? item : 'Name=type,Values=static,propagated',
  );
}

/** Every id that a call may be asked about. */
function subjectsIn(facts: FactItems): readonly string[] {
  const found = Object.entries(facts).flatMap(([name, items]) =>
    items.flatMap((item) => family(name as keyof FactItems).id.map((field) => String(item[field]))),
  );
  return [...new Set([...found, ...queueUrlsOf(facts)])].map((id) => id.replace(/^\/hostedzone\//, ''));
}
