import * as z from 'zod';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import { flatMap, map } from '../../model/fact.ts';
import { region, without } from '../example-estate.ts';
import { defineRule } from '../rule.ts';
import { listed, named, sentence } from '../wording.ts';
import { judgeBalancers } from './judge-balancers.ts';
import { provider, service, servicesNotCollected } from './provider-example-estate.ts';

const inZones = (AvailabilityZones: readonly string[] | undefined) =>
  provider({ vpcEndpointServiceConfigurations: [service({ AvailabilityZones })] });

export default defineRule({
  id: 'endpoint-service-az-not-enabled',
  topic: 'endpoint-service',
  severity: 'warning',
  category: 'resilience',
  summary: 'A load balancer stands in a zone in which its endpoint service is not offered.',
  why: 'A service is offered in the zones that its load balancer had when the service was last saved. In a zone that was added later customers cannot place an endpoint, though the load balancer there is paid for.',
  fix: 'Save the service again, with the load balancer that it has (`aws ec2 modify-vpc-endpoint-service-configuration --add-network-load-balancer-arns`).',
  semantics: ['E5'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'loadBalancers'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The load balancer has a zone more than the service',
      facts: inZones([`${region}a`]),
      findings: [{ resource: 'vpce-svc-1', message: `${region}b` }],
    },
    { title: 'Service and load balancer have the same zones', facts: provider() },
    {
      title: 'The zones of the service are not in the input',
      facts: inZones(undefined),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointServiceConfigurations'] }],
    },
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
      (its, balancer) =>
        flatMap(its.availabilityZones, (offered) =>
          map(balancer.zones, (zones) => {
            const others = zones.map(({ name }) => name).filter((name) => !offered.includes(name));
            return others.length > 0 ? others.toSorted() : null;
          }),
        ),
      (its, balancer, others) => ({
        affected: [balancer],
        at: '/AvailabilityZones',
        message: `${sentence(calledIn(balancer))} stands in ${listed(others)}, where endpoint service ${named(its)} is not offered: its zones are those of the time when it was last saved. Save the service again, so that customers can place endpoints there.`,
      }),
    );
  },
});
