import * as z from 'zod';
import { computeBehindTable, subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { and, type Fact, flatMap, isFalse, map, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PeerVpc } from '../../model/resources/peering-and-transit.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import { privateIpv4 } from '../../model/special-ranges.ts';
import { account, estate, region, route, routeTable, vpc, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';

const peered = (...routes: Parameters<typeof routeTable>[2] & object) =>
  estate({
    vpcs: [vpc(), vpc({ VpcId: 'vpc-2', CidrBlock: '10.1.0.0/16' })],
    routeTables: [routeTable('rtb-main', [], routes)],
    vpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: account, Region: region, CidrBlock: '10.0.0.0/16' },
        AccepterVpcInfo: {
          VpcId: 'vpc-2',
          OwnerId: account,
          Region: region,
          CidrBlock: '10.1.0.0/16',
          CidrBlockSet: [{ CidrBlock: '10.1.0.0/16' }],
        },
        Status: { Code: 'active' },
      },
    ],
  });

export default defineRule({
  id: 'route-peering-transitive',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary: 'A route sends packets through a peering connection that are not for the VPC behind it.',
  why: 'A peering connection carries packets only to addresses of the VPC on its other side. It leads neither to a third VPC, nor to the NAT gateway, internet gateway, VPN or gateway endpoint of that VPC: packets for other addresses are dropped and requests time out. The severity is error where the table is known to serve compute, and warning otherwise.',
  fix: 'Peer with the VPC that is meant, use a transit gateway, or give the VPC a NAT gateway or endpoints of its own. Delete the route.',
  semantics: ['R1', 'C9'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
    'https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html',
  ],
  subject: 'routeTables',
  needs: ['routeTables', 'vpcPeeringConnections', 'vpcs', 'subnets', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The default route leads to a peer',
      facts: peered(route('0.0.0.0/0', 'pcx-1')),
      findings: [{ resource: 'rtb-main', affected: ['pcx-1'], message: '0.0.0.0/0' }],
    },
    {
      title: 'The addresses of a third VPC lead to a peer',
      facts: peered(route('10.1.0.0/16', 'pcx-1'), route('10.2.0.0/16', 'pcx-1')),
      findings: [{ resource: 'rtb-main', message: '10.2.0.0/16' }],
    },
    {
      title: 'The addresses of the peer lead to it, and those around it',
      facts: peered(route('10.1.4.0/24', 'pcx-1'), route('10.0.0.0/8', 'pcx-1')),
    },
    {
      title: 'Public addresses are the affair of the rule about gateway endpoints',
      facts: peered(route('198.51.100.0/24', 'pcx-1')),
    },
    {
      title: 'The route is a blackhole',
      facts: peered(route('10.2.0.0/16', 'pcx-1', { State: 'blackhole' })),
    },
    {
      title: 'The table serves no subnet',
      facts: {
        ...peered(),
        routeTables: [
          routeTable('rtb-main', []),
          { ...routeTable('rtb-idle', [], [route('10.2.0.0/16', 'pcx-1')]), Associations: [] },
        ],
      },
    },
    {
      title: 'The peering connections were not collected',
      facts: without(peered(route('10.2.0.0/16', 'pcx-1')), 'vpcPeeringConnections'),
      undecided: [{ resource: 'rtb-main', missing: ['vpcPeeringConnections'] }],
    },
  ],
  *check({ network }) {
    for (const table of network.all('routeTables')) {
      const { routes } = table;
      if (!routes.known) {
        yield undecided(table, routes.missing);
        continue;
      }
      for (const { target, destination, state, index } of routes.value) {
        if (target.kind !== 'vpc-peering' || state !== 'active' || destination.kind !== 'cidr') continue;
        const misled = isNotFor(network, table, target.id ?? '', destination.cidr);
        if (isFalse(misled)) continue;
        const served = subnetsBehindTable(network, table);
        if (served.items.length === 0 && served.missing.length === 0) continue;
        const serves = served.items.length > 0 ? misled : and(misled, unknown(...served.missing));
        if (!serves.known) {
          yield undecided(table, serves.missing);
          continue;
        }
        const peering = network.find('vpcPeeringConnections', target.id ?? '', table);
        const servesCompute = computeBehindTable(network, table).items.length > 0;
        yield problem({
          resource: table,
          key: `${destination.cidr} ${target.id ?? ''}`,
          at: `/Routes/${index}`,
          severity: servesCompute ? 'error' : 'warning',
          affected: peering.known && peering.value ? [peering.value] : [],
          code: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
          message: `${named(table)} sends ${destination.cidr} through ${target.id ?? 'a peering connection'}, which carries packets only to the addresses of the VPC behind it, so the others are dropped. Delete the route, and use a transit gateway or a way of the VPC's own.`,
        });
      }
    }
  },
});

/**
 * Whether a destination is none of the peer's: default routes, and private blocks that hold no address of it. Of
 * public blocks other rules judge.
 */
function isNotFor(network: Network, table: RouteTable, peeringId: string, cidr: string): Fact<boolean> {
  const block = parseCidr(cidr);
  if (block === null) return { known: true, value: false };
  const destinations = AddressSet.of(block);
  const isDefault = block.prefixLength === 0;
  if (!isDefault && !destinations.isSubsetOf(privateIpv4)) return { known: true, value: false };
  const peering = network.answerFor('vpcPeeringConnections', peeringId, table);
  return flatMap(peering, (described) =>
    flatMap(described.requester, (one) =>
      flatMap(described.accepter, (two) => {
        if (isDefault) return { known: true, value: true };
        if (one.vpcId === null || two.vpcId === null) {
          return unknown(described.missing(`no VpcId on one side of ${described.id}`));
        }
        const peer = one.vpcId === table.vpcId ? two : one;
        return map(addressesOf(network, table, peer), (addresses) => !addresses.overlaps(destinations));
      }),
    ),
  );
}

/** The peer's addresses as the connection shows them, else those of the VPC. */
function addressesOf(network: Network, table: RouteTable, peer: PeerVpc): Fact<AddressSet> {
  if (!peer.addresses.isEmpty()) return { known: true, value: peer.addresses };
  const { account: owner, region: where } = peer;
  const whereabouts = { account: owner, region: where, scope: table.scope };
  return flatMap(network.answerFor('vpcs', peer.vpcId ?? '', whereabouts), (found) => found.addresses);
}
