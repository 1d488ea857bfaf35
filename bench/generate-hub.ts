import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A clean estate of ours: central endpoints, a transit gateway, and two spokes that are alike. */
const fixture = 'fixtures/hub-and-spoke/input/estate.json';

/** What the estate says of one spoke: the name of its VPC, and how its addresses begin. */
interface Spoke {
  readonly name: string;
  readonly prefix: string;
}

const copied: Spoke = { name: 'orders', prefix: '10.1.' };
const twin: Spoke = { name: 'billing', prefix: '10.2.' };
const firstFreeBlock = 3;
const blocksOfSlash8 = 250;

const anyId = /\b[a-z]+(?:-[a-z]+)*-0[0-9a-f]{16}\b/g;

/**
 * Writes a snapshot of an organization in which that many more spokes use the endpoints of one hub through a transit
 * gateway. Nothing is wrong with it, and nothing that a verdict needs is missing. Returns the path of the file.
 */
export function generateHub(folder: string, spokes: number): string {
  const estate: Estate = JSON.parse(readFileSync(fixture, 'utf8'));
  const path = join(folder, 'hub.json');
  writeFileSync(path, JSON.stringify(withCopies(estate, spokes), null, 2));
  return path;
}

function withCopies(estate: Estate, count: number): unknown {
  const [ofCopied, ofTwin] = [idOfVpc(estate, copied), idOfVpc(estate, twin)];
  const own = new Set([ofCopied]);
  const shared = new Set<string>();
  for (const text of smallestElements(estate, ofCopied, ofTwin)) {
    const ids = text.match(anyId) ?? [];
    for (const id of ids) (text.includes(ofCopied) ? own : shared).add(id);
  }
  const marks = [...own].filter((id) => !shared.has(id) || id === ofCopied);
  return grow(estate, {
    isOfCopied: new RegExp(`${marks.join('|')}|\\b${copied.prefix.replaceAll('.', '\\.')}`, 'g'),
    isOfTwin: new RegExp(`${ofTwin}|\\b${twin.prefix.replaceAll('.', '\\.')}`),
    count,
  });
}

interface Estate {
  readonly scopes: readonly {
    readonly facts: {
      readonly vpcs: { readonly items: readonly { VpcId: string; Tags: { Key: string; Value: string }[] }[] };
    };
  }[];
}

function idOfVpc({ scopes }: Estate, { name }: Spoke): string {
  const vpcs = scopes.flatMap(({ facts }) => facts.vpcs.items);
  const found = vpcs.find(({ Tags }) => Tags.some(({ Key, Value }) => Key === 'Name' && Value === name));
  if (!found) throw new Error(`${fixture} has no VPC named ${name}`);
  return found.VpcId;
}

/** The elements of lists, as text, that do not hold elements of both spokes. */
function smallestElements(value: unknown, ofCopied: string, ofTwin: string): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap((element: unknown) => {
      const text = JSON.stringify(element);
      const isOfBoth = text.includes(ofCopied) && text.includes(ofTwin);
      return isOfBoth ? smallestElements(element, ofCopied, ofTwin) : [text];
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((field: unknown) => smallestElements(field, ofCopied, ofTwin));
}

interface Growth {
  readonly isOfCopied: RegExp;
  readonly isOfTwin: RegExp;
  readonly count: number;
}

/** The value with the copies beside each element that is of the copied spoke alone. */
function grow(value: unknown, growth: Growth): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((element: unknown) => {
      const text = JSON.stringify(element);
      if (text.search(growth.isOfCopied) < 0) return [element];
      const isOfBoth = typeof element === 'object' && growth.isOfTwin.test(text);
      return isOfBoth ? [grow(element, growth)] : [element, ...copiesOf(text, growth)];
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, grow(field, growth)]));
}

function copiesOf(text: string, { isOfCopied, count }: Growth): readonly unknown[] {
  return Array.from({ length: count }, (_, number): unknown =>
    JSON.parse(
      text.replace(isOfCopied, (mark) => (mark === copied.prefix ? prefixOf(number) : renamed(mark, number))),
    ),
  );
}

/** What else an organization has after private ranges does not matter here. */
function prefixOf(number: number): string {
  const slash8 = Math.floor(number / blocksOfSlash8);
  return slash8 === 0 ? `10.${firstFreeBlock + number}.` : `${30 + slash8}.${number % blocksOfSlash8}.`;
}

function renamed(id: string, number: number): string {
  const ordinal = number.toString(16).padStart(4, '0');
  return id.slice(0, -ordinal.length) + ordinal;
}
