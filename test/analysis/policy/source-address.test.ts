import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateConditions } from '../../../src/analysis/policy/condition.ts';
import { overInternet, throughEndpoint } from '../../../src/analysis/policy/request-class.ts';
import {
  allowsUntested,
  deniesUntested,
  expectsEndpoints,
  neverAllows,
  type SourceAddressTest,
} from '../../../src/analysis/policy/source-address.ts';
import { coversMoreThan } from '../../../src/analysis/policy/statement.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import type { Fact } from '../../../src/model/fact.ts';
import { type PolicyStatement, parsePolicy } from '../../../src/model/policy-document.ts';
import type { VpcEndpoint } from '../../../src/model/resources/vpc-endpoint.ts';
import { snapshotOfFacts } from '../../../src/model/snapshot-of-facts.ts';
import { estate, gatewayEndpoint } from '../../../src/rules/example-estate.ts';

function statementsOf(source: unknown): readonly PolicyStatement[] {
  const parsed = parsePolicy(source);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.document.statements;
}

function statement(effect: string, condition: object, fields: object = {}): PolicyStatement {
  const [first] = statementsOf({
    Version: '2012-10-17',
    Statement: {
      Effect: effect,
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: condition,
      ...fields,
    },
  });
  if (first === undefined) throw new Error('no statement');
  return first;
}

function endpoint(id: string): VpcEndpoint {
  const facts = estate({ vpcEndpoints: [gatewayEndpoint('s3', [], { VpcEndpointId: id })] });
  const [found] = buildNetwork(snapshotOfFacts(facts)).network.all('vpcEndpoints');
  if (found === undefined) throw new Error('no endpoint');
  return found;
}

/** What a test does: to all requests, to those that meet the other conditions, to none, or nobody knows. */
function effectOf(found: Fact<SourceAddressTest | null>): string {
  if (!found.known) return 'unknown';
  if (found.value === null) return 'none';
  return found.value.otherwiseMet ? 'all' : 'some';
}

const office = { 'aws:SourceIp': '203.0.113.0/24' };

describe('a Deny that tests aws:SourceIp, for requests through an endpoint', () => {
  const spares = { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-gw' } };

  it.each([
    ['NotIpAddress', { NotIpAddress: office }, 'all'],
    ['NotIpAddressIfExists', { NotIpAddressIfExists: office }, 'all'],
    ['a key in other case', { NotIpAddress: { 'AWS:sourceip': '203.0.113.0/24' } }, 'all'],
    ['IpAddressIfExists', { IpAddressIfExists: office }, 'all'],
    ['ForAllValues', { 'ForAllValues:IpAddress': office }, 'all'],
    ['a string operator', { StringNotEquals: { 'aws:SourceIp': '203.0.113.7' } }, 'all'],
    ['for direct requests', { NotIpAddress: office, Bool: { 'aws:ViaAWSService': 'false' } }, 'all'],
    [
      'not for services',
      { NotIpAddress: office, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
      'all',
    ],
    [
      'but for a role',
      { NotIpAddress: office, ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } },
      'some',
    ],
    ['for a tag', { NotIpAddress: office, StringEquals: { 'aws:PrincipalTag/team': 'x' } }, 'some'],
    ['IpAddress', { IpAddress: office }, 'none'],
    ['ForAnyValue', { 'ForAnyValue:NotIpAddress': office }, 'unknown'],
    ['ForAnyValue, positive', { 'ForAnyValue:IpAddress': office }, 'none'],
    ['but for an endpoint', { NotIpAddress: office, ...spares }, 'none'],
    ['but for a VPC', { NotIpAddress: office, StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, 'none'],
    ['but for private addresses', { NotIpAddress: { ...office, 'aws:VpcSourceIp': '10.0.0.0/8' } }, 'none'],
    [
      'but for the organization',
      { NotIpAddress: office, StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      'none',
    ],
    ['through no endpoint', { NotIpAddress: office, Null: { 'aws:SourceVpce': 'true' } }, 'none'],
    ['where the key is there', { NotIpAddress: office, Null: { 'aws:SourceIp': 'false' } }, 'none'],
    ['where the key is absent, on purpose', { Null: { 'aws:SourceIp': 'true' } }, 'none'],
    ['for forwarded requests', { NotIpAddress: office, Bool: { 'aws:ViaAWSService': 'true' } }, 'none'],
    ['an operator that IAM does not have', { NotIpAdress: office }, 'unknown'],
  ])('%s', (_, condition, expected) => {
    expect(effectOf(deniesUntested(statement('Deny', condition), throughEndpoint(null)))).toBe(expected);
    expect(effectOf(deniesUntested(statement('Allow', condition), throughEndpoint(null)))).toBe('none');
  });

  it('spares the endpoint that it names, and no other', () => {
    const denial = statement('Deny', { NotIpAddress: office, ...spares });
    expect(effectOf(deniesUntested(denial, throughEndpoint(endpoint('vpce-gw'))))).toBe('none');
    expect(effectOf(deniesUntested(denial, throughEndpoint(endpoint('vpce-2'))))).toBe('all');
  });

  it('does not concern AWS services, which use no endpoint of the user', () => {
    const fields = { Principal: { Service: 'logging.s3.amazonaws.com' } };
    const denial = statement('Deny', { NotIpAddress: office }, fields);
    expect(effectOf(deniesUntested(denial, throughEndpoint(null)))).toBe('none');
  });
});

describe('a Deny unless the request comes through an endpoint', () => {
  const own = { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-gw' } };
  const denies = (condition: object, context = overInternet()) => {
    const answer = evaluateConditions(statement('Deny', condition).conditions, context);
    return answer.known ? answer.value : null;
  };

  it('denies what comes over the internet, IfExists or not', () => {
    expect(denies(own)).toBe(true);
    expect(denies({ StringNotEquals: own.StringNotEqualsIfExists })).toBe(true);
    expect(denies(own, throughEndpoint(endpoint('vpce-gw')))).toBe(false);
  });

  it('spares it where the key must be there', () => {
    expect(denies({ ...own, Null: { 'aws:SourceVpce': 'false' } })).toBe(false);
  });
});

describe('an Allow that tests aws:SourceIp, for requests through an endpoint', () => {
  it.each([
    ['IpAddress', { IpAddress: office }, 'all', false],
    ['ForAnyValue', { 'ForAnyValue:IpAddress': office }, 'all', false],
    ['the key must be there', { Null: { 'aws:SourceIp': 'false' } }, 'all', false],
    [
      'for an organization',
      { IpAddress: office, StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      'some',
      false,
    ],
    ['one of two', { IpAddress: office, NotIpAddress: { 'aws:SourceIp': '203.0.113.9/32' } }, 'all', false],
    ['never anyway', { IpAddress: office, Bool: { 'aws:ViaAWSService': 'true' } }, 'none', false],
    ['IpAddressIfExists', { IpAddressIfExists: office }, 'none', true],
    ['NotIpAddress', { NotIpAddress: office }, 'none', true],
    ['ForAllValues', { 'ForAllValues:IpAddress': office }, 'none', true],
    ['the key must be absent', { Null: { 'aws:SourceIp': 'true' } }, 'none', false],
    ['another address', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }, 'none', false],
  ])('%s', (_, condition, never, untested) => {
    const allow = statement('Allow', condition);
    expect(effectOf(neverAllows(allow, throughEndpoint(null)))).toBe(never);
    expect(allowsUntested(allow, throughEndpoint(null)) !== null).toBe(untested);
    const deny = statement('Deny', condition);
    expect(effectOf(neverAllows(deny, throughEndpoint(null)))).toBe('none');
    expect(allowsUntested(deny, throughEndpoint(null))).toBe(null);
  });
});

describe('a policy that favours requests through endpoints', () => {
  const denial = statement('Deny', { NotIpAddress: office });

  it.each([
    ['allows an endpoint', 'Allow', { StringEquals: { 'aws:sourceVpce': 'vpce-1' } }, true],
    ['allows private addresses', 'Allow', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }, true],
    ['denies all but a VPC', 'Deny', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, true],
    ['denies all but endpoints', 'Deny', { Null: { 'aws:SourceVpce': 'true' } }, true],
    ['denies one endpoint', 'Deny', { StringEquals: { 'aws:SourceVpce': 'vpce-9' } }, false],
    ['denies all endpoints', 'Deny', { Null: { 'aws:SourceVpce': 'false' } }, false],
    ['allows all but an endpoint', 'Allow', { StringNotEquals: { 'aws:SourceVpce': 'vpce-9' } }, false],
    ['speaks of something else', 'Allow', { Bool: { 'aws:SecureTransport': 'true' } }, false],
  ])('%s', (_, effect, condition, expected) => {
    const other = statement(effect, condition);
    expect(expectsEndpoints([denial, other], denial)).toBe(expected);
    expect(expectsEndpoints([denial, other], other)).toBe(false);
  });
});

describe('what a statement covers beyond others', () => {
  const of = (fields: object) => statement('Allow', {}, fields);
  const reports = of({ Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::reports/*' });

  it.each([
    ['nothing else', [], true],
    ['another bucket', [of({ Resource: 'arn:aws:s3:::layers/*' })], true],
    ['one of its actions, in other case', [of({ Action: 's3:getobject', Resource: '*' })], true],
    ['both of its actions', [of({ Action: 's3:Get*', Resource: '*' }), of({ Action: 's3:Put*' })], false],
    ['everything', [of({ Action: '*', Resource: '*' })], false],
    ['what overlaps', [of({ Resource: 'arn:aws:s3:::*/public' })], false],
    [
      'the home of a user',
      [of({ Resource: ['arn:aws:s3:::', 'aws:username'].join('${').concat('}/*') })],
      false,
    ],
    ['what it does not name', [of({ Resource: undefined, NotResource: 'arn:aws:s3:::reports/*' })], false],
  ])('%s', (_, others, expected) => {
    expect(coversMoreThan(reports, others)).toBe(expected);
  });
});

const policies = join('..', 'shared', 'corpus', 'policies');

describe.skipIf(!existsSync(policies))('published policies (in ../shared/corpus)', () => {
  const read = (file: string) =>
    statementsOf(
      readFileSync(join(policies, file), 'utf8')
        .replaceAll('<my-corporate-cidr>', '203.0.113.0/24')
        .replaceAll(/<[a-z-]+>/g, 'placeholder'),
    );
  const through = throughEndpoint(null);
  const denials = (file: string) => read(file).map((each) => effectOf(deniesUntested(each, through)));

  it('deny what comes through an endpoint where only the address is tested', () => {
    expect(denials('awsdocs-iam/reference_policies_examples_aws_deny-ip.1.json')).toEqual(['all']);
  });

  it('spare what comes through the endpoints of the perimeter', () => {
    const scp = 'data-perimeter/service_control_policies/network_perimeter_vpceorgid_scp.json';
    expect(denials(scp)).toEqual(['none']);
    const topic = 'data-perimeter/resource_control_policies/service_specific_controls/sns_topic_policy.json';
    expect(denials(topic)).toEqual(['none', 'none', 'none']);
    expect(denials('awsdocs-s3/example-bucket-policies-vpc-endpoint.1.json')).toEqual(['none']);
  });

  it('never allow through an endpoint what they allow by address', () => {
    const [byAddress] = read('awsdocs-s3/amazon-s3-condition-keys.1.json');
    const [direct] = read('awsdocs-iam/reference_policies_condition-keys.6.json');
    for (const each of [byAddress, direct]) {
      expect(each && effectOf(neverAllows(each, through))).toBe('all');
    }
  });

  it('deny what comes neither from the VPC nor from a service', () => {
    const [denial] = read('awsdocs-iam/reference_policies_condition-keys.4.json');
    expect(evaluateConditions(denial?.conditions ?? [], overInternet())).toEqual({
      known: true,
      value: true,
    });
    expect(evaluateConditions(denial?.conditions ?? [], through).known).toBe(false);
  });
});
