import * as z from 'zod';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import { usesAmazonDns } from '../../analysis/connectivity/dns-servers.ts';
import { authoritiesOf } from '../../analysis/connectivity/name/authorities.ts';
import { partitionDomains } from '../../data/partitions.ts';
import { domainsFrom } from '../../model/dns-name.ts';
import { and, isFalse, someOf, yes } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { ResolverRule } from '../../model/resources/resolver-rule.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, type Facts, problem } from '../rule.ts';
import { listed } from '../wording.ts';

function withRules(...items: readonly RawItem[]): Facts {
  return estate({
    vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
    resolverRules: items.map((item, index) => ({
      Id: `rslvr-rr-${index + 1}`,
      RuleType: 'FORWARD',
      ...item,
    })),
    resolverRuleAssociations: items.map((_, index) => ({
      Id: `rslvr-rrassoc-${index + 1}`,
      ResolverRuleId: `rslvr-rr-${index + 1}`,
      VPCId: 'vpc-1',
      Status: 'COMPLETE',
    })),
  });
}

export default defineRule({
  id: 'dns-forward-dot-without-system-rule',
  topic: 'dns',
  severity: 'info',
  category: 'resilience',
  summary: 'A resolver rule sends the names of AWS services without an endpoint to DNS servers outside AWS.',
  why: 'A forwarding rule for the root, `com` or `amazonaws.com` leaves the names of endpoints alone, whose zones are more specific, but takes those of every other service: the VPC depends on the servers outside and on the way there for each call, and gets the addresses that suit these servers. AWS advises a rule of type SYSTEM for `amazonaws.com` beside it.',
  fix: 'Associate a rule of type SYSTEM for `amazonaws.com` with the VPC (`aws route53resolver create-resolver-rule --rule-type SYSTEM --domain-name amazonaws.com`).',
  semantics: ['5.3', 'DNS13'],
  references: [
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-DSN-queries-to-vpc.html',
  ],
  subject: ['vpcs', 'resolverRuleAssociations'],
  needs: [
    'vpcs',
    'resolverRuleAssociations',
    'resolverRules',
    'networkInterfaces',
    'dhcpOptions',
    'vpcEndpoints',
    'hostedZonesByVpc',
    'profileAssociations',
    'vpcEndpointServices',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'All names are forwarded',
      facts: withRules({ DomainName: '.' }),
      findings: [{ resource: 'rslvr-rr-1', affected: ['vpc-1'], message: 'amazonaws.com' }],
    },
    {
      title: 'The names of AWS are forwarded',
      facts: withRules({ DomainName: 'amazonaws.com.' }),
      findings: [{ resource: 'rslvr-rr-1' }],
    },
    {
      title: 'A rule of type SYSTEM takes the names of AWS back',
      facts: withRules({ DomainName: '.' }, { DomainName: 'amazonaws.com.', RuleType: 'SYSTEM' }),
    },
    {
      title: 'The rule is for a domain of the user',
      facts: withRules({ DomainName: 'corp.example.' }),
    },
    {
      title: 'Nothing runs in the VPC',
      facts: { ...withRules({ DomainName: '.' }), networkInterfaces: [] },
    },
    {
      title: 'The rules were not collected',
      facts: without(withRules({ DomainName: '.' }), 'resolverRules'),
      undecided: [{ missing: ['resolverRules'] }],
    },
  ],
  *check({ network }) {
    const byRule = new Map<ResolverRule, Vpc[]>();
    for (const vpc of network.all('vpcs')) {
      const associated = network.inVpc('resolverRuleAssociations', vpc);
      if (associated.items.length === 0) {
        if (associated.missing.length > 0) {
          yield { kind: 'undecided', resource: null, missing: associated.missing };
        }
        continue;
      }
      const { rule, missing } = ruleForAws(network, vpc);
      if (missing.length > 0) yield { kind: 'undecided', resource: null, missing };
      if (!rule) continue;
      const matters = and(
        someOf(computeInVpc(network, vpc), () => yes),
        usesAmazonDns(network, vpc),
      );
      if (!matters.known) yield { kind: 'undecided', resource: null, missing: matters.missing };
      if (!matters.known || isFalse(matters)) continue;
      const same = byRule.get(rule);
      if (same) same.push(vpc);
      else byRule.set(rule, [vpc]);
    }
    for (const [rule, vpcs] of byRule) {
      const { domain } = rule;
      yield problem({
        resource: rule,
        at: '/DomainName',
        affected: vpcs,
        message: `Resolver rule ${rule.id} forwards ${domain.known && domain.value ? domain.value : 'all names'} for ${listed(vpcs.map(({ id }) => id).sort())}, and no SYSTEM rule takes the names of AWS back, so services without an endpoint there resolve by servers outside AWS. Add a SYSTEM rule for amazonaws.com.`,
      });
    }
  },
});

/** The rule by which a name in AWS's own domain is answered where no zone has it, if it forwards. */
function ruleForAws(network: Network, vpc: Vpc) {
  const { rules: byDomain, ruleDoubts } = authoritiesOf(network, vpc);
  const missing = ruleDoubts.flatMap((doubt) => doubt.missing);
  if (missing.length > 0) return { rule: null, missing };
  for (const domain of domainsFrom(partitionDomains(vpc.scope.partition).dnsSuffix)) {
    const rules = byDomain.get(domain) ?? [];
    const first = rules.find(({ ruleType }) => ruleType !== 'system') ?? rules[0];
    if (!first) continue;
    if (first.missing.length > 0) return { rule: null, missing: first.missing };
    return { rule: first.ruleType === 'forward' ? first.rule : null, missing: [] };
  }
  return { rule: null, missing: [] };
}
