/** Where facts were collected: one account in one region of one partition; `null` = not known. */
export interface Scope {
  readonly partition: string;
  readonly account: string | null;
  readonly region: string | null;
}

/** There are few scopes, and every question about what is missing asks for the key of one. */
const scopeKeys = new WeakMap<Scope, string>();

export function scopeKey(scope: Scope): string {
  const known = scopeKeys.get(scope);
  if (known !== undefined) return known;
  const key = `${scope.partition}/${scope.account ?? ''}/${scope.region ?? ''}`;
  scopeKeys.set(scope, key);
  return key;
}

/** Ends in a point of the compass and a number, so that a folder called `vpc-prod-1` is no region. */
const regionPattern = /^((?:[a-z]{2}|eusc)(?:-[a-z]+)?-(?:north|south|east|west|central)(?:east|west)?-\d+)/;

/** The region of an availability zone name (`eu-west-1a`, `us-west-2-lax-1a`), or null. */
export function regionOfZone(zone: string): string | null {
  return regionPattern.exec(zone)?.[1] ?? null;
}

/** Whether a name is that of a region: `eu-west-1`, `us-gov-west-1`, `eusc-de-east-1`. */
export function isRegionName(name: string): boolean {
  return regionPattern.exec(name)?.[1] === name;
}

export function isAccountId(name: string): boolean {
  return /^\d{12}$/.test(name);
}

const partitionsByRegionPrefix: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['us-iso-', 'aws-iso'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
];

/** The partition of a region (T1-T3); `aws` where the region is not known. */
export function partitionOfRegion(region: string | null): string {
  return partitionsByRegionPrefix.find(([prefix]) => region?.startsWith(prefix))?.[1] ?? 'aws';
}

export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string | null;
  readonly account: string | null;
  readonly resource: string;
}

/** The parts of an ARN, or null when the text is none. */
export function parseArn(text: string): ArnParts | null {
  // Asked of the ids of all kinds of resources, few of which are ARNs.
  if (!text.startsWith('arn:')) return null;
  const [, partition, service, region, account, ...resource] = text.split(':');
  if (!partition || !service || resource.length === 0) return null;
  return {
    partition,
    service,
    region: region || null,
    account: account || null,
    resource: resource.join(':'),
  };
}
