/** Ways to spoil an input: its bytes, or the values of the JSON in it. */
import { gzipSync } from 'node:zlib';

export type RandomNumber = () => number;

/** A whole number from 0 up to `limit`, which is left out. */
export function below(random: RandomNumber, limit: number): number {
  return limit <= 0 ? 0 : random() % limit;
}

export function oneOf<T>(random: RandomNumber, values: readonly [T, ...T[]]): T {
  return values[below(random, values.length)] ?? values[0];
}

export const hostileTexts: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  '\u001b[2J\u001b]0;title\u0007',
  '::error file=a,line=1::message',
  '##vso[task.complete result=Failed]',
  '\n::set-output name=x::y\n',
  '\r\n%0A',
  '<script>alert(1)</script>',
  '</td><img src=x onerror=alert(1)>',
  '[link](javascript:alert(1)) | cell | `code`',
  '\u202egnihtemos\u2066',
  '\u0000\u0085\u2028\ufeff',
  '\ud800',
  '{"Statement":[{"Effect":"Allow","Action":"*"}]}',
  '%7B%22Statement%22%3A%7B%7D%7D',
  '0.0.0.0/0',
  '10.0.0.0/33',
  '::/0',
  'arn:aws:s3:::*',
  'com.amazonaws.eu-west-1.s3',
  'local',
  '',
  '*'.repeat(64),
  `${'a*'.repeat(200)}b`,
  '9'.repeat(400),
  `${'label.'.repeat(60)}internal`,
];

const plausibleTexts = [
  'available',
  'pendingAcceptance',
  'deleted',
  'blackhole',
  'Interface',
  'GatewayLoadBalancer',
  'tcp',
  '-1',
  '10.0.0.0/8',
  '10.0.1.7',
  '2001:db8::/32',
  'vpc-1',
  'subnet-1',
  'igw-1',
  '111122223333',
  'us-east-1',
];

function hostileValue(random: RandomNumber): unknown {
  switch (below(random, 12)) {
    case 0:
      return null;
    case 1:
      return [];
    case 2:
      return {};
    case 3:
      return below(random, 2) === 0;
    case 4:
      return oneOf(random, [-1, 0, 0.5, 65536, 2 ** 31, 2 ** 53, 1e308]);
    case 5:
      return [oneOf(random, hostileTexts), null, { a: 1 }];
    case 6:
      return nested(below(random, 400));
    default:
      return oneOf(random, hostileTexts);
  }
}

/** Another value of the same type, so that the item that holds it still counts. */
function likeValue(value: unknown, random: RandomNumber): unknown {
  if (typeof value === 'string') return oneOf(random, [...hostileTexts, ...plausibleTexts]);
  if (typeof value === 'number') return oneOf(random, [0, -1, 1, 443, 65535, 65536, 2 ** 31]);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return below(random, 2) === 0 ? [] : value.toReversed();
  return {};
}

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { Statement: value };
  return value;
}

/** Above it stand answers and lists: to spoil these leaves little to look at. */
const usualDepth = 3;

/** A copy of a JSON value in which one to four values are replaced, doubled, renamed or left out. */
export function mutateValue(value: unknown, random: RandomNumber): unknown {
  let mutated = value;
  for (let left = 1 + below(random, 4); left > 0; left--) mutated = mutateOnce(mutated, random, 0);
  return mutated;
}

function mutateOnce(value: unknown, random: RandomNumber, depth: number): unknown {
  const isChosen = below(random, depth < usualDepth ? 60 : 8) === 0;
  if (typeof value !== 'object' || value === null || isChosen)
    return below(random, 3) === 0 ? hostileValue(random) : likeValue(value, random);
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const at = below(random, entries.length);
  const chosen = entries[at];
  if (chosen === undefined) return hostileValue(random);
  const [key, inner] = chosen;
  const changed: readonly [string, unknown][] =
    below(random, depth < usualDepth ? 60 : 6) > 0
      ? [[key, mutateOnce(inner, random, depth + 1)]]
      : oneOf<readonly [string, unknown][]>(random, [
          [],
          [[oneOf(random, hostileTexts), inner]],
          [
            [key, inner],
            [`${key} `, inner],
          ],
        ]);
  const after = [...entries.slice(0, at), ...changed, ...entries.slice(at + 1)];
  // From entries, because a key may be named __proto__.
  return Array.isArray(value) ? after.map(([, one]) => one) : Object.fromEntries(after);
}

/** The JSON values of a text that holds one, or one a line; null where it holds something else. */
function valuesOf(text: string): readonly unknown[] | null {
  for (const parts of [[text], text.split('\n')]) {
    try {
      return parts.map((part): unknown => JSON.parse(part));
    } catch {
      // Perhaps the other way round.
    }
  }
  return null;
}

/** The seed spoiled: most often the values of the JSON in it, else its bytes. */
export function mutated(bytes: Uint8Array, random: RandomNumber): Uint8Array {
  const kind = below(random, 10);
  const values = kind < 2 ? null : valuesOf(Buffer.from(bytes).toString('utf8'));
  if (values === null) return mutateBytes(bytes, random);
  const spoiled = below(random, values.length);
  const texts = values.map((value, index) =>
    JSON.stringify(index === spoiled ? mutateValue(value, random) : value),
  );
  const text = Buffer.from(texts.join('\n'));
  return kind === 9 ? mutateBytes(gzipSync(text), random) : text;
}

/** A copy of the bytes with one to four bits, runs or texts changed. */
export function mutateBytes(bytes: Uint8Array, random: RandomNumber): Uint8Array {
  let mutated = Buffer.from(bytes);
  for (let left = 1 + below(random, 4); left > 0; left--) {
    const at = below(random, mutated.length + 1);
    const length = below(random, 40);
    const [before, run, after] = [
      mutated.subarray(0, at),
      mutated.subarray(at, at + length),
      mutated.subarray(at + length),
    ];
    switch (below(random, 5)) {
      case 0:
        mutated = Buffer.concat([before, after]);
        break;
      case 1:
        mutated = Buffer.concat([before, run, run, after]);
        break;
      case 2:
        mutated = Buffer.concat([before, Buffer.from(oneOf(random, hostileTexts)), run, after]);
        break;
      case 3:
        mutated = Buffer.from(before);
        break;
      default:
        if (mutated.length > 0) mutated[at % mutated.length] = below(random, 256);
    }
  }
  return mutated;
}
