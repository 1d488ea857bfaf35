import * as z from 'zod';
import { endpointPolicy, policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { coversEverything } from '../../analysis/policy/statement.ts';
import { and, type Fact, flatMap, isFalse, isTrue, map, no } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { hasGatewayEndpoints } from '../../model/service-name.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
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
    for (const gateway of endpointsOfType(network, 'gateway')) {
      for (const { other, isBeside } of besides(network, gateway)) {
        const [first, second] = [isOpen(gateway), isOpen(other)];
        const differs = flatMap(first, (one) => map(second, (another) => one !== another));
        const verdict = and(isBeside, differs);
        if (isFalse(verdict)) continue;
        if (!verdict.known) {
          if (!isFalse(first) && !isTrue(second)) yield undecided(gateway, verdict.missing);
          if (!isFalse(second) && !isTrue(first)) yield undecided(other, verdict.missing);
        } else {
          const [wide, narrow] = isTrue(first) ? [gateway, other] : [other, gateway];
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

interface Beside {
  readonly other: VpcEndpoint;
  readonly isBeside: Fact<boolean>;
}

/** The endpoints of the same VPC that are, or could be, the interface endpoint beside a gateway endpoint. */
function besides(network: Network, gateway: VpcEndpoint): readonly Beside[] {
  const { vpcId } = gateway;
  if (vpcId === null) return [];
  const isGateway = isOwnEndpointOfType(gateway, 'gateway');
  return (network.index('vpcEndpoints', 'vpc', (endpoint) => endpoint.vpcId).get(vpcId) ?? []).flatMap(
    (other) => {
      if (other === gateway) return [];
      const isBeside = and(
        isGateway,
        isOwnEndpointOfType(other, 'interface'),
        haveSameService(gateway, other),
      );
      return isFalse(isBeside) ? [] : { other, isBeside };
    },
  );
}

/** Whether a gateway endpoint and another one are for the same service; only few have gateway endpoints. */
function haveSameService({ service: first }: VpcEndpoint, { service: second }: VpcEndpoint): Fact<boolean> {
  if (first.known && second.known) return map(first, ({ service }) => service === second.value.service);
  const told = [first, second].flatMap((each) => (each.known ? each.value.service : []));
  return told.every(hasGatewayEndpoints)
    ? and(
        map(first, () => true),
        map(second, () => true),
      )
    : no;
}

/** Whether the policy allows everything, without a Deny. */
function isOpen(endpoint: VpcEndpoint): Fact<boolean> {
  return map(endpointPolicy(endpoint), (policy) => {
    const statements = policy?.statements ?? [];
    return statements.some(coversEverything) && statements.every(({ effect }) => effect === 'Allow');
  });
}
