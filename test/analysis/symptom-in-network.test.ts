import { describe, expect, it } from 'vitest';
import type { PathBranch } from '../../src/analysis/connectivity/path-answer.ts';
import { deniedRequest } from '../../src/analysis/symptom/denied-request.ts';
import { explains, strangeAddresses } from '../../src/analysis/symptom/explains.ts';
import { readSymptom } from '../../src/analysis/symptom/read-symptom.ts';
import { sendersNamed, sendersOf } from '../../src/analysis/symptom/sender-of-symptom.ts';
import type { Symptom } from '../../src/analysis/symptom/symptom.ts';
import { targetOf } from '../../src/analysis/symptom/target-of-symptom.ts';
import { AddressSet } from '../../src/model/address-set.ts';
import {
  base,
  estate,
  instanceInterface,
  interfaceEndpoint,
  subnet,
  vpc,
} from '../../src/rules/example-estate.ts';
import type { Facts } from '../../src/rules/rule.ts';
import { networkOfFacts } from './connectivity/network-of-facts.ts';

const nothing = readSymptom('');
const symptom = (fields: Partial<Symptom>): Symptom => ({ ...nothing, ...fields });

describe('who sent the packets', () => {
  const senders = (fields: Partial<Symptom>, facts: Facts = estate()) =>
    sendersOf(networkOfFacts(facts), symptom(fields));
  const how = 'name it with --from: an instance, an interface, a subnet, a VPC, or CIDR@ID';
  const capitalHow = how.replace('name', 'Name');

  it.each([
    ['eni-a', 'an interface'],
    ['subnet-b', 'a subnet'],
    ['i-b', 'an instance that only its interface shows'],
  ])('is %s, which the text names: %s', (id) => {
    expect(senders({ senders: ['i-gone', id] })).toEqual([id]);
  });

  it('is asked for where the text names somebody who is not in the input', () => {
    expect(senders({ senders: ['i-gone'], senderAddress: '10.0.1.10' })).toBe(
      `i-gone is not in the input. Where did it come from? ${capitalHow}.`,
    );
  });

  it('is who has the address, or the subnet that holds it', () => {
    expect(senders({ senderAddress: '10.0.2.10' })).toEqual(['eni-b']);
    expect(senders({ senderAddress: '10.0.2.99' })).toEqual(['subnet-b']);
    expect(senders({ senderAddress: '10.9.9.9' })).toBe(
      `10.9.9.9 is in no subnet of the input: ${how}, as in 10.9.9.9/32@vgw-….`,
    );
    expect(senders({ senderAddress: 'db' })).toBe(`db is no address: ${how}.`);
    const twice = [...(base.networkInterfaces ?? []), instanceInterface('eni-c', 'subnet-b', '10.0.2.10')];
    expect(senders({ senderAddress: '10.0.2.10' }, estate({ networkInterfaces: twice }))).toBe(
      `10.0.2.10 is an address of eni-b and of eni-c: ${how}.`,
    );
  });

  it('is the interface of the function whose session the caller is', () => {
    const own = instanceInterface('eni-f', 'subnet-a', '10.0.1.77', {
      Description: 'AWS Lambda VPC ENI-orders-0a1b2c3d',
      InterfaceType: 'lambda',
    });
    const facts = estate({ networkInterfaces: [...(base.networkInterfaces ?? []), own] });
    const principal = (name: string) => `arn:aws:sts::111122223333:assumed-role/lambda/${name}`;
    expect(senders({ principal: principal('orders') }, facts)).toEqual(['eni-f']);
    expect(senders({ principal: principal('order') }, facts)).toEqual(['subnet-a', 'subnet-b']);
  });

  const two = (fields: Facts = {}) =>
    estate({
      vpcs: [vpc(), vpc({ VpcId: 'vpc-2', Tags: [{ Key: 'Name', Value: 'shared' }] })],
      subnets: [...(base.subnets ?? []), subnet('subnet-z', '10.2.0.0/24', 'a', { VpcId: 'vpc-2' })],
      ...fields,
    });

  it('is all of the VPC that comes into question, by what the text names', () => {
    expect(senders({})).toEqual(['subnet-a', 'subnet-b']);
    expect(senders({ vpcs: ['vpc-2'] }, two())).toEqual(['subnet-z']);
    const endpoint = interfaceEndpoint('ssm', ['subnet-z'], { VpcId: 'vpc-2' });
    expect(senders({ endpoints: ['vpce-1'] }, two({ vpcEndpoints: [endpoint] }))).toEqual(['subnet-z']);
    expect(senders({ vpcs: ['vpc-2'] }, two({ subnets: base.subnets ?? [] }))).toBe(
      `The input holds no subnet of vpc-2: ${how}.`,
    );
  });

  it('is asked for where several VPCs do, or none', () => {
    expect(senders({}, two())).toBe(
      `Where did it come from? The input holds 2 VPCs that come into question (vpc-1, vpc-2 "shared"). ${capitalHow}.`,
    );
    expect(senders({ region: 'eu-west-1' }, two())).toContain('holds 2 VPCs');
    expect(senders({ region: 'us-east-1' }, two())).toContain('holds 2 VPCs');
    const many = Array.from({ length: 6 }, (_, index) => vpc({ VpcId: `vpc-${index}` }));
    expect(senders({}, estate({ vpcs: many }))).toContain('(vpc-0, vpc-1, vpc-2, vpc-3, … 2 more)');
    expect(senders({}, {})).toBe(`The input holds no VPC, so no sender either: ${how}.`);
  });

  it('is narrowed to the account of the caller', () => {
    const others = [vpc(), vpc({ VpcId: 'vpc-2', OwnerId: '444455556666' })];
    const principal = 'arn:aws:sts::444455556666:assumed-role/app/i-1';
    expect(senders({ principal }, two({ vpcs: others }))).toEqual(['subnet-z']);
  });

  it('may be named: a VPC stands for all compute in it', () => {
    const network = networkOfFacts(estate());
    expect(sendersNamed(network, 'vpc-1')).toEqual(['subnet-a', 'subnet-b']);
    expect(sendersNamed(network, 'eni-a')).toEqual(['eni-a']);
    expect(sendersNamed(networkOfFacts({ vpcs: [vpc()], subnets: [] }), 'vpc-1')).toEqual(['vpc-1']);
  });
});

describe('where the packets were meant to go', () => {
  const target = (fields: Partial<Symptom>, ...services: readonly string[]) =>
    targetOf(
      networkOfFacts(
        estate({
          vpcEndpoints: services.map((each, index) =>
            interfaceEndpoint(each, ['subnet-a'], { VpcEndpointId: `vpce-${index + 1}` }),
          ),
        }),
      ),
      symptom(fields),
    );

  it('is the host, else the service of the action, else an endpoint that is there', () => {
    const host = { target: { host: 'kms.eu-west-1.amazonaws.com', port: null }, action: 's3:GetObject' };
    expect(target(host)).toBe('kms.eu-west-1.amazonaws.com');
    expect(target({ action: 's3:GetObject', endpoints: ['vpce-1'] }, 'ssm')).toBe('s3');
    expect(target({ endpoints: ['vpce-9', 'vpce-1'] }, 'ssm')).toBe('vpce-1');
    expect(target({ endpoints: ['vpce-9'] }, 'ssm')).toBe(null);
    expect(target({})).toBe(null);
  });

  it('is the one of several services with that action for which there is an endpoint', () => {
    expect(target({ action: 'ecr:GetAuthorizationToken' }, 'ssm', 'ecr.dkr')).toBe('ecr.dkr');
    expect(target({ action: 'ecr:GetAuthorizationToken' })).toBe('ecr.api');
    expect(target({ action: 'nobody:Knows' })).toBe('nobody');
  });
});

describe('whether the input shows what was seen', () => {
  type Hop = PathBranch['hops'][number];
  const branch = (plane: Hop['plane'], verdict: PathBranch['verdict'], decision: Hop['decision'] = 'block') =>
    ({
      destinations: AddressSet.fromCidrs(['10.0.9.4/32']),
      verdict,
      hops: [{ plane, decision }],
    }) as unknown as PathBranch;
  const seen = (kind: Symptom['kind'], ...branches: readonly PathBranch[]) =>
    explains(symptom({ kind }), { verdict: 'blocked', private: null, assumptions: [], branches });

  it.each([
    ['no-such-name', 'name', 'yes'],
    ['no-such-name', 'filter', 'no'],
    ['timeout', 'name', 'yes'],
    ['timeout', 'route', 'yes'],
    ['timeout', 'filter', 'yes'],
    ['timeout', 'policy', 'no'],
    ['rejected', 'filter', 'yes'],
    ['rejected', 'route', 'no'],
    ['denied', 'policy', 'yes'],
    ['denied', 'filter', 'no'],
    ['refused', 'filter', null],
    [null, 'filter', null],
  ] as const)('%s by what blocks in the plane of %s: %s', (kind, plane, expected) => {
    expect(seen(kind, branch(plane, 'blocked'))).toBe(expected);
  });

  it('is open where a part is, and nothing else blocks', () => {
    expect(seen('timeout', branch('filter', 'unknown'))).toBe('undecided');
    expect(seen('timeout', branch('filter', 'unknown'), branch('filter', 'blocked'))).toBe('yes');
    expect(seen('timeout', branch('filter', 'reachable', 'pass'))).toBe('no');
  });

  it('names the addresses to which the name does not lead', () => {
    const strange = (...branches: readonly PathBranch[]) =>
      strangeAddresses(symptom({ dialled: ['10.0.9.4', '52.94.5.1'] }), {
        verdict: 'blocked',
        private: null,
        assumptions: [],
        branches,
      });
    expect(strange(branch('filter', 'blocked'))).toEqual(['52.94.5.1']);
    expect(strange()).toEqual([]);
  });
});

describe('a request that was denied', () => {
  const user = 'arn:aws:sts::111122223333:assumed-role/app/i-1';

  it.each([
    [
      `User: ${user} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::logs/x.gz" because no VPC endpoint policy allows the s3:PutObject action`,
      ['s3:PutObject', 'arn:aws:s3:::logs/x.gz', user],
    ],
    ['because no VPC endpoint policy allows the sqs:SendMessage action', ['sqs:SendMessage', null, null]],
    ['User: anonymous is not authorized to perform: s3:GetObject', ['s3:GetObject', null, 'anonymous']],
    [
      'download failed: s3://logs/a/b.gz An error occurred (AccessDenied) when calling the GetObject operation',
      ['s3:GetObject', 'arn:aws:s3:::logs/a/b.gz', null],
    ],
    [
      'ls s3://logs/a: An error occurred (AccessDenied) when calling the ListObjectsV2 operation',
      ['s3:ListBucket', 'arn:aws:s3:::logs', null],
    ],
    ['when calling the HeadObject operation: Forbidden', ['s3:GetObject', null, null]],
    ['when calling the toString operation', [null, null, null]],
  ])('is read: %s', (text, expected) => {
    const { action, resource, principal } = deniedRequest(text);
    expect([action, resource, principal]).toEqual(expected);
  });
});
