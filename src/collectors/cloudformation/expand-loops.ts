import { escapePointer } from '../../model/json-pointer.ts';
import { type Fields, isFields } from '../infrastructure-code/fields.ts';

/** A member of a section, with its own pointer below the section. */
export interface Member {
  readonly name: string;
  readonly value: unknown;
  readonly pointer: string;
}

export interface ExpandedSection {
  readonly members: readonly Member[];
  /** Loops whose list is not known, so that neither is what they make. */
  readonly unknownLoops: readonly string[];
}

const loop = /^Fn::ForEach::/;
/** Loops within loops make a small text large. A template may have 500 resources. */
const mostTurns = 2000;

/** The members of a section with what its `Fn::ForEach` loops make; `listOf` gives a loop's list, null if not known. */
export function expandLoops(
  section: Fields,
  listOf: (list: unknown) => readonly string[] | null,
): ExpandedSection {
  const members: Member[] = [];
  const unknownLoops: string[] = [];
  let turns = 0;
  const visit = (fields: Fields, pointer: string): void => {
    for (const [name, value] of Object.entries(fields)) {
      const own = `${pointer}/${escapePointer(name)}`;
      if (!loop.test(name)) {
        members.push({ name, value, pointer: own });
        continue;
      }
      const parts: readonly unknown[] = Array.isArray(value) ? value : [];
      const [identifier, list, body] = parts;
      const items = typeof identifier === 'string' && isFields(body) ? listOf(list) : null;
      if (items === null) {
        unknownLoops.push(name);
        continue;
      }
      for (const item of items) {
        turns += 1;
        if (turns > mostTurns) {
          unknownLoops.push(name);
          break;
        }
        const made = substitute(body, String(identifier), item);
        // What a loop makes stands where its body is written, whose keys have the variable in them.
        const before = members.length;
        visit(isFields(made) ? made : {}, `${own}/2`);
        for (let index = before; index < members.length; index++) {
          const member = members[index];
          if (member) members[index] = { ...member, pointer: `${own}/2` };
        }
      }
    }
  };
  visit(section, '');
  return { members, unknownLoops };
}

/** The body of a loop with an item in the place of its variable: `${Name}`, `&{Name}`, `{ "Ref": "Name" }`. */
function substitute(value: unknown, name: string, item: string): unknown {
  if (typeof value === 'string') {
    return value
      .replaceAll(`\${${name}}`, () => item)
      .replaceAll(`&{${name}}`, () => item.replaceAll(/[^A-Za-z0-9]/g, ''));
  }
  if (Array.isArray(value)) return value.map((each) => substitute(each, name, item));
  if (!isFields(value)) return value;
  if (value['Ref'] === name && Object.keys(value).length === 1) return item;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      String(substitute(key, name, item)),
      substitute(each, name, item),
    ]),
  );
}
