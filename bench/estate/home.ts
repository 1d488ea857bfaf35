/** An account in a region, and the names of what all its VPCs share. */
export interface Home {
  /** Among all homes of an organization. */
  readonly ordinal: number;
  readonly account: string;
  readonly region: string;
  /** What the ids of its availability zones begin with. */
  readonly zonePrefix: string;
  readonly dhcpOptionsId: string;
  /** The prefix lists of the services with a gateway endpoint in every VPC, which are those of the region. */
  readonly prefixListIds: { readonly s3: string; readonly dynamodb: string };
  readonly officePrefixListId: string;
  readonly peeringId: string;
  readonly hostedZoneId: string;
  /** Where the routes of its first VPC lead to all other private addresses; null where they do not. */
  readonly transitGatewayId: string | null;
}

const regions = [
  ['eu-west-1', 'euw1'],
  ['us-east-1', 'use1'],
  ['eu-central-1', 'euc1'],
  ['ap-southeast-2', 'apse2'],
] as const;

const firstAccount = 111_122_223_333;

/** As many homes of an organization, whose accounts stand in the same regions, joined by a transit gateway in each. */
export function joinedHomes(count: number): readonly Home[] {
  return Array.from({ length: count }, (_, ordinal) => ({
    ...homeOf(ordinal),
    transitGatewayId: transitGatewayIdIn(ordinal % regions.length),
  }));
}

function homeOf(ordinal: number): Home {
  const number = ordinal % regions.length;
  const [region, zonePrefix] = regions[number] ?? regions[0];
  return {
    ordinal,
    account: String(firstAccount + Math.floor(ordinal / regions.length)),
    region,
    zonePrefix,
    dhcpOptionsId: `dopt-0aa${hex(ordinal, 12)}a3`,
    prefixListIds: { s3: `pl-0aa${hex(number, 12)}a1`, dynamodb: `pl-0aa${hex(number, 12)}a2` },
    officePrefixListId: `pl-0ff1ce${hex(ordinal + 1, 11)}`,
    peeringId: `pcx-0aa${hex(ordinal + 1, 14)}`,
    hostedZoneId: `Z0AA${hex(ordinal + 1, 16).toUpperCase()}`,
    transitGatewayId: null,
  };
}

/** One that has nothing to do with others. */
export const onlyHome: Home = homeOf(0);

/** The id of the transit gateway in a region, by the home that owns it, which is the first there. */
export function transitGatewayIdIn(owner: number): string {
  return `tgw-0aa${hex(owner + 1, 14)}`;
}

/** A number in hexadecimal, for a place in an id. */
export function hex(value: number, length: number): string {
  return value.toString(16).padStart(length, '0');
}
