/** Where an account stands in its organization, and which policies of the organization are attached there (PO23). */
import { type Fact, known, type Listing, type MissingFact, unknown } from '../../model/fact.ts';
import type { FamilyName } from '../../model/fact-families.ts';
import type { Network } from '../../model/network.ts';
import type { OrganizationPolicy, PolicyTarget } from '../../model/resources/organization.ts';
import { isAccountId } from '../../model/scope.ts';

export type OrganizationPolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** An account as a member of an organization. */
export interface Membership {
  /** The id of the organization, and the account that manages it; null where the input does not tell. */
  readonly organization: string | null;
  readonly managementAccount: string | null;
  /** The root, the units below it and the account, from the top; those above are missing whose parents are not known. */
  readonly levels: Listing<string>;
}

/** A policy at a level of an organization; without what it says where that is not in the input. */
export interface AttachedPolicy {
  readonly id: string;
  readonly policy: OrganizationPolicy | null;
}

/** Whether the input tells anything of policies of that type. */
export function hasOrganizationPolicies(network: Network, type: OrganizationPolicyType): boolean {
  return policyIds(network, type).length > 0;
}

/** The account's place in its organization; null where it is known to be in none of those in the input. */
export function membershipOf(network: Network, account: string): Fact<Membership | null> {
  return network.memo(`organization of ${account}`, () => findMembership(network, account));
}

function findMembership(network: Network, account: string): Fact<Membership | null> {
  const described = network.scopes
    .flatMap((scope) => network.inScope('organizations', scope).items.map((item) => ({ scope, item })))
    .find(({ scope, item }) => scope.account === account || item.managementAccount === account)?.item;
  const target = allTargets(network).find(
    ({ id, managementAccount }) => id === account || managementAccount === account,
  );
  const isPlaced = network.all('organizationParents').some(({ id }) => id === account);
  const declared = network.declaredOrganization;
  const isDeclared = declared?.accounts.includes(account) === true;
  if (described === undefined && target === undefined && !isPlaced && !isDeclared) {
    // Each account of an organization has a service control policy of its own, while these are in force.
    const missing = [
      ...missingFamily(network, 'organizationPolicySummaries'),
      ...untold(network, 'SERVICE_CONTROL_POLICY'),
    ];
    const hasAny = allTargets(network).some(({ type }) => type === 'ACCOUNT');
    if (missing.length === 0 && hasAny) return known(null);
    return unknown(...missing, fact('organizationParents', account, `no parents of ${account}`));
  }
  const only = soleOrganization(network);
  return known({
    organization: described?.id ?? target?.organization ?? only?.id ?? (isDeclared ? declared.id : null),
    managementAccount: described?.managementAccount ?? target?.managementAccount ?? only?.manager ?? null,
    levels: levelsAbove(network, account),
  });
}

/** The one organization of which the input speaks. */
function soleOrganization(network: Network): { readonly id: string; readonly manager: string | null } | null {
  const found = new Map<string, string | null>();
  for (const { id, managementAccount } of network.all('organizations')) found.set(id, managementAccount);
  for (const { organization, managementAccount } of allTargets(network)) {
    if (organization !== null) found.set(organization, managementAccount);
  }
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? null : { id: only[0], manager: only[1] };
}

/** Whether an account is known to be the user's: the input describes it, or an organization in the input or declared has it. */
export function isOwnAccount(network: Network, account: string): boolean {
  return (
    network.scopes.some((scope) => scope.account === account) ||
    network.declaredOrganization?.accounts.includes(account) === true ||
    accountsOfOrganizations(network).has(account)
  );
}

/** The accounts that the organizations in the input are known to have, and those that manage them. */
function accountsOfOrganizations(network: Network): ReadonlySet<string> {
  return network.memo('accounts of organizations', () => {
    const found = [
      ...network.all('organizations').map(({ managementAccount }) => managementAccount),
      ...network.all('organizationParents').map(({ id }) => id),
      ...allTargets(network).flatMap(({ id, managementAccount }) => [id, managementAccount]),
    ];
    return new Set(found.filter((id) => id !== null).filter(isAccountId));
  });
}

/** From the root down to the account. Units are nested five deep at most; a circle would be no organization. */
function levelsAbove(network: Network, account: string): Listing<string> {
  const parents = network.index('organizationParents', 'child', ({ id }) => id);
  const levels = [account];
  while (levels.length < 10) {
    const [child = account] = levels;
    if (child.startsWith('r-')) return { items: levels, missing: [] };
    const parent = parents.get(child)?.[0]?.parent ?? null;
    if (parent === null) break;
    levels.unshift(parent);
  }
  return { items: levels, missing: [fact('organizationParents', account, `no parents of ${levels[0]}`)] };
}

export interface AttachedPolicies {
  readonly items: readonly AttachedPolicy[];
  /** Why there may be more. */
  readonly missing: readonly MissingFact[];
}

/** The policies of a type that are attached to a root, unit or account. */
export function attachedTo(network: Network, type: OrganizationPolicyType, level: string): AttachedPolicies {
  const ids = policyIds(network, type).filter((id) =>
    targetsOf(network, id).some((each) => each.id === level),
  );
  return { items: ids.map((id) => attached(network, id)), missing: incompleteness(network, type) };
}

/** All policies of a type, wherever they are attached. */
export function allOfType(network: Network, type: OrganizationPolicyType): AttachedPolicies {
  return {
    items: policyIds(network, type).map((id) => attached(network, id)),
    missing: incompleteness(network, type),
  };
}

/** That a policy is there, and not what it says. */
export function unread({ id }: AttachedPolicy): MissingFact {
  return fact('organizationPolicies', null, `what ${id} says is not in the input`);
}

function attached(network: Network, id: string): AttachedPolicy {
  return { id, policy: network.all('organizationPolicies').find((each) => each.id === id) ?? null };
}

/** The ids of the policies of a type that are listed or described, sorted. */
function policyIds(network: Network, type: OrganizationPolicyType): readonly string[] {
  return network.memo(`organization policies ${type}`, () => {
    const ids = [...network.all('organizationPolicySummaries'), ...network.all('organizationPolicies')]
      .filter(({ policyType }) => policyType === type)
      .map(({ id }) => id);
    return [...new Set(ids)].sort();
  });
}

function targetsOf(network: Network, policy: string): readonly PolicyTarget[] {
  const found = network.index('organizationPolicyTargets', 'policy', ({ id }) => id).get(policy) ?? [];
  return found.flatMap(({ targets }) => (targets.known ? targets.value : []));
}

function allTargets(network: Network): readonly PolicyTarget[] {
  return network.memo('targets of organization policies', () =>
    network.all('organizationPolicyTargets').flatMap(({ targets }) => (targets.known ? targets.value : [])),
  );
}

function incompleteness(network: Network, type: OrganizationPolicyType): readonly MissingFact[] {
  return [...missingFamily(network, 'organizationPolicySummaries'), ...untold(network, type)];
}

/** The policies of which the input does not say what they are attached to. */
function untold(network: Network, type: OrganizationPolicyType): readonly MissingFact[] {
  const told = new Set(network.all('organizationPolicyTargets').map(({ id }) => id));
  const untoldIds = policyIds(network, type).filter((id) => !told.has(id));
  return [
    ...untoldIds.map((id) =>
      fact('organizationPolicyTargets', null, `what ${id} is attached to is not in the input`),
    ),
    ...(told.size === 0 ? [] : missingFamily(network, 'organizationPolicyTargets')),
  ];
}

/** What keeps a family from being complete: one account that may ask is enough, for all of them are answered alike. */
function missingFamily(network: Network, family: FamilyName): readonly MissingFact[] {
  const byScope = network.scopes.map((scope) => network.missingInScope(family, scope));
  if (byScope.some((missing) => missing.length === 0)) return [];
  return byScope.flat();
}

function fact(family: FamilyName, account: string | null, reason: string): MissingFact {
  return { family, account, region: null, reason };
}

/** The path of an account's parents as condition keys show it, `o-1/r-1/ou-1/` (9.2); null where it is not known. */
export function organizationPath({ organization, levels: { items, missing } }: Membership): string | null {
  return organization === null || missing.length > 0
    ? null
    : `${[organization, ...items.slice(0, -1)].join('/')}/`;
}

/** Whether an account is that which manages its organization, where the policies of it have no effect (PO23). */
export function isManagementAccount(account: string, { managementAccount }: Membership): boolean {
  return managementAccount === account;
}
