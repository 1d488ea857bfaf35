import * as z from 'zod';
import { zonesOfSubnets } from '../../analysis/connectivity/availability-zone.ts';
import { interfacesOfResolver } from '../../analysis/connectivity/resolver-interfaces.ts';
import { vpcOf } from '../../analysis/connectivity/vpc-of.ts';
import { all, flatMap, isFalse } from '../../model/fact.ts';
import { base, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { resolverInterface, withResolver } from './resolver-examples.ts';

export default defineRule({
  id: 'hybrid-inbound-resolver-single-az',
  topic: 'hybrid',
  severity: 'warning',
  category: 'resilience',
  summary: 'All addresses of an inbound Resolver endpoint stand in one Availability Zone.',
  why: 'Other networks forward the names of AWS to these addresses. When the zone fails, none of them answers, and endpoints in healthy zones are out of reach too, since their names do not resolve. AWS asks for two addresses, and does not see to it that they stand in two zones.',
  fix: 'Associate an address in a subnet of another zone (`aws route53resolver associate-resolver-endpoint-ip-address`), and add it to the forwarders outside.',
  semantics: ['DNS29', 'DNS31'],
  references: [
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoint-high-availability.html',
  ],
  subject: 'resolverEndpoints',
  needs: ['resolverEndpoints', 'networkInterfaces', 'vpcs', 'subnets'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Both addresses stand in one zone',
      facts: withResolver(
        {},
        {
          networkInterfaces: [
            ...(base.networkInterfaces ?? []),
            resolverInterface('eni-dns-a', 'subnet-a', '10.0.1.53'),
            resolverInterface('eni-dns-a2', 'subnet-a', '10.0.1.54'),
          ],
        },
      ),
      findings: [{ resource: 'rslvr-in-1', affected: ['subnet-a'], message: 'zone euw1-az1' }],
    },
    { title: 'The addresses stand in two zones', facts: withResolver() },
    {
      title: 'No interface tells that it is of the endpoint',
      facts: withResolver({}, { networkInterfaces: base.networkInterfaces ?? [] }),
    },
    {
      title: 'The interfaces were not collected',
      facts: without(withResolver(), 'networkInterfaces'),
      undecided: [{ resource: 'rslvr-in-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('resolverEndpoints')) {
      const { isInbound } = endpoint;
      if (isFalse(isInbound)) continue;
      const { items, missing } = interfacesOfResolver(network, endpoint);
      const vpc = vpcOf(network, endpoint);
      const subnetIds = all(items.map(({ subnetId }) => subnetId));
      const zones = flatMap(vpc, (its) =>
        flatMap(subnetIds, (ids) => ({ known: true, value: zonesOfSubnets(network, its, ids, endpoint) })),
      );
      if (zones.known && new Set(zones.value.items.map(({ zone }) => zone)).size > 1) continue;
      const open = [isInbound, zones].flatMap((fact) => (fact.known ? [] : fact.missing));
      open.push(...missing, ...(zones.known ? zones.value.missing : []));
      if (open.length > 0 || !zones.known) {
        yield undecided(endpoint, open);
        continue;
      }
      const [first] = zones.value.items;
      if (!first) continue;
      yield problem({
        resource: endpoint,
        at: '',
        affected: zones.value.items.map(({ subnet }) => subnet),
        message: `All addresses of inbound Resolver endpoint ${named(endpoint)} stand in zone ${first.zone}. When that fails, networks outside ${endpoint.vpcId ?? 'the VPC'} resolve no name through it, whatever zones the endpoints stand in. Add an address in another zone.`,
      });
    }
  },
});
