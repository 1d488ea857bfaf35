import {
  distinctMissing,
  type Fact,
  flatMap,
  isFalse,
  known,
  type Listing,
  type MissingFact,
  unknown,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { ResolverRule } from '../../model/resources/resolver-rule.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { computeInVpc } from './compute.ts';
import { usesAmazonDns } from './dns-servers.ts';
import { authoritiesOf } from './name/authorities.ts';
import type { Zone } from './name/authority.ts';
import { mayHoldAwsNames } from './name/endpoint-names.ts';
import { endpointsLedTo } from './name/endpoints-at.ts';
import { resolveName } from './name/resolve-name.ts';
import { whoAnswers, zonesCount } from './name/who-answers.ts';
import { awsDnsServersAt } from './resolver-interfaces.ts';

/** A name of AWS that a zone of the VPC would lead to an endpoint, did a resolver rule not take it away (5.3). */
export interface ForwardedName {
  readonly vpc: Vpc;
  readonly zone: Zone;
  readonly name: string;
  readonly rule: ResolverRule;
}

/**
 * The names that resolver rules take from the zones of VPCs with compute, but for those that the rule's targets,
 * inbound Resolver endpoints of the input, lead to endpoints themselves (DNS29).
 */
export function forwardedNames(network: Network): Listing<ForwardedName> {
  return network.memo('names that resolver rules take from zones', () => {
    const items: ForwardedName[] = [];
    const missing: MissingFact[] = [];
    for (const vpc of network.all('vpcs')) {
      const associated = network.inVpc('resolverRuleAssociations', vpc);
      if (associated.items.length + associated.missing.length === 0) continue;
      const compute = computeInVpc(network, vpc);
      if (compute.items.length + compute.missing.length === 0) continue;
      if (isFalse(usesAmazonDns(network, vpc))) continue;
      const counting = zonesCount(network, vpc);
      if (isFalse(counting)) continue;
      const unseen = [
        ...(compute.items.length > 0 ? [] : compute.missing),
        ...(counting.known ? [] : counting.missing),
      ];
      const { zones, rules, zoneDoubts, ruleDoubts, uncollected } = authoritiesOf(network, vpc);
      const named = [...zones].flatMap(([domain, each]) =>
        mayHoldAwsNames(domain, vpc.scope.partition) ? each : [],
      );
      const mayTake = [...rules].some(
        ([domain, each]) =>
          mayHoldAwsNames(domain, vpc.scope.partition) && each.some(({ ruleType }) => ruleType !== 'system'),
      );
      const hasDoubt = [...rules.values()]
        .flat()
        .some((rule) => rule.missing.length > 0 || !['forward', 'system'].includes(rule.ruleType));
      if (mayTake) missing.push(...zoneDoubts.flatMap((doubt) => doubt.missing));
      if (named.length === 0) continue;
      missing.push(...ruleDoubts.flatMap((doubt) => doubt.missing));
      missing.push(...uncollected.flatMap((each) => (each.kind === 'resolver rule' ? each.missing : [])));
      for (const zone of named) {
        const name = nameIn(zone);
        const responder = whoAnswers(network, vpc, name);
        // What is uncertain about zones takes no name from them.
        if (responder.kind === 'uncertain' && hasDoubt) missing.push(...responder.missing);
        if (responder.kind !== 'forwarded') continue;
        const { rule } = responder.rule;
        const comesBack = targetsLeadToEndpoints(network, vpc, rule, name);
        if (isFalse(comesBack) && unseen.length === 0) items.push({ vpc, zone, name, rule });
        else if (isFalse(comesBack)) missing.push(...unseen);
        else if (!comesBack.known) missing.push(...comesBack.missing);
      }
    }
    return { items, missing: distinctMissing(missing) };
  });
}

/** One of the names for which a zone is there. */
function nameIn(zone: Zone): string {
  const [first = zone.domain] = zone.kind === 'managed-zone' ? zone.names : [];
  return first.replace(/^\*\./, 'any.');
}

/** Whether all that the rule asks are inbound Resolver endpoints in VPCs that lead the name to an endpoint for the asker. */
function targetsLeadToEndpoints(
  network: Network,
  asker: Vpc,
  rule: ResolverRule,
  name: string,
): Fact<boolean> {
  return flatMap(rule.targets, (targets) => {
    for (const target of targets) {
      const servers = awsDnsServersAt(network, target);
      if (!servers.known) return servers;
      const [server] = servers.value;
      if (server?.kind !== 'inbound-endpoint') return known(false);
      const vpc = network.all('vpcs').find(({ id }) => id === server.vpcId);
      if (!vpc) return known(false);
      const answer = resolveName(network, vpc, name);
      if (answer.missing.length > 0) return { known: false, missing: answer.missing };
      const endpoints = endpointsLedTo(network, asker, answer);
      if (endpoints.items.length > 0) continue;
      return endpoints.missing.length > 0 ? unknown(...endpoints.missing) : known(false);
    }
    return known(targets.length > 0);
  });
}
