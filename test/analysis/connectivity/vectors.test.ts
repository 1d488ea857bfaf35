import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';
import { https } from '../../../src/analysis/connectivity/security-group-admission.ts';
import type { AddressSet } from '../../../src/model/address-set.ts';
import { publicIpv4 } from '../../../src/model/special-ranges.ts';
import { runRules } from '../../../src/rules/engine.ts';
import { rules } from '../../../src/rules/registry.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';
import { common } from './vectors/common-estate.ts';
import { gatewayEndpointVectors } from './vectors/gateway-endpoint-vectors.ts';
import { interfaceEndpointVectors } from './vectors/interface-endpoint-vectors.ts';
import { otherVpcVectors } from './vectors/other-vpc-vectors.ts';

const vectors = [...interfaceEndpointVectors, ...gatewayEndpointVectors, ...otherVpcVectors];

function destinationText(destinations: AddressSet): string {
  return publicIpv4.subtract(destinations).size() < 1000n
    ? 'public addresses'
    : destinations.toCidrs().join();
}

function foundIn(facts: Facts, ids: readonly string[]): readonly string[] {
  const meant = rules.filter(({ id }) => ids.includes(id));
  expect(meant.map(({ id }) => id).sort()).toEqual([...ids].sort());
  const { findings } = runRules(
    networkOfFacts(facts),
    meant.map((rule) => ({ rule })),
  );
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

/** Vectors that ask for policies, which are judged in a test of their own. */
const ofPolicies = ['T17', 'T20', 'T23', 'T24', 'T25', 'T26'];

describe('end to end', () => {
  it.each(vectors.map((vector) => [vector.id, vector.title, vector] as const))(
    '%s: %s',
    (_id, _title, { facts, from = 'eni-1', to, found = [], notFound = [], ...expected }) => {
      const parsed = parseTarget(to);
      if (!parsed) throw new Error(`not a target: ${to}`);
      const answer = answerPath(networkOfFacts(facts), { from, to: parsed.target, traffic: https });
      const branches = answer?.branches ?? [];
      expect(
        branches.map(
          ({ destinations, verdict, via, viaId }) =>
            `${destinationText(destinations)} ${verdict} ${via} ${viaId}`,
        ),
      ).toEqual(expected.ways);
      expect([answer?.verdict, answer?.private]).toEqual([expected.verdict, expected.private]);
      const blockers = branches.flatMap(({ hops }) => hops.filter(({ decision }) => decision === 'block'));
      expect(blockers.map(({ reason, component }) => `${reason} ${component.id}`)).toEqual(
        expected.blockers ?? [],
      );
      const missing = branches.flatMap((branch) => branch.missing.map(({ family }) => family));
      expect([...new Set(missing)]).toEqual(expected.missing ?? []);
      expect(foundIn(facts, found)).toEqual([...found].sort());
      expect(foundIn(facts, notFound)).toEqual([]);
    },
  );

  it('T32: whoever has an account connects to a service that asks nobody', () => {
    const service = {
      ServiceId: 'vpce-svc-1',
      ServiceState: 'Available',
      AcceptanceRequired: false,
      ServiceType: [{ ServiceType: 'Interface' }],
    };
    const everybody = {
      ServiceId: 'vpce-svc-1',
      AllowedPrincipals: [{ PrincipalType: 'All', Principal: '*' }],
    };
    const facts = common({
      vpcEndpointServiceConfigurations: [service],
      vpcEndpointServicePermissions: [everybody],
    });
    expect(foundIn(facts, ['endpoint-service-public-auto-accept'])).toHaveLength(1);
  });

  it('asks every vector, here or where policies are judged', () => {
    const policies = readFileSync('test/analysis/policy/judge-path.test.ts', 'utf8');
    expect(ofPolicies.filter((id) => !new RegExp(`\\b${id}\\b`).test(policies))).toEqual([]);
    const asked = new Set([...vectors.map(({ id }) => id), ...ofPolicies, 'T32']);
    const all = Array.from({ length: 32 }, (_, index) => `T${index + 1}`);
    expect([...asked].sort()).toEqual(all.sort());
  });
});
