import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fields, isFields } from '../../../src/collectors/infrastructure-code/fields.ts';
import { changeOf, type Path, pathsIn, sampled, withoutPath } from '../infrastructure-code/deletion-law.ts';
import { account, randomFacts, region } from '../infrastructure-code/random-facts.ts';
import { tellings } from '../infrastructure-code/tellings.ts';
import { networkOfCode } from './plan-file.ts';
import { planOfFacts } from './write-terraform.ts';

const corpus = '../shared/corpus/terraform';
const published = (existsSync(corpus) ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }) : [])
  .filter((name) => /plan[^/]*\.json$/.test(name))
  .sort();

const plans: readonly (readonly [string, unknown])[] = [
  ...fc
    .sample(randomFacts, 1)
    .map((facts, index) => [`plan ${index + 1} of ours`, planOfFacts(facts, region, account)] as const),
  ...published
    .map((name) => [name, JSON.parse(readFileSync(join(corpus, name), 'utf8')) as unknown] as const)
    .filter(([, plan]) => isFields(plan) && 'planned_values' in plan),
];

interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly path: Path;
  readonly change: Path | null;
  readonly value: Fields;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (found, step) => (Array.isArray(found) ? found[Number(step)] : isFields(found) ? found[step] : undefined),
    value,
  );
}

function resourcesOf(plan: unknown): readonly PlannedResource[] {
  const changes = at(plan, ['resource_changes']);
  const changeOfAddress = new Map(
    (Array.isArray(changes) ? changes : []).map((change: unknown, index) => [at(change, ['address']), index]),
  );
  const visit = (path: Path): readonly PlannedResource[] => {
    const resources = at(plan, [...path, 'resources']);
    const children = at(plan, [...path, 'child_modules']);
    return [
      ...(Array.isArray(resources) ? resources : []).flatMap((value: unknown, index) => {
        if (!isFields(value)) return [];
        const change = changeOfAddress.get(value['address']);
        return {
          address: String(value['address']),
          type: String(value['type']),
          path: [...path, 'resources', index],
          change: change === undefined ? null : ['resource_changes', change],
          value,
        };
      }),
      ...(Array.isArray(children) ? children : []).flatMap((_, index) =>
        visit([...path, 'child_modules', index]),
      ),
    ];
  };
  return visit(['planned_values', 'root_module']);
}

/** The plan without a resource, which leaves an empty object in the places of lists. */
function withoutResource(plan: unknown, { path, change }: PlannedResource): unknown {
  const cleared = (value: unknown, [first, ...rest]: Path): unknown => {
    if (first === undefined) return {};
    if (Array.isArray(value)) {
      return value.map((item: unknown, index) => (index === first ? cleared(item, rest) : item));
    }
    return isFields(value) ? { ...value, [first]: cleared(value[first], rest) } : value;
  };
  const without = cleared(plan, path);
  return change === null ? without : cleared(without, change);
}

/**
 * Resources by which others have more than they would have without: what a plan makes that lacks one of them truly
 * lacks what it gives. What it is about, in the words of `tellings`.
 */
const gives: readonly (readonly [RegExp, RegExp])[] = [
  // What AWS makes with a VPC is as AWS makes it, once no resource takes it over.
  [/^aws_default_/, /\.default_\w+_id [\w ]+: undefined/],
  // The default table is the main one again, and the default ACL that of the subnets.
  [/^aws_main_route_table_association$/, / is main: /],
  // What AWS makes of a thing goes with it: routes to a gateway endpoint, the place of a subnet in the default ACL.
  [/^aws_vpc_endpoint$/, / routes: has fewer/],
  [/^aws_subnet$/, /default_network_acl\S* subnets: has fewer/],
  [/^aws_network_acl(_association)?$/, /default_network_acl\S* subnets: /],
];

/** Resources that are members of a list of something else, which truly has fewer without them. */
const parts = new Set([
  'aws_route',
  'aws_route_table_association',
  'aws_network_acl_rule',
  'aws_network_acl_association',
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
  'aws_vpc_security_group_egress_rule',
  'aws_vpc_endpoint_route_table_association',
  'aws_vpc_endpoint_subnet_association',
  'aws_vpc_endpoint_security_group_association',
  'aws_vpc_ipv4_cidr_block_association',
  'aws_vpc_endpoint_service_allowed_principal',
  'aws_ec2_transit_gateway_route',
  'aws_ec2_transit_gateway_route_table_association',
  'aws_ec2_transit_gateway_route_table_propagation',
  'aws_route53_record',
  'aws_iam_role_policy',
  'aws_iam_role_policy_attachment',
]);

/** Attributes that the code need not give, and what holds where it does not. */
const optional: readonly (readonly [RegExp, string])[] = [
  [/^aws_vpc_endpoint\.ip_address_type$/, 'older versions of the provider knew IPv4 only'],
  [/\.id$/, 'what has no id goes by its address'],
  [/^aws_prefix_list\.name$/, 'a list without a name goes by its id'],
];

describe.each(plans)('%s', (_, plan) => {
  const told = (value: unknown) => tellings(networkOfCode(value), (text) => text);
  const full = told(plan);
  const resources = resourcesOf(plan);

  it('without any one of its resources tells nothing that it did not tell', () => {
    const guesses = sampled(resources, 40).flatMap((resource) => {
      const { guesses: found, lost } = changeOf(full, told(withoutResource(plan, resource)));
      const given = gives.filter(([type]) => type.test(resource.type)).map(([, about]) => about);
      // Of several instances, a plan that makes fewer is as good a plan.
      const isMember = parts.has(resource.type) || resource.value['index'] !== undefined;
      return [...found, ...(isMember ? [] : lost.map((about) => `${about}: has fewer`))]
        .filter((guess) => !given.some((about) => about.test(guess)))
        .map((guess) => `${guess} (without ${resource.address})`);
    });
    expect(guesses).toEqual([]);
  });

  it('without any one attribute of a resource tells nothing that it did not tell', () => {
    const attributes = resources.flatMap(({ path, change, value, type, address }) => {
      const unknown = change === null ? undefined : at(plan, [...change, 'change', 'after_unknown']);
      return [
        ...pathsIn(value['values']).map((each) => ({ each: [...path, 'values', ...each], type, address })),
        ...pathsIn(unknown).map((each) => ({
          each: [...(change ?? []), 'change', 'after_unknown', ...each],
          type,
          address,
        })),
      ];
    });
    const guesses = sampled(attributes, 60).flatMap(({ each, type, address }) => {
      const name = each.filter((step) => typeof step === 'string').at(-1);
      if (optional.some(([attribute]) => attribute.test(`${type}.${name}`))) return [];
      const { guesses: found, lost } = changeOf(full, told(withoutPath(plan, each)));
      return [...found, ...lost].map((guess) => `${guess} (without ${name} of ${address})`);
    });
    expect(guesses).toEqual([]);
  });
});
