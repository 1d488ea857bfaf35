import * as z from 'zod';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import { map } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { defineRule } from '../rule.ts';
import { named, sentence } from '../wording.ts';
import { judgeBalancers } from './judge-balancers.ts';
import { balancer, provider, servicesNotCollected } from './provider-example-estate.ts';

export default defineRule({
  id: 'endpoint-service-nlb-no-sg',
  topic: 'endpoint-service',
  severity: 'info',
  category: 'security',
  securitySeverity: 2.0,
  onRequest: true,
  summary: 'A load balancer of an endpoint service has no security group, and can get none.',
  why: 'A Network Load Balancer that was created without security groups lets everybody through, and groups cannot be added later. Targets then have to tell its own addresses apart.',
  fix: 'Where filtering is wanted, create a load balancer with a security group, put it behind the service and take the old one away.',
  semantics: ['S21'],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',
  ],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'loadBalancers'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The load balancer was created without groups',
      facts: provider({ loadBalancers: [balancer({ SecurityGroups: undefined })] }),
      findings: [{ resource: 'vpce-svc-1', message: 'has no security group' }],
    },
    { title: 'The load balancer has a group', facts: provider() },
    {
      title: 'The load balancers were not collected',
      facts: without(provider(), 'loadBalancers'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['loadBalancers'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    yield* judgeBalancers(
      network,
      (_, balancing) => map(balancing.groupIds, (ids) => (ids.length === 0 ? ids : null)),
      (its, balancing) => ({
        affected: [balancing],
        at: balancing.at(),
        message: `${sentence(calledIn(balancing))} of endpoint service ${named(its)} has no security group and can get none: it lets everybody through. Where filtering is wanted, put a load balancer that was created with a group behind the service.`,
      }),
    );
  },
});
