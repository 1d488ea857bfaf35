import * as z from 'zod';
import { type Detour, detoursIn } from '../../analysis/connectivity/detours.ts';
import { describedSubnets } from '../../analysis/connectivity/effective-route-table.ts';
import type { Network } from '../../model/network.ts';
import { without } from '../example-estate.ts';
import { defineRule, type Problem, problem } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed, named } from '../wording.ts';
import { detoured, toClients, toEndpoint } from './detour-examples.ts';

export default defineRule({
  id: 'route-static-beats-local-middlebox',
  topic: 'routing',
  severity: 'info',
  category: 'connectivity',
  summary: 'A route takes the traffic to an endpoint of the VPC through an appliance.',
  why: 'A route to a whole subnet that is more specific than the local one wins, so that what goes to the endpoints in that subnet passes the appliance: it depends on that appliance, on its filters and on its zone. Most such routes are there on purpose.',
  fix: 'Nothing, if the traffic is to be inspected. Else delete the route, so that the local route takes the traffic.',
  semantics: ['R12'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/intra-vpc-route.html'],
  subject: ['routeTables', 'vpcEndpoints', 'vpcs'],
  needs: ['routeTables', 'vpcEndpoints', 'vpcs', 'subnets', 'networkInterfaces'],
  options: z.strictObject({}),
  onRequest: true,
  examples: [
    {
      title: 'Requests to an endpoint go through a firewall',
      facts: detoured([toEndpoint], [toClients]),
      findings: [{ resource: 'rtb-clients', affected: ['subnet-a'], message: 'through eni-fw' }],
    },
    {
      title: 'Only replies go through the firewall, which is the matter of another rule',
      facts: detoured([], [toClients]),
    },
    {
      title: 'The subnets were not collected',
      facts: without(detoured([toEndpoint], []), 'subnets'),
      undecided: [{ missing: ['subnets'] }],
    },
  ],
  *check({ network }) {
    for (const vpc of network.all('vpcs')) {
      const { items, missing } = detoursIn(network, vpc);
      const byRoute = new Map<string, [Detour, ...Detour[]]>();
      for (const detour of items.filter(({ there }) => there.route !== null)) {
        const key = `${detour.there.table.id} ${detour.there.route?.index ?? ''}`;
        const same = byRoute.get(key);
        if (same) same.push(detour);
        else byRoute.set(key, [detour]);
      }
      if (missing.length > 0 && byRoute.size === 0) yield { kind: 'undecided', resource: null, missing };
      for (const detours of byRoute.values()) yield report(network, detours);
    }
  },
});

function report(network: Network, detours: readonly [Detour, ...Detour[]]): Problem {
  const [{ there }] = detours;
  const { table, route } = there;
  const clients = [...new Set(detours.map(({ compute }) => compute.subnetId))].sort();
  const endpoints = [...new Set(detours.map(({ endpoint }) => endpoint.endpoint))];
  return problem({
    resource: table,
    key: String(route?.target.id),
    at: `/Routes/${route?.index ?? 0}`,
    affected: describedSubnets(network, clients, table),
    message: `${named(table)} sends what compute in ${listed(clients)} sends to ${listed(endpoints.map(endpointText).sort())} through ${route?.target.id ?? 'an appliance'}, though the local route would deliver it. Delete the route if the traffic is not to be inspected.`,
  });
}
