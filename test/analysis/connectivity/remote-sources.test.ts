import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';
import type { PathAnswer } from '../../../src/analysis/connectivity/path-answer.ts';
import { https } from '../../../src/analysis/connectivity/security-group-admission.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  account,
  defaultSecurityGroup,
  permission,
  region,
  route,
  routeTable,
  securityGroup,
  vpc,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';
import { aclOf, aws, privateTable, s3Gateway, toS3, withSsm } from './vectors/common-estate.ts';
import { withHub } from './vectors/hub-estate.ts';

const network = '10.50.0.0/16';
const endpoint = 'vpce-0ssm';
const endpointAddress = '10.0.9.4/32';
const admitting = securityGroup('sg-endpoint', { ingress: [permission(443, network)] });
const learned = { Origin: 'EnableVgwRoutePropagation' };

function ask(facts: Facts, from: string, to: string): PathAnswer | null {
  const target = parseTarget(to);
  if (!target) throw new Error(`not a target: ${to}`);
  return answerPath(networkOfFacts(facts), { from, to: target.target, traffic: https });
}

/** Destinations, verdict, way, and what does not pass. */
function told(facts: Facts, from: string, to: string): readonly string[] {
  return (ask(facts, from, to)?.branches ?? []).map(({ destinations, verdict, via, viaId, hops }) =>
    [
      destinations.toCidrs().join() || 'nothing',
      verdict,
      via,
      viaId,
      ...hops.flatMap(({ decision, reason, component }) =>
        decision === 'pass' ? [] : [reason, component.id],
      ),
    ].join(' '),
  );
}

describe('a network behind a VPN gateway', () => {
  const from = `${network}@vgw-1`;
  const attachedTo = (...vpcIds: readonly string[]): readonly RawItem[] => [
    {
      VpnGatewayId: 'vgw-1',
      State: 'available',
      VpcAttachments: vpcIds.map((VpcId) => ({ VpcId, State: 'attached' })),
    },
  ];
  const facts = (changes: Facts = {}): Facts =>
    withSsm(
      {},
      {
        vpnGateways: attachedTo('vpc-1'),
        routeTables: [privateTable(route(network, 'vgw-1', learned))],
        securityGroups: [defaultSecurityGroup, securityGroup('sg-app', {}), admitting],
        ...changes,
      },
    );

  it('H2: reaches an interface endpoint that admits it, by a table that leads back', () => {
    expect(told(facts(), from, endpoint)).toEqual([
      `${endpointAddress} reachable interface-endpoint ${endpoint}`,
    ]);
    const answer = ask(facts(), from, endpoint);
    expect(answer?.private).toBe(true);
    expect(answer?.assumptions).toContain(
      '10.50.0.0/16 behind vgw-1: its own routes and filters are taken to send the packets there and to take the replies, over connections that are up',
    );
  });

  it('H2: gets no replies without a route back', () => {
    expect(told(facts({ routeTables: [privateTable()] }), from, endpoint)).toEqual([
      `${endpointAddress} blocked interface-endpoint ${endpoint} return-route-missing rtb-priv`,
    ]);
  });

  it('H2: is refused by a group that admits others, by the part of it that is not admitted', () => {
    const groups = (peer: string): Facts => ({
      securityGroups: [
        defaultSecurityGroup,
        securityGroup('sg-app', {}),
        securityGroup('sg-endpoint', { ingress: [permission(443, peer)] }),
      ],
    });
    expect(told(facts(groups('10.0.0.0/16')), from, endpoint)).toEqual([
      `${endpointAddress} blocked interface-endpoint ${endpoint} security-group-denied sg-endpoint`,
    ]);
    expect(told(facts(groups('10.50.0.0/17')), from, endpoint)).toEqual([
      `${endpointAddress} partial interface-endpoint ${endpoint}`,
    ]);
    expect(told(facts(groups('sg-app')), from, endpoint)).toEqual([
      `${endpointAddress} blocked interface-endpoint ${endpoint} security-group-denied sg-endpoint`,
    ]);
  });

  it('H2: needs the ACL of the endpoint in both directions', () => {
    const acls = (...entries: readonly string[]): Facts => ({
      networkAcls: [aclOf('acl-app', ['subnet-a1', 'subnet-a2']), aclOf('acl-ep1', ['subnet-ep1'], entries)],
    });
    const inward = `ingress allow tcp 443 ${network}`;
    const answers = `egress allow tcp 1024-65535 ${network}`;
    expect(told(facts(acls(inward, answers)), from, endpoint)[0]).toContain('reachable');
    expect(told(facts(acls(inward)), from, endpoint)[0]).toContain('network-acl-reply-denied acl-ep1');
    expect(told(facts(acls(answers)), from, endpoint)[0]).toContain('network-acl-denied acl-ep1');
  });

  it('H6: gets no further than the addresses of the VPC: neither S3 nor the internet', () => {
    const toOthers = privateTable(toS3, route('0.0.0.0/0', 'igw-1'), route(network, 'vgw-1', learned));
    const changes = { routeTables: [toOthers], vpcEndpoints: [s3Gateway] };
    expect(told(facts(changes), from, 'vpce-0gw')).toEqual([
      '198.51.100.0/24,203.0.113.0/25 blocked vpn-gateway vgw-1 vpn-gateway-not-in-vpc vgw-1',
    ]);
    expect(told(facts(changes), from, '8.8.8.8')).toEqual([
      '8.8.8.8/32 blocked vpn-gateway vgw-1 vpn-gateway-not-in-vpc vgw-1',
    ]);
  });

  it('reaches hosts as well, and addresses of nobody not', () => {
    const open = {
      securityGroups: [
        defaultSecurityGroup,
        securityGroup('sg-app', { ingress: [permission(443, network)] }),
        admitting,
      ],
    };
    expect(told(facts(open), from, '10.0.1.10')).toEqual(['10.0.1.10/32 reachable vpn-gateway vgw-1']);
    expect(told(facts(open), from, '10.0.1.99')).toEqual([
      '10.0.1.99/32 blocked vpn-gateway vgw-1 interface-none vpc-1',
    ]);
  });

  it('R20: is taken elsewhere by the route table of the gateway', () => {
    const edge = (target: string): RawItem =>
      routeTable('rtb-edge', [], [route('10.0.9.0/28', target)], {
        Associations: [{ Main: false, GatewayId: 'vgw-1', AssociationState: { State: 'associated' } }],
      });
    const tables = (target: string): Facts => ({
      routeTables: [privateTable(route(network, 'vgw-1', learned)), edge(target)],
    });
    expect(told(facts(tables('eni-fw')), from, endpoint)).toEqual([
      `${endpointAddress} unknown network-interface eni-fw route-beyond rtb-edge`,
    ]);
    expect(told(facts(tables('eni-fw')), from, '10.0.1.99')[0]).toContain('blocked vpn-gateway');
  });

  it('comes to nothing where the gateway is attached to no VPC', () => {
    expect(told(facts({ vpnGateways: attachedTo() }), from, endpoint)).toEqual([
      `${endpointAddress} blocked vpn-gateway vgw-1 vpn-gateway-not-attached vgw-1`,
    ]);
  });

  it('is open where nobody knows which VPC the gateway is attached to, or what that is', () => {
    const gateway = { VpnGatewayId: 'vgw-1', State: 'available' };
    for (const attachments of [{}, { VpcAttachments: null }]) {
      const untold = facts({ vpnGateways: [{ ...gateway, ...attachments }] });
      expect(told(untold, from, endpoint)).toEqual([
        `${endpointAddress} unknown vpn-gateway vgw-1 vpn-gateway-unknown vgw-1`,
      ]);
      const [branch] = ask(untold, from, endpoint)?.branches ?? [];
      expect(branch?.missing.map(({ family, reason }) => `${family}: ${reason}`)).toEqual([
        'vpnGateways: no VpcAttachments on vgw-1',
      ]);
    }
    const elsewhere = facts({ vpnGateways: attachedTo('vpc-9') });
    expect(told(elsewhere, from, endpoint)).toEqual([
      `${endpointAddress} unknown vpn-gateway vgw-1 vpn-gateway-unknown vgw-1`,
    ]);
    const [lost] = ask(elsewhere, from, endpoint)?.branches ?? [];
    expect(lost?.missing.map(({ family }) => family)).toEqual(['vpcs']);
  });

  it('shows by which entry the gateway brings it in, or refuses it', () => {
    const [inside] = ask(facts(), from, endpoint)?.branches ?? [];
    const [outside] = ask(facts(), from, '8.8.8.8')?.branches ?? [];
    const shown = [inside, outside].map((branch) =>
      branch?.hops.flatMap(({ component, plane, reason, message, at }) =>
        component.id === 'vgw-1' ? `${plane} ${reason} ${at.path}: ${message}` : [],
      ),
    );
    const attached = 'route vpn-gateway-attached /VpcAttachments: vgw-1 brings them into vpc-1';
    expect(shown).toEqual([
      [attached],
      [
        attached,
        'route vpn-gateway-not-in-vpc /VpcAttachments: vgw-1 takes packets only to addresses of vpc-1',
      ],
    ]);
  });

  it('R22: is open where replies leave another way', () => {
    const changes = { routeTables: [privateTable(route(network, 'tgw-1'))] };
    expect(told(facts(changes), from, endpoint)).toEqual([
      `${endpointAddress} unknown interface-endpoint ${endpoint} route-unknown vpc-1`,
    ]);
  });

  it('R11: is answered within a VPC that has its addresses', () => {
    expect(told(facts(), '10.0.0.0/24@vgw-1', '10.0.1.10')[0]).toContain('return-route-missing rtb-priv');
  });

  it('H3: resolves the own names of endpoints, and what else it resolves nobody knows', () => {
    const own = `vpce-0ssm-abcd.ssm.${region}.vpce.amazonaws.com`;
    expect(told(facts(), from, own)).toEqual([`${endpointAddress} reachable interface-endpoint ${endpoint}`]);
    const gone = `vpce-0ff-abcd.ssm.${region}.vpce.amazonaws.com`;
    const [branch] = ask(facts(), from, gone)?.branches ?? [];
    expect(branch?.hops.map(({ reason, message }) => `${reason}: ${message}`)).toEqual([
      `name-unknown: ${gone} is the name of an endpoint that is not in the input`,
    ]);
    expect(told(facts(), from, 'ssm')).toEqual(['nothing unknown unknown  name-unknown vgw-1']);
    expect(told(facts(), from, aws('ssm'))).toEqual(['nothing unknown unknown  name-unknown vgw-1']);
  });

  it('is asked for by the id of the gateway', () => {
    expect(ask(facts(), `${network}@vgw-2`, endpoint)).toBe(null);
    expect(ask(facts(), '10.50.0.0/33@vgw-1', endpoint)).toBe(null);
  });
});

describe('a network behind a peering connection', () => {
  const from = `${network}@pcx-1`;
  const own = { VpcId: 'vpc-1', OwnerId: account, Region: region, CidrBlock: '10.0.0.0/16' };
  const peering = (blocks: readonly string[], status = 'active', fields: RawItem = {}): RawItem => ({
    VpcPeeringConnectionId: 'pcx-1',
    RequesterVpcInfo: own,
    AccepterVpcInfo: {
      VpcId: 'vpc-far',
      OwnerId: '444455556666',
      Region: region,
      CidrBlockSet: blocks.map((CidrBlock) => ({ CidrBlock })),
      ...fields,
    },
    Status: { Code: status },
  });
  const facts = (changes: Facts = {}): Facts =>
    withSsm(
      {},
      {
        vpcPeeringConnections: [peering([network])],
        routeTables: [privateTable(route(network, 'pcx-1'))],
        securityGroups: [defaultSecurityGroup, securityGroup('sg-app', {}), admitting],
        ...changes,
      },
    );

  it('C9: reaches an endpoint that admits it, by a table that leads back', () => {
    expect(told(facts(), from, endpoint)).toEqual([
      `${endpointAddress} reachable interface-endpoint ${endpoint}`,
    ]);
    expect(told(facts({ routeTables: [privateTable()] }), from, endpoint)[0]).toContain(
      'return-route-missing rtb-priv',
    );
  });

  it('C9: needs the connection active', () => {
    const changes = { vpcPeeringConnections: [peering([network], 'pending-acceptance')] };
    expect(told(facts(changes), from, endpoint)).toEqual([
      `${endpointAddress} blocked interface-endpoint ${endpoint} peering-not-active pcx-1`,
    ]);
  });

  it('G4: gets no further than the addresses of the VPC', () => {
    const changes = { routeTables: [privateTable(toS3, route(network, 'pcx-1'))], vpcEndpoints: [s3Gateway] };
    expect(told(facts(changes), from, 'vpce-0gw')).toEqual([
      '198.51.100.0/24,203.0.113.0/25 blocked vpc-peering pcx-1 peering-not-transitive pcx-1',
    ]);
  });

  it('C9: is not carried where it is no part of the peer, and in part where a part is', () => {
    const changes = (...blocks: string[]) => ({ vpcPeeringConnections: [peering(blocks)] });
    expect(told(facts(changes('10.60.0.0/16')), from, endpoint)[0]).toContain('peering-not-transitive pcx-1');
    expect(told(facts(changes('10.50.0.0/17')), from, endpoint)).toEqual([
      `${endpointAddress} partial interface-endpoint ${endpoint}`,
    ]);
  });

  it('C9: is open where nobody knows whether the connection is active, or the VPC behind it', () => {
    const { Status: _, ...untold } = peering([network]);
    const missing = (changes: Facts) =>
      ask(facts(changes), from, endpoint)?.branches.map((branch) =>
        branch.missing.map(({ family }) => family),
      );
    const unknown = [`${endpointAddress} unknown vpc-peering pcx-1 peering-unknown pcx-1`];
    expect(told(facts({ vpcPeeringConnections: [untold] }), from, endpoint)).toEqual(unknown);
    expect(missing({ vpcPeeringConnections: [untold] })).toEqual([['vpcPeeringConnections']]);
    const blockless = [{ VpcId: 'vpc-1', OwnerId: account, DhcpOptionsId: 'dopt-1' }];
    expect(told(facts({ vpcs: blockless }), from, '10.0.1.10')).toEqual([
      '10.0.1.10/32 unknown vpc-peering pcx-1 peering-unknown pcx-1',
    ]);
  });

  it('stands on the side that has its addresses, else on the one that is not in the input', () => {
    const missing = (from: string, changes: Facts) =>
      ask(facts(changes), from, endpoint)?.branches[0]?.missing;
    const reasons = (from: string, changes: Facts = {}) =>
      missing(from, changes)?.map(({ reason }) => reason) ?? [];
    const nobodyKnows = ['on which side of pcx-1 the network is'];
    const ownAlone = { vpcPeeringConnections: [peering([])] };
    expect(reasons('10.50.0.0/16@pcx-1')).toEqual([]);
    expect(reasons('10.70.0.0/16@pcx-1', ownAlone)).toEqual([]);
    expect(reasons('10.0.0.0/8@pcx-1')).toEqual(nobodyKnows);
    const both = { vpcs: [vpc(), vpc({ VpcId: 'vpc-far', CidrBlock: network })] };
    expect(reasons('10.70.0.0/16@pcx-1', both)).toEqual(nobodyKnows);
    // Sent by the own VPC, it goes to the other one, which the endpoint is not in.
    expect(told(facts(), '10.0.1.0/24@pcx-1', endpoint)[0]).toContain('unknown vpc-peering pcx-1');
  });

  it('C9: tells which addresses the peer does not have', () => {
    const [branch] =
      ask(facts({ vpcPeeringConnections: [peering(['10.50.0.0/17'])] }), from, endpoint)?.branches ?? [];
    expect(
      branch?.hops.flatMap(({ reason, plane, message }) =>
        reason === 'peering-not-transitive' ? `${plane}: ${message}` : [],
      ),
    ).toEqual(['route: pcx-1 carries nothing from 10.50.128.0/17, which vpc-far does not have']);
  });

  it('S10: may carry a group that is admitted, in the same Region', () => {
    const byName = {
      securityGroups: [
        defaultSecurityGroup,
        securityGroup('sg-app', {}),
        securityGroup('sg-endpoint', { ingress: [permission(443, 'sg-far')] }),
      ],
    };
    expect(told(facts(byName), from, endpoint)).toEqual([
      `${endpointAddress} unknown interface-endpoint ${endpoint} security-group-unknown sg-endpoint`,
    ]);
    const elsewhere = { vpcPeeringConnections: [peering([network], 'active', { Region: 'us-east-1' })] };
    const untold = { vpcPeeringConnections: [peering([network], 'active', { Region: undefined })] };
    const [branch] = ask(facts({ ...byName, ...untold }), from, endpoint)?.branches ?? [];
    expect(branch?.missing.map(({ reason }) => reason)).toContain('the Regions of pcx-1');
    expect(told(facts({ ...byName, ...elsewhere }), from, endpoint)[0]).toContain('security-group-denied');
  });
});

describe('a network behind an attachment of a transit gateway', () => {
  const from = `${network}@tgw-attach-vpn`;
  const hubEndpoint = 'vpce-0kms';
  const hubAddress = '10.2.9.4/32';
  const vpn: RawItem = {
    TransitGatewayAttachmentId: 'tgw-attach-vpn',
    TransitGatewayId: 'tgw-1',
    TransitGatewayOwnerId: account,
    ResourceOwnerId: account,
    ResourceType: 'vpn',
    ResourceId: 'vpn-1',
    State: 'available',
    Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
  };
  const hub = withHub(network);
  const back = {
    DestinationCidrBlock: network,
    TransitGatewayAttachments: [
      { TransitGatewayAttachmentId: 'tgw-attach-vpn', ResourceId: 'vpn-1', ResourceType: 'vpn' },
    ],
    Type: 'propagated',
    State: 'active',
  };
  const facts = (attachment: RawItem = vpn, routes: readonly RawItem[] = [back], way = 'tgw-1'): Facts => ({
    ...hub,
    routeTables: (hub.routeTables ?? []).map((table) =>
      table['RouteTableId'] === 'rtb-2'
        ? { ...table, Routes: [...(table['Routes'] as RawItem[]), route(network, way)] }
        : table,
    ),
    transitGatewayAttachments: [...(hub.transitGatewayAttachments ?? []), attachment],
    transitGatewayRoutes: (hub.transitGatewayRoutes ?? []).map((table) => ({
      ...table,
      Routes: [...(table['Routes'] as RawItem[]), ...routes],
    })),
  });

  it('C5: is routed by the table that is associated with the attachment, and back by that of the VPC', () => {
    expect(told(facts(), from, hubEndpoint)).toEqual([
      `${hubAddress} reachable interface-endpoint ${hubEndpoint}`,
    ]);
  });

  it('C5: goes nowhere without a table, or with the attachment gone', () => {
    expect(told(facts({ ...vpn, Association: null }), from, hubEndpoint)[0]).toContain(
      'transit-gateway-table-none tgw-attach-vpn',
    );
    expect(told(facts({ ...vpn, State: 'deleted' }), from, hubEndpoint)[0]).toContain(
      'transit-gateway-attachment-not-available tgw-attach-vpn',
    );
    expect(told(facts(), from, '10.77.0.1')[0]).toContain('transit-gateway-route-none tgw-rtb-1');
  });

  it('C4: gets no replies without routes back, in the VPC and in the gateway', () => {
    expect(told(facts(vpn, []), from, hubEndpoint)[0]).toContain('return-route-missing tgw-rtb-1');
    const forgetful = { ...facts(), routeTables: hub.routeTables ?? [] };
    expect(told(forgetful, from, hubEndpoint)[0]).toContain('return-route-missing rtb-2');
  });

  it('C4: is open where replies leave by another attachment', () => {
    const [{ TransitGatewayAttachments: _, ...other }] = [back];
    const elsewhere = {
      ...other,
      TransitGatewayAttachments: [
        {
          TransitGatewayAttachmentId: 'tgw-attach-dx',
          ResourceId: 'dx-1',
          ResourceType: 'direct-connect-gateway',
        },
      ],
    };
    expect(told(facts(vpn, [elsewhere]), from, hubEndpoint)[0]).toContain('unknown interface-endpoint');
  });

  it('G4: does not get into a gateway endpoint', () => {
    const base = facts();
    const toServices = {
      ...back,
      DestinationCidrBlock: '198.51.100.0/24',
      TransitGatewayAttachments: [
        { TransitGatewayAttachmentId: 'tgw-attach-2', ResourceId: 'vpc-2', ResourceType: 'vpc' },
      ],
    };
    const withS3: Facts = {
      ...base,
      vpcEndpoints: [
        ...(base.vpcEndpoints ?? []),
        { ...s3Gateway, VpcId: 'vpc-2', RouteTableIds: ['rtb-2'] },
      ],
      routeTables: (base.routeTables ?? []).map((table) =>
        table['RouteTableId'] === 'rtb-2'
          ? { ...table, Routes: [...(table['Routes'] as RawItem[]), toS3] }
          : table,
      ),
      transitGatewayRoutes: (base.transitGatewayRoutes ?? []).map((table) => ({
        ...table,
        Routes: [...(table['Routes'] as RawItem[]), toServices],
      })),
    };
    expect(told(withS3, from, '198.51.100.9')).toEqual([
      '198.51.100.9/32 blocked gateway-endpoint vpce-0gw transit-gateway-to-gateway-endpoint rtb-2',
    ]);
  });

  it('S11: is never admitted by the name of a group', () => {
    const named = { ...facts(), securityGroups: withHub('sg-app').securityGroups ?? [] };
    expect(told(named, from, hubEndpoint)[0]).toContain('security-group-denied');
  });

  it('is known as far as the attachment is described', () => {
    expect(ask(withHub(network), from, hubEndpoint)).toBe(null);
    const unrouted = without(facts(), 'transitGatewayRoutes');
    expect(told(unrouted, from, hubEndpoint)[0]).toContain('unknown');
  });
});
