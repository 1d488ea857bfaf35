import * as z from 'zod';
import { didYouMean } from '../model/closest.ts';
import { describeIssue } from '../model/describe-issue.ts';
import type { ConfigText, TextProblem } from './config-text.ts';

/** What is wrong with a configuration, and where: the path of a value, or of a key. */
interface ConfigProblem {
  readonly path: readonly PropertyKey[];
  readonly isKey: boolean;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** Everything that a schema has against the value of a text, in plain words, with what may have been meant. */
export function describeProblems(
  { issues }: Pick<z.core.$ZodError, 'issues'>,
  text: ConfigText,
  schema: z.ZodType,
): readonly TextProblem[] {
  const published = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return issues
    .flatMap((issue) => describe(likeliest(issue), text.value, published))
    .map(({ path, isKey, message }) => ({
      position: isKey ? text.positionOfKey(path) : text.positionOf(path),
      message,
    }))
    .sort(byPosition);
}

function byPosition({ position: a }: TextProblem, { position: b }: TextProblem): number {
  return a.line - b.line || a.column - b.column;
}

/** Of the forms that a value may have, the one that it seems to be meant to have. */
function likeliest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const meant = issue.errors.find(
    ([first]) => first && !(first.code === 'invalid_type' && first.path.length === 0),
  );
  const [first] = meant ?? [];
  return first === undefined ? issue : likeliest({ ...first, path: [...issue.path, ...first.path] });
}

function describe(issue: Issue, value: unknown, published: JsonSchema): readonly ConfigProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = schemasAt(published, path).flatMap(({ properties }) => Object.keys(properties ?? {}));
    const [what, more] =
      path.join('.') === 'rules' ? ['rule', ' "vpce-lint rules" lists all of them.'] : ['key', ''];
    return issue.keys.map((key) => ({
      path: [...path, key],
      isKey: true,
      message: `unknown ${what} ${JSON.stringify(key)}.${didYouMean(key, known)}${more}`,
    }));
  }
  const found = valueAt(value, path);
  if (issue.code === 'invalid_value' && typeof found === 'string') {
    const choices = issue.values.map(String);
    return [
      {
        path,
        isKey: false,
        message: `${path.join('.')} takes ${choices.join(', ')}, not ${JSON.stringify(found)}.${didYouMean(found, choices)}`,
      },
    ];
  }
  const { message } = describeIssue({ issues: [issue] }, value);
  const wantsText = issue.code === 'invalid_type' && issue.expected === 'string' && typeof found === 'number';
  return [{ path, isKey: false, message: wantsText ? `${message}: put it in quotes` : message }];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (current, key) =>
      typeof current === 'object' && current !== null && Object.hasOwn(current, key)
        ? Reflect.get(current, key)
        : undefined,
    value,
  );
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** The parts of a schema that speak of the value at a path. */
function schemasAt(schema: JsonSchema, path: readonly PropertyKey[]): readonly JsonSchema[] {
  const forms = [schema, ...(schema.anyOf ?? [])];
  const [key, ...rest] = path;
  if (key === undefined) return forms;
  return forms.flatMap(({ properties, additionalProperties, items }) => {
    const named = properties && Object.hasOwn(properties, key) ? properties[String(key)] : undefined;
    const next = named ?? (typeof additionalProperties === 'object' ? additionalProperties : items);
    return next ? schemasAt(next, rest) : [];
  });
}
