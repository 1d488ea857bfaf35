import * as z from 'zod';
import { isAvailableEndpointOfType, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { effectiveRouteTable } from '../../analysis/connectivity/effective-route-table.ts';
import { endpointIngress } from '../../analysis/connectivity/endpoint-admission.ts';
import { selectRoutes } from '../../analysis/connectivity/select-route.ts';
import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { distinctMissing, isFalse, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { privateIpv4 } from '../../model/special-ranges.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import {
  base,
  estate,
  interfaceEndpoint,
  permission,
  route,
  routeTable,
  securityGroup,
  without,
} from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';

/** The estate with an endpoint that admits a network, and routes of its subnets. */
function admitting(network: string, ...routes: readonly RawItem[]) {
  return estate({
    vpcEndpoints: [interfaceEndpoint('kms', ['subnet-a'])],
    routeTables: [routeTable('rtb-main', [], routes)],
    securityGroups: [
      ...(base.securityGroups ?? []).slice(0, 2),
      securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.0.0/16'), permission(443, network)] }),
    ],
  });
}

const toOffice = route('192.168.0.0/16', 'vgw-1', { Origin: 'EnableVgwRoutePropagation' });

export default defineRule({
  id: 'hybrid-no-return-route',
  topic: 'hybrid',
  severity: 'warning',
  category: 'connectivity',
  summary: 'An endpoint admits a network outside the VPC, to which its subnets have no route.',
  why: 'The subnets of the endpoint route its replies. A security group that names a network on premises or another VPC shows that it is to use the endpoint; without a route there, since propagation from the VPN gateway is off for that route table or the static route was made for others only, replies are dropped and connections time out.',
  fix: 'Add a route for the network to the VPN gateway, transit gateway or peering connection in the route table of the endpoint, or turn on propagation (`aws ec2 enable-vgw-route-propagation`). If nobody there is to use the endpoint, remove the rule of the security group.',
  semantics: ['H2', 'R1', 'R7', 'S1'],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html',
  ],
  subject: 'vpcEndpoints',
  needs: [
    'vpcEndpoints',
    'vpcs',
    'subnets',
    'routeTables',
    'securityGroups',
    'managedPrefixLists',
    'managedPrefixListEntries',
    'prefixLists',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The route table leads to another network alone',
      facts: admitting('192.168.0.0/16', route('172.16.0.0/12', 'tgw-1')),
      findings: [{ resource: 'rtb-main', affected: ['vpce-1'], message: '192.168.0.0/16' }],
    },
    {
      title: 'The rest goes to the internet by NAT',
      facts: admitting('192.168.0.0/16', route('172.16.0.0/12', 'tgw-1'), route('0.0.0.0/0', 'nat-1')),
      findings: [{ resource: 'rtb-main' }],
    },
    { title: 'Routes are propagated from the VPN gateway', facts: admitting('192.168.0.0/16', toOffice) },
    {
      title: 'A default route leads to the transit gateway',
      facts: admitting('192.168.0.0/16', route('0.0.0.0/0', 'tgw-1')),
    },
    {
      title: 'The group admits all private addresses, with those of the VPC among them',
      facts: admitting('10.0.0.0/8', route('172.16.0.0/12', 'tgw-1')),
    },
    {
      title: 'Nothing joins the subnets to other networks',
      facts: admitting('192.168.0.0/16', route('0.0.0.0/0', 'nat-1')),
    },
    {
      title: 'A prefix list in a route has no entries in the input',
      facts: admitting('192.168.0.0/16', route('pl-others', 'tgw-1')),
      undecided: [{ resource: 'rtb-main', missing: ['managedPrefixListEntries'] }],
    },
    {
      title: 'The security groups were not collected',
      facts: without(admitting('192.168.0.0/16', toOffice), 'securityGroups'),
      undecided: [{ missing: ['securityGroups'] }],
    },
  ],
  *check({ network }) {
    const found = new Map<RouteTable, { unrouted: AddressSet; readonly endpoints: Set<VpcEndpoint> }>();
    const open = new Map<RouteTable, MissingFact[]>();
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = isAvailableEndpointOfType(endpoint, 'interface');
      if (isFalse(applies)) continue;
      const vpc = vpcOfEndpoint(network, endpoint);
      const { subnetIds } = endpoint;
      const admission = endpointIngress(network, endpoint);
      const missing = [applies, vpc, subnetIds, admission].flatMap((fact) =>
        fact.known ? [] : fact.missing,
      );
      if (!vpc.known || !subnetIds.known || !admission.known || missing.length > 0) {
        yield { kind: 'undecided', resource: null, missing: missing };
        continue;
      }
      const named = remoteNetworks(vpc.value, admission.value.permissions);
      if (admission.value.missing.length > 0)
        yield { kind: 'undecided', resource: null, missing: admission.value.missing };
      const ranges = vpcAddresses(network);
      const remote = named.subtract(ranges.addresses);
      if (remote.isEmpty()) continue;
      if (ranges.missing.length > 0) {
        yield { kind: 'undecided', resource: null, missing: ranges.missing };
        continue;
      }
      for (const id of subnetIds.value) {
        const table = tableOf(network, id, endpoint);
        if (!table.known) {
          yield { kind: 'undecided', resource: null, missing: table.missing };
          continue;
        }
        if (!joinsOthers(table.value)) continue;
        const { unrouted, missing: unsure } = partWithoutRoute(network, table.value, remote);
        if (unsure.length > 0) open.set(table.value, [...(open.get(table.value) ?? []), ...unsure]);
        if (unrouted.isEmpty()) continue;
        const same = found.get(table.value) ?? { unrouted, endpoints: new Set<VpcEndpoint>() };
        found.set(table.value, { ...same, unrouted: same.unrouted.union(unrouted) });
        same.endpoints.add(endpoint);
      }
    }
    for (const [table, missing] of open)
      if (!found.has(table)) yield undecided(table, distinctMissing(missing));
    for (const [table, { unrouted, endpoints }] of found) {
      const networks = listed(unrouted.toCidrs());
      yield problem({
        resource: table,
        at: '/Routes',
        affected: [...endpoints],
        code: 'NO_ROUTE_TO_DESTINATION',
        message: `Security groups admit ${networks} to ${listed([...endpoints].map(endpointText).sort())}, but route table ${table.id} of the endpoint's subnets has no route there, so replies are dropped and requests time out. Add the route or its propagation, or remove the rule of the group.`,
      });
    }
  },
});

/** The private networks that permissions name, each wholly outside the VPC: somebody means them, and nothing else. */
function remoteNetworks(
  vpc: Vpc,
  permissions: readonly { readonly permission: { readonly cidrs: readonly string[] } }[],
): AddressSet {
  // Where its own addresses are not told, neither are those of all VPCs.
  const own = vpc.addresses.known ? vpc.addresses.value : AddressSet.empty;
  const blocks = permissions.flatMap(({ permission: { cidrs } }) =>
    cidrs.flatMap((text) => {
      const block = parseCidr(text);
      if (block?.family !== 4) return [];
      const addresses = AddressSet.of(block);
      return addresses.isSubsetOf(privateIpv4) && !addresses.overlaps(own) ? addresses : [];
    }),
  );
  return AddressSet.unionAll(blocks);
}

/** What VPCs of the input have: whether these get replies is judged on the whole way. */
function vpcAddresses(network: Network) {
  return network.memo('addresses of all VPCs', () => {
    const each = network.all('vpcs').map(({ addresses }) => addresses);
    return {
      addresses: AddressSet.unionAll(each.flatMap((own) => (own.known ? own.value : []))),
      missing: distinctMissing(each.flatMap((own) => (own.known ? [] : own.missing))),
    };
  });
}

function tableOf(network: Network, subnetId: string, endpoint: VpcEndpoint) {
  const subnet = network.answerFor('subnets', subnetId, endpoint);
  return subnet.known ? effectiveRouteTable(network, subnet.value) : subnet;
}

const joining: ReadonlySet<string> = new Set([
  'vpn-gateway',
  'transit-gateway',
  'vpc-peering',
  'core-network',
]);

/** Whether a table leads to any network of the user's outside the VPC. */
function joinsOthers({ routes }: RouteTable): boolean {
  return !routes.known || routes.value.some(({ target }) => joining.has(target.kind));
}

const toInternet: ReadonlySet<string> = new Set([
  'nat-gateway',
  'internet-gateway',
  'egress-only-internet-gateway',
  'carrier-gateway',
]);

/** What no route leads to, or only one to the internet, which carries no private addresses. */
function partWithoutRoute(network: Network, table: RouteTable, destinations: AddressSet) {
  const parts: AddressSet[] = [];
  const missing: MissingFact[] = [];
  for (const branch of selectRoutes(network, table, destinations)) {
    if (branch.kind === 'unknown') missing.push(...branch.missing);
    else if (branch.kind === 'no-route' || toInternet.has(branch.route.target.kind))
      parts.push(branch.destinations);
  }
  return { unrouted: AddressSet.unionAll(parts), missing };
}
