import { instanceInterface, route, routeTable, vpcAttributes } from '../../../../src/rules/example-estate.ts';
import { aclOf, aws, endpointsInterface, privateTable, source, withNat, withSsm } from './common-estate.ts';
import { nowhere, throughSsm, type Vector } from './vector.ts';

const withoutPrivateDns = withSsm({ PrivateDnsEnabled: false });
const closedAcls = [
  aclOf('acl-default', ['subnet-a1', 'subnet-a2']),
  aclOf('acl-ep', ['subnet-ep1'], ['ingress allow tcp 443 10.0.0.0/16', 'egress allow tcp 443 0.0.0.0/0']),
];

/** To an interface endpoint in the same VPC. */
export const interfaceEndpointVectors: readonly Vector[] = [
  {
    id: 'T1',
    title: 'an interface endpoint with private DNS',
    facts: withSsm(),
    to: aws('ssm'),
    verdict: 'reachable',
    private: true,
    ways: [throughSsm],
    found: ['interface-endpoint-single-az'],
    notFound: ['private-dns-disabled'],
  },
  {
    id: 'T2',
    title: 'the same without private DNS: public addresses, and no route',
    facts: withoutPrivateDns,
    to: aws('ssm'),
    verdict: 'blocked',
    private: null,
    ways: [nowhere],
    blockers: ['route-none rtb-priv'],
    found: ['private-dns-disabled'],
  },
  {
    id: 'T3',
    title: 'the same with a NAT gateway: over the internet, past the endpoint',
    facts: withNat({ ...withoutPrivateDns, routeTables: [privateTable(route('0.0.0.0/0', 'nat-1'))] }),
    to: aws('ssm'),
    verdict: 'reachable',
    private: false,
    ways: ['public addresses reachable nat-gateway nat-1'],
    found: ['private-dns-disabled'],
  },
  {
    id: 'T4',
    title: 'private DNS in a VPC whose DNS host names are off',
    facts: withSsm({}, { vpcAttributes: [vpcAttributes({ EnableDnsHostnames: { Value: false } })] }),
    to: aws('ssm'),
    verdict: 'blocked',
    private: null,
    ways: [nowhere],
    blockers: ['route-none rtb-priv'],
    found: ['private-dns-vpc-attributes-disabled'],
  },
  {
    id: 'T5',
    title: 'an endpoint with nothing but the default security group',
    facts: withSsm(
      { Groups: [{ GroupId: 'sg-default' }] },
      { networkInterfaces: [source, { ...endpointsInterface, Groups: [{ GroupId: 'sg-default' }] }] },
    ),
    to: aws('ssm'),
    verdict: 'blocked',
    private: null,
    ways: ['10.0.9.4/32 blocked interface-endpoint vpce-0ssm'],
    blockers: ['security-group-denied sg-default'],
    found: ['sg-endpoint-default-sg-only'],
  },
  {
    id: 'T6',
    title: "replies that the ACL of the endpoint's subnet does not let out",
    facts: withSsm({}, { networkAcls: closedAcls }),
    to: aws('ssm'),
    verdict: 'blocked',
    private: null,
    ways: ['10.0.9.4/32 blocked interface-endpoint vpce-0ssm'],
    blockers: ['network-acl-reply-denied acl-ep'],
    found: ['nacl-endpoint-egress-blocks-return'],
  },
  {
    id: 'T7',
    title: 'N1: the same ACL, with the source in that subnet',
    facts: withSsm(
      {},
      {
        networkAcls: closedAcls,
        networkInterfaces: [instanceInterface('eni-1', 'subnet-ep1', '10.0.9.10'), endpointsInterface],
      },
    ),
    to: aws('ssm'),
    verdict: 'reachable',
    private: true,
    ways: [throughSsm],
    notFound: ['nacl-endpoint-egress-blocks-return'],
  },
  ...['Available', 'available'].map(
    (State): Vector => ({
      id: 'T27',
      title: `an endpoint that is ${State}`,
      facts: withSsm({ State }),
      to: aws('ssm'),
      verdict: 'reachable',
      private: true,
      ways: [throughSsm],
      found: ['interface-endpoint-single-az'],
    }),
  ),
  {
    id: 'T28',
    title: 'I2: an endpoint that nobody has accepted yet',
    facts: withSsm({ State: 'pendingAcceptance' }),
    to: aws('ssm'),
    verdict: 'blocked',
    private: null,
    ways: ['10.0.9.4/32 blocked interface-endpoint vpce-0ssm'],
    blockers: ['endpoint-not-available vpce-0ssm'],
    found: ['interface-endpoint-pending-acceptance'],
  },
  {
    id: 'T30',
    title: 'an appliance on the way to an endpoint, and not on the way back',
    facts: withSsm(
      {},
      {
        routeTables: [
          routeTable('rtb-priv', ['subnet-a1', 'subnet-a2'], [route('10.0.9.0/28', 'eni-fw')]),
          routeTable('rtb-ep', ['subnet-ep1']),
        ],
      },
    ),
    to: aws('ssm'),
    verdict: 'unknown',
    private: null,
    ways: ['10.0.9.4/32 unknown network-interface eni-fw'],
    missing: ['routeTables'],
    found: ['route-middlebox-asymmetric'],
  },
];
