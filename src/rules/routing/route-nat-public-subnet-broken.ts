import * as z from 'zod';
import { effectiveRouteTable } from '../../analysis/connectivity/effective-route-table.ts';
import { type WayOutBranch, waysOut } from '../../analysis/connectivity/way-out.ts';
import { and, flatMap, isFalse, map, not } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NatGateway } from '../../model/resources/gateways.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import { publicIpv4 } from '../../model/special-ranges.ts';
import { defineRule, type Outcome, type Problem, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { examples } from './nat-public-subnet-broken-examples.ts';

export default defineRule({
  id: 'route-nat-public-subnet-broken',
  topic: 'routing',
  severity: 'warning',
  category: 'connectivity',
  summary: 'A public NAT gateway stands in a subnet without a way to the internet.',
  why: 'A NAT gateway sends on by the route table of its own subnet. If that has no active route to an internet gateway, or leads back to the NAT gateway itself, everything that other subnets send to it is lost, and so is the way to services that have no endpoint. The severity is info where no route table leads to the NAT gateway.',
  fix: "Create the NAT gateway in a public subnet, or give its subnet's route table a default route to the VPC's internet gateway (`aws ec2 create-route`).",
  semantics: ['R1', 'R7', 'R16', 'R23', '1.5'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html',
  ],
  subject: 'natGateways',
  needs: [
    'natGateways',
    'vpcs',
    'subnets',
    'routeTables',
    'vpcEndpoints',
    'prefixLists',
    'managedPrefixLists',
    'managedPrefixListEntries',
  ],
  options: z.strictObject({}),
  examples,
  *check({ network }) {
    for (const nat of network.all('natGateways')) yield* judge(network, nat);
  },
});

function* judge(network: Network, nat: NatGateway): Iterable<Outcome> {
  const applies = and(
    map(nat.state, (state) => state === 'available'),
    nat.isPublic,
    not(nat.isRegional),
  );
  if (isFalse(applies)) return;
  const table = flatMap(nat.subnetId, (subnetId) =>
    flatMap(network.answerFor('subnets', subnetId, nat), (subnet) => effectiveRouteTable(network, subnet)),
  );
  if (!table.known) {
    yield undecided(nat, table.missing);
    return;
  }
  if (hasDefaultRouteToInternet(table.value)) return;
  // What a gateway endpoint takes is no way to the internet (G4).
  const ways = waysOut(network, table.value, publicIpv4).filter(({ way }) => way.kind !== 'gateway-endpoint');
  if (ways.some(({ way }) => way.kind === 'internet-gateway' || way.kind === 'beyond')) return;
  const open = ways.flatMap(({ way }) => (way.kind === 'unknown' ? way.missing : []));
  if (open.length > 0) yield undecided(nat, open);
  else if (!applies.known) yield undecided(nat, applies.missing);
  else yield describe(network, nat, table.value, ways);
}

/** Whether a working default route leads to an internet gateway, as in most tables, which then need no closer look. */
function hasDefaultRouteToInternet({ routes }: RouteTable): boolean {
  return (
    routes.known &&
    routes.value.some(
      ({ destination, target, state }) =>
        state === 'active' &&
        target.kind === 'internet-gateway' &&
        destination.kind === 'cidr' &&
        destination.cidr === '0.0.0.0/0',
    )
  );
}

function describe(
  network: Network,
  nat: NatGateway,
  table: RouteTable,
  ways: readonly WayOutBranch[],
): Problem {
  const dead = ways.find(({ way }) => way.kind === 'none' && way.blackhole !== null);
  const back = ways.find(({ way }) => way.kind === 'nat-gateway');
  const deciding = dead ?? back;
  const clients = tablesLeadingTo(network, nat);
  const fault = dead
    ? 'leads to the internet by a blackhole route only'
    : back
      ? `sends traffic for the internet to NAT gateway ${back.route?.target.id ?? ''}`
      : 'has no route to the internet';
  const effect =
    clients.length === 0
      ? 'what is sent to the NAT gateway is lost'
      : `what ${listed(clients.map(({ id }) => id))} ${clients.length === 1 ? 'sends' : 'send'} to the NAT gateway is lost`;
  return problem({
    resource: nat,
    severity: clients.length === 0 ? 'info' : 'warning',
    at: '/SubnetId',
    affected: clients,
    code: dead ? 'BAD_STATE_ROUTE' : 'NO_ROUTE_TO_DESTINATION',
    message: `Route table ${named(table)} of subnet ${nat.raw.SubnetId ?? ''}, where public NAT gateway ${named(nat)} stands, ${fault}, so ${effect}. Give the table a default route to an internet gateway, or create the NAT gateway in a public subnet.`,
    evidence: [
      {
        message: `routes of ${table.id}`,
        at: table.at(deciding?.route ? `/Routes/${deciding.route.index}` : '/Routes'),
      },
    ],
  });
}

/** The route tables with an active route to the NAT gateway, but for its own subnet's loop. */
function tablesLeadingTo(network: Network, nat: NatGateway): readonly RouteTable[] {
  const byNat = network.index('routeTables', 'NAT gateway', ({ routes }) =>
    routes.known
      ? routes.value.flatMap(({ target, state }) =>
          target.kind === 'nat-gateway' && state === 'active' ? (target.id ?? []) : [],
        )
      : null,
  );
  return [...new Set(byNat.get(nat.id) ?? [])];
}
