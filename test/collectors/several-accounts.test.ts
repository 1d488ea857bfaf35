import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folderWith = temporaryFolders();
const owner = '111122223333';
const participant = '444455556666';

const shared = { VpcId: 'vpc-1', OwnerId: owner, CidrBlock: '10.0.0.0/16' };
const subnet = { SubnetId: 'subnet-1', VpcId: 'vpc-1', OwnerId: owner, AvailabilityZone: 'eu-west-1a' };
const table = { RouteTableId: 'rtb-1', VpcId: 'vpc-1', OwnerId: owner, Routes: [], Associations: [] };
const service = {
  PrefixListId: 'pl-1',
  PrefixListName: 'com.amazonaws.eu-west-1.s3',
  Cidrs: ['198.51.100.0/24'],
};

const ofParticipant = {
  [`${participant}/eu-west-1/vpcs.json`]: { Vpcs: [shared] },
  [`${participant}/eu-west-1/subnets.json`]: { Subnets: [subnet] },
  [`${participant}/eu-west-1/route-tables.json`]: { RouteTables: [] },
  [`${participant}/eu-west-1/vpc-endpoints.json`]: { VpcEndpoints: [] },
};
const ofOwner = {
  [`${owner}/eu-west-1/all.json`]: {
    Vpcs: [shared],
    Subnets: [subnet],
    RouteTables: [table],
    PrefixLists: [service],
  },
};

function networkOf(files: Readonly<Record<string, unknown>>) {
  const { snapshot, unusable } = readInputs([folderWith(files)], () => new Uint8Array());
  expect(unusable).toEqual([]);
  return buildNetwork(snapshot).network;
}

describe('a VPC that is shared with another account', () => {
  it('has lists that only its owner can give: while the owner was not collected they are open', () => {
    const network = networkOf(ofParticipant);
    const [vpc] = network.all('vpcs');
    expect(vpc?.account).toBe(owner);
    const listing = vpc && network.inVpc('routeTables', vpc);
    expect(listing).toEqual({
      items: [],
      missing: [
        {
          family: 'routeTables',
          account: owner,
          region: 'eu-west-1',
          reason: 'account and region not collected',
        },
      ],
    });
  });

  it('is whole when both were collected in one run, each thing once', () => {
    const network = networkOf({ ...ofParticipant, ...ofOwner });
    expect(network.scopes.map(({ account }) => account)).toEqual([owner, participant]);
    const [vpc, ...others] = network.all('vpcs');
    expect(others).toEqual([]);
    const listing = vpc && network.inVpc('routeTables', vpc);
    expect(listing?.items.map(({ id }) => id)).toEqual(['rtb-1']);
    expect(listing?.missing).toEqual([]);
    expect(network.all('subnets').map(({ id }) => id)).toEqual(['subnet-1']);
  });

  it('does not make the participant the owner where no folder is named after an account', () => {
    const flat = Object.fromEntries(
      Object.entries(ofParticipant).map(([path, value]) => [path.replace(`${participant}/`, ''), value]),
    );
    const endpoint = { VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', OwnerId: participant };
    const network = networkOf({ ...flat, 'eu-west-1/vpc-endpoints.json': { VpcEndpoints: [endpoint] } });
    expect(network.scopes).toEqual([{ partition: 'aws', account: participant, region: 'eu-west-1' }]);
    const [vpc] = network.all('vpcs');
    expect(vpc && network.inVpc('routeTables', vpc).missing).toMatchObject([{ account: owner }]);
  });
});
