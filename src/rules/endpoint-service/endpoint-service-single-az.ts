import * as z from 'zod';
import { balancersOf } from '../../analysis/connectivity/provider/provided-service.ts';
import { all, and, flatMap, isFalse, map } from '../../model/fact.ts';
import { region, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { balancer, provider, service, servicesNotCollected } from './provider-example-estate.ts';
import { standingServices } from './standing-services.ts';

const oneZone = {
  vpcEndpointServiceConfigurations: [service({ AvailabilityZones: [`${region}a`] })],
};
const standingInOne = {
  loadBalancers: [balancer({ AvailabilityZones: [{ ZoneName: `${region}a`, SubnetId: 'subnet-a' }] })],
};

export default defineRule({
  id: 'endpoint-service-single-az',
  topic: 'endpoint-service',
  severity: 'warning',
  category: 'resilience',
  summary: 'An endpoint service and its load balancers stand in one Availability Zone.',
  why: 'When that zone fails, nobody reaches the service. Customers can place endpoints in that zone only, and those who have no subnet there cannot connect at all.',
  fix: 'Add subnets of further zones to the load balancer (`aws elbv2 set-subnets`), with targets there, and save the service again.',
  semantics: ['E5', 'I8'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'loadBalancers'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The service and its load balancer stand in one zone',
      facts: provider({ ...oneZone, ...standingInOne }),
      findings: [{ resource: 'vpce-svc-1', message: `only in ${region}a` }],
    },
    { title: 'They stand in two zones', facts: provider() },
    {
      title: 'The load balancer has another zone, in which the service is not offered yet',
      facts: provider(oneZone),
    },
    {
      title: 'The load balancers were not collected',
      facts: without(provider(oneZone), 'loadBalancers'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['loadBalancers'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    for (const its of standingServices(network)) {
      const { availabilityZones: offered } = its;
      const isOne = and(
        its.isStanding,
        map(offered, (zones) => zones.length === 1),
      );
      if (isFalse(isOne)) continue;
      const zones = flatMap(balancersOf(network, its), (balancers) =>
        map(all(balancers.map((each) => each.zones)), (each) => new Set(each.flat().map(({ name }) => name))),
      );
      const verdict = and(
        isOne,
        map(zones, (names) => names.size === 1),
      );
      if (!verdict.known) yield undecided(its, verdict.missing);
      else if (verdict.value) {
        yield problem({
          resource: its,
          at: '/AvailabilityZones',
          message: `Endpoint service ${named(its)} stands only in ${offered.known ? (offered.value[0] ?? '') : ''}: when that zone fails, nobody reaches it. Add subnets of further zones to its load balancer, with targets there, and save the service again.`,
        });
      }
    }
  },
});
