/** What is said of a way when one fact is missing, or is another. */
import { it } from 'vitest';
import { exampleScope } from '../../../src/model/snapshot-of-facts.ts';
import {
  defaultSecurityGroup,
  permission,
  route,
  routeTable,
  securityGroup,
} from '../../../src/rules/example-estate.ts';
import { rules } from '../../../src/rules/registry.ts';
import { expectTold } from '../told/expect-told.ts';
import { toldDoubts } from '../told/told-doubts.ts';
import { factsOf } from './transit/facts.ts';
import { attached, open, openVpc, type Plan } from './transit/plan.ts';
import { privateTable, withSsm } from './vectors/common-estate.ts';
import { gatewayEndpointVectors } from './vectors/gateway-endpoint-vectors.ts';
import { interfaceEndpointVectors } from './vectors/interface-endpoint-vectors.ts';
import { otherVpcVectors } from './vectors/other-vpc-vectors.ts';

/** Vectors that lead along different ways. */
const worked = new Set(['T1', 'T8', 'T20', 'T22']);
const vectors = [...interfaceEndpointVectors, ...gatewayEndpointVectors, ...otherVpcVectors];

it.each(vectors.filter(({ id }) => worked.has(id)).map((vector) => [vector.id, vector] as const))(
  'told: doubts about a way of vector %s',
  (id, { facts, from = 'eni-1', to }) => {
    expectTold(`doubts/${id}`, toldDoubts([[exampleScope, facts]], { from, to }));
  },
);

/** Estates of rules in which ways lead past what no vector has. */
const estates: readonly (readonly [rule: string, example: string, from: string, to: string])[] = [
  [
    'route-gwlbe-onward-missing',
    "The table of the endpoint's subnet leads to the internet",
    'eni-a',
    '8.8.8.8',
  ],
  ['nacl-endpoint-missing-listener-port', 'The service listens on 443 too', 'eni-a', 'vpce-1'],
  ['route-fallback-bpa-blocked', 'The exclusions were not collected', 'eni-a', '8.8.8.8'],
  [
    'hybrid-gateway-endpoint-from-outside-vpc',
    'A transit gateway brings the packets to the route of a gateway endpoint',
    'eni-a',
    's3',
  ],
  ['cost-nat-removable', 'A route leads to it', 'eni-a', '8.8.8.8'],
  ['route-peering-transitive', 'The default route leads to a peer', 'eni-a', '10.1.1.10'],
  ['route-tgw-ipv6-disabled', 'The attachments were not collected in detail', 'eni-spoke', 'vpce-1'],
  [
    'dns-phz-aaaa-missing',
    'The zone has a record of type A, and an instance has no IPv4 address',
    'eni-6',
    'ssm',
  ],
  [
    'sg-reference-through-middlebox',
    'The clients are not admitted by any rule, which is another matter',
    'eni-a',
    'vpce-1',
  ],
  ['dns-forward-rule-captures-service', 'The rule is for the very name of the endpoint', 'eni-a', 'ssm'],
  [
    'hub-spoke-custom-dns',
    'The zones tell which VPCs they are for, beside an endpoint of the spoke itself',
    'eni-spoke',
    'ssm',
  ],
  ['private-dns-disabled', 'The VPC has a Route 53 Profile', 'eni-a', 'ssm'],
  ['dns-phz-alias-wrong-service', 'The zone leads to the endpoint of its own service', 'eni-a', 'kms'],
  ['route-regional-nat-az-missing', 'One of two subnets is in a zone without an address', 'eni-a', '8.8.8.8'],
  ['resource-gateway-egress-blocked', 'Another port is allowed out', 'eni-a', 'vpce-1'],
];

it.each(estates)('told: doubts about a way in an estate of %s: %s', (rule, title, from, to) => {
  const { facts } = rules.find(({ id }) => id === rule)?.examples.find((each) => each.title === title) ?? {};
  if (!facts) throw new Error('no such example');
  expectTold(`doubts/${rule}`, toldDoubts([[exampleScope, facts]], { from, to }));
});

/** Two accounts, each with a transit gateway and a VPC behind it. */
const tableOf = (vpc: number): Plan['gateways'][number]['tables'] => [
  { statics: [{ destination: '10.0.0.0/8', to: 'peering' }], propagates: [vpc] },
];
const elsewhere = openVpc(2);
const peered: Plan = {
  ...open,
  peered: true,
  vpcs: [openVpc(1), { ...elsewhere, routes: { ...elsewhere.routes, a: [{ cidr: '10.0.0.0/8', to: 1 }] } }],
  gateways: [0, 1].map((vpc) => ({ references: 'enable', tables: tableOf(vpc) })),
  attachments: [attached(0), attached(1, { gateway: 1 })],
  peeringTables: [0, 0],
};

it.each(['all-routes', 'static-routes'] as const)(
  'told: doubts about a way from one transit gateway to another, of which the input has %s',
  (telling) => {
    const scopes = factsOf(peered, telling);
    expectTold(`doubts/peered-gateways-${telling}`, toldDoubts(scopes, { from: 'eni-0a', to: '10.2.1.10' }));
  },
);

/** A network behind a VPN gateway, whose packets a route table at the edge of the VPC may lead. */
it.each([
  ['vpn-gateway', []],
  [
    'edge-table',
    [
      routeTable('rtb-edge', [], [], {
        Associations: [{ GatewayId: 'vgw-1', AssociationState: { State: 'associated' } }],
      }),
    ],
  ],
])('told: doubts about a way from a network behind a VPN gateway: %s', (name, tables) => {
  const network = '10.50.0.0/16';
  const facts = withSsm(
    {},
    {
      vpnGateways: [
        {
          VpnGatewayId: 'vgw-1',
          State: 'available',
          VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }],
        },
      ],
      routeTables: [
        privateTable(route(network, 'vgw-1', { Origin: 'EnableVgwRoutePropagation' })),
        ...tables,
      ],
      securityGroups: [
        defaultSecurityGroup,
        securityGroup('sg-app', {}),
        securityGroup('sg-endpoint', { ingress: [permission(443, network)] }),
      ],
    },
  );
  expectTold(
    `doubts/${name}`,
    toldDoubts([[exampleScope, facts]], { from: `${network}@vgw-1`, to: 'vpce-0ssm' }),
  );
});
