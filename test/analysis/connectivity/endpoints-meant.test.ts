/** Which endpoint an address means that a hosted zone spells out, where VPCs that were set up alike have the same ones. */
import { expect, it } from 'vitest';
import { hubUses } from '../../../src/analysis/connectivity/hub-uses.ts';
import {
  endpointInterface,
  instanceInterface,
  route,
  subnet,
  vpc,
  without,
} from '../../../src/rules/example-estate.ts';
import {
  hubEstate,
  hubTable,
  hubToSpoke,
  spokeTable,
  spokeToHub,
} from '../../../src/rules/hub-example-estate.ts';
import { spelledOut } from '../../../src/rules/routing/hub-examples.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';

const hub = hubEstate();

/** Beside hub and spoke a VPC with the addresses of the hub, with an endpoint at the address of the hub's. */
function alike(changes: Facts = {}): Facts {
  const [endpoint] = hub.vpcEndpoints ?? [];
  return hubEstate({
    ...spelledOut,
    vpcs: [...(hub.vpcs ?? []), vpc({ VpcId: 'vpc-9' })],
    subnets: [...(hub.subnets ?? []), subnet('subnet-9', '10.0.1.0/24', 'a', { VpcId: 'vpc-9' })],
    networkInterfaces: [
      ...(hub.networkInterfaces ?? []),
      endpointInterface('eni-9', 'subnet-9', '10.0.1.20', { VpcId: 'vpc-9' }),
    ],
    vpcEndpoints: [
      endpoint ?? {},
      {
        ...endpoint,
        VpcEndpointId: 'vpce-9',
        VpcId: 'vpc-9',
        SubnetIds: ['subnet-9'],
        NetworkInterfaceIds: ['eni-9'],
        DnsEntries: [],
      },
    ],
    ...changes,
  });
}

/** The endpoints that the spoke uses, and why others may be meant. */
function used(facts: Facts) {
  const { uses, missing } = hubUses(networkOfFacts(facts));
  return {
    endpoints: uses.flatMap(({ endpoints }) => [...endpoints.keys()].map(({ id }) => id)),
    missing: missing.map(({ family, reason }) => `${family}: ${reason}`),
  };
}

const peering = {
  VpcPeeringConnectionId: 'pcx-9',
  RequesterVpcInfo: { VpcId: 'vpc-2' },
  AccepterVpcInfo: { VpcId: 'vpc-9' },
  Status: { Code: 'active' },
};

it('is the one to which a transit gateway leads', () => {
  expect(used(alike())).toEqual({ endpoints: ['vpce-1'], missing: [] });
});

it('is the one to which a peering connection leads', () => {
  const routeTables = [hubTable(hubToSpoke), spokeTable(route('10.0.0.0/16', 'pcx-9'))];
  expect(used(alike({ routeTables, vpcPeeringConnections: [peering] }))).toEqual({
    endpoints: ['vpce-9'],
    missing: [],
  });
});

it('is each of those to which the tables of different subnets lead', () => {
  const [local, toHub] = [spokeTable(spokeToHub), spokeTable(route('10.0.0.0/16', 'pcx-9'))];
  const other = { ...toHub, RouteTableId: 'rtb-other', Associations: [{ ...association, Main: false }] };
  const facts = alike({
    subnets: [...(alike().subnets ?? []), subnet('subnet-other', '10.1.2.0/24', 'a', { VpcId: 'vpc-2' })],
    routeTables: [hubTable(hubToSpoke), local, other],
    vpcPeeringConnections: [peering],
  });
  expect(used(facts)).toEqual({ endpoints: ['vpce-1', 'vpce-9'], missing: [] });
});

const association = {
  SubnetId: 'subnet-other',
  RouteTableId: 'rtb-other',
  AssociationState: { State: 'associated' },
};

it('is the one that an alias names, wherever routes lead', () => {
  const { resourceRecordSets = [] } = hub;
  expect(used(alike({ resourceRecordSets, routeTables: [hubTable(hubToSpoke), spokeTable()] }))).toEqual({
    endpoints: ['vpce-1'],
    missing: [],
  });
});

it('cannot be told where no route leads to any of them', () => {
  expect(used(alike({ routeTables: [hubTable(hubToSpoke), spokeTable()] }))).toEqual({
    endpoints: [],
    missing: ['routeTables: whether 10.0.1.20/32 means vpce-1 or vpce-9, to which no route of vpc-2 leads'],
  });
});

it('cannot be told where it is not known to which of them routes lead, though only one may be in the input', () => {
  for (const facts of [alike(), hubEstate(spelledOut)]) {
    const { endpoints, missing } = used(without(facts, 'transitGatewayRoutes'));
    expect(endpoints).toEqual([]);
    expect(missing.join()).toContain('transitGatewayRoutes: not collected');
  }
});

it('is the only one that there is, where no route leads anywhere', () => {
  const facts = hubEstate({ ...spelledOut, routeTables: [hubTable(hubToSpoke), spokeTable()] });
  expect(used(facts)).toEqual({ endpoints: ['vpce-1'], missing: [] });
});

it('is none of them where another interface gets the packets', () => {
  const networkInterfaces = [
    ...(hub.networkInterfaces ?? []).filter(({ NetworkInterfaceId: id }) => id !== 'eni-endpoint-a'),
    instanceInterface('eni-proxy', 'subnet-a', '10.0.1.20'),
    endpointInterface('eni-9', 'subnet-9', '10.0.1.20', { VpcId: 'vpc-9' }),
  ];
  const [, other] = alike().vpcEndpoints ?? [];
  expect(used(alike({ networkInterfaces, vpcEndpoints: [other ?? {}] }))).toEqual({
    endpoints: [],
    missing: [],
  });
});

it('cannot be told where the address is one of the VPC itself and nobody there has it', () => {
  const facts = hubEstate({
    ...spelledOut,
    vpcs: [vpc(), vpc({ VpcId: 'vpc-2' })],
    subnets: [
      subnet('subnet-a', '10.0.1.0/24', 'a'),
      subnet('subnet-spoke', '10.0.1.0/24', 'a', { VpcId: 'vpc-2' }),
    ],
    routeTables: [hubTable(), spokeTable(route('10.0.0.0/16', 'local'))],
    networkInterfaces: [
      endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
      instanceInterface('eni-spoke', 'subnet-spoke', '10.0.1.10', { VpcId: 'vpc-2' }),
    ],
  });
  expect(used(facts)).toEqual({
    endpoints: [],
    missing: ['routeTables: whether 10.0.1.20/32 means vpce-1, to which no route of vpc-2 leads'],
  });
});
