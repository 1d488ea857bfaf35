import * as z from 'zod';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import {
  connectedEndpoints,
  listenersOf,
  zonesWithoutTargets,
} from '../../analysis/connectivity/provider/provided-service.ts';
import { all, flatMap, map } from '../../model/fact.ts';
import { region, subnet, without } from '../example-estate.ts';
import { defineRule } from '../rule.ts';
import { listed, named, sentence } from '../wording.ts';
import { judgeBalancers } from './judge-balancers.ts';
import {
  balancerArn,
  groupArn,
  provider,
  service,
  servicesNotCollected,
  target,
  targets,
} from './provider-example-estate.ts';

const onlyInA = targets(target('i-a', 'a', 'healthy'));
const unplaced = (id: string) => ({
  Target: { Id: id, Port: 8443 },
  TargetHealth: { State: 'healthy' },
});

export default defineRule({
  id: 'endpoint-service-no-targets-in-az',
  topic: 'endpoint-service',
  severity: 'error',
  category: 'connectivity',
  summary: 'An endpoint service is offered in a zone in which its load balancer has no target.',
  why: 'Without cross-zone load balancing each node of a load balancer sends to targets in its own zone only. Connections of customers that come in by that zone fail, and the name of the endpoint leads to all zones in turn. While no endpoint is connected this is a warning.',
  fix: 'Register a target in the zone, or turn on cross-zone load balancing (`aws elbv2 modify-load-balancer-attributes`).',
  semantics: ['E5', 'E6'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: [
    'vpcEndpointServiceConfigurations',
    'vpcEndpointConnections',
    'loadBalancers',
    'loadBalancerAttributes',
    'listeners',
    'targetHealth',
    'targetGroupAttributes',
    'networkInterfaces',
    'subnets',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'All targets stand in one of two zones',
      facts: provider(onlyInA),
      findings: [{ resource: 'vpce-svc-1', message: `${region}b` }],
    },
    {
      title: 'Where targets stand shows by their interfaces',
      facts: provider(targets(unplaced('i-a'))),
      findings: [{ resource: 'vpce-svc-1', message: `${region}b` }],
    },
    {
      title: 'No endpoint is connected',
      facts: provider({ ...onlyInA, vpcEndpointConnections: [] }),
      findings: [{ resource: 'vpce-svc-1', severity: 'warning' }],
    },
    { title: 'There is a target in each zone', facts: provider() },
    {
      title: 'The load balancer crosses zones',
      facts: provider({
        ...onlyInA,
        loadBalancerAttributes: [
          {
            LoadBalancerArn: balancerArn,
            Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
          },
        ],
      }),
    },
    {
      title: 'The target group crosses zones, whatever its load balancer does',
      facts: provider({
        ...onlyInA,
        targetGroupAttributes: [
          {
            TargetGroupArn: groupArn,
            Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
          },
        ],
      }),
    },
    {
      title: 'The service is offered in the zone of the target only',
      facts: provider({
        ...onlyInA,
        vpcEndpointServiceConfigurations: [service({ AvailabilityZones: [`${region}a`] })],
      }),
    },
    {
      title: 'The target is an address outside of the VPC',
      facts: provider(
        targets({
          Target: { Id: '10.90.0.1', Port: 8443, AvailabilityZone: 'all' },
          TargetHealth: { State: 'healthy' },
        }),
      ),
    },
    {
      title: 'Where the target stands is not known',
      facts: provider({
        ...targets(unplaced('i-unseen')),
        subnets: [subnet('subnet-a', '10.0.1.0/24', 'a')],
      }),
      undecided: [{ resource: 'vpce-svc-1', missing: ['networkInterfaces'] }],
    },
    {
      title: 'Whether the target group crosses zones was not collected',
      facts: without(provider(onlyInA), 'targetGroupAttributes'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['targetGroupAttributes'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    yield* judgeBalancers(
      network,
      (its, balancer) =>
        flatMap(listenersOf(network, balancer), (listeners) =>
          map(all(listeners.map((each) => zonesWithoutTargets(network, its, balancer, each))), (each) => {
            const zones = [...new Set(each.flat())].sort();
            return zones.length > 0 ? zones : null;
          }),
        ),
      (its, balancer, zones) => {
        const connected = connectedEndpoints(network, its);
        return {
          severity: connected.length > 0 ? 'error' : 'warning',
          affected: [balancer, ...connected],
          at: '/AvailabilityZones',
          code: 'ELBV2_NO_TARGETS_IN_AZ',
          message: `${sentence(calledIn(balancer))} has no target in ${listed(zones)}, where endpoint service ${named(its)} is offered, and does not cross zones: connections that come in there fail. Register a target in ${zones.length === 1 ? 'that zone' : 'those zones'}, or turn on cross-zone load balancing.`,
        };
      },
    );
  },
});
