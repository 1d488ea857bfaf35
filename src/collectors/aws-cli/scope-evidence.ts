import {
  type ArnParts,
  isAccountId,
  isRegionName,
  parseArn,
  partitionOfRegion,
  regionOfZone,
} from '../../model/scope.ts';
import { parseServiceName } from '../../model/service-name.ts';
import type { AnswerList } from './answer-list.ts';

/** Which accounts and regions the items of some answers speak of. */
export interface ScopeEvidence {
  /** Owners of things that only their own account can list. */
  readonly ownAccounts: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
  /** Regions of service names: an endpoint may lead to a service of another region. */
  readonly serviceRegions: ReadonlySet<string>;
  readonly partitions: ReadonlySet<string>;
}

export interface ScopeHint {
  readonly account: string | null;
  readonly region: string | null;
}

/** The account and region that the innermost folders of a path name (`…/111122223333/eu-west-1/…`). */
export function scopeOfPath(path: string): ScopeHint {
  const folders = path.split(/[/\\]/).slice(0, -1).reverse();
  return {
    account: folders.find(isAccountId) ?? null,
    region: folders.find(isRegionName) ?? null,
  };
}

const listedByOwnerOnly: ReadonlySet<string> = new Set(['vpcEndpoints', 'instances']);
const regionless: ReadonlySet<string> = new Set([
  'hostedZones',
  'hostedZoneVpcs',
  'resourceRecordSets',
  'bucketPolicies',
  'resourcePolicies',
  'roles',
  'managedPolicies',
  'organizations',
  'organizationPolicySummaries',
  'organizationPolicies',
  'organizationPolicyTargets',
  'organizationParents',
]);

/** Reads owners, ARNs, zones and service names off the items. Of a value that many items share, one is looked at. */
export function scopeEvidence(lists: Iterable<AnswerList>): ScopeEvidence {
  const evidence = {
    ownAccounts: new Set<string>(),
    accounts: new Set<string>(),
    regions: new Set<string>(),
    serviceRegions: new Set<string>(),
    partitions: new Set<string>(),
  };
  const zones = new Set<string>();
  for (const { family, items } of lists) {
    const owners = new Set<unknown>();
    const hasRegion = !regionless.has(family);
    for (const item of items) {
      owners.add(item['OwnerId']);
      if (family === 'securityGroups' && item['GroupName'] === 'default') {
        addIfAny(evidence.ownAccounts, accountOf(item['OwnerId']));
      }
      if (!hasRegion) continue;
      const { AvailabilityZone: zone } = item;
      if (typeof zone === 'string') zones.add(zone);
      else addIfAny(evidence.regions, regionOfItem(item));
      addIfAny(evidence.serviceRegions, regionInName(item['ServiceName']));
      for (const arn of arnsOf(item)) {
        evidence.partitions.add(arn.partition);
        if (arn.region && isRegionName(arn.region)) evidence.regions.add(arn.region);
        if (arn.account && isAccountId(arn.account)) evidence.accounts.add(arn.account);
      }
    }
    for (const owner of owners) {
      if (typeof owner !== 'string' || !isAccountId(owner)) continue;
      evidence.accounts.add(owner);
      if (listedByOwnerOnly.has(family)) evidence.ownAccounts.add(owner);
    }
  }
  for (const zone of zones) addIfAny(evidence.regions, regionOfZone(zone));
  return evidence;
}

function accountOf(owner: unknown): string | null {
  return typeof owner === 'string' && isAccountId(owner) ? owner : null;
}

const none: readonly ArnParts[] = [];

/** The ARNs in the fields that are named after one. */
function arnsOf(item: Readonly<Record<string, unknown>>): readonly ArnParts[] {
  let arns: ArnParts[] | undefined;
  // Without Object.entries, which would copy every item of the input.
  for (const field in item) {
    // The last letter rules out most fields at less cost than their ending does.
    if (field.charCodeAt(field.length - 1) !== lastOfArn || !field.endsWith('Arn')) continue;
    const value = item[field];
    const arn = typeof value === 'string' ? parseArn(value) : null;
    if (arn) (arns ??= []).push(arn);
  }
  return arns ?? none;
}

const lastOfArn = 'Arn'.charCodeAt(2);

function addIfAny(names: Set<string>, name: string | null): void {
  if (name) names.add(name);
}

/** The region of an item that names no zone. */
function regionOfItem(item: Readonly<Record<string, unknown>>): string | null {
  const { Placement: placement, RegionName: region, PrefixListName: list } = item;
  if (typeof placement === 'object' && placement !== null && 'AvailabilityZone' in placement) {
    const { AvailabilityZone: place } = placement;
    return typeof place === 'string' ? regionOfZone(place) : null;
  }
  return typeof region === 'string' && isRegionName(region) ? region : regionInName(list);
}

function regionInName(name: unknown): string | null {
  return typeof name === 'string' ? parseServiceName(name).region : null;
}

/** The region that all evidence agrees on, or null. */
export function regionOf({ regions, serviceRegions }: ScopeEvidence): string | null {
  return only(regions.size > 0 ? regions : serviceRegions);
}

/** The one member of a set, or null when there is none or more than one. */
export function only<T>(set: ReadonlySet<T>): T | null {
  const [first] = set;
  return set.size === 1 && first !== undefined ? first : null;
}

/** The partition that ARNs and region agree on. */
export function partitionOf(evidence: ScopeEvidence, region: string | null): string {
  return only(evidence.partitions) ?? partitionOfRegion(region);
}
