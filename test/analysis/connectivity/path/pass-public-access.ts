import { type RawEstate, the } from './raw-estate.ts';
import type { WalkRecord } from './walk-record.ts';

interface Exit {
  /** Where the packet starts and is translated; null for a NAT gateway in no subnet. */
  readonly subnetIds: readonly (string | null)[];
  /** Whether only connections from within pass. */
  readonly outwardOnly: boolean;
}

/** Whether the account of a VPC lets a packet out to the internet. */
export function passPublicAccess(estate: RawEstate, vpcId: string, exit: Exit, record: WalkRecord): void {
  const { OwnerId } = the(estate.vpcs, ({ VpcId }) => VpcId === vpcId);
  const options = estate.vpcBlockPublicAccessOptions.find(
    ({ AwsAccountId, AwsRegion }) => AwsAccountId === OwnerId && AwsRegion === regionOf(estate, vpcId),
  );
  const mode = options?.InternetGatewayBlockMode ?? 'off';
  if (!options || mode === 'off') return;
  if (mode === 'block-ingress' && exit.outwardOnly) return;
  const places = exit.subnetIds.map((id) => isExempt(estate, [vpcId, id ?? ''], mode, exit.outwardOnly));
  if (places.includes('maybe') || new Set(places).size > 1) {
    record.note('Block Public Access unknown');
    record.open('block-public-access-unknown', options.AwsAccountId);
    return;
  }
  const passes = places[0] === 'yes';
  record.note(passes ? 'excluded from Block Public Access' : 'Block Public Access');
  record.check(passes, 'block-public-access', options.AwsAccountId);
}

function isExempt(
  estate: RawEstate,
  ids: readonly string[],
  mode: string,
  outwardOnly: boolean,
): 'yes' | 'no' | 'maybe' {
  let answer: 'no' | 'maybe' = 'no';
  for (const exclusion of estate.vpcBlockPublicAccessExclusions) {
    const { ResourceArn, State, InternetGatewayExclusionMode: allowed } = exclusion;
    if (!ids.includes(ResourceArn.split('/')[1] ?? '') || State === 'create-failed') continue;
    if (State === 'create-in-progress') answer = 'maybe';
    else if (allowed === 'allow-bidirectional') return 'yes';
    else if (mode === 'block-ingress') continue;
    else if (outwardOnly) return 'yes';
    else answer = 'maybe';
  }
  return answer;
}

function regionOf(estate: RawEstate, vpcId: string): string | undefined {
  for (const { RequesterVpcInfo: a, AccepterVpcInfo: b } of estate.vpcPeeringConnections) {
    for (const side of [a, b]) if (side.VpcId === vpcId) return side.Region;
  }
  return undefined;
}
