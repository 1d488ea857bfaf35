import * as z from 'zod';
import { computeBehindTable, subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import { flatMap, isFalse, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import { base, estate, instanceInterface, route, routeTable, without } from '../example-estate.ts';
import { defineRule, type Problem, problem } from '../rule.ts';
import { undecidedAbout } from '../security-group/wording.ts';
import { listed, named } from '../wording.ts';

const toAppliance = [routeTable('rtb-main', [], [route('0.0.0.0/0', 'eni-nat')])];
const appliance = (SourceDestCheck: boolean | undefined) => [
  ...(base.networkInterfaces ?? []),
  instanceInterface('eni-nat', 'subnet-a', '10.0.1.99', { SourceDestCheck }),
];

export default defineRule({
  id: 'route-appliance-source-dest-check',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary: 'A route leads through an interface that drops packets which are not for itself.',
  why: 'A NAT instance, proxy or firewall that a route names as its target gets packets that are addressed to others. As long as the source/destination check of its interface is on, AWS drops them, so everything that uses the route times out. The severity is error where the table is known to serve compute, and warning otherwise.',
  fix: 'Turn the check off (`aws ec2 modify-network-interface-attribute --no-source-dest-check`), or replace the route.',
  semantics: ['R1', 'R26'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html',
    'https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html',
  ],
  subject: ['routeTables', 'networkInterfaces'],
  needs: ['routeTables', 'networkInterfaces', 'vpcs', 'subnets'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The default route leads to a NAT instance with the check on',
      facts: estate({ routeTables: toAppliance, networkInterfaces: appliance(true) }),
      findings: [{ resource: 'eni-nat', affected: ['rtb-main'], message: 'drops what rtb-main sends' }],
    },
    {
      title: 'The table serves a subnet in which nothing runs',
      facts: estate({
        routeTables: [
          routeTable('rtb-main', []),
          ...toAppliance.map((table) => ({
            ...table,
            RouteTableId: 'rtb-b',
            Associations: [{ Main: false, SubnetId: 'subnet-b', AssociationState: { State: 'associated' } }],
          })),
        ],
        networkInterfaces: appliance(true).filter((each) => each['NetworkInterfaceId'] !== 'eni-b'),
      }),
      findings: [{ resource: 'eni-nat', severity: 'warning' }],
    },
    {
      title: 'The check is off',
      facts: estate({ routeTables: toAppliance, networkInterfaces: appliance(false) }),
    },
    {
      title: 'The route is a blackhole, which is another matter',
      facts: estate({
        routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'eni-nat', { State: 'blackhole' })])],
        networkInterfaces: appliance(true),
      }),
    },
    {
      title: 'The table serves no subnet',
      facts: estate({
        routeTables: [
          routeTable('rtb-main', []),
          ...toAppliance.map((table) => ({ ...table, RouteTableId: 'rtb-idle', Associations: [] })),
        ],
        networkInterfaces: appliance(true),
      }),
    },
    {
      title: 'Whether the check is on is not in the input',
      facts: estate({ routeTables: toAppliance, networkInterfaces: appliance(undefined) }),
      undecided: [{ resource: 'eni-nat', missing: ['networkInterfaces'] }],
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate({ routeTables: toAppliance }), 'networkInterfaces'),
      undecided: [{ missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    const found = new Map<NetworkInterface, [Use, ...Use[]]>();
    for (const table of network.all('routeTables')) {
      const { routes } = table;
      if (!routes.known) yield undecidedAbout(null, routes.missing);
      for (const use of routes.known ? routes.value : []) {
        const { target, state } = use;
        if (target.kind !== 'network-interface' || !target.id?.startsWith('eni-') || state !== 'active')
          continue;
        const appliance = network.find('networkInterfaces', target.id, table);
        const checks = flatMap(appliance, (found) => found?.checksAddresses ?? { known: true, value: false });
        if (isFalse(checks)) continue;
        const served = subnetsBehindTable(network, table);
        if (served.items.length === 0 && served.missing.length === 0) continue;
        const missing: readonly MissingFact[] = [
          ...(checks.known ? [] : checks.missing),
          ...(served.items.length > 0 ? [] : served.missing),
        ];
        const resource = appliance.known ? appliance.value : null;
        if (missing.length > 0 || resource === null) {
          yield undecidedAbout(resource, missing);
          continue;
        }
        const same = found.get(resource);
        if (same) same.push({ table, route: use });
        else found.set(resource, [{ table, route: use }]);
      }
    }
    for (const [resource, uses] of found) yield report(network, resource, uses);
  },
});

interface Use {
  readonly table: RouteTable;
  readonly route: Route;
}

/** One finding for an interface, whatever routes lead to it. */
function report(network: Network, resource: NetworkInterface, uses: readonly Use[]): Problem {
  const tables = [...new Set(uses.map(({ table }) => table))];
  const servesCompute = tables.some((table) => computeBehindTable(network, table).items.length > 0);
  const names = listed(tables.map(({ id }) => id).sort());
  return problem({
    resource,
    at: '/SourceDestCheck',
    severity: servesCompute ? 'error' : 'warning',
    affected: tables,
    code: 'ENI_SOURCE_DEST_CHECK_RESTRICTION',
    message: `The source/destination check of ${named(resource)} is on, so it drops what ${names} ${tables.length === 1 ? 'sends' : 'send'} through it. Turn the check off, or replace the route.`,
    evidence: uses.map(({ table, route: { index } }) => ({
      message: `${table.id} routes to ${resource.id}`,
      at: table.at(`/Routes/${index}`),
    })),
  });
}
