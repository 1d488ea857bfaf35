import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';
import type { PathAnswer } from '../../../src/analysis/connectivity/path-answer.ts';
import { https } from '../../../src/analysis/connectivity/security-group-admission.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  defaultSecurityGroup,
  instanceInterface,
  interfaceEndpoint,
  permission,
  route,
  routeTable,
  securityGroup,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';
import { aclOf, common, endpointsInterface, source, subnets, withSsm } from './vectors/common-estate.ts';

/** Verdict, way, and the reasons of what does not pass, of each branch. */
function told(facts: Facts, to: string, from = 'eni-1'): readonly (readonly string[])[] {
  return (ask(facts, to, from)?.branches ?? []).map(({ verdict, via, viaId, hops }) => [
    `${verdict} ${via} ${viaId}`,
    ...hops.flatMap(({ decision, reason, component }) =>
      decision === 'pass' ? [] : [`${reason} ${component.id}`],
    ),
  ]);
}

function ask(facts: Facts, to: string, from = 'eni-1'): PathAnswer | null {
  const parsed = parseTarget(to);
  if (!parsed) throw new Error(`not a target: ${to}`);
  return answerPath(networkOfFacts(facts), { from, to: parsed.target, traffic: https });
}

const endpoint = '10.0.9.4';
const firewall = (fields: RawItem = {}) =>
  instanceInterface('eni-fw', 'subnet-a2', '10.0.2.99', {
    Groups: [{ GroupId: 'sg-firewall' }],
    SourceDestCheck: false,
    ...fields,
  });
const firewallGroup = securityGroup('sg-firewall', { ingress: [permission(443, '10.0.0.0/16')] });
const otherGroups = [
  defaultSecurityGroup,
  securityGroup('sg-app', {}),
  securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.0.0/16')] }),
];

/** An endpoint for ssm, to which the clients' table sends by way of a firewall. */
function withFirewall(fields: RawItem = {}, changes: Facts = {}): Facts {
  return withSsm(
    {},
    {
      networkInterfaces: [source, firewall(fields), endpointsInterface],
      securityGroups: [...otherGroups, firewallGroup],
      routeTables: [
        routeTable('rtb-priv', ['subnet-a1'], [route('10.0.9.0/28', 'eni-fw')]),
        routeTable('rtb-fw', ['subnet-a2']),
        routeTable('rtb-ep', ['subnet-ep1'], [route('10.0.1.0/24', 'eni-fw')]),
      ],
      ...changes,
    },
  );
}

describe('an appliance that a route names', () => {
  it('R22: is a stop on the way there and back, behind which nothing is certain', () => {
    expect(told(withFirewall(), endpoint)).toEqual([
      ['unknown network-interface eni-fw', 'appliance-beyond eni-fw'],
    ]);
  });

  it('R22: sees one direction only where replies go another way, and is named', () => {
    const routeTables = [
      routeTable('rtb-priv', ['subnet-a1'], [route('10.0.9.0/28', 'eni-fw')]),
      routeTable('rtb-fw', ['subnet-a2']),
      routeTable('rtb-ep', ['subnet-ep1']),
    ];
    expect(told(withFirewall({}, { routeTables }), endpoint)).toEqual([
      ['unknown network-interface eni-fw', 'appliance-beyond eni-fw', 'return-way-parted rtb-ep'],
    ]);
  });

  it('R26: drops what is not for itself while it checks addresses', () => {
    expect(told(withFirewall({ SourceDestCheck: true }), endpoint)).toEqual([
      ['blocked network-interface eni-fw', 'appliance-checks-addresses eni-fw'],
    ]);
    expect(told(withFirewall({ SourceDestCheck: undefined }), endpoint)).toEqual([
      ['unknown network-interface eni-fw', 'appliance-unknown eni-fw', 'appliance-beyond eni-fw'],
    ]);
  });

  it('is reached under its own address, whatever it checks', () => {
    expect(told(withFirewall({ SourceDestCheck: true }), '10.0.2.99')).toEqual([['reachable local null']]);
  });

  it('lets in what its own groups and the ACL of its subnet do', () => {
    const closed = { securityGroups: [...otherGroups, securityGroup('sg-firewall', { ingress: [] })] };
    expect(told(withFirewall({}, closed), endpoint)).toEqual([
      ['blocked network-interface eni-fw', 'security-group-empty sg-firewall'],
    ]);
    const networkAcls = [
      aclOf('acl-default', ['subnet-a1', 'subnet-ep1']),
      aclOf('acl-fw', ['subnet-a2'], ['ingress deny all all 0.0.0.0/0', 'egress allow all all 0.0.0.0/0']),
    ];
    expect(told(withFirewall({}, { networkAcls }), endpoint)).toEqual([
      ['blocked network-interface eni-fw', 'network-acl-denied acl-fw'],
    ]);
  });

  it('S12: keeps no names of groups, so that what hangs on one is lost if it sends it on', () => {
    const securityGroups = [
      defaultSecurityGroup,
      securityGroup('sg-app', {}),
      securityGroup('sg-endpoint', { ingress: [permission(443, 'sg-app')] }),
      firewallGroup,
    ];
    expect(told(withFirewall({}, { securityGroups }), endpoint)).toEqual([
      [
        'unknown network-interface eni-fw',
        'appliance-beyond eni-fw',
        'security-group-reference-lost sg-endpoint',
      ],
    ]);
  });

  it('is only a name where the interfaces are not known', () => {
    const facts = without(withFirewall(), 'networkInterfaces');
    expect(told(facts, endpoint, 'subnet-a1')).toEqual([
      ['unknown network-interface eni-fw', 'route-beyond rtb-priv'],
    ]);
  });
});

const inspection = (fields: RawItem = {}) =>
  interfaceEndpoint('ssm', ['subnet-a2'], {
    VpcEndpointId: 'vpce-gwlb',
    VpcEndpointType: 'GatewayLoadBalancer',
    ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
    Groups: undefined,
    NetworkInterfaceIds: [],
    ...fields,
  });
const publicSource = { ...source, Association: { PublicIp: '203.0.113.9' } };
const edge = (...routes: readonly RawItem[]) =>
  routeTable('rtb-edge', ['none'], routes, {
    Associations: [{ Main: false, GatewayId: 'igw-1', AssociationState: { State: 'associated' } }],
  });

/** A public instance whose traffic is inspected behind a Gateway Load Balancer endpoint, out and in. */
function inspected(onward: readonly RawItem[], edgeTables: readonly RawItem[], changes: Facts = {}): Facts {
  return common({
    subnets,
    networkInterfaces: [publicSource],
    vpcEndpoints: [inspection()],
    internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
    routeTables: [
      routeTable('rtb-priv', ['subnet-a1'], [route('0.0.0.0/0', 'vpce-gwlb')]),
      routeTable('rtb-inspection', ['subnet-a2'], onward),
      routeTable('rtb-ep', ['subnet-ep1']),
      ...edgeTables,
    ],
    ...changes,
  });
}

const internet = '192.0.2.1';
const toInternet = [route('0.0.0.0/0', 'igw-1')];
const throughEndpoint = 'unknown gateway-load-balancer-endpoint vpce-gwlb';

describe('a Gateway Load Balancer endpoint', () => {
  it('I23: is a stop, from which packets that come back go on by the table of its subnet', () => {
    const both = inspected(toInternet, [edge(route('10.0.1.0/24', 'vpce-gwlb'))]);
    expect(told(both, internet)).toEqual([[throughEndpoint, 'appliance-beyond vpce-gwlb']]);
    const last = ask(both, internet)?.branches[0]?.hops.at(-1);
    expect([last?.reason, last?.decision]).toEqual(['internet-gateway-passed', 'pass']);
  });

  it('is named with what would stop packets behind it', () => {
    expect(told(inspected([], []), internet)).toEqual([
      [throughEndpoint, 'appliance-beyond vpce-gwlb', 'route-none rtb-inspection'],
    ]);
    expect(told(inspected([route('0.0.0.0/0', 'vpce-gwlb')], []), internet)).toEqual([
      [throughEndpoint, 'appliance-beyond vpce-gwlb', 'appliance-loop rtb-inspection'],
    ]);
  });

  it('R22: is passed by where the internet gateway brings replies in itself', () => {
    expect(told(inspected(toInternet, []), internet)).toEqual([
      [throughEndpoint, 'appliance-beyond vpce-gwlb', 'return-way-parted vpc-1'],
    ]);
    expect(told(inspected(toInternet, [edge()]), internet)).toEqual([
      [throughEndpoint, 'appliance-beyond vpce-gwlb', 'return-way-parted rtb-edge'],
    ]);
  });

  it('I2: takes nothing while it is not available', () => {
    const vpcEndpoints = [inspection({ State: 'rejected' })];
    expect(told(inspected(toInternet, [], { vpcEndpoints }), internet)).toEqual([
      ['blocked gateway-load-balancer-endpoint vpce-gwlb', 'endpoint-not-available vpce-gwlb'],
    ]);
  });
});

describe('the route table of an internet gateway', () => {
  const direct = (...tables: readonly RawItem[]) =>
    common({
      networkInterfaces: [publicSource, firewall()],
      internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [] }],
      routeTables: [routeTable('rtb-priv', ['subnet-a1', 'subnet-a2', 'subnet-ep1'], toInternet), ...tables],
    });
  const passed = [['reachable internet-gateway igw-1']];

  it('R20: brings replies back where it is local for the sender', () => {
    expect(told(direct(), internet)).toEqual(passed);
    expect(told(direct(edge()), internet)).toEqual(passed);
    expect(told(direct(edge(route('10.0.2.0/24', 'eni-fw'))), internet)).toEqual(passed);
  });

  it('R20: keeps a sender from the gateway where it hands replies to an appliance', () => {
    expect(told(direct(edge(route('10.0.1.0/24', 'eni-fw'))), internet)).toEqual([
      ['blocked internet-gateway igw-1', 'internet-gateway-redirected rtb-edge'],
    ]);
  });

  it('loses replies in a blackhole', () => {
    const gone = edge(route('10.0.1.0/24', 'eni-gone', { State: 'blackhole' }));
    expect(told(direct(gone), internet)).toEqual([
      ['blocked internet-gateway igw-1', 'return-route-missing rtb-edge'],
    ]);
  });
});
