import * as z from 'zod';
import { vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import { endpointAdmitsNobodyOn } from '../../analysis/connectivity/endpoint-admission.ts';
import { listenerPorts } from '../../analysis/connectivity/provider/listener-ports.ts';
import { possibleConsumersOf } from '../../analysis/connectivity/provider/service-consumers.ts';
import { and, flatMap, isFalse, no } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { listener, provider, service, serviceId } from '../endpoint-service/provider-example-estate.ts';
import { standingServices } from '../endpoint-service/standing-services.ts';
import {
  base,
  endpointInterface,
  interfaceEndpoint,
  permission,
  region,
  securityGroup,
  without,
} from '../example-estate.ts';
import type { Facts } from '../rule.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { groupsText } from './wording.ts';

const consumer = interfaceEndpoint('orders', ['subnet-a'], {
  ServiceName: `com.amazonaws.vpce.${region}.${serviceId}`,
  PrivateDnsEnabled: false,
});

/** The provider's estate with an endpoint of its service, whose group admits this. */
function consumed(ingress: readonly ReturnType<typeof permission>[], changes: Facts = {}): Facts {
  return provider({
    vpcEndpoints: [consumer],
    securityGroups: [
      ...(base.securityGroups ?? []).filter(({ GroupId }) => GroupId !== 'sg-endpoint'),
      securityGroup('sg-endpoint', { ingress: [...ingress] }),
    ],
    ...changes,
  });
}

export default defineRule({
  id: 'sg-endpoint-ingress-missing-listener-port',
  topic: 'security-group',
  severity: 'error',
  category: 'connectivity',
  summary:
    'The security groups of an endpoint for an endpoint service of the input admit nobody on a port of its listeners.',
  why: 'An endpoint takes connections on the ports on which the load balancers of its endpoint service listen, and its security groups decide who may make them. Groups that are copied from endpoints of AWS services admit HTTPS alone: where the service listens on other ports, every connection times out.',
  fix: 'Allow ingress on the ports of the listeners from the addresses or security groups of the clients (`aws ec2 authorize-security-group-ingress`).',
  semantics: ['S1', 'S14', 'E13'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  ],
  subject: ['vpcEndpointServiceConfigurations', 'vpcEndpoints'],
  needs: [
    'vpcEndpointServiceConfigurations',
    'vpcEndpoints',
    'loadBalancers',
    'listeners',
    'securityGroups',
    'networkInterfaces',
    'vpcs',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The service listens on 8443, and the group of its endpoint admits HTTPS alone',
      facts: consumed([permission(443, '10.0.0.0/16')], { listeners: [listener(8443)] }),
      findings: [{ resource: 'vpce-1', affected: [serviceId], message: 'admits nobody on TCP 8443' }],
    },
    {
      title: 'Nothing runs in the VPC of the endpoint',
      facts: consumed([permission(443, '10.0.0.0/16')], {
        listeners: [listener(8443)],
        networkInterfaces: [],
      }),
      findings: [{ resource: 'vpce-1', severity: 'warning' }],
    },
    {
      title: 'One of two ports is open',
      facts: consumed([permission(443, '10.0.0.0/16')], { listeners: [listener(443), listener(8443)] }),
    },
    {
      title: 'The group admits nobody on any port, which is for another rule',
      facts: consumed([], { listeners: [listener(8443)] }),
    },
    {
      title: 'Members of the group itself are admitted, which are endpoints alone',
      facts: consumed([permission(8443, 'sg-endpoint'), permission(443, '10.0.0.0/16')], {
        listeners: [listener(8443)],
        networkInterfaces: [
          ...(base.networkInterfaces ?? []),
          endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
        ],
      }),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'The service listens for UDP too',
      facts: consumed([permission(443, '10.0.0.0/16')], {
        listeners: [listener(8443, { Protocol: 'TCP_UDP' })],
      }),
    },
    {
      title: 'The service belongs to somebody who is not in the input',
      facts: consumed([permission(443, '10.0.0.0/16')], {
        vpcEndpointServiceConfigurations: [service({ ServiceId: 'vpce-svc-2' })],
        listeners: [listener(8443)],
      }),
    },
    {
      title: 'The listeners were not collected',
      facts: without(consumed([permission(443, '10.0.0.0/16')]), 'listeners'),
      undecided: [{ resource: 'vpce-1', missing: ['listeners'] }],
    },
  ],
  *check({ network }) {
    for (const provided of standingServices(network)) {
      for (const { endpoint, isConsumer } of possibleConsumersOf(network, provided)) {
        const ports = listenerPorts(network, provided);
        const isShut = and(
          isConsumer,
          flatMap(ports, (each) => (each === null ? no : endpointAdmitsNobodyOn(network, endpoint, each))),
        );
        if (isFalse(isShut)) continue;
        if (!isShut.known) yield undecided(endpoint, isShut.missing);
        else if (ports.known && ports.value !== null) {
          const groupIds = endpoint.groupIds.known ? endpoint.groupIds.value : [];
          const text = `TCP ${ports.value.toString()}`;
          yield problem({
            resource: endpoint,
            at: '/Groups',
            severity: hasComputeBeside(network, endpoint) ? 'error' : 'warning',
            affected: [provided],
            code: 'ENI_SG_RULES_MISMATCH',
            message: `${groupsText(groupIds)} of endpoint ${named(endpoint)} admit${groupIds.length === 1 ? 's' : ''} nobody on ${text}, where endpoint service ${named(provided)} listens, so nobody can connect. Allow ingress on ${text} from the addresses or security groups of the clients.`,
          });
        }
      }
    }
  },
});

/** Whether the endpoint's VPC is known to run something that could use it. */
function hasComputeBeside(network: Network, endpoint: VpcEndpoint): boolean {
  const vpc = vpcOfEndpoint(network, endpoint);
  return vpc.known && computeInVpc(network, vpc.value).items.length > 0;
}
