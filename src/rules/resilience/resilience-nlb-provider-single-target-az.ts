import * as z from 'zod';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import { connectedEndpoints, listenersOf } from '../../analysis/connectivity/provider/provided-service.ts';
import { soleZoneOfTargets } from '../../analysis/connectivity/provider/sole-zone.ts';
import { all, flatMap, map } from '../../model/fact.ts';
import { judgeBalancers } from '../endpoint-service/judge-balancers.ts';
import {
  balancerArn,
  provider,
  service,
  servicesNotCollected,
  target,
  targets,
} from '../endpoint-service/provider-example-estate.ts';
import { region, without } from '../example-estate.ts';
import { defineRule } from '../rule.ts';
import { listed, named } from '../wording.ts';

const crossing = {
  loadBalancerAttributes: [
    {
      LoadBalancerArn: balancerArn,
      Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
    },
  ],
};
const inOneZone = { ...crossing, ...targets(target('i-a', 'a', 'healthy'), target('i-b', 'a', 'healthy')) };

export default defineRule({
  id: 'resilience-nlb-provider-single-target-az',
  topic: 'resilience',
  severity: 'warning',
  category: 'resilience',
  summary: 'All targets behind an endpoint service stand in one zone, though it is offered in several.',
  why: 'Endpoints in several zones promise that the service outlives one of them. The load balancer crosses zones, so that all works while the zone of the targets does; when that fails, every endpoint in every zone is cut off. Without crossing, the other zones fail at once, which endpoint-service-no-targets-in-az tells. A single target is taken to be single on purpose.',
  fix: 'Register targets in a second zone (`aws elbv2 register-targets`).',
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
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Two targets stand in one zone of two, and the load balancer crosses zones',
      facts: provider(inOneZone),
      findings: [{ resource: 'vpce-svc-1', message: `stand in ${region}a` }],
    },
    {
      title: 'There is a target in each zone',
      facts: provider(crossing),
    },
    {
      title: 'The load balancer does not cross zones, which is for another rule',
      facts: provider(targets(target('i-a', 'a', 'healthy'), target('i-b', 'a', 'healthy'))),
    },
    {
      title: 'There is one target alone',
      facts: provider({ ...crossing, ...targets(target('i-a', 'a', 'healthy')) }),
    },
    {
      title: 'The service is offered in that zone alone',
      facts: provider({
        ...inOneZone,
        vpcEndpointServiceConfigurations: [service({ AvailabilityZones: [`${region}a`] })],
      }),
    },
    {
      title: 'The targets were not collected',
      facts: without(provider(inOneZone), 'targetHealth'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['targetHealth'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    yield* judgeBalancers(
      network,
      (its, balancer) =>
        flatMap(listenersOf(network, balancer), (listeners) =>
          map(all(listeners.map((each) => soleZoneOfTargets(network, its, balancer, each))), (zones) => {
            const found = [...new Set(zones.flatMap((zone) => zone ?? []))].sort();
            return found.length > 0 ? found : null;
          }),
        ),
      (its, balancer, zones) => ({
        affected: [balancer, ...connectedEndpoints(network, its)],
        at: '/AvailabilityZones',
        message: `All targets of ${zones.length === 1 ? 'a listener' : 'listeners'} of ${calledIn(balancer)} stand in ${listed(zones)}, while endpoint service ${named(its)} is offered in ${its.availabilityZones.known ? listed(its.availabilityZones.value) : 'several zones'}: when ${zones.length === 1 ? 'it' : 'one of them'} fails, endpoints in every zone are cut off. Register targets in a second zone.`,
      }),
    );
  },
});
