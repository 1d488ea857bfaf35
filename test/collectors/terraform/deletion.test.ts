import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runRules } from '../../../src/rules/engine.ts';
import {
  estate,
  gatewayEndpoint,
  interfaceEndpoint,
  permission,
  securityGroup,
} from '../../../src/rules/example-estate.ts';
import { rules } from '../../../src/rules/registry.ts';
import { sampled } from '../infrastructure-code/deletion-law.ts';
import { networkOfCode } from './plan-file.ts';
import { planOfFacts } from './write-terraform.ts';

interface Plan {
  readonly planned_values: { readonly root_module: Module };
  readonly resource_changes: readonly Change[];
}

interface Module {
  readonly resources?: readonly Resource[];
  readonly child_modules?: readonly Module[];
}

interface Resource {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Change {
  readonly address: string;
  readonly change: Readonly<Record<string, unknown>>;
}

const open = interfaceEndpoint('ssm', ['subnet-a'], { PolicyDocument: null });
const small = planOfFacts(
  estate({
    vpcEndpoints: [open, gatewayEndpoint('s3', ['rtb-main'], { VpcEndpointId: 'vpce-s3' })],
    securityGroups: [
      securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.0.0/16')] }),
      securityGroup('sg-app', { egress: [permission(443, 'sg-endpoint'), permission(443, 'pl-s3')] }),
    ],
  }),
  'eu-west-1',
) as unknown as Plan;

const corpus = join('..', 'shared', 'corpus', 'terraform');
const published = ['batfish-test-vpc-endpoint-gateway', 'c7n-vpc-endpoint-delete']
  .map((name) => join(corpus, name, 'plan.json'))
  .filter((path) => existsSync(path))
  .map((path) => [path, JSON.parse(readFileSync(path, 'utf8')) as Plan] as const);

const plans: readonly (readonly [string, Plan])[] = [['a plan of ours', small], ...published];

function findingsIn(plan: Plan): readonly { readonly rule: string; readonly resource: string }[] {
  const { findings, faults } = runRules(
    networkOfCode(plan),
    rules.map((rule) => ({ rule })),
  );
  expect(faults).toEqual([]);
  return findings.map(({ rule, resource }) => ({ rule, resource: resource.id }));
}

function withModules(
  module: Module,
  change: (resources: readonly Resource[]) => readonly Resource[],
): Module {
  return {
    ...module,
    ...(module.resources ? { resources: change(module.resources) } : {}),
    ...(module.child_modules
      ? { child_modules: module.child_modules.map((child) => withModules(child, change)) }
      : {}),
  };
}

function changed(plan: Plan, change: (resources: readonly Resource[]) => readonly Resource[]): Plan {
  return { ...plan, planned_values: { root_module: withModules(plan.planned_values.root_module, change) } };
}

function resourcesIn(module: Module): readonly Resource[] {
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resourcesIn)];
}

/** The plan without an attribute. */
function withoutAttribute(plan: Plan, address: string, attribute: string): Plan {
  return changed(plan, (resources) =>
    resources.map((resource) => {
      if (resource.address !== address) return resource;
      const { [attribute]: _, ...rest } = resource.values;
      return { ...resource, values: rest };
    }),
  );
}

/** The attribute as if it were not known before the apply. */
function withOpen(plan: Plan, address: string, attribute: string): Plan {
  return {
    ...withoutAttribute(plan, address, attribute),
    resource_changes: plan.resource_changes.map((each) =>
      each.address === address
        ? {
            ...each,
            change: {
              ...each.change,
              after_unknown: { ...(each.change['after_unknown'] as object), [attribute]: true },
            },
          }
        : each,
    ),
  };
}

/** Things whose absence can be told: what belongs to something that the plan still makes. */
const parts = new Set([
  'aws_route',
  'aws_route_table_association',
  'aws_main_route_table_association',
  'aws_network_acl_rule',
  'aws_network_acl_association',
  'aws_vpc_security_group_ingress_rule',
  'aws_vpc_security_group_egress_rule',
  'aws_vpc_endpoint_route_table_association',
]);

describe.each(plans)('%s', (_, plan) => {
  const before = findingsIn(plan);
  const resources = resourcesIn(plan.planned_values.root_module);
  const isKnown = (found: { rule: string; resource: string }) =>
    before.some(({ rule, resource }) => rule === found.rule && resource === found.resource);

  it('without one of its resources gives no finding that is new, but of what lost a part', () => {
    const added = resources
      .filter(({ type }) => !parts.has(type))
      .flatMap(({ address }) => {
        const without = changed(plan, (all) => all.filter((resource) => resource.address !== address));
        return findingsIn(without)
          .filter((found) => !isKnown(found))
          .map((found) => ({ ...found, without: address }));
      });
    expect(added).toEqual([]);
  });

  it.each([
    ['the value of one attribute', withOpen],
    ['one attribute', withoutAttribute],
  ])('without %s gives no finding that is new', (_what, spoil) => {
    const added = resources.flatMap(({ address, values }) =>
      sampled(
        Object.keys(values).filter((attribute) => attribute !== 'id'),
        3,
      ).flatMap((attribute) =>
        findingsIn(spoil(plan, address, attribute))
          .filter((found) => !isKnown(found))
          .map((found) => ({ ...found, without: `${address}.${attribute}` })),
      ),
    );
    expect(added).toEqual([]);
  });
});
