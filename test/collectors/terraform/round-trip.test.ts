import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildNetwork } from '../../../src/model/build-network.ts';
import type { Network } from '../../../src/model/network.ts';
import { snapshotOfFacts } from '../../../src/model/snapshot-of-facts.ts';
import { severities } from '../../../src/report/report.ts';
import { runRules } from '../../../src/rules/engine.ts';
import { estate as exampleEstate } from '../../../src/rules/example-estate.ts';
import { rules } from '../../../src/rules/registry.ts';
import type { Rule, RuleExample } from '../../../src/rules/rule.ts';
import { plain, saysNothing, tellings } from '../infrastructure-code/tellings.ts';
import { networkOfCode } from './plan-file.ts';
import { type Facts, planOfFacts, stateOf } from './write-terraform.ts';
import { items } from './written-resource.ts';

const account = '111122223333';

interface Estate {
  readonly facts: Facts;
  readonly region: string;
}

function estateOf(path: string): Estate {
  const { scopes } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly scopes: readonly {
      readonly region: string;
      readonly facts: Readonly<Record<string, { readonly items?: Facts['vpcs'] }>>;
    }[];
  };
  const [scope] = scopes;
  const facts = Object.entries(scope?.facts ?? {}).map(([name, { items = [] }]) => [name, items]);
  return { facts: Object.fromEntries(facts) as Facts, region: scope?.region ?? '' };
}

const estates: Readonly<Record<string, Estate>> = {
  'clean twin': estateOf('fixtures/clean-twin/input/estate.json'),
  'missing prefix-list route': estateOf('fixtures/missing-prefix-list-route/input/estate.json'),
  demo: estateOf('fixtures/demo/estate.json'),
  'estate of the rule examples': { facts: exampleEstate(), region: 'eu-west-1' },
};

function networkOf({ facts, region }: Estate): Network {
  return buildNetwork(snapshotOfFacts(facts, { partition: 'aws', account, region })).network;
}

/** What Terraform cannot say: routes that a gateway propagates, and resources of services. */
function isBeyondTerraform(network: Network, about: string): boolean {
  const [id = ''] = about.split(' ');
  const table = network.all('routeTables').find((one) => plain(one.id) === id);
  return table !== undefined && (table.raw.PropagatingVgws ?? []).length > 0;
}

describe.each(Object.entries(estates))('the %s, written as Terraform and read back', (_, estate) => {
  const original = networkOf(estate);
  const expected = tellings(original);
  const forms = {
    state: networkOfCode(stateOf(estate.facts, { account, region: estate.region })),
    plan: networkOfCode(planOfFacts(estate.facts, estate.region, account)),
  };

  it.each(['state', 'plan'] as const)('is the same network as a %s', (form) => {
    const actual = tellings(forms[form]);
    const other = [...expected].filter(
      ([about, text]) =>
        actual.get(about) !== text && !saysNothing(about, text) && !isBeyondTerraform(original, about),
    );
    expect(other.map(([about, text]) => ({ about, text, actual: actual.get(about) }))).toEqual([]);
  });

  it.each(['state', 'plan'] as const)('gives no finding as a %s that it does not give as a dump', (form) => {
    const known = findingsIn(original);
    expect([...findingsIn(forms[form])].filter((finding) => !known.has(finding))).toEqual([]);
  });
});

function findingsIn(network: Network): ReadonlySet<string> {
  const { findings } = runRules(
    network,
    rules.map((rule) => ({ rule })),
  );
  return new Set(findings.map(({ rule, resource }) => `${rule} ${plain(resource.id)}`));
}

describe('the demo, written as Terraform', () => {
  it.each([
    stateOf(estates['demo']?.facts ?? {}, { account, region: 'eu-central-1' }),
    planOfFacts(estates['demo']?.facts ?? {}, 'eu-central-1', account),
  ])('still shows the faults that need no list to be complete', (code) => {
    const found = [...findingsIn(networkOfCode(code))].map((finding) => finding.split(' ')[0]);
    expect(found).toContain('policy-gateway-principal-not-star');
    expect(found).toContain('sg-endpoint-ingress-missing-port');
  });
});

/** The examples of all rules that leave nothing open and whose facts Terraform has words for. */
const examples = rules.flatMap((rule) =>
  rule.examples
    .filter(({ facts, undecided }) => undecided === undefined && isSayable(facts))
    .map((example) => ({ rule, example })),
);

/** Not so routes, attachments and endpoints that do not work, and things without a type. */
function isSayable(facts: Facts): boolean {
  const text = JSON.stringify([facts.routeTables, facts.vpcEndpoints, facts.subnets, facts.securityGroups]);
  const endpoints = facts.vpcEndpoints ?? [];
  const joined = [
    ...(facts.transitGatewayVpcAttachments ?? []),
    ...(facts.transitGatewayRouteTableAssociations ?? []).flatMap((each) => items(each['Associations'])),
  ];
  const services = facts.vpcEndpointServiceConfigurations ?? [];
  return (
    services.every(({ ServiceState }) => ServiceState === 'Available') &&
    joined.every(({ State }) => ['available', 'associated', undefined].includes(State as string)) &&
    !/blackhole|filtered|EnableVgwRoutePropagation|Advertisement/.test(text) &&
    endpoints.every(({ State, VpcEndpointType }) => State === 'available' && VpcEndpointType !== undefined)
  );
}

describe('the examples of the rules, written as Terraform', () => {
  it('are most of all examples', () => {
    expect(examples.length).toBeGreaterThan(rules.length * 3);
  });

  it.each(['state', 'plan'])(
    'give as a %s no finding that they do not give as a dump, and none more severe',
    (form) => {
      const other = examples.flatMap(({ rule, example }) => {
        const dump = severitiesOf(
          networkOf({ facts: example.facts, region: 'eu-west-1' }),
          rule,
          example.options,
        );
        const code =
          form === 'plan'
            ? planOfFacts(example.facts, 'eu-west-1', account)
            : stateOf(example.facts, { account, region: 'eu-west-1' });
        const found = severitiesOf(networkOfCode(code), rule, example.options);
        return [...found]
          .filter(([resource, severity]) => severity < (dump.get(resource) ?? severities.length))
          .map(([resource]) => ({ rule: rule.id, example: example.title, resource }));
      });
      expect(other).toEqual([]);
    },
    120_000,
  );
});

/** The rank of the severity of each finding by its resource, the worst first. */
function severitiesOf(
  network: Network,
  rule: Rule,
  options: RuleExample['options'],
): ReadonlyMap<string, number> {
  const { findings } = runRules(network, [{ rule, options: options ?? {} }]);
  return new Map(
    findings.map(({ resource, severity }) => [plain(resource.id), severities.indexOf(severity)]),
  );
}
