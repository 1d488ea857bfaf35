import { route, without } from '../example-estate.ts';
import { hubEstate, hubTable, hubToSpoke, peeredEstate, spokeTable } from '../hub-example-estate.ts';
import type { RuleExample } from '../rule.ts';

/** Examples that every rule about the way to a hub shares: nothing stops the packets, or nobody can tell. */
export const openWays: readonly RuleExample[] = [
  {
    title: "The way is open, by a customer's prefix list and beside a resolver rule for another domain",
    facts: hubEstate({
      routeTables: [hubTable(hubToSpoke), spokeTable(route('pl-hub', 'tgw-1'))],
      managedPrefixListEntries: [{ PrefixListId: 'pl-hub', Entries: [{ Cidr: '10.0.0.0/16' }] }],
      resolverRules: [{ Id: 'rslvr-rr-1', DomainName: 'corp.example.', RuleType: 'FORWARD' }],
      resolverRuleAssociations: [
        { Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-2', Status: 'COMPLETE' },
      ],
    }),
  },
  {
    title: 'An active peering connection joins the VPCs, and the zones alone tell which VPCs they are for',
    facts: without(peeredEstate('active'), 'hostedZonesByVpc'),
  },
  {
    title: 'The route tables were not collected',
    facts: without(hubEstate(), 'routeTables'),
    undecided: [{ missing: ['routeTables'] }],
  },
];
