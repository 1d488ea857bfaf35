import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { reasons } from '../../../src/analysis/connectivity/reason.ts';
import { https } from '../../../src/analysis/connectivity/security-group-admission.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { endpointInterface, estate, interfaceEndpoint, without } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';

const ofType = (VpcEndpointType: string): RawItem =>
  interfaceEndpoint('ssm', ['subnet-a'], { VpcEndpointType });

function told(facts: Facts, from: string): readonly string[] {
  const to = { kind: 'addresses' as const, addresses: AddressSet.fromCidrs(['10.0.0.10']) };
  const answer = answerPath(networkOfFacts(facts), { from, to, traffic: https });
  return (answer?.branches ?? []).flatMap(({ verdict, hops, missing }) => [
    verdict,
    ...hops.map(({ reason, component }) => `${reason} ${component.id}`),
    ...missing.map(({ reason }) => reason),
  ]);
}

describe('packets that are to start at an endpoint', () => {
  it.each(['Interface', 'Gateway', 'Resource', 'ServiceNetwork'])(
    'I26: never do, at one of type %s',
    (type) => {
      expect(told(estate({ vpcEndpoints: [ofType(type)] }), 'vpce-1')).toEqual([
        'blocked',
        'endpoint-begins-nothing vpce-1',
      ]);
      expect(reasons['endpoint-begins-nothing']).toBe('VPCE_INTRA_VPC_TRAFFIC');
    },
  );

  it('I26: come from others, at that of a Gateway Load Balancer', () => {
    expect(told(estate({ vpcEndpoints: [ofType('GatewayLoadBalancer')] }), 'vpce-1')).toEqual([
      'unknown',
      'appliance-beyond vpce-1',
      'whose packets come out of vpce-1',
    ]);
  });

  it('I26: never do at an interface of one, whether the endpoint is described or not', () => {
    const networkInterfaces = [endpointInterface('eni-1', 'subnet-a', '10.0.1.5')];
    const facts = estate({
      vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], { NetworkInterfaceIds: ['eni-1'] })],
      networkInterfaces,
    });
    expect(told(facts, 'eni-1')).toEqual(['blocked', 'endpoint-begins-nothing vpce-1']);
    expect(told(without(facts, 'vpcEndpoints'), 'eni-1')).toEqual([
      'blocked',
      'endpoint-begins-nothing eni-1',
    ]);
    const untyped = networkInterfaces.map((each) => ({ ...each, InterfaceType: undefined }));
    expect(told({ ...facts, networkInterfaces: untyped }, 'eni-1')).toEqual([
      'blocked',
      'endpoint-begins-nothing vpce-1',
    ]);
  });

  it('I26: come from others, at an interface of one of a Gateway Load Balancer', () => {
    const type = { InterfaceType: 'gateway_load_balancer_endpoint', Groups: [] };
    const networkInterfaces = [endpointInterface('eni-1', 'subnet-a', '10.0.1.5', type)];
    expect(told(estate({ networkInterfaces }), 'eni-1')).toEqual([
      'unknown',
      'appliance-beyond eni-1',
      'whose packets come out of eni-1',
    ]);
  });

  it('never do at an endpoint service', () => {
    const facts = estate({
      vpcEndpointServiceConfigurations: [
        { ServiceId: 'vpce-svc-1', ServiceType: [{ ServiceType: 'Interface' }] },
      ],
    });
    expect(told(facts, 'vpce-svc-1')).toEqual(['blocked', 'endpoint-service-begins-nothing vpce-svc-1']);
  });
});
