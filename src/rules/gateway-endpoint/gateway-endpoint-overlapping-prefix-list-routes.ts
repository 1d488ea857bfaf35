import * as z from 'zod';
import { describedSubnets } from '../../analysis/connectivity/effective-route-table.ts';
import {
  endpointOfRoute,
  type GatewayEndpointRoute,
  gatewayEndpointRoutes,
  isInUse,
  routedService,
} from '../../analysis/connectivity/gateway-endpoint-routes.ts';
import { subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import { AddressSet } from '../../model/address-set.ts';
import { isFalse } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route } from '../../model/resources/route-table.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, route, routeTable, without } from '../example-estate.ts';
import { defineRule, type Facts, type Outcome, type Problem, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { routeText, servedText, serviceText } from './wording.ts';

/** The main table leads to an S3 endpoint, and by a prefix list with these blocks to somewhere else. */
function withList(blocks: readonly string[], changes: Facts = {}, target = 'tgw-1'): Facts {
  return estate({
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
    routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1'), route('pl-corporate', target)])],
    managedPrefixListEntries: [
      { PrefixListId: 'pl-corporate', Entries: blocks.map((Cidr): RawItem => ({ Cidr })) },
    ],
    ...changes,
  });
}

const oneBlock = ['198.51.100.0/24'];

export default defineRule({
  id: 'gateway-endpoint-overlapping-prefix-list-routes',
  topic: 'gateway-endpoint',
  severity: 'warning',
  category: 'connectivity',
  summary:
    "Another prefix list in the table holds the same block as a gateway endpoint's, with another target.",
  why: 'Where two prefix lists in one route table hold the same block, AWS picks one of the routes at random and keeps to it. Whether requests to these addresses of the service go through the gateway endpoint can then not be told from the configuration, and may differ from table to table.',
  fix: "Take the service's blocks out of the other prefix list (`aws ec2 modify-managed-prefix-list --remove-entries`), or remove its route. To win on purpose, use a static route to the block.",
  semantics: ['R8', 'R10', 'R14', '1.3'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html'],
  subject: 'routeTables',
  needs: [
    'routeTables',
    'vpcs',
    'subnets',
    'vpcEndpoints',
    'prefixLists',
    'managedPrefixLists',
    'managedPrefixListEntries',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: "A prefix list of the user holds one of S3's blocks",
      facts: withList(['192.0.2.0/24', ...oneBlock]),
      findings: [
        {
          resource: 'rtb-main',
          affected: ['subnet-a', 'subnet-b'],
          message: '256 of the 384 addresses of s3 stand in the route pl-corporate to tgw-1',
        },
      ],
    },
    {
      title: 'A smaller block wins for certain, which is another matter',
      facts: withList(['198.51.100.0/25']),
    },
    {
      title: 'A larger block loses for certain',
      facts: withList(['198.51.100.0/22']),
    },
    {
      title: 'A static route to the block wins over both',
      facts: withList(oneBlock, {
        routeTables: [
          routeTable(
            'rtb-main',
            [],
            [
              route('pl-s3', 'vpce-1'),
              route('pl-corporate', 'tgw-1'),
              route('198.51.100.0/24', 'eni-firewall'),
            ],
          ),
        ],
      }),
    },
    {
      title: 'The endpoint failed',
      facts: withList(oneBlock, {
        vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { State: 'failed' })],
      }),
    },
    {
      title: "The service's names lead to an interface endpoint",
      facts: withList(oneBlock, {
        vpcEndpoints: [
          gatewayEndpoint('s3', ['rtb-main']),
          interfaceEndpoint('s3', ['subnet-a'], { VpcEndpointId: 'vpce-2' }),
        ],
      }),
    },
    {
      title: 'The entries of the other list are not in the input',
      facts: withList(oneBlock, { managedPrefixListEntries: [] }),
      undecided: [{ resource: 'rtb-main', missing: ['managedPrefixListEntries'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(withList(oneBlock), 'vpcEndpoints'),
      undecided: [{ resource: 'rtb-main', missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const table of network.all('routeTables')) {
      const routes = gatewayEndpointRoutes(network, table);
      if (!routes.known) yield undecided(table, routes.missing);
      else for (const own of routes.value) yield* judge(network, own);
    }
  },
});

/** Addresses of the service between whose routes the choice is random. */
interface Contested {
  readonly destinations: AddressSet;
  readonly rivals: readonly Route[];
}

function* judge(network: Network, own: GatewayEndpointRoute): Iterable<Outcome> {
  const { table } = own;
  const service = routedService(network, own);
  const branches = service.known ? service.value.branches : [];
  const contested = branches.flatMap((branch) =>
    branch.kind === 'unknown' && branch.rivals?.some(({ index }) => index === own.route.index)
      ? [{ destinations: branch.destinations, rivals: branch.rivals }]
      : [],
  );
  const open = service.known
    ? branches.flatMap((branch) => (branch.kind === 'unknown' && !branch.rivals ? branch.missing : []))
    : service.missing;
  if (contested.length === 0 && open.length === 0) return;
  const endpoint = endpointOfRoute(network, own);
  const inUse = isInUse(network, endpoint);
  if (isFalse(inUse)) return;
  const served = subnetsBehindTable(network, table);
  if (served.items.length === 0 && served.missing.length === 0) return;
  const missing = [
    ...(inUse.known ? [] : inUse.missing),
    ...(contested.length > 0 ? [] : open),
    ...(served.items.length > 0 ? [] : served.missing),
  ];
  if (missing.length > 0 || !service.known || !endpoint.known) yield undecided(table, missing);
  else yield describe(network, own, endpoint.value, service.value.addresses, contested, served.items);
}

function describe(
  network: Network,
  { table, route: ownRoute, prefixListId }: GatewayEndpointRoute,
  endpoint: VpcEndpoint,
  addresses: AddressSet,
  contested: readonly Contested[],
  subnetIds: readonly string[],
): Problem {
  const overlap = AddressSet.unionAll(contested.map(({ destinations }) => destinations));
  const rivals = [...new Set(contested.flatMap((part) => part.rivals))]
    .filter(({ index }) => index !== ownRoute.index)
    .sort((a, b) => a.index - b.index);
  const service = serviceText(endpoint);
  return problem({
    resource: table,
    key: service,
    at: `/Routes/${rivals[0]?.index ?? ownRoute.index}`,
    affected: describedSubnets(network, subnetIds, table),
    message: `In route table ${named(table)}, ${overlap.size()} of the ${addresses.size()} addresses of ${service} stand in ${listed(rivals.map(routeText))} as well as in that of gateway endpoint ${endpoint.id}, and AWS picks one at random for ${servedText(subnetIds)}. Take ${listed(overlap.toCidrs())} out of the other list, or remove its route.`,
    evidence: [
      {
        message: `${prefixListId} leads to ${endpoint.id}`,
        at: table.at(`/Routes/${ownRoute.index}`),
      },
    ],
  });
}
