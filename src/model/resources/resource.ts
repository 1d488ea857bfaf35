import * as z from 'zod';
import { parseCidr } from '../cidr.ts';
import { type Fact, flatMap, known, type MissingFact, unknown } from '../fact.ts';
import { type FamilyName, family } from '../fact-families.ts';
import { parseArn, regionOfZone, type Scope } from '../scope.ts';
import type { FactList, RawItem } from '../snapshot.ts';

/** One item of a list. */
export interface ItemPlace {
  readonly list: FactList;
  readonly index: number;
}

/** Where a resource was read. Those of one list that nothing else tells of share it. */
export interface Origin {
  readonly scope: Scope;
  readonly family: FamilyName;
  readonly list: FactList;
  /** Fields that other answers about the same subject gave, with where those stand. */
  readonly elsewhere: ReadonlyMap<string, ItemPlace> | null;
  /** Fields on which two descriptions of this resource disagree. */
  readonly conflicts: ReadonlySet<string> | null;
}

/** A place in the input: a resource and a JSON pointer below it (`/RouteTableIds`, or `` for all of it). */
export interface Place {
  readonly resource: Resource;
  readonly path: string;
}

export const text = z.string().nullish();
export const cidr = z
  .string()
  .refine((block) => parseCidr(block) !== null, 'expected a CIDR block')
  .nullish();
export const address = z
  .string()
  .refine((value) => !value.includes('/') && parseCidr(value) !== null, 'expected an IP address')
  .nullish();
export const flag = z.boolean().nullish();
export const list = <T extends z.ZodType>(item: T) => z.array(item).nullish();
export const tags = list(z.object({ Key: z.string(), Value: text }));

export interface Tag {
  readonly Key: string;
  readonly Value?: string | null | undefined;
}

const noTags: readonly Tag[] = [];

/** Families that read no tags let items pass whose tags are something else. */
function isTag(value: unknown): value is Tag {
  return typeof value === 'object' && value !== null && 'Key' in value && typeof value.Key === 'string';
}

/** What may be read of any resource, whether its schema names it or not. */
export const fieldsOfEveryResource: ReadonlySet<string> = new Set<keyof Described>([
  'OwnerId',
  'Tags',
  'TagSet',
  'AvailabilityZone',
]);

interface Described {
  readonly OwnerId?: string | null | undefined;
  readonly Tags?: readonly Tag[] | null | undefined;
  /** What network interfaces have in its place. */
  readonly TagSet?: readonly Tag[] | null | undefined;
  readonly AvailabilityZone?: string | null | undefined;
}

type ItemOf<List> = NonNullable<List> extends readonly (infer Item)[] ? Item : never;

let lastSerial = 0;

/** A described thing. Fields are read through facts, so that one that is not there is unknown. */
export abstract class Resource<Raw extends object = object> {
  declare readonly raw: Raw;
  declare readonly origin: Origin;
  /** Its ordinal in the list. */
  declare readonly index: number;
  /** Different for all resources of this process, those of one list one after another. */
  declare readonly serial: number;

  constructor(raw: Raw, origin: Origin, index: number) {
    this.raw = raw;
    this.origin = origin;
    this.index = index;
    this.serial = lastSerial += 1;
  }

  /** The CloudFormation type name. */
  abstract get type(): string;
  abstract get id(): string;

  get vpcId(): string | null {
    return null;
  }

  /** The field that would tell in which VPC it stands, where it is not there; null for what may stand in none. */
  get untoldVpc(): string | null {
    return this.vpcId === null ? 'VpcId' : null;
  }

  get scope(): Scope {
    return this.origin.scope;
  }

  /** Whether infrastructure code declares it, which tells what is to be: AWS may have nothing of it yet. */
  get isDeclared(): boolean {
    return this.origin.list.declared !== undefined;
  }

  get name(): string | null {
    const { Tags } = this.raw as Described;
    return Tags?.find((tag) => tag.Key === 'Name')?.Value || null;
  }

  /** As they are written; a resource that shows none has none. */
  get tagList(): readonly Tag[] {
    const { Tags, TagSet } = this.raw as Described;
    const all: unknown = Tags ?? TagSet;
    if (!Array.isArray(all) || all.length === 0) return noTags;
    return all.every(isTag) ? all : all.filter(isTag);
  }

  /** Values by key. */
  get tags(): ReadonlyMap<string, string> {
    return new Map(this.tagList.map(({ Key, Value }) => [Key, Value ?? '']));
  }

  /** The account that owns the resource, which need not be the one that was asked. */
  get account(): string | null {
    const { OwnerId } = this.raw as Described;
    return OwnerId ?? parseArn(this.id)?.account ?? this.scope.account;
  }

  get region(): string | null {
    const { AvailabilityZone } = this.raw as Described;
    return this.scope.region ?? (AvailabilityZone ? regionOfZone(AvailabilityZone) : null);
  }

  at(path = ''): Place {
    return { resource: this, path };
  }

  /** A fact about this resource that the input does not hold. */
  missing(reason: string, familyName: FamilyName = this.origin.family): MissingFact {
    return { family: familyName, account: this.account, region: this.region, reason };
  }

  /**
   * A field that AWS always returns: absent means that the input does not tell. What is asked of every interface or
   * endpoint gives its value too, because to read a field by a name in a variable costs several times as much.
   */
  protected required<K extends string & keyof Raw>(
    field: K,
    value: Raw[K] = this.raw[field],
  ): Fact<NonNullable<Raw[K]>> {
    const doubt = this.doubtAbout(field);
    if (doubt !== null) return doubt;
    if (value === undefined || value === null) return unknown(this.missing(`no ${field} on ${this.id}`));
    return known(value as NonNullable<Raw[K]>);
  }

  /** A list that AWS always returns; unknown where one of its items lacks a field of which that is true as well. */
  protected requiredItems<K extends string & keyof Raw>(
    field: K,
    lacking: (item: ItemOf<Raw[K]>) => string | null,
  ): Fact<readonly ItemOf<Raw[K]>[]> {
    return flatMap(this.required(field), (value) => {
      const items = value as readonly ItemOf<Raw[K]>[];
      for (const item of items) {
        const lack = lacking(item);
        if (lack !== null) return unknown(this.missing(`no ${lack} on ${this.id}`));
      }
      return known(items);
    });
  }

  /** A field that AWS leaves out when it has no value. */
  protected optional<K extends string & keyof Raw>(field: K): Fact<NonNullable<Raw[K]> | null> {
    return this.doubtAbout(field) ?? known((this.raw[field] as NonNullable<Raw[K]> | undefined) ?? null);
  }

  /** Whether a field has a value that the input does not tell. */
  isInDoubt(field: string): boolean {
    return this.doubtAbout(field) !== null;
  }

  /** Why a field has no value although there is one: two descriptions differ, or it is not known yet. */
  private doubtAbout(field: string): Fact<never> | null {
    const { conflicts, list } = this.origin;
    if (conflicts?.has(field)) {
      return unknown(this.missing(`two descriptions of ${this.id} differ in ${field}`));
    }
    const reason = list.declared?.open.get(field);
    return reason === undefined ? null : unknown(this.missing(`${field} of ${this.id}: ${reason}`));
  }
}

/** A resource of a family that nothing reads more closely yet. */
export class OtherResource extends Resource<RawItem> {
  override get type(): string {
    return `AWS::${family(this.origin.family).service}::${family(this.origin.family).operation}`;
  }

  override get id(): string {
    const { id } = family(this.origin.family);
    return id.map((field) => textOf(this.raw[field])).join('/');
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
