import * as z from 'zod';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import { balancersOf } from '../../analysis/connectivity/provider/provided-service.ts';
import { and, map } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named, sentence } from '../wording.ts';
import { balancer, beingDeleted, provider, servicesNotCollected } from './provider-example-estate.ts';
import { standingServices } from './standing-services.ts';

const inState = (Code: string) => provider({ loadBalancers: [balancer({ State: { Code } })] });

export default defineRule({
  id: 'endpoint-service-nlb-not-active',
  topic: 'endpoint-service',
  severity: 'error',
  category: 'connectivity',
  summary: 'A load balancer of an endpoint service has failed, or lacks what it needs to scale.',
  why: 'What endpoints bring goes to the load balancers of the service. One that failed takes nothing. One that is impaired (active_impaired) takes traffic, but cannot grow with it, which is a warning.',
  fix: 'Read the reason in the state of the load balancer (`aws elbv2 describe-load-balancers`) and remove it; often its subnets have no free addresses.',
  semantics: ['E1'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'loadBalancers'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The load balancer failed',
      facts: inState('failed'),
      findings: [
        { resource: 'vpce-svc-1', message: 'Load balancer orders of endpoint service vpce-svc-1 has failed' },
      ],
    },
    {
      title: 'The load balancer cannot grow',
      facts: inState('active_impaired'),
      findings: [{ resource: 'vpce-svc-1', severity: 'warning', message: 'active_impaired' }],
    },
    { title: 'The load balancer is active', facts: inState('active') },
    { title: 'The load balancer is being made', facts: inState('provisioning') },
    { title: 'The service is being deleted', facts: { ...inState('failed'), ...beingDeleted } },
    {
      title: 'The load balancers were not collected',
      facts: without(provider(), 'loadBalancers'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['loadBalancers'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    for (const its of standingServices(network)) {
      const balancers = balancersOf(network, its);
      if (!balancers.known) {
        yield undecided(its, balancers.missing);
        continue;
      }
      for (const each of balancers.value) {
        const isFaulty = and(
          its.isStanding,
          map(each.state, (state) => state === 'failed' || state === 'active_impaired'),
        );
        if (!isFaulty.known) yield undecided(its, isFaulty.missing);
        else if (isFaulty.value) {
          const hasFailed = each.state.known && each.state.value === 'failed';
          yield problem({
            resource: its,
            key: each.id,
            severity: hasFailed ? 'error' : 'warning',
            affected: [each],
            at: each.at('/State'),
            message: hasFailed
              ? `${sentence(calledIn(each))} of endpoint service ${named(its)} has failed, so that endpoints which lead to it reach nothing. Remove the reason that its state names, or put another load balancer behind the service.`
              : `${sentence(calledIn(each))} of endpoint service ${named(its)} is active_impaired: it takes traffic, but cannot get what it needs to scale. Give its subnets free addresses.`,
          });
        }
      }
    }
  },
});
