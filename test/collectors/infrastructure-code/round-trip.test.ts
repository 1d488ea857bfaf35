import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildNetwork } from '../../../src/model/build-network.ts';
import { type FamilyName, familyNames } from '../../../src/model/fact-families.ts';
import type { Network } from '../../../src/model/network.ts';
import { snapshotOfFacts } from '../../../src/model/snapshot-of-facts.ts';
import { templateReader } from '../cloudformation/template-file.ts';
import { templateOf } from '../cloudformation/write-template.ts';
import { networkOfCode } from '../terraform/plan-file.ts';
import { type Facts, planOfFacts, stateOf } from '../terraform/write-terraform.ts';
import { account, randomFacts, region } from './random-facts.ts';
import { saysNothing, tellings } from './tellings.ts';

const readTemplates = templateReader();

interface Form {
  readonly read: (facts: Facts) => Network;
  /** Tellings for which the form has no words, and why. */
  readonly unsaid: readonly (readonly [RegExp, string])[];
}

const forms: Readonly<Record<string, Form>> = {
  'a Terraform state': {
    read: (facts) => networkOfCode(stateOf(facts, { account, region })),
    unsaid: [],
  },
  'a Terraform plan': {
    read: (facts) => networkOfCode(planOfFacts(facts, region, account)),
    unsaid: [],
  },
  'a CloudFormation template': {
    read: (facts) =>
      readTemplates(
        { 'network.json': templateOf(facts) },
        { 'AWS::Region': region, 'AWS::AccountId': account },
      ).network,
    unsaid: [
      [/^rtb.* is main$/, 'no type of resource makes a table the main one of its VPC'],
      [/^com\.amazonaws\..* blocks$/, 'no type of resource is, or looks up, a prefix list of AWS'],
    ],
  },
};

/** Families of the model that the networks here do not have. */
const left: Readonly<Partial<Record<FamilyName, string>>> = {
  securityGroupRules: 'tells again what the groups do',
  transitGatewayAttachments: 'tells again what the attachments of VPCs do',
  vpcEndpointServices: 'what AWS offers, which only data sources of Terraform show',
  instances: 'bring network interfaces whose ids code does not show; the fixtures have them',
  transitGatewayPeeringAttachments: 'their state is never known before the other side accepts',
  vpcEndpointAssociations: 'what AWS makes',
  vpcEndpointConnections: 'what others make',
  hostedZoneVpcs: 'tells again which zones a VPC has',
  availabilityZones: 'no resource',
  addresses: 'of no family that code becomes',
  securityGroupVpcAssociations: 'of no family that code becomes',
  vpcBlockPublicAccessOptions: 'of no family that code becomes',
  vpcBlockPublicAccessExclusions: 'of no family that code becomes',
  vpcEncryptionControls: 'of no family that code becomes',
  targetHealth: 'what is measured',
  metricSums: 'what is measured',
  metricAlarms: 'of no family that code becomes',
  resourceConfigurations: 'of no family that code becomes',
  resourceConfigurationDetails: 'of no family that code becomes',
  resourceGateways: 'of no family that code becomes',
  serviceNetworkVpcAssociations: 'of no family that code becomes',
  serviceNetworkResourceAssociations: 'of no family that code becomes',
  organizations: 'of no family that code becomes',
  organizationPolicySummaries: 'of no family that code becomes',
  organizationPolicies: 'of no family that code becomes',
  organizationPolicyTargets: 'of no family that code becomes',
  organizationParents: 'of no family that code becomes',
};

/** What is known of the facts and is not the same in what was read back. */
function differences(facts: Facts, { read, unsaid }: Form) {
  const original = buildNetwork(snapshotOfFacts(facts, { partition: 'aws', account, region })).network;
  const [expected, actual] = [tellings(original), tellings(read(facts))];
  return [...expected]
    .filter(([about, text]) => text !== null && actual.get(about) !== text)
    .filter(([about, text]) => !saysNothing(about, text) && !unsaid.some(([what]) => what.test(about)))
    .map(([about, text]) => ({ about, expected: text, read: actual.get(about) }));
}

describe('the networks that go there and back', () => {
  it('have every family that code becomes, and those that they have not are named', () => {
    const has = new Set(
      fc
        .sample(randomFacts, 20)
        .flatMap((facts) =>
          Object.entries(facts).flatMap(([name, items]) => (items.length > 0 ? [name] : [])),
        ),
    );
    expect(familyNames.filter((name) => has.has(name) === name in left)).toEqual([]);
  });
});

describe.each(Object.entries(forms))('any network, written as %s and read back', (_, form) => {
  it('is the same network', () => {
    fc.assert(
      fc.property(randomFacts, (facts) => {
        expect(differences(facts, form)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('tells more than a hundred things', () => {
    const [facts = {}] = fc.sample(randomFacts, 1);
    expect([...tellings(form.read(facts)).values()].filter((text) => text !== null).length).toBeGreaterThan(
      150,
    );
  });
});

const estates = [
  'fixtures/clean-twin/input/estate.json',
  'fixtures/missing-prefix-list-route/input/estate.json',
  'fixtures/pull-request/input/deployed.json',
];

function factsIn(path: string): Facts {
  const { scopes } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly scopes: readonly {
      readonly facts: Readonly<Record<string, { readonly items?: Facts['vpcs'] }>>;
    }[];
  };
  const facts = Object.entries(scopes[0]?.facts ?? {}).map(([name, { items = [] }]) => [name, items]);
  return Object.fromEntries(facts) as Facts;
}

describe.each(estates)('%s, written as a template and read back', (path) => {
  it('is the same network', () => {
    const form = forms['a CloudFormation template'];
    expect(form && differences(factsIn(path), form)).toEqual([]);
  });
});
