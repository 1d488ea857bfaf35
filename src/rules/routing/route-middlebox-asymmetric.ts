import * as z from 'zod';
import { applianceOf, type Detour, type Direction, detoursIn } from '../../analysis/connectivity/detours.ts';
import { describedSubnets } from '../../analysis/connectivity/effective-route-table.ts';
import type { Network } from '../../model/network.ts';
import { route, without } from '../example-estate.ts';
import { defineRule, type Problem, problem } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed, named } from '../wording.ts';
import { detoured, toClients, toEndpoint } from './detour-examples.ts';

export default defineRule({
  id: 'route-middlebox-asymmetric',
  topic: 'routing',
  severity: 'warning',
  category: 'connectivity',
  summary: 'Requests to an endpoint pass an appliance, and the replies do not, or the reverse.',
  why: 'A firewall that keeps track of connections drops what it sees one direction of, so that connections to the endpoint hang. Both directions must lead through the same appliance. One that replaces the address of the sender by its own gets the replies all the same; whether it does is in no answer of AWS, so this is a warning.',
  fix: "Give the route table of the other side a route through the same appliance: in the endpoint's subnet to the subnets of the clients, in the clients' subnets to that of the endpoint. Or leave both to the local route.",
  semantics: ['R12', 'R22'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/intra-vpc-route.html',
  ],
  subject: ['routeTables', 'vpcEndpoints', 'vpcs'],
  needs: ['routeTables', 'vpcEndpoints', 'vpcs', 'subnets', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Requests go through a firewall, replies by the local route',
      facts: detoured([toEndpoint], []),
      findings: [{ resource: 'rtb-endpoint', affected: ['subnet-a'], message: 'past eni-fw' }],
    },
    {
      title: 'Replies go through a firewall, requests by the local route',
      facts: detoured([], [toClients]),
      findings: [{ resource: 'rtb-clients', message: 'past eni-fw' }],
    },
    {
      title: 'Replies go through another firewall',
      facts: detoured([toEndpoint], [route('10.0.1.0/24', 'eni-other')]),
      findings: [{ resource: 'rtb-endpoint', message: 'through eni-other' }],
    },
    {
      title: 'Both directions go through the firewall',
      facts: detoured([toEndpoint], [toClients]),
    },
    {
      title: 'The route through the firewall is for other subnets',
      facts: detoured([route('10.0.3.0/24', 'eni-fw')], []),
    },
    {
      title: 'Nothing runs in the subnets behind the table',
      facts: { ...detoured([toEndpoint], []), networkInterfaces: [] },
      undecided: [{ missing: ['networkInterfaces'] }],
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
      const parted = items.filter(({ there, back }) => applianceOf(there) !== applianceOf(back));
      if (missing.length > 0 && parted.length === 0) yield { kind: 'undecided', resource: null, missing };
      const byTable = new Map<string, [Detour, ...Detour[]]>();
      for (const detour of parted) {
        const { lacking, leading } = sidesOf(detour);
        const key = `${lacking.table.id} ${applianceOf(leading)}`;
        const same = byTable.get(key);
        if (same) same.push(detour);
        else byTable.set(key, [detour]);
      }
      for (const detours of byTable.values()) yield report(network, detours);
    }
  },
});

/** Which direction leads through an appliance, and which does not lead through the same. */
function sidesOf({ there, back }: Detour): { readonly leading: Direction; readonly lacking: Direction } {
  return there.route ? { leading: there, lacking: back } : { leading: back, lacking: there };
}

function report(network: Network, detours: readonly [Detour, ...Detour[]]): Problem {
  const [first] = detours;
  const { leading, lacking } = sidesOf(first);
  const appliance = applianceOf(leading) ?? '';
  const clients = [...new Set(detours.map(({ compute }) => compute.subnetId))].sort();
  const endpoints = [...new Set(detours.map(({ endpoint }) => endpoint.endpoint))];
  const targets = listed(endpoints.map(endpointText).sort());
  const [met, other] = leading === first.there ? ['Requests', 'replies'] : ['Replies', 'requests'];
  const elsewhere = applianceOf(lacking);
  return problem({
    resource: lacking.table,
    key: appliance,
    at: '/Routes',
    affected: describedSubnets(network, clients, lacking.table),
    message: `${met} between compute in ${listed(clients)} and ${targets} pass ${appliance}, but ${named(lacking.table)} sends the ${other} ${elsewhere === null ? `past ${appliance}` : `through ${elsewhere}`}. A firewall that keeps track of connections drops them: route both directions through it.`,
    evidence: [
      {
        message: `${leading.table.id} routes to ${appliance}`,
        at: leading.table.at(`/Routes/${leading.route?.index ?? 0}`),
      },
    ],
  });
}
