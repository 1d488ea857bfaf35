import { describe, expect, it } from 'vitest';
import {
  endpointAdmitsNobody,
  endpointAdmitsNobodyOn,
  endpointAdmitsOnlyDefaultGroup,
} from '../../../src/analysis/connectivity/endpoint-admission.ts';
import type { Fact } from '../../../src/model/fact.ts';
import type { Network } from '../../../src/model/network.ts';
import { PortSet } from '../../../src/model/port-set.ts';
import type { VpcEndpoint } from '../../../src/model/resources/vpc-endpoint.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  defaultSecurityGroup,
  endpointInterface,
  estate,
  instanceInterface,
  interfaceEndpoint,
  permission,
  securityGroup,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';

type Question = (network: Network, endpoint: VpcEndpoint) => Fact<boolean>;

/** A known answer, or what is missing for one. */
function told(facts: Facts, question: Question): boolean | readonly string[] {
  const network = networkOfFacts(facts);
  const [endpoint] = network.all('vpcEndpoints');
  if (!endpoint) throw new Error('no endpoint');
  const answer = question(network, endpoint);
  return answer.known ? answer.value : answer.missing.map(({ family, reason }) => `${family}: ${reason}`);
}

/** An endpoint whose group has these rules, beside interfaces that carry these groups. */
function admitting(ingress: RawItem[], carried: readonly RawItem[] = [], changes: Facts = {}): Facts {
  return estate({
    vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
    securityGroups: [
      defaultSecurityGroup,
      securityGroup('sg-app', {}),
      securityGroup('sg-endpoint', { ingress }),
    ],
    networkInterfaces: [endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'), ...carried],
    ...changes,
  });
}

const instance = (...groups: readonly string[]) =>
  instanceInterface('eni-i', 'subnet-a', '10.0.1.10', { Groups: groups.map((GroupId) => ({ GroupId })) });
const otherEndpoint = (group: string) =>
  endpointInterface('eni-other', 'subnet-a', '10.0.1.30', { Groups: [{ GroupId: group }] });

describe('an endpoint admits nobody', () => {
  it.each<readonly [string, RawItem[], readonly RawItem[], boolean]>([
    ['without rules', [], [], true],
    ['with rules for another port', [permission(8443, '0.0.0.0/0')], [], true],
    ['not where addresses are admitted', [permission(443, '10.0.0.0/16')], [], false],
    [
      'not where a group is admitted that an instance carries',
      [permission(443, 'sg-app')],
      [instance('sg-app')],
      false,
    ],
    [
      'not where an instance carries one of the groups',
      [permission(443, 'sg-app'), permission(443, 'sg-other')],
      [instance('sg-other'), otherEndpoint('sg-app')],
      false,
    ],
    ['not where nobody carries the group yet', [permission(443, 'sg-app')], [], false],
    ['where only endpoints carry the group', [permission(443, 'sg-app')], [otherEndpoint('sg-app')], true],
    ['where only it carries the group itself', [permission(443, 'sg-endpoint')], [], true],
    [
      'not where an instance carries the group beside endpoints',
      [permission(443, 'sg-app')],
      [otherEndpoint('sg-app'), instance('sg-app')],
      false,
    ],
  ])('%s', (_, ingress, carried, expected) => {
    expect(told(admitting(ingress, carried), endpointAdmitsNobody)).toBe(expected);
  });

  it('as far as is known: not where interfaces, groups or lists are missing', () => {
    const named = admitting([permission(443, 'sg-app')]);
    expect(told(without(named, 'networkInterfaces'), endpointAdmitsNobody)).toEqual([
      'networkInterfaces: not collected',
    ]);
    expect(told(without(named, 'securityGroups'), endpointAdmitsNobody)).toEqual([
      'securityGroups: not collected',
    ]);
    const listed = admitting([permission(443, 'pl-9')]);
    expect(told(without(listed, 'prefixLists', 'managedPrefixLists'), endpointAdmitsNobody)).not.toBe(true);
    const unnamed = { ...interfaceEndpoint('ssm', ['subnet-a']), Groups: [] };
    expect(told(admitting([], [], { vpcEndpoints: [unnamed] }), endpointAdmitsNobody)).toEqual([
      'vpcEndpoints: no security group of vpce-1',
    ]);
  });
});

describe('an endpoint admits somebody, but nobody on a port', () => {
  const on =
    (port: number): Question =>
    (network, endpoint) =>
      endpointAdmitsNobodyOn(network, endpoint, PortSet.of(port));

  it('where its rules are for another port', () => {
    const facts = admitting([permission(443, '10.0.0.0/16')]);
    expect(told(facts, on(8443))).toBe(true);
    expect(told(facts, on(443))).toBe(false);
    expect(told(admitting([]), on(8443))).toBe(false);
  });
});

describe('an endpoint admits only the default group', () => {
  const byDefault: RawItem = {
    ...interfaceEndpoint('ssm', ['subnet-a']),
    Groups: [{ GroupId: 'sg-default', GroupName: 'default' }],
  };
  const withGroup = (group: RawItem, endpoint: RawItem = byDefault) =>
    told(
      estate({ vpcEndpoints: [endpoint], securityGroups: [group, securityGroup('sg-app', {})] }),
      endpointAdmitsOnlyDefaultGroup,
    );
  const editedTo = (...ingress: RawItem[]) => ({ ...defaultSecurityGroup, IpPermissions: ingress });

  it('where it carries that alone, which admits those that carry it too', () => {
    expect(withGroup(defaultSecurityGroup)).toBe(true);
  });

  it.each<readonly [string, RawItem]>([
    ['it admits addresses too', editedTo(permission(443, 'sg-default'), permission(443, '10.0.0.0/8'))],
    ['it admits another group too', editedTo(permission(443, 'sg-default'), permission(443, 'sg-app'))],
    ['it admits another group alone', editedTo(permission(443, 'sg-app'))],
    ['it admits nobody', editedTo()],
    ['it is for another port', editedTo(permission(22, 'sg-default'))],
    ['it is called otherwise', { ...defaultSecurityGroup, GroupName: 'mine' }],
    ['it is of another VPC', { ...defaultSecurityGroup, VpcId: 'vpc-2' }],
  ])('not where %s', (_, group) => {
    expect(withGroup(group, { ...byDefault, Groups: [{ GroupId: 'sg-default' }] })).toBe(false);
  });

  it.each<readonly [string, readonly RawItem[]]>([
    ['shows another name for it', [{ GroupId: 'sg-default', GroupName: 'mine' }]],
    ['has another group', [{ GroupId: 'sg-default' }, { GroupId: 'sg-app' }]],
    ['has no group', []],
  ])('not where the endpoint %s', (_, Groups) => {
    expect(withGroup(defaultSecurityGroup, { ...byDefault, Groups })).toBe(false);
  });

  it('by the name and rules of the group, where the endpoint does not show its name', () => {
    const unnamed = { ...byDefault, Groups: [{ GroupId: 'sg-default' }] };
    expect(withGroup(defaultSecurityGroup, unnamed)).toBe(true);
    const { VpcId: _, ...homeless } = defaultSecurityGroup;
    expect(withGroup(homeless, unnamed)).toBe(true);
    expect(withGroup({ ...defaultSecurityGroup, GroupName: undefined }, unnamed)).toEqual([
      'securityGroups: no GroupName on sg-default',
    ]);
    expect(withGroup({ ...defaultSecurityGroup, IpPermissions: undefined }, unnamed)).toEqual([
      'securityGroups: no IpPermissions on sg-default',
    ]);
  });
});
