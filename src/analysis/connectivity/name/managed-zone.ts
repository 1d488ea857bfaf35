import { domainOfWildcard } from '../../../model/dns-name.ts';
import { and, isFalse, isTrue, type MissingFact, not } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';
import type { Doubt, ManagedZone } from './authority.ts';
import { hasNames, mayHaveName, privateDnsNames } from './endpoint-names.ts';

export interface ManagedZones {
  readonly zones: readonly ManagedZone[];
  readonly doubts: readonly Doubt[];
  /** The domains of all private DNS in the VPC, also of that which sources in the VPC do not see (DNS16). */
  readonly domains: ReadonlySet<string>;
}

/**
 * The zones by which the private DNS of a VPC's endpoints answers its hosts (DNS7): one for each domain of an
 * endpoint's private names. An endpoint that answers only queries through inbound Resolver endpoints has none
 * for them (DNS16). Private DNS is taken as it is shown, whatever the endpoint's state.
 */
export function managedZones(network: Network, vpc: Vpc): ManagedZones {
  const zones: ManagedZone[] = [];
  const doubts: Doubt[] = [];
  const domains = new Set<string>();
  const { items, missing } = network.inVpc('vpcEndpoints', vpc);
  if (missing.length > 0) doubts.push({ kind: 'doubt', at: vpc.at(), missing, mayAnswer: () => true });
  for (const endpoint of items) {
    const isOn = and(hasNames(endpoint), endpoint.privateDnsEnabled);
    if (isFalse(isOn)) continue;
    const answers = and(isOn, not(endpoint.privateDnsOnlyForInboundResolver));
    const doubtful = answers.known ? [] : answers.missing;
    const names = privateDnsNames(network, endpoint);
    if (!names.known) {
      if (!isFalse(answers)) doubts.push(namesInDoubt(endpoint, [...names.missing, ...doubtful]));
      continue;
    }
    for (const [domain, inDomain] of byDomain(names.value)) {
      if (isTrue(isOn)) domains.add(domain);
      if (isFalse(answers)) continue;
      zones.push({
        kind: 'managed-zone',
        domain,
        endpoint,
        names: inDomain,
        at: endpoint.at('/PrivateDnsEnabled'),
        missing: doubtful,
      });
    }
  }
  return { zones, doubts, domains };
}

function namesInDoubt(endpoint: VpcEndpoint, missing: readonly MissingFact[]): Doubt {
  return {
    kind: 'doubt',
    at: endpoint.at('/PrivateDnsEnabled'),
    missing,
    mayAnswer: (name) => mayHaveName(endpoint, name),
  };
}

/** `*.dkr.ecr.….com` stands in the zone `dkr.ecr.….com`. */
function byDomain(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const domains = new Map<string, string[]>();
  for (const name of names) {
    const domain = domainOfWildcard(name) ?? name;
    const inDomain = domains.get(domain);
    if (inDomain) inDomain.push(name);
    else domains.set(domain, [name]);
  }
  return domains;
}
