import { region, route, without } from '../example-estate.ts';
import { hubEstate, hubTable, hubToSpoke, peeredEstate, spokeTable } from '../hub-example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

const byPrefixList: Facts = {
  routeTables: [hubTable(hubToSpoke), spokeTable(route('pl-hub', 'tgw-1'))],
  managedPrefixListEntries: [{ PrefixListId: 'pl-hub', Entries: [{ Cidr: '10.0.0.0/16' }] }],
  resolverRules: [{ Id: 'rslvr-rr-1', DomainName: 'corp.example.', RuleType: 'FORWARD' }],
  resolverRuleAssociations: [
    { Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-2', Status: 'COMPLETE' },
  ],
};

/** Examples that every rule about the way to a hub shares: nothing stops the packets, or nobody can tell. */
export const openWays: readonly RuleExample[] = [
  {
    title: "The way is open, by a customer's prefix list and beside a resolver rule for another domain",
    facts: hubEstate(byPrefixList),
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

/** The hosted zone spells out the address of the hub's endpoint in place of its name. */
export const spelledOut: Facts = {
  resourceRecordSets: [
    {
      HostedZoneId: 'Z1',
      ResourceRecordSets: [
        {
          Name: `kms.${region}.amazonaws.com.`,
          Type: 'A',
          TTL: 60,
          ResourceRecords: [{ Value: '10.0.1.20' }],
        },
      ],
    },
  ],
};

/** Hub and spoke where only the way to an address tells whose it is: by a transit gateway, or by peering. */
export const spelledWays: Readonly<Record<'gateway' | 'peering', (changes?: Facts) => Facts>> = {
  gateway: (changes = {}) => hubEstate({ ...byPrefixList, ...spelledOut, ...changes }),
  peering: (changes = {}) => peeredEstate('active', { ...spelledOut, ...changes }),
};

/** Examples that every rule about addresses in hosted zones shares: they mean the endpoint to which routes lead. */
export const soundAddresses: readonly RuleExample[] = [
  {
    title: 'The zone spells out the address of an endpoint to which a transit gateway leads',
    facts: spelledWays.gateway(),
  },
  {
    title: 'The zone spells out the address of an endpoint to which a peering connection leads',
    facts: spelledWays.peering(),
  },
];
