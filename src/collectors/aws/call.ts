import { type FamilyName, family, isFamilyName } from '../../model/fact-families.ts';
import type { RawItem } from '../../model/snapshot.ts';
import type { IncludeTopic } from './include-topic.ts';

export type Answer = Readonly<Record<string, unknown>>;
export type Parameters = Readonly<Record<string, unknown>>;

/** How an operation gives its answer in pages. */
export interface Pages {
  /** The parameter for the size of a page, and the largest that AWS takes; null where there is none. */
  readonly size: readonly [parameter: string, most: number] | null;
  /** Field of an answer, and the parameter of the next call that takes its value. The first one decides. */
  readonly token: readonly (readonly [field: string, parameter: string])[];
}

/** Gives the items that a call of the table has listed. */
export type ItemsOf = (call: string) => readonly RawItem[];

/** What a call is asked about, where one call answers for one subject, or for a few. */
export interface Subjects {
  /** The calls whose items name the subjects. */
  readonly of: readonly string[];
  readonly ids: (itemsOf: ItemsOf, account: string | null) => readonly string[];
  readonly parameter: string;
  /** The same as a query of the AWS CLI (JMESPath) on the answer of the first of these calls. */
  readonly query: string;
  /** How many subjects one call takes, as a list; absent where it takes one alone. */
  readonly most?: number;
}

/** One read-only operation of AWS, and what it fills. */
export interface Call {
  /** The family that it fills, or in plain words what it lists for other calls to ask about. */
  readonly name: string;
  readonly family: FamilyName | null;
  /** The service as IAM names it, and the operation as the SDK does. */
  readonly service: string;
  readonly operation: string;
  readonly action: string;
  /** The parameters of each call; several calls where there are several. */
  readonly parameters: readonly Parameters[];
  readonly pages: Pages | null;
  readonly subjects: Subjects | null;
  readonly topic: IncludeTopic | null;
  /** The filter that keeps to a VPC, and the parameter that takes filters. */
  readonly vpcFilter: readonly [parameter: string, name: string] | null;
  /** The items of an answer. */
  readonly items: (answer: Answer, subject: string) => readonly RawItem[];
  /** Which items count, by those of another call; absent where all do. */
  readonly only?: { readonly of: string; readonly keep: (item: RawItem, itemsOf: ItemsOf) => boolean };
  /** What the call is limited to by its nature, so that absence from its list says nothing. */
  readonly limitedTo?: string;
  /** The fields to keep of an item that holds secrets too, where the AWS CLI writes it to a file. */
  readonly withoutSecrets?: readonly string[];
}

type Details = Partial<Omit<Call, 'family' | 'service' | 'operation'>>;

/** The call that the table of fact families names for a family. */
export function collects(name: FamilyName, details: Details = {}): Call {
  const { service, operation, answerKey } = family(name);
  const { subject } = family(name);
  const listed = listOf(answerKey);
  return {
    ...callOf(name, service, operation),
    family: name,
    items:
      subject === undefined || details.subjects === undefined
        ? listed
        : (answer, id) => [{ [subject]: id, [answerKey]: listed(answer) }],
    ...details,
  };
}

/** A call that gives facts of a family which another call gives too. */
export function alsoCollects(
  name: FamilyName,
  service: string,
  operation: string,
  details: Details & Pick<Call, 'name' | 'items'>,
): Call {
  return { ...callOf(details.name, service, operation), family: name, ...details };
}

/** A call that gives no facts, only what others are asked about. */
export function lists(
  name: string,
  service: string,
  operation: string,
  details: Details & Pick<Call, 'items'>,
): Call {
  return { ...callOf(name, service, operation), family: null, ...details };
}

function callOf(name: string, service: string, operation: string): Omit<Call, 'family' | 'items'> {
  return {
    name,
    service,
    operation,
    action: `${service}:${operation}`,
    parameters: [{}],
    pages: null,
    subjects: null,
    topic: null,
    vpcFilter: null,
  };
}

/** Reads the items that stand under a key. */
export function listOf(key: string): (answer: Answer) => readonly RawItem[] {
  return (answer) => {
    const items = answer[key];
    return Array.isArray(items) ? items.filter(isItem) : [];
  };
}

export function isItem(value: unknown): value is RawItem {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Pages by `NextToken`. */
export function tokens(most: number): Pages {
  return { size: ['MaxResults', most], token: [['NextToken', 'NextToken']] };
}

/** What a field of the items of another call says; `key` is where its answer lists them. */
export function fieldOf(
  call: string,
  field: string,
  key = isFamilyName(call) ? family(call).answerKey : '',
): Pick<Subjects, 'of' | 'ids' | 'query'> {
  return { of: [call], ids: (itemsOf) => textsIn(itemsOf(call), field), query: `${key}[].${field}` };
}

export function textsIn(items: readonly RawItem[], field: string): readonly string[] {
  return items.flatMap((item) => (typeof item[field] === 'string' ? [item[field]] : []));
}
