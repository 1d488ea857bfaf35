import { escapePointer } from '../../model/json-pointer.ts';
import { type Fields, isFields } from '../infrastructure-code/fields.ts';
import { OpenValue } from '../infrastructure-code/open-value.ts';
import { constantOf } from './configuration.ts';

/** Why a value of a plan is not known. */
export const afterApply = 'known after apply';

/** For an attribute that the document has not even as empty. */
function notTold(name: string): OpenValue {
  return new OpenValue(`${name} is not in the input`);
}

/** What looks up the ids that references lead to. */
export interface References {
  /** The one thing that an expression leads to. @throws OpenValue where that is not certain. */
  one(expression: unknown, kind: IdKind): string;
  /** All things that an expression leads to. @throws OpenValue where that is not certain. */
  several(expression: unknown, kind: IdKind): readonly string[];
}

/** What an id names: types of resource that have it as their own id, and how attributes that hold it are called. */
export interface IdKind {
  readonly types: readonly string[];
  readonly attributes: RegExp;
}

/** The expression of an attribute; undefined where the code does not give it. */
export type ExpressionOf = (name: string) => unknown;

/** The attributes of a resource, or of a block in it. A value that is not known throws `OpenValue`. */
export class Attributes {
  readonly values: Fields;
  readonly pointer: string;
  readonly #unknown: Fields;
  readonly #expressionOf: ExpressionOf | null;
  readonly #references: References;
  readonly #isNew: boolean;

  constructor(parts: {
    readonly values: Fields;
    readonly unknown: Fields;
    /** Null where the document does not tell how values came to be. */
    readonly expressionOf: ExpressionOf | null;
    readonly pointer: string;
    readonly references: References;
    readonly isNew: boolean;
  }) {
    this.values = parts.values;
    this.pointer = parts.pointer;
    this.#unknown = parts.unknown;
    this.#expressionOf = parts.expressionOf;
    this.#references = parts.references;
    this.#isNew = parts.isNew;
  }

  /**
   * Whether a new resource gets this attribute from AWS alone, because the code does not give it: then it has
   * the value that AWS gives where nothing is asked for.
   */
  isLeftToAws(name: string): boolean {
    if (!this.#isNew || this.#unknown[name] !== true) return false;
    if (this.#expressionOf === null) return false;
    const expression = this.#expressionOf(name);
    return expression === undefined || constantOf(expression) === null;
  }

  /** Whether all of the attribute is open. */
  isOpen(name: string): boolean {
    return this.#unknown[name] === true;
  }

  /** Whether the document tells of the attribute; old versions of a provider do not know all of them. */
  has(name: string): boolean {
    return Object.hasOwn(this.values, name) || hasTrue(this.#unknown[name]);
  }

  /** @throws OpenValue where the document does not tell of the attribute, which the provider always gives. */
  expect(name: string): void {
    if (!this.has(name)) throw notTold(name);
  }

  /** Text, or null where there is none (providers write an empty text for it, too). */
  text(name: string): string | null {
    const value = this.#value(name);
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'string' && value !== '' ? value : null;
  }

  /** Text that the provider always gives. @throws OpenValue where the document does not tell it. */
  requiredText(name: string): string {
    const text = this.text(name);
    if (text === null) throw notTold(name);
    return text;
  }

  number(name: string): number | null {
    const value = this.#value(name);
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : null;
  }

  flag(name: string): boolean | null {
    const value = this.#value(name);
    if (value === 'true' || value === 'false') return value === 'true';
    return typeof value === 'boolean' ? value : null;
  }

  /** The texts of a list or set; null where the attribute is not set. */
  texts(name: string): readonly string[] | null {
    const value = this.#listed(name);
    if (!Array.isArray(value)) return null;
    if (hasTrue(this.#unknown[name])) throw new OpenValue(afterApply);
    return value.filter((item) => typeof item === 'string');
  }

  /** The id in an attribute: known, or what its expression leads to. */
  id(name: string, kind: IdKind): string | null {
    this.expect(name);
    if (this.#unknown[name] !== true) return this.text(name);
    const expression = this.#expressionOf?.(name);
    if (expression === undefined) throw new OpenValue(afterApply);
    return this.#references.one(expression, kind);
  }

  /** The ids in a list; null where the attribute is not set. */
  ids(name: string, kind: IdKind): readonly string[] | null {
    this.expect(name);
    const unknown = this.#unknown[name];
    const value = this.values[name];
    if (!hasTrue(unknown)) return this.texts(name);
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    const known = items.filter((item) => typeof item === 'string' && item !== '') as readonly string[];
    const found = this.#references.several(this.#expressionOf?.(name), kind);
    const added = found.filter((id) => !known.includes(id));
    // Where the plan tells how many are not known, all of those that the code names must be meant.
    const open = Array.isArray(unknown) ? unknown.filter((item) => item === true).length : added.length;
    if (open !== added.length) throw new OpenValue(afterApply);
    return [...known, ...added];
  }

  /** The blocks of an attribute; null where it is not set. */
  blocks(name: string): readonly Attributes[] | null {
    const value = this.#listed(name);
    const blocks = Array.isArray(value) ? value : isFields(value) ? [value] : null;
    if (blocks === null) return null;
    const unknown = this.#unknown[name];
    if (Array.isArray(unknown) && unknown.some((item) => item === true)) throw new OpenValue(afterApply);
    return blocks.map((block: unknown, index) => {
      const values = isFields(block) ? block : {};
      const own: unknown = Array.isArray(unknown) ? unknown[index] : unknown;
      const place = Array.isArray(value) ? `/${index}` : '';
      return new Attributes({
        values,
        unknown: isFields(own) ? own : {},
        expressionOf: this.#expressionsOfBlock(name, values),
        pointer: `${this.pointer}/${escapePointer(name)}${place}`,
        references: this.#references,
        isNew: this.#isNew,
      });
    });
  }

  /** The ids in one attribute of all blocks of a name, whose order the code need not tell; none where there is no block. */
  idsInBlocks(name: string, field: string, kind: IdKind): readonly string[] {
    const blocks = this.blocks(name) ?? [];
    const known = blocks.flatMap((block) => (block.isOpen(field) ? [] : (block.text(field) ?? [])));
    const open = blocks.filter((block) => block.isOpen(field)).length;
    if (open === 0) return known;
    const written = this.#expressionOf?.(name);
    const expressions = Array.isArray(written)
      ? written.filter(isFields).map((block) => block[field])
      : written;
    const added = this.#references.several(expressions, kind).filter((id) => !known.includes(id));
    if (added.length !== open) throw new OpenValue(afterApply);
    return [...known, ...added];
  }

  pointerOf(name: string): string {
    return `${this.pointer}/${escapePointer(name)}`;
  }

  /** Lists are there even when they are empty. */
  #listed(name: string): unknown {
    this.expect(name);
    const value = this.#value(name);
    if (value === null && hasTrue(this.#unknown[name])) throw new OpenValue(afterApply);
    return value;
  }

  #value(name: string): unknown {
    const value = Object.hasOwn(this.values, name) ? this.values[name] : null;
    if ((value === null || value === undefined) && this.#unknown[name] === true) {
      throw new OpenValue(afterApply);
    }
    return value ?? null;
  }

  /**
   * The expressions of the block that has these values. Blocks of a set stand in another order than in the
   * code; where several of them fit, their expressions are taken together.
   */
  #expressionsOfBlock(name: string, values: Fields): ExpressionOf | null {
    const written = this.#expressionOf?.(name);
    // A list of objects given as an attribute has one expression for all that is in it.
    if (isFields(written)) return () => written;
    if (!Array.isArray(written)) return null;
    const fitting = written.filter(isFields).filter((block) => fits(block, values));
    return (field) => {
      const expressions = fitting.map((block) => block[field]).filter((each) => each !== undefined);
      return expressions.length > 1 ? expressions : expressions[0];
    };
  }
}

/** Whether all that the block states as it stands is what the values are. */
function fits(block: Fields, values: Fields): boolean {
  return Object.entries(block).every(([field, expression]) => {
    const constant = constantOf(expression);
    if (constant === undefined || constant === null) return true;
    return JSON.stringify(constant) === JSON.stringify(values[field]);
  });
}

function hasTrue(unknown: unknown): boolean {
  if (unknown === true) return true;
  if (Array.isArray(unknown)) return unknown.some(hasTrue);
  return isFields(unknown) && Object.values(unknown).some(hasTrue);
}
