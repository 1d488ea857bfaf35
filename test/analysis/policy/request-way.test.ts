import { expect, it } from 'vitest';
import { keysOfWay, type RequestWay } from '../../../src/analysis/policy/request-way.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import { account, estate, gatewayEndpoint } from '../../../src/rules/example-estate.ts';
import { networkOfFacts } from '../connectivity/network-of-facts.ts';

const address = AddressSet.fromCidrs(['203.0.113.9/32']);
const endpointOf = (fields: object) =>
  networkOfFacts(estate({ vpcEndpoints: [{ ...gatewayEndpoint('s3', []), ...fields }] })).all(
    'vpcEndpoints',
  )[0] ?? null;

/** Of each key that a way determines, whether requests carry it, and what it holds where that is one thing. */
function told(way: RequestWay): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(keysOfWay(way, 's3')).map(([key, value]) => {
      const values = value.presence !== 'absent' && value.values.known ? value.values.value : [];
      return [key.toLowerCase().replace('aws:', ''), [value.presence, ...values].join(' ')];
    }),
  );
}

const noEndpoint = { sourcevpce: 'absent', sourcevpc: 'absent', vpcsourceip: 'absent' };

it.each<readonly [string, RequestWay, Readonly<Record<string, string>>]>([
  [
    'the internet',
    { kind: 'internet', clients: address },
    { ...noEndpoint, sourceip: 'present 203.0.113.9' },
  ],
  ['the console', { kind: 'console' }, { ...noEndpoint, sourceip: 'present' }],
  ['a service', { kind: 'service' }, { ...noEndpoint, sourceip: 'absent' }],
  ['a service for somebody', { kind: 'forward-access' }, { ...noEndpoint, sourceip: 'unknown' }],
  [
    'any endpoint',
    { kind: 'endpoint', endpoint: null, clients: null },
    { sourceip: 'absent', sourcevpce: 'present', sourcevpc: 'present', vpcsourceip: 'present' },
  ],
  [
    'an endpoint',
    { kind: 'endpoint', endpoint: endpointOf({}), clients: null },
    { sourceip: 'absent', sourcevpce: 'present vpce-1', sourcevpc: 'present vpc-1', vpcsourceip: 'present' },
  ],
  [
    'an endpoint whose VPC is not told',
    { kind: 'endpoint', endpoint: endpointOf({ VpcId: undefined }), clients: null },
    { sourceip: 'absent', sourcevpce: 'present vpce-1', sourcevpc: 'present', vpcsourceip: 'present' },
  ],
])('requests through %s carry the keys of their way', (_, way, expected) => {
  expect(told(way)).toMatchObject(expected);
});

it('requests through an endpoint carry the VPC by its ARN where all of that is told', () => {
  const arnOf = (fields: object) =>
    told({ kind: 'endpoint', endpoint: endpointOf(fields), clients: null })['sourcevpcarn'];
  expect(arnOf({})).toContain(`arn:aws:ec2:eu-west-1:${account}:vpc/vpc-1`);
  expect(arnOf({ VpcId: undefined })).toBe(undefined);
});
