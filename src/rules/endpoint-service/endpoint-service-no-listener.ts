import * as z from 'zod';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import { listenersOf } from '../../analysis/connectivity/provider/provided-service.ts';
import { all, flatMap, map } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { defineRule } from '../rule.ts';
import { named, sentence } from '../wording.ts';
import { judgeBalancers } from './judge-balancers.ts';
import { listener, provider, servicesNotCollected } from './provider-example-estate.ts';

export default defineRule({
  id: 'endpoint-service-no-listener',
  topic: 'endpoint-service',
  severity: 'error',
  category: 'connectivity',
  summary: 'A load balancer of an endpoint service listens on no port.',
  why: 'An endpoint reaches the ports for which the load balancer has a listener that forwards to targets. Without one, every connection fails.',
  fix: 'Create a listener for each port of the service (`aws elbv2 create-listener`).',
  semantics: ['E13'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'loadBalancers', 'listeners'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The load balancer has no listener',
      facts: provider({ listeners: [] }),
      findings: [{ resource: 'vpce-svc-1', message: 'listens on no port' }],
    },
    {
      title: 'Its listener forwards to nothing',
      facts: provider({ listeners: [listener(443, { DefaultActions: [] })] }),
      findings: [{ resource: 'vpce-svc-1', message: 'forwards nothing' }],
    },
    { title: 'It has a listener', facts: provider() },
    {
      title: 'The listeners were not collected',
      facts: without(provider(), 'listeners'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['listeners'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    yield* judgeBalancers(
      network,
      (_, balancer) =>
        flatMap(listenersOf(network, balancer), (listeners) =>
          map(all(listeners.map(({ targetGroupArns }) => targetGroupArns)), (groups) =>
            groups.flat().length > 0
              ? null
              : listeners.length > 0
                ? ('forwards nothing' as const)
                : ('listens on no port' as const),
          ),
        ),
      (its, balancer, fault) => ({
        affected: [balancer],
        at: balancer.at(),
        code: 'ELBV2_LISTENER_PORT_RESTRICTION',
        message: `${sentence(calledIn(balancer))} ${fault}, so that endpoints of ${named(its)} reach nothing through it. Create a listener for each port of the service.`,
      }),
    );
  },
});
