import * as z from 'zod';
import { endpointsNotLedTo } from '../../analysis/connectivity/endpoints-not-led-to.ts';
import { without } from '../example-estate.ts';
import { hubEstate } from '../hub-example-estate.ts';
import { hubFamilies } from '../routing/hub-faults.ts';
import { defineRule } from '../rule.ts';
import { byVpcAndHub } from './hub-unled.ts';
import { privateDnsInHub, thirdVpc, twoServices } from './hub-unled-examples.ts';

export default defineRule({
  id: 'hub-phz-not-associated',
  topic: 'hybrid',
  severity: 'warning',
  category: 'connectivity',
  summary:
    'The hosted zone that leads other VPCs to a central endpoint is not associated with a VPC that uses the hub.',
  why: 'Central endpoints are found by hosted zones, and each zone must be associated with each VPC. One that was forgotten, for a new VPC or a new service, leaves the name of the service public there: requests go through NAT, or time out where there is no way to the internet. Reported are VPCs that zones lead to other endpoints of the same hub, and those with a way to the endpoint and none to the internet.',
  fix: 'Associate the zone with the VPC (`aws route53 associate-vpc-with-hosted-zone`), or share it by a Route 53 Profile.',
  semantics: ['C1', 'C2', 'C4', 'DNS33'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs-different-accounts.html',
  ],
  subject: ['vpcEndpoints', 'vpcs', 'routeTables'],
  needs: [...hubFamilies, 'managedPrefixLists'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Zones lead one spoke to KMS and SSM, and another to SSM alone',
      facts: twoServices(['Z1', 'Z2'], ['Z2']),
      findings: [{ resource: 'vpc-3', affected: ['vpce-1'], message: 'vpce-1 (kms) in vpc-1' }],
    },
    {
      title: 'No zone is associated with a spoke that has no way to the internet',
      facts: twoServices(['Z1', 'Z2'], []),
      findings: [{ resource: 'vpc-3', affected: ['vpce-1', 'vpce-2'], message: 'vpce-2 (ssm)' }],
    },
    { title: 'The zones are associated with both spokes', facts: twoServices(['Z1', 'Z2'], ['Z1', 'Z2']) },
    { title: 'No zone leads anybody to the hub', facts: privateDnsInHub() },
    { title: 'The spoke has no way to the endpoints', facts: thirdVpc([]) },
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
      title: 'What a Route 53 Profile of the spoke carries is not in the input',
      facts: {
        ...twoServices(['Z1', 'Z2'], ['Z2']),
        profileAssociations: [
          { Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: 'vpc-3', Status: 'COMPLETE' },
        ],
      },
      undecided: [{ missing: ['profileAssociations'] }],
    },
  ],
  *check({ network }) {
    const { items, missing } = endpointsNotLedTo(network);
    if (missing.length > 0) yield { kind: 'undecided', resource: null, missing };
    yield* byVpcAndHub(
      items.filter(({ users }) => users.length > 0),
      ({ vpc, endpoints, hub, its }) =>
        `Hosted zones lead other VPCs to ${endpoints} in ${hub}, and none leads ${vpc} there, where ${its} resolve to public addresses. Associate the zones with ${vpc}.`,
    );
  },
});
