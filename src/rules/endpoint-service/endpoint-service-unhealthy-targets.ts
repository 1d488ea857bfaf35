import * as z from 'zod';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import { listenersOf, targetsOf } from '../../analysis/connectivity/provider/provided-service.ts';
import { all, flatMap, map } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { defineRule } from '../rule.ts';
import { counted, listed, named, sentence } from '../wording.ts';
import { judgeBalancers } from './judge-balancers.ts';
import { provider, servicesNotCollected, target, targets } from './provider-example-estate.ts';

export default defineRule({
  id: 'endpoint-service-unhealthy-targets',
  topic: 'endpoint-service',
  severity: 'error',
  category: 'connectivity',
  summary: 'Behind a port of an endpoint service there is no target, or none was healthy.',
  why: 'The endpoints are connected and the port is open, but nothing answers behind it. Health is that of the moment of collection.',
  fix: 'Register targets (`aws elbv2 register-targets`), or find out why the health checks fail: the port, the security groups of the targets, the program itself.',
  semantics: ['E6', 'S22'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html',
  ],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'loadBalancers', 'listeners', 'targetHealth'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'All targets are unhealthy',
      facts: provider(targets(target('i-a', 'a', 'unhealthy'), target('i-b', 'b', 'unhealthy'))),
      findings: [{ resource: 'vpce-svc-1', message: 'none of 2 targets was healthy' }],
    },
    {
      title: 'No target is registered',
      facts: provider(targets()),
      findings: [{ resource: 'vpce-svc-1', message: 'no target is registered' }],
    },
    {
      title: 'One target is healthy',
      facts: provider(targets(target('i-a', 'a', 'healthy'), target('i-b', 'b', 'unhealthy'))),
    },
    {
      title: 'A target is being registered',
      facts: provider(targets(target('i-a', 'a', 'initial'), target('i-b', 'b', 'unhealthy'))),
    },
    {
      title: 'Health checks are off',
      facts: provider(targets(target('i-a', 'a', 'unavailable'))),
    },
    {
      title: 'The targets were not collected',
      facts: without(provider(), 'targetHealth'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['targetHealth'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    yield* judgeBalancers(
      network,
      (_, balancer) =>
        flatMap(listenersOf(network, balancer), (listeners) =>
          map(
            all(
              listeners.map((each) =>
                map(targetsOf(network, balancer, each), (found) => ({ listener: each, found })),
              ),
            ),
            (ports) => {
              const dead = ports.filter(
                ({ listener: { targetGroupArns: arns }, found }) =>
                  arns.known && arns.value.length > 0 && found.every(({ state }) => state === 'unhealthy'),
              );
              return dead.length > 0 ? dead : null;
            },
          ),
        ),
      (its, balancer, dead) => {
        const ports = dead.map(({ listener: { port } }) => (port.known ? String(port.value) : '?'));
        const count = dead.reduce((sum, { found }) => sum + found.length, 0);
        const what =
          count === 0
            ? 'no target is registered'
            : `none of ${counted(count, 'target')} was healthy at the time of collection`;
        return {
          affected: [balancer],
          at: dead[0]?.listener.at('/DefaultActions') ?? balancer.at(),
          message: `Behind port ${listed(ports)} of ${calledIn(balancer)}, to which endpoint service ${named(its)} leads, ${what}. ${sentence(count === 0 ? 'register targets.' : 'find out why their health checks fail.')}`,
        };
      },
    );
  },
});
