import { type FamilyName, family, familyNames } from '../../model/fact-families.ts';
import type { AnswerList, AnswerProblem, Fields } from './answer-list.ts';
import { readerOf } from './answer-readers.ts';
import { familyOfItem } from './item-signature.ts';

export interface Answer {
  readonly lists: readonly AnswerList[];
  readonly problems: readonly AnswerProblem[];
}

/**
 * What a JSON value holds of the answers of `describe-*`, `get-*` and `list-*` calls: one answer, the keys
 * of several, a list of answers, or items without the answer around them. Null when it holds none. `path`
 * names the subject of answers that do not.
 */
export function readAnswer(value: unknown, path: string): Answer | null {
  if (Array.isArray(value)) return readArray(value, path);
  if (!isFields(value)) return null;
  const found = familyOfItem(value);
  if (found === null) return readFields(value, path, '');
  const lone = {
    family: found,
    pointer: '',
    items: [value],
    whole: true,
    incomplete: 'one item alone',
  } as const;
  return { lists: [lone], problems: [] };
}

function readArray(value: readonly unknown[], path: string): Answer | null {
  const items = value.filter(isFields);
  if (items.length === 0 || items.length < value.length) return null;
  const only = items[0] === undefined ? null : familyOfItem(items[0]);
  if (only !== null && items.every((item) => familyOfItem(item) === only)) {
    return { lists: [{ family: only, pointer: '', items }], problems: [] };
  }
  const answers = items.map((item, index) =>
    Object.keys(item).every(isAnswerKey) ? readFields(item, path, `/${index}`) : null,
  );
  const read = answers.filter((answer) => answer !== null);
  if (read.length < answers.length) return null;
  return { lists: read.flatMap(({ lists }) => lists), problems: read.flatMap(({ problems }) => problems) };
}

function readFields(answer: Fields, path: string, pointer: string): Answer | null {
  const lists: AnswerList[] = [];
  const problems: AnswerProblem[] = [];
  const incomplete = leftover(answer);
  for (const [key, content] of Object.entries(answer)) {
    const found = readerOf(key)?.({ key, content, answer, path, pointer });
    if (!found) continue;
    if ('problem' in found) {
      problems.push(found);
      lists.push(...(found.families ?? []).map((name) => unreadable(name, found)));
    } else lists.push(...found.map((list) => (incomplete === null ? list : { ...list, incomplete })));
  }
  return lists.length + problems.length > 0 ? { lists, problems } : null;
}

function unreadable(name: FamilyName, { pointer }: AnswerProblem): AnswerList {
  return { family: name, pointer, items: [], incomplete: 'an answer could not be read' };
}

/** Keys that stand beside the items of an answer, among them those that name what a call was about. */
const companions: ReadonlySet<string> = new Set([
  'AdditionalRoutesAvailable',
  'DelegationSet',
  'IsTruncated',
  'MaxItems',
  'MaxResults',
  'Name',
  'NextMarker',
  'NextToken',
  'PolicyName',
  'ResponseMetadata',
  'RevisionId',
  'ServiceNames',
  ...familyNames.flatMap((name) => family(name).subject ?? []),
]);

function isAnswerKey(key: string): boolean {
  return companions.has(key) || readerOf(key) !== null;
}

function leftover(answer: Fields): string | null {
  for (const token of ['NextToken', 'NextMarker', 'nextToken']) {
    if (typeof answer[token] === 'string' && answer[token] !== '') return `a ${token} is left over`;
  }
  if (answer['IsTruncated'] === true) return 'the answer is truncated';
  return answer['AdditionalRoutesAvailable'] === true ? 'more routes are available' : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
