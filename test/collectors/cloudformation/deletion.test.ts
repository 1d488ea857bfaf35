import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readYamlTemplate } from '../../../src/collectors/cloudformation/yaml-template.ts';
import { type Fields, isFields } from '../../../src/collectors/infrastructure-code/fields.ts';
import { runRules } from '../../../src/rules/engine.ts';
import { rules } from '../../../src/rules/registry.ts';
import { templateReader } from './template-file.ts';

const read = templateReader();
const deployed = readFileSync('fixtures/pull-request/input/deployed.json', 'utf8');

interface Template {
  readonly Resources: Readonly<Record<string, Fields>>;
}

function templateIn(path: string): Template {
  const found = readYamlTemplate(readFileSync(path, 'utf8'));
  if (!('value' in found)) throw new Error(found.problem);
  return found.value as Template;
}

const base = templateIn('fixtures/pull-request/network.yaml');
/** With an interface endpoint, rules of a group and an ACL, so that there is more that can go wrong. */
const template: Template = {
  Resources: {
    ...base.Resources,
    Ssm: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcEndpointType: 'Interface',
        VpcId: { Ref: 'Vpc' },
        ServiceName: 'com.amazonaws.eu-west-1.ssm',
        SubnetIds: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
        SecurityGroupIds: [{ Ref: 'Endpoints' }],
        PrivateDnsEnabled: 'true',
      },
    },
    Endpoints: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '10.20.0.0/16' }],
        SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32' }],
      },
    },
    Worker: {
      Type: 'AWS::EC2::Instance',
      Properties: { SubnetId: { Ref: 'SubnetA' }, SecurityGroupIds: [{ Ref: 'Workers' }] },
    },
  },
};

const ways = [
  ['by itself', false],
  ['laid over what it was deployed as', true],
] as const;

function findingsOf(value: unknown, isOverlay: boolean): readonly string[] {
  const files = isOverlay ? { 'net.json': value, 'deployed.json': deployed } : { 'net.json': value };
  const { network } = read(
    files,
    { 'AWS::Region': 'eu-west-1', 'AWS::AccountId': '111122223333' },
    { plans: isOverlay ? 'overlay' : 'describe' },
  );
  const { findings, faults } = runRules(
    network,
    rules.map((rule) => ({ rule })),
  );
  expect(faults).toEqual([]);
  return findings.map(({ rule, resource }) => `${rule} ${resource.id}`);
}

function spoilt(name: string, change: (properties: Fields) => Fields): unknown {
  const resource = template.Resources[name];
  const properties = resource?.['Properties'];
  return {
    ...template,
    Parameters: { Unknown: { Type: 'String' } },
    Resources: {
      ...template.Resources,
      [name]: { ...resource, Properties: change(isFields(properties) ? properties : {}) },
    },
  };
}

const properties = Object.entries(template.Resources).flatMap(([name, { Properties: own }]) =>
  Object.keys(isFields(own) ? own : {}).map((property) => [name, property] as const),
);

describe.each(ways)('a template %s', (_way, isOverlay) => {
  const before = new Set(findingsOf(template, isOverlay));

  it('without the value of one property gives no finding that is new', () => {
    const added = properties.flatMap(([name, property]) => {
      const value = spoilt(name, (own) => ({ ...own, [property]: { Ref: 'Unknown' } }));
      return findingsOf(value, isOverlay)
        .filter((found) => !before.has(found))
        .map((found) => `${found} (${name}.${property})`);
    });
    expect(added).toEqual([]);
  });

  it('of which nobody knows whether it has one of its resources gives no finding that is new', () => {
    const added = Object.keys(template.Resources).flatMap((name) => {
      const value = {
        ...template,
        Parameters: { Unknown: { Type: 'String' } },
        Conditions: { Maybe: { 'Fn::Equals': [{ Ref: 'Unknown' }, 'yes'] } },
        Resources: { ...template.Resources, [name]: { ...template.Resources[name], Condition: 'Maybe' } },
      };
      return findingsOf(value, isOverlay)
        .filter((found) => !before.has(found))
        .map((found) => `${found} (${name})`);
    });
    expect(added).toEqual([]);
  });
});
