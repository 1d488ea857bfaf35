import * as z from 'zod';
import { and, flatMap, isFalse, map, not, someOf } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { provider, service, serviceId, servicesNotCollected } from './provider-example-estate.ts';
import { standingServices } from './standing-services.ts';

const alarm = (Name: string, Value: string) => ({
  metricAlarms: [{ AlarmName: 'orders', Namespace: 'AWS/Any', Dimensions: [{ Name, Value }] }],
});

export default defineRule({
  id: 'endpoint-service-no-alarm',
  topic: 'endpoint-service',
  severity: 'info',
  category: 'hygiene',
  onRequest: true,
  summary: 'No alarm watches an endpoint service or its load balancers.',
  why: 'When its targets fail, customers notice first. CloudWatch counts healthy targets and refused connections for load balancers (UnHealthyHostCount and others), and traffic and resets for endpoint services. Alarms elsewhere than in CloudWatch are not seen here.',
  fix: 'Create an alarm on the unhealthy targets of the load balancer (`aws cloudwatch put-metric-alarm`).',
  semantics: ['E1', 'E6'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html',
  ],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'metricAlarms'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'There is no alarm',
      facts: provider({ metricAlarms: [] }),
      findings: [{ resource: 'vpce-svc-1', message: 'No CloudWatch alarm' }],
    },
    {
      title: 'An alarm watches another load balancer',
      facts: provider(alarm('LoadBalancer', 'net/others/2')),
      findings: [{ resource: 'vpce-svc-1' }],
    },
    { title: 'An alarm watches the load balancer', facts: provider(alarm('LoadBalancer', 'net/orders/1')) },
    { title: 'An alarm watches the service', facts: provider(alarm('Service Id', serviceId)) },
    {
      title: 'An alarm watches the load balancer by a metric that is computed',
      facts: provider({
        metricAlarms: [
          {
            AlarmName: 'orders',
            Metrics: [
              {
                Id: 'm1',
                MetricStat: { Metric: { Dimensions: [{ Name: 'LoadBalancer', Value: 'net/orders/1' }] } },
              },
            ],
          },
        ],
      }),
    },
    {
      title: 'The service is being deleted',
      facts: provider({
        metricAlarms: [],
        vpcEndpointServiceConfigurations: [service({ ServiceState: 'Deleting' })],
      }),
    },
    {
      title: 'The alarms were not collected',
      facts: without(provider(), 'metricAlarms'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['metricAlarms'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    for (const its of standingServices(network)) {
      const isWatched = flatMap(its.loadBalancerArns, (arns) => {
        const names = new Set([its.id, ...arns.map((arn) => arn.replace(/^.*:loadbalancer\//, ''))]);
        const alarms = {
          items: network.all('metricAlarms'),
          missing: network.missing('metricAlarms', its),
        };
        return someOf(alarms, ({ watched }) =>
          map(watched, (values) => values.some((value) => names.has(value))),
        );
      });
      const isUnwatched = and(its.isStanding, not(isWatched));
      if (isFalse(isUnwatched)) continue;
      if (!isUnwatched.known) yield undecided(its, isUnwatched.missing);
      else {
        yield problem({
          resource: its,
          at: '/NetworkLoadBalancerArns',
          message: `No CloudWatch alarm watches endpoint service ${named(its)} or its load balancers: when targets fail, customers notice first. Create an alarm on unhealthy targets.`,
        });
      }
    }
  },
});
