import * as z from 'zod';
import { endpointPolicy, policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { coversEverything } from '../../analysis/policy/statement.ts';
import { type Fact, isTrue, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { document } from './policy-examples.ts';

const own = { Resource: 'arn:aws:s3:::reports/*' };
const open = { Action: '*' };
const pair = (gateway: object | undefined, second: object | undefined, service = 's3') =>
  estate({
    vpcEndpoints: [
      gatewayEndpoint('s3', ['rtb-main'], {
        VpcEndpointId: 'vpce-gateway',
        PolicyDocument: gateway && document(gateway),
      }),
      interfaceEndpoint(service, ['subnet-a'], {
        VpcEndpointId: 'vpce-interface',
        PolicyDocument: second && document(second),
      }),
    ],
  });

export default defineRule({
  id: 'policy-divergent-gateway-interface',
  topic: 'policy',
  severity: 'info',
  category: 'security',
  securitySeverity: 3.0,
  onRequest: true,
  summary:
    'Of the two endpoints that a VPC has for a service one is limited by its policy, and the other is not.',
  why: 'What the policy of one endpoint refuses can be sent through the other: it is enough to use its name, or an address of the other kind. A limit on one of them is no limit.',
  fix: 'Give both the same policy, unless the other one is for networks that are limited otherwise.',
  semantics: ['PO1', 'PO2'],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The gateway endpoint is limited',
      facts: pair(own, open),
      findings: [{ resource: 'vpce-interface', affected: ['vpce-gateway'] }],
    },
    {
      title: 'The interface endpoint is limited',
      facts: pair(open, own),
      findings: [{ resource: 'vpce-gateway', affected: ['vpce-interface'] }],
    },
    { title: 'Both are', facts: pair(own, { Resource: 'arn:aws:s3:::other/*' }) },
    { title: 'None is', facts: pair(open, open) },
    { title: 'They are of different services', facts: pair(own, open, 'ssm') },
    {
      title: 'One policy was not collected',
      facts: pair(own, undefined),
      undecided: [{ resource: 'vpce-interface', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(estate(), 'vpcEndpoints'),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const gateway of network.all('vpcEndpoints')) {
      if (!isTrue(isOwnEndpointOfType(gateway, 'gateway'))) continue;
      for (const other of besides(network, gateway)) {
        const [first, second] = [isOpen(gateway), isOpen(other)];
        if (!first.known && !second.known) yield undecided(gateway, first.missing);
        else if (!first.known) yield undecided(gateway, first.missing);
        else if (!second.known) yield undecided(other, second.missing);
        else if (first.value !== second.value) {
          const [wide, narrow] = first.value ? [gateway, other] : [other, gateway];
          yield problem({
            resource: wide,
            key: narrow.id,
            affected: [narrow],
            at: policyPlace(wide, 'PolicyDocument', ''),
            evidence: [{ message: 'The policy that limits', at: policyPlace(narrow, 'PolicyDocument', '') }],
            message: `The policy of endpoint ${wide.id} allows everything, and that of ${narrow.id}, which leads to the same service from the same VPC, does not: what one refuses passes through the other. Give both the same policy.`,
          });
        }
      }
    }
  },
});

/** The interface endpoints of the same service in the same VPC. */
function besides(network: Network, { vpcId, service }: VpcEndpoint): readonly VpcEndpoint[] {
  if (vpcId === null || !service.known) return [];
  const wanted = service.value.service;
  return (network.index('vpcEndpoints', 'vpc', (endpoint) => endpoint.vpcId).get(vpcId) ?? []).filter(
    (endpoint) =>
      isTrue(isOwnEndpointOfType(endpoint, 'interface')) &&
      isTrue(map(endpoint.service, ({ service: name }) => name === wanted)),
  );
}

/** Whether the policy allows everything, without a Deny. */
function isOpen(endpoint: VpcEndpoint): Fact<boolean> {
  return map(endpointPolicy(endpoint), (policy) => {
    const statements = policy?.statements ?? [];
    return statements.some(coversEverything) && statements.every(({ effect }) => effect === 'Allow');
  });
}
