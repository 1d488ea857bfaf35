import * as z from 'zod';
import { endpointClientsAdmitted } from '../../analysis/connectivity/provider/balancer-groups.ts';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import { listenersOf } from '../../analysis/connectivity/provider/provided-service.ts';
import {
  type ComputeOfConsumer,
  consumersRefused,
} from '../../analysis/connectivity/provider/service-consumers.ts';
import { flatMap, known, map, unknown } from '../../model/fact.ts';
import { interfaceEndpoint, permission, region, securityGroup, without } from '../example-estate.ts';
import { defineRule } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { judgeBalancers } from './judge-balancers.ts';
import {
  balancer,
  openTargetGroup,
  provider,
  serviceId,
  servicesNotCollected,
} from './provider-example-estate.ts';

const group = (...ingress: readonly ReturnType<typeof permission>[]) => ({
  securityGroups: [securityGroup('sg-balancer', { ingress: [...ingress] }), openTargetGroup],
});
const consumer = {
  vpcEndpoints: [
    interfaceEndpoint('vpce', ['subnet-a'], {
      ServiceName: `com.amazonaws.vpce.${region}.${serviceId}`,
      PrivateDnsEnabled: false,
    }),
  ],
};

export default defineRule({
  id: 'endpoint-service-nlb-sg-blocks-privatelink',
  topic: 'endpoint-service',
  severity: 'error',
  category: 'connectivity',
  summary: 'The security groups of a load balancer keep out the clients of its endpoint service.',
  why: "The inbound rules of the load balancer's groups apply to what endpoints bring, unless that is switched off, and see the addresses of the clients. Clients that no rule admits get no connection, though the endpoint is available.",
  fix: 'Admit the addresses of the clients on the ports of the listeners, or do not apply the rules to endpoints (`aws elbv2 set-security-groups --enforce-security-group-inbound-rules-on-private-link-traffic off`).',
  semantics: ['S1', 'S20', 'S21', 'E13'],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',
  ],
  subject: 'vpcEndpointServiceConfigurations',
  needs: [
    'vpcEndpointServiceConfigurations',
    'loadBalancers',
    'listeners',
    'securityGroups',
    'vpcEndpoints',
    'vpcs',
    'networkInterfaces',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'No rule admits anybody',
      facts: provider(group()),
      findings: [{ resource: 'vpce-svc-1', message: 'admit nobody' }],
    },
    {
      title: 'A port is open for which there is no listener',
      facts: provider(group(permission(8443, '10.0.0.0/8'))),
      findings: [{ resource: 'vpce-svc-1', message: 'admit nobody' }],
    },
    {
      title: 'The VPC of an endpoint that is known is not admitted',
      facts: provider({ ...group(permission(443, '192.168.0.0/16')), ...consumer }),
      findings: [{ resource: 'vpce-svc-1', message: 'behind vpce-1' }],
    },
    { title: 'The clients are admitted', facts: provider(consumer) },
    {
      title: 'Others are admitted, whose endpoints are not in the input',
      facts: provider(group(permission(443, '192.168.0.0/16'))),
    },
    {
      title: 'The rules do not count for endpoints',
      facts: provider({
        ...group(),
        loadBalancers: [balancer({ EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' })],
      }),
    },
    {
      title: 'The load balancer has no group',
      facts: provider({ loadBalancers: [balancer({ SecurityGroups: undefined })] }),
    },
    {
      title: 'The security groups were not collected',
      facts: without(provider(), 'securityGroups'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['securityGroups'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    yield* judgeBalancers(
      network,
      (its, balancing) =>
        flatMap(listenersOf(network, balancing), (listeners) => {
          if (listeners.length === 0) return known(null);
          return flatMap(endpointClientsAdmitted(network, balancing), (admitted) => {
            if (admitted === null) return known(null);
            const { addresses, groupIds, missing } = admitted;
            if (addresses.isEmpty() && groupIds.size === 0) {
              const nobody: readonly ComputeOfConsumer[] = [];
              return missing.length > 0 ? unknown(...missing) : known(nobody);
            }
            if (groupIds.size > 0) return known(null);
            return map(consumersRefused(network, its, admitted), (refused) =>
              refused.length > 0 ? refused : null,
            );
          });
        }),
      (its, balancing, refused) => ({
        affected: [balancing, ...refused.map(({ endpoint }) => endpoint)],
        at: balancing.at('/SecurityGroups'),
        message:
          refused.length === 0
            ? `The security groups of ${calledIn(balancing)} admit nobody to its listeners, and apply to what endpoints of ${named(its)} bring: nobody can connect. Admit the addresses of the clients, or switch the rules off for endpoints.`
            : `The security groups of ${calledIn(balancing)} admit none of the addresses behind ${listed(refused.map(({ endpoint }) => endpoint.id))} to its listeners, so that these endpoints of ${named(its)} reach nothing. Admit the addresses of their VPC, or switch the rules off for endpoints.`,
      }),
    );
  },
});
