import { Collection } from './collection.ts';
import { type Fact, known, type Listing, type MissingFact, unknown } from './fact.ts';
import type { FamilyName } from './fact-families.ts';
import { Memo } from './memo.ts';
import type { ResourceOf } from './resource-types.ts';
import type { Resource } from './resources/resource.ts';
import type { Vpc } from './resources/vpc.ts';
import type { Scope } from './scope.ts';

export interface NetworkData {
  readonly scopes: readonly Scope[];
  readonly collections: ReadonlyMap<FamilyName, Collection<Resource>>;
  readonly collectedAt: string | null;
  /** What the user says of an organization, where AWS was not asked. */
  readonly organization?: DeclaredOrganization;
}

/** An organization, and accounts that are in it; it may have others. */
export interface DeclaredOrganization {
  readonly id: string;
  readonly accounts: readonly string[];
}

/** The account and region in which something would stand that is looked for. */
export type Whereabouts = Pick<Resource, 'account' | 'region' | 'scope'>;

/** Families whose resources stand in VPCs: one that does not say in which may stand in any. */
const standInVpcs: ReadonlySet<FamilyName> = new Set<FamilyName>([
  'subnets',
  'routeTables',
  'securityGroups',
  'networkAcls',
  'vpcEndpoints',
  'networkInterfaces',
  'vpnGateways',
  'transitGatewayAttachments',
  'transitGatewayVpcAttachments',
  'resolverRuleAssociations',
  'profileAssociations',
]);

const nothing: Collection<Resource> = new Collection<Resource>(new Map(), new Map());

/**
 * The network as data: immutable, indexed, and honest about what it does not hold. Every question is
 * answered by a fact or a listing that names what is missing.
 */
export class Network {
  readonly #data: NetworkData;
  readonly #memo: Map<string, unknown>;
  readonly #memoBySubject = new Map<string, Memo>();
  readonly #onRead: ((family: FamilyName) => void) | undefined;

  constructor(data: NetworkData, onRead?: (family: FamilyName) => void) {
    this.#data = data;
    this.#memo = new Map();
    this.#onRead = onRead;
  }

  /** The same network with nothing remembered, telling which families are read. */
  observed(onRead: (family: FamilyName) => void): Network {
    return new Network(this.#data, onRead);
  }

  /** The same network with nothing remembered, of which the user says that accounts are in an organization. */
  withOrganization(organization: DeclaredOrganization): Network {
    return new Network({ ...this.#data, organization }, this.#onRead);
  }

  /** What the user says of an organization; null where nothing is said. */
  get declaredOrganization(): DeclaredOrganization | null {
    return this.#data.organization ?? null;
  }

  get scopes(): readonly Scope[] {
    return this.#data.scopes;
  }

  get collectedAt(): string | null {
    return this.#data.collectedAt;
  }

  /** Every resource of a family that the input describes, each once, sorted by id. */
  all<F extends FamilyName>(family: F): readonly ResourceOf<F>[] {
    return this.#collection(family).all;
  }

  /** Those of all of which something is true: where few are, much quicker than to sort all. */
  filter<F extends FamilyName>(
    family: F,
    isSo: (resource: ResourceOf<F>) => boolean,
  ): readonly ResourceOf<F>[] {
    return this.#collection(family).filter(isSo);
  }

  /** The resources of a family in a VPC. Its owner's account and region would hold them all. */
  inVpc<F extends FamilyName>(family: F, vpc: Vpc): Listing<ResourceOf<F>> {
    return this.inVpcOf(family, vpc.id, vpc);
  }

  /** The same for a VPC of which no more may be known than its id, and whose it is. */
  inVpcOf<F extends FamilyName>(family: F, vpcId: string, owner: Whereabouts): Listing<ResourceOf<F>> {
    const collection = this.#collection(family);
    const missing = this.missing(family, owner);
    const items = collection.inVpc(vpcId);
    const homeless = standInVpcs.has(family) ? collection.withoutVpc(owner.scope) : [];
    if (homeless.length === 0) return { items, missing };
    return {
      items,
      missing: [
        ...missing,
        ...homeless.map((each) => each.missing(`no ${each.untoldVpc ?? ''} on ${each.id}`)),
      ],
    };
  }

  /** The resources of a family that a scope describes. */
  inScope<F extends FamilyName>(family: F, scope: Scope): Listing<ResourceOf<F>> {
    return {
      items: this.#collection(family).describedIn(scope),
      missing: this.missingInScope(family, scope),
    };
  }

  /** The resource with that id; null when the place where it would stand is complete without it. */
  find<F extends FamilyName>(family: F, id: string, whereabouts: Whereabouts): Fact<ResourceOf<F> | null> {
    const found = this.#collection(family).find(id, whereabouts.scope);
    if (found) return known(found);
    const missing = this.missing(family, whereabouts);
    return missing.length === 0 ? known(null) : unknown(...missing);
  }

  /** The answer about one subject of a family whose calls answer for one each (a VPC's attributes). */
  answerFor<F extends FamilyName>(family: F, subject: string, whereabouts: Whereabouts): Fact<ResourceOf<F>> {
    const found = this.#collection(family).find(subject, whereabouts.scope);
    if (found) return known(found);
    const [missing] = this.missing(family, whereabouts);
    const { account, region } = whereabouts;
    return unknown(missing ?? { family, account, region, reason: `not collected for ${subject}` });
  }

  /** An index over a family, built once per network. */
  index<F extends FamilyName>(
    family: F,
    name: string,
    keyOf: (resource: ResourceOf<F>) => string | readonly string[] | null,
  ): ReadonlyMap<string, readonly ResourceOf<F>[]> {
    return this.#collection(family).index(name, keyOf);
  }

  /** What keeps a family from being complete where something would stand; empty when it is. */
  missing(family: FamilyName, whereabouts: Whereabouts): readonly MissingFact[] {
    const { account, region, scope } = whereabouts;
    if (isSameOrUnknown(account, scope.account) && isSameOrUnknown(region, scope.region)) {
      return this.missingInScope(family, scope);
    }
    const owner = this.#data.scopes.find((other) => other.account === account && other.region === region);
    if (owner) return this.missingInScope(family, owner);
    this.#onRead?.(family);
    return [{ family, account, region, reason: 'account and region not collected' }];
  }

  /** Computes once per network and subject what `compute` returns; quicker than a key made for each subject. */
  memoOf<T>(subject: object, what: string, compute: () => T): T {
    let memo = this.#memoBySubject.get(what);
    if (!memo) this.#memoBySubject.set(what, (memo = new Memo()));
    return memo.of(subject, compute);
  }

  /** Computes once for everything that stands in the same place what `compute` returns for this key. */
  memoAt<T>({ account, region, scope }: Whereabouts, what: string, key: string, compute: () => T): T {
    const memo = this.memoOf(scope, what, () => new Map<string, unknown>());
    const isElsewhere = account !== scope.account || region !== scope.region;
    const placed = isElsewhere ? `${key} of ${account ?? ''} in ${region ?? ''}` : key;
    const before = memo.get(placed);
    if (before !== undefined || memo.has(placed)) return before as T;
    const value = compute();
    memo.set(placed, value);
    return value;
  }

  /** Computes once per network what `compute` returns for this key. */
  memo<T>(key: string, compute: () => T): T {
    const known = this.#memo.get(key);
    if (known !== undefined || this.#memo.has(key)) return known as T;
    const value = compute();
    this.#memo.set(key, value);
    return value;
  }

  /** What keeps a scope's description of a family from being complete; empty when it is. */
  missingInScope(family: FamilyName, scope: Scope): readonly MissingFact[] {
    const missing = this.#collection(family).missingIn(scope);
    return missing ?? [{ family, account: scope.account, region: scope.region, reason: 'not collected' }];
  }

  #collection<F extends FamilyName>(family: F): Collection<ResourceOf<F>> {
    this.#onRead?.(family);
    const collection = this.#data.collections.get(family) ?? nothing;
    // The registry of resource types makes the items of this family what `ResourceOf` says.
    return collection as unknown as Collection<ResourceOf<F>>;
  }
}

function isSameOrUnknown(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}
