import * as z from 'zod';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import { flatMap, map } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { defineRule } from '../rule.ts';
import { named } from '../wording.ts';
import { judgeBalancers } from './judge-balancers.ts';
import { balancer, provider, service, servicesNotCollected } from './provider-example-estate.ts';

const both = { vpcEndpointServiceConfigurations: [service({ SupportedIpAddressTypes: ['ipv4', 'ipv6'] })] };

export default defineRule({
  id: 'endpoint-service-ip-type-mismatch',
  topic: 'endpoint-service',
  severity: 'warning',
  category: 'connectivity',
  summary: 'An endpoint service offers IPv6, and its load balancer has none.',
  why: 'What arrives at endpoints over IPv6 is passed to the load balancer over IPv6. One that speaks IPv4 only cannot take it.',
  fix: 'Make the load balancer dual-stack (`aws elbv2 set-ip-address-type`), or take IPv6 off the service.',
  semantics: ['E10'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'loadBalancers'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The service offers IPv6, its load balancer speaks IPv4',
      facts: provider(both),
      findings: [{ resource: 'vpce-svc-1', message: 'offers IPv6' }],
    },
    {
      title: 'The load balancer is dual-stack',
      facts: provider({ ...both, loadBalancers: [balancer({ IpAddressType: 'dualstack' })] }),
    },
    {
      title: 'A dual-stack load balancer of a service for IPv4',
      facts: provider({ loadBalancers: [balancer({ IpAddressType: 'dualstack' })] }),
    },
    {
      title: 'The load balancers were not collected',
      facts: without(provider(both), 'loadBalancers'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['loadBalancers'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    yield* judgeBalancers(
      network,
      (its, balancing) =>
        flatMap(its.ipAddressTypes, (types) =>
          map(balancing.ipAddressType, (type) => (types.includes('ipv6') && type === 'ipv4' ? type : null)),
        ),
      (its, balancing) => ({
        affected: [balancing],
        at: '/SupportedIpAddressTypes',
        message: `Endpoint service ${named(its)} offers IPv6, but its load balancer speaks IPv4 only. Make ${calledIn(balancing)} dual-stack, or take IPv6 off the service.`,
      }),
    );
  },
});
