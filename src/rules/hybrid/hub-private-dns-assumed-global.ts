import * as z from 'zod';
import { endpointsNotLedTo } from '../../analysis/connectivity/endpoints-not-led-to.ts';
import { filterListing } from '../../model/fact.ts';
import { route, without } from '../example-estate.ts';
import { hubEstate } from '../hub-example-estate.ts';
import { hubFamilies } from '../routing/hub-faults.ts';
import { defineRule } from '../rule.ts';
import { byVpcAndHub } from './hub-unled.ts';
import { privateDnsInHub, thirdVpc, twoServices } from './hub-unled-examples.ts';

export default defineRule({
  id: 'hub-private-dns-assumed-global',
  topic: 'hybrid',
  severity: 'warning',
  category: 'connectivity',
  summary:
    'A VPC without a way to the internet can reach endpoints of another VPC, whose private DNS does not reach it.',
  why: 'Private DNS of an endpoint is known in the VPC of the endpoint alone, whatever transit gateway or peering joins it to others. In another VPC the name resolves to public addresses; where there is no way to these, every request times out, though routes and security groups let it through to the endpoint.',
  fix: 'Turn private DNS off, create a hosted zone of the name with an alias to the endpoint, and associate it with all VPCs; or associate the endpoint with a Route 53 Profile.',
  semantics: ['DNS7', 'DNS33', 'C1', 'C2', 'C4'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html',
  ],
  subject: ['vpcEndpoints', 'vpcs', 'routeTables'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'Private DNS is on in the hub, and a spoke without internet has a way there',
      facts: privateDnsInHub(),
      findings: [{ resource: 'vpc-2', affected: ['vpce-1'], message: 'vpce-1 (kms)' }],
    },
    { title: 'A hosted zone leads the spoke there', facts: hubEstate() },
    { title: 'Zones lead others there', facts: twoServices(['Z1', 'Z2'], []) },
    {
      title: 'The VPC has a way to other addresses only',
      facts: {
        ...thirdVpc([route('pl-others', 'pcx-1')]),
        managedPrefixListEntries: [{ PrefixListId: 'pl-others', Entries: [{ Cidr: '10.77.0.0/16' }] }],
      },
    },
    {
      title: 'The zones tell which VPCs they are for, and a resolver rule is for another domain',
      facts: without(
        hubEstate({
          resolverRules: [{ Id: 'rslvr-rr-1', DomainName: 'corp.example.', RuleType: 'FORWARD' }],
          resolverRuleAssociations: [
            { Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-2', Status: 'COMPLETE' },
          ],
        }),
        'hostedZonesByVpc',
      ),
    },
    {
      title: 'The routes of the transit gateway were not collected',
      facts: without(privateDnsInHub(), 'transitGatewayRoutes'),
      undecided: [{ missing: ['transitGatewayRoutes'] }],
    },
  ],
  *check({ network }) {
    const unled = endpointsNotLedTo(network);
    const { items, missing } = filterListing(
      { items: unled.items.filter(({ users }) => users.length === 0), missing: unled.missing },
      ({ endpoint }) => endpoint.privateDnsEnabled,
    );
    if (missing.length > 0) yield { kind: 'undecided', resource: null, missing };
    yield* byVpcAndHub(
      items,
      ({ vpc, endpoints, hub, its }) =>
        `Private DNS of ${endpoints} is known in ${hub} alone. Compute of ${vpc} has a way there and none to the internet, and ${its} resolve to public addresses, so requests time out. Turn private DNS off and associate hosted zones of the names with all VPCs.`,
    );
  },
});
