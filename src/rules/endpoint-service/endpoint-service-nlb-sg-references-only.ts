import * as z from 'zod';
import { endpointClientsAdmitted } from '../../analysis/connectivity/provider/balancer-groups.ts';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import { connectedEndpoints } from '../../analysis/connectivity/provider/provided-service.ts';
import { consumersOf } from '../../analysis/connectivity/provider/service-consumers.ts';
import { flatMap, isFalse, known, map, unknown } from '../../model/fact.ts';
import { permission, securityGroup, without } from '../example-estate.ts';
import { defineRule } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { judgeBalancers } from './judge-balancers.ts';
import {
  balancer,
  connection,
  openTargetGroup,
  provider,
  servicesNotCollected,
} from './provider-example-estate.ts';

const byReference = {
  securityGroups: [securityGroup('sg-balancer', { ingress: [permission(443, 'sg-app')] }), openTargetGroup],
};

export default defineRule({
  id: 'endpoint-service-nlb-sg-references-only',
  topic: 'endpoint-service',
  severity: 'error',
  category: 'connectivity',
  summary: 'The load balancer of an endpoint service admits clients only by naming security groups.',
  why: 'Clients of an endpoint service stand in VPCs of their own, whose security groups the rules of the load balancer cannot name. Rules that name groups admit none of them. While no endpoint of another account or VPC is known this is a warning.',
  fix: 'Admit the addresses of the clients, or do not apply the rules to endpoints (`aws elbv2 set-security-groups --enforce-security-group-inbound-rules-on-private-link-traffic off`).',
  semantics: ['S20'],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',
  ],
  subject: 'vpcEndpointServiceConfigurations',
  needs: [
    'vpcEndpointServiceConfigurations',
    'vpcEndpointConnections',
    'vpcEndpoints',
    'loadBalancers',
    'listeners',
    'securityGroups',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The only rule names a group, and a customer is connected',
      facts: provider(byReference),
      findings: [{ resource: 'vpce-svc-1', message: 'sg-app' }],
    },
    {
      title: 'Only the own account is connected',
      facts: provider({
        ...byReference,
        vpcEndpointConnections: [connection({ VpcEndpointOwner: '111122223333' })],
      }),
      findings: [{ resource: 'vpce-svc-1', severity: 'warning' }],
    },
    { title: 'A rule admits addresses', facts: provider() },
    {
      title: 'The rules do not count for endpoints',
      facts: provider({
        ...byReference,
        loadBalancers: [balancer({ EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' })],
      }),
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
      (_, balancing) =>
        flatMap(endpointClientsAdmitted(network, balancing), (admitted) => {
          if (admitted === null) return known(null);
          const { addresses, groupIds, missing } = admitted;
          if (!addresses.isEmpty()) return known(null);
          if (missing.length > 0) return unknown(...missing);
          return known(groupIds.size > 0 ? [...groupIds].sort() : null);
        }),
      (its, balancing, groupIds) => {
        const strangers = connectedEndpoints(network, its).filter(({ owner }) =>
          isFalse(map(owner, (account) => account === its.account)),
        );
        const elsewhere = consumersOf(network, its).filter(({ vpcId }) => vpcId !== balancing.vpcId);
        return {
          severity: strangers.length + elsewhere.length > 0 ? 'error' : 'warning',
          affected: [balancing, ...strangers, ...elsewhere],
          at: balancing.at('/SecurityGroups'),
          message: `The security groups of ${calledIn(balancing)} admit only members of ${listed(groupIds)}, and rules cannot name groups of clients in other VPCs: endpoints of ${named(its)} reach nothing from there. Admit the addresses of the clients, or switch the rules off for endpoints.`,
        };
      },
    );
  },
});
