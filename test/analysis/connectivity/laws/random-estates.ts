import * as fc from 'fast-check';
import type { Traffic } from '../../../../src/analysis/connectivity/security-group-admission.ts';
import type { FamilyName } from '../../../../src/model/fact-families.ts';
import type { Scope } from '../../../../src/model/scope.ts';
import { exampleScope } from '../../../../src/model/snapshot-of-facts.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import { scopesOf } from '../path/network-of-estate.ts';
import { randomNetwork } from '../path/random-network.ts';
import { services } from '../provider/random-services.ts';
import { endpointAddress, factsOfService } from '../provider/service-estate.ts';
import { factsOf } from '../transit/facts.ts';
import { hostAddress, zones } from '../transit/plan.ts';
import { plans } from '../transit/random-plans.ts';

/** The facts of each account and Region. */
export type Scopes = readonly (readonly [Scope, Facts])[];

/** A random estate, and what is asked about it. */
export interface RandomEstate {
  readonly scopes: Scopes;
  readonly targets: readonly string[];
  readonly traffic: Traffic;
  /** Families that the answers may stand on: without one of them, less is known. */
  readonly families: readonly FamilyName[];
}

const traffic = fc.constantFrom(
  { protocol: 6, port: 443 },
  { protocol: 6, port: 443 },
  { protocol: 6, port: 80 },
  { protocol: 17, port: 443 },
  { protocol: 1, port: 0 },
);

/** Two VPCs with endpoints, gateways and a peering connection; IPv6, prefix lists and rules that name groups. */
const peeredVpcs = fc.tuple(randomNetwork, traffic).map(([random, asked]): RandomEstate => {
  const scopes = scopesOf(random);
  return {
    scopes,
    traffic: asked,
    targets: [
      '52.92.0.0/23',
      '8.8.8.8',
      '10.0.0.0/26',
      '10.1.0.0/26',
      '2600:1f18:b::/64',
      'vpce-if',
      'vpce-rsc',
    ],
    // Block Public Access is taken to be off where it was not collected, as the answer then says.
    families: familiesIn(scopes).filter((family) => family !== 'vpcBlockPublicAccessOptions'),
  };
});

/** VPCs on transit gateways that may be peered, with rules that name groups, and an endpoint. */
const transitGateways = plans.map((plan): RandomEstate => {
  const scopes = factsOf(plan);
  return {
    scopes,
    traffic: { protocol: 6, port: 443 },
    targets: [...new Set(plan.vpcs.flatMap((vpc) => zones.map((zone) => hostAddress(vpc, zone))))],
    families: familiesIn(scopes),
  };
});

/** An endpoint of a service behind a Network Load Balancer. */
const endpointServices = services.map((plan): RandomEstate => {
  const { protocol, port } = plan;
  const scopes = [[exampleScope, factsOfService(plan)]] as const;
  // What is not collected of a provider is taken to let packets pass, as the answer then says.
  const ofProvider = new Set<FamilyName>([
    'vpcEndpointServiceConfigurations',
    'targetHealth',
    'loadBalancerAttributes',
    'targetGroupAttributes',
  ]);
  return {
    scopes,
    traffic: { protocol, port },
    targets: [endpointAddress, 'vpce-0pay', '10.9.1.0/24'],
    families: familiesIn(scopes).filter((family) => !ofProvider.has(family)),
  };
});

function familiesIn(scopes: Scopes): readonly FamilyName[] {
  return [...new Set(scopes.flatMap(([, facts]) => Object.keys(facts) as FamilyName[]))].sort();
}

export const randomEstates = {
  'peered VPCs': peeredVpcs,
  'transit gateways': transitGateways,
  'endpoint services': endpointServices,
} as const satisfies Readonly<Record<string, fc.Arbitrary<RandomEstate>>>;
