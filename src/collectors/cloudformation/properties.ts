import { escapePointer } from '../../model/json-pointer.ts';
import { ownRegion } from '../../model/service-name.ts';
import type { DocumentPlace } from '../../model/snapshot.ts';
import { isFields } from '../infrastructure-code/fields.ts';
import { OpenValue } from '../infrastructure-code/open-value.ts';
import { referencesIn, replaceReferences, soleReference } from './references.ts';
import { Evaluated, type Located, type Stack } from './stack.ts';

/** Why a text is not known that holds what only AWS gives. */
const afterDeployment = 'known after deployment';

function notGiven(name: string): OpenValue {
  return new OpenValue(`${name} is not given`);
}

function whyOpen(reference: string): string {
  return reference.startsWith('AWS::') ? `${reference} is not given` : afterDeployment;
}

/** The properties of a resource, or of an object in them. One that is not known throws `OpenValue`. */
export class Properties {
  readonly #stack: Stack;
  readonly #located: Located;

  constructor(stack: Stack, located: Located) {
    this.#stack = stack;
    this.#located = located;
  }

  /** Whether the property is given. */
  has(name: string): boolean {
    return this.#read(name) !== null;
  }

  /** Text that is known whole; null where there is none. */
  text(name: string): string | null {
    const value = this.#scalar(name);
    return value === null ? null : knownText(value);
  }

  number(name: string): number | null {
    const text = this.text(name);
    if (text === null) return null;
    const number = Number(text);
    if (text.trim() === '' || !Number.isFinite(number)) throw new OpenValue(`${name} is no number`);
    return number;
  }

  flag(name: string): boolean | null {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return null;
    if (['true', 'yes', 'on'].includes(text)) return true;
    if (['false', 'no', 'off'].includes(text)) return false;
    throw new OpenValue(`${name} is neither true nor false`);
  }

  /** The id of a thing: as it is written, or what a reference leads to. */
  id(name: string): string | null {
    const value = this.#scalar(name);
    return value === null ? null : idIn(value);
  }

  /** @throws OpenValue where a property is not given that must be. */
  expect(name: string): void {
    if (!this.has(name)) throw notGiven(name);
  }

  /** The id in a property that must be given. */
  requiredId(name: string): string {
    this.expect(name);
    return this.id(name) ?? '';
  }

  /** The text of a property that must be given. */
  requiredText(name: string): string {
    this.expect(name);
    return this.text(name) ?? '';
  }

  /** The number in a property that must be given. */
  requiredNumber(name: string): number {
    const number = this.number(name);
    if (number === null) throw notGiven(name);
    return number;
  }

  /** The object that a property is which must be given. */
  requiredBlock(name: string): Properties {
    const block = this.block(name);
    if (block === null) throw notGiven(name);
    return block;
  }

  texts(name: string): readonly string[] | null {
    return this.#list(name)?.map(knownText) ?? null;
  }

  ids(name: string): readonly string[] | null {
    return this.#list(name)?.map(idIn) ?? null;
  }

  /** The name of a service, in which the region may be left to the stack. */
  serviceName(name: string): string | null {
    const value = this.#scalar(name);
    if (value === null) return null;
    return knownText(replaceReferences(value, (id) => (id === 'AWS::Region' ? ownRegion : null)));
  }

  /** A value of any kind; the references in it stay. */
  value(name: string): unknown {
    const found = this.#read(name);
    return found === null ? null : this.#evaluate(found);
  }

  /** The object that a property is; null where it is not given. */
  block(name: string): Properties | null {
    const found = this.#read(name);
    return found === null ? null : new Properties(this.#stack, found);
  }

  /** The objects of a list; null where it is not given. */
  blocks(name: string): readonly Properties[] | null {
    const found = this.#read(name);
    if (found === null) return null;
    const { raw, pointer } = found;
    const value = raw instanceof Evaluated ? raw.value : raw;
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.flatMap((item, index) => {
      const located = {
        raw: raw instanceof Evaluated ? new Evaluated(item) : item,
        pointer: Array.isArray(value) ? `${pointer}/${index}` : pointer,
      };
      const head = this.#stack.head(located);
      return head ? new Properties(this.#stack, head) : [];
    });
  }

  get place(): DocumentPlace {
    return { document: this.#stack.source.document, pointer: this.#located.pointer };
  }

  /** Where a property stands, or its object where it is not given. */
  placeOf(name: string): DocumentPlace {
    const { document, pointer } = this.place;
    return { document, pointer: `${pointer}/${escapePointer(name)}` };
  }

  #scalar(name: string): string | null {
    const found = this.#read(name);
    if (found === null) return null;
    const value = this.#evaluate(found);
    if (value === '') return null;
    if (typeof value !== 'string') throw new OpenValue(`${name} is no text`);
    return value;
  }

  #list(name: string): readonly string[] | null {
    const found = this.#read(name);
    if (found === null) return null;
    const value = this.#evaluate(found);
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.flat().map((item) => {
      if (typeof item !== 'string') throw new OpenValue(`${name} is no list of texts`);
      return item;
    });
  }

  #evaluate({ raw }: Located): unknown {
    return raw instanceof Evaluated ? raw.value : this.#stack.evaluate(raw);
  }

  #read(name: string): Located | null {
    const head = this.#stack.head(this.#located);
    if (!head) return null;
    const { raw, pointer } = head;
    const object = raw instanceof Evaluated ? raw.value : raw;
    if (!isFields(object)) throw new OpenValue('an object is expected in its place');
    if (!Object.hasOwn(object, name)) {
      if (Object.hasOwn(object, 'Fn::Transform')) throw new OpenValue('a macro may add it');
      return null;
    }
    const own = { raw: object[name], pointer: `${pointer}/${escapePointer(name)}` };
    return raw instanceof Evaluated ? { ...own, raw: new Evaluated(own.raw) } : this.#stack.head(own);
  }
}

/** @throws OpenValue for a text in which something is known to AWS alone. */
export function knownText(text: string): string {
  const [reference] = referencesIn(text);
  if (reference !== undefined) throw new OpenValue(whyOpen(reference));
  return text;
}

/** @throws OpenValue for a text that is put together from ids. */
export function idIn(text: string): string {
  const id = soleReference(text);
  return id === null || id.startsWith('AWS::') ? knownText(text) : id;
}
