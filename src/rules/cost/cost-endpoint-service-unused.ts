import { connectionsOf, networkBalancersOf } from '../../analysis/connectivity/provider/provided-service.ts';
import { networkLoadBalancerCost } from '../../analysis/cost/monthly-cost.ts';
import { priceList } from '../../analysis/cost/price-list.ts';
import { unitsOfService } from '../../analysis/cost/traffic.ts';
import { all, and, flatMap, isFalse, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { EndpointServiceConfiguration } from '../../model/resources/vpc-endpoint-service.ts';
import {
  allowed,
  connection,
  provider,
  service,
  servicesNotCollected,
} from '../endpoint-service/provider-example-estate.ts';
import { standingServices } from '../endpoint-service/standing-services.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { costOptions } from './cost-options.ts';

const unused = { vpcEndpointConnections: [] };

export default defineRule({
  id: 'cost-endpoint-service-unused',
  topic: 'cost',
  severity: 'info',
  category: 'cost',
  summary: 'No endpoint is connected to an endpoint service, and its load balancers are paid for.',
  why: 'An endpoint service costs nothing by itself; its load balancers cost by the hour and by the capacity units that they use. A service to which no other account is allowed to connect is often one that nobody finished.',
  fix: 'Allow those who are meant to connect (`aws ec2 modify-vpc-endpoint-service-permissions`), or delete the service, and its load balancers if they serve nothing else.',
  semantics: ['E3', 'E14', 'I25'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html',
  ],
  subject: 'vpcEndpointServiceConfigurations',
  needs: [
    'vpcEndpointServiceConfigurations',
    'vpcEndpointServicePermissions',
    'vpcEndpointConnections',
    'loadBalancers',
  ],
  options: costOptions,
  examples: [
    {
      title: 'Nobody is connected',
      facts: provider(unused),
      findings: [{ resource: 'vpce-svc-1', message: '730 h × $0.0225 = $16.43 a month' }],
    },
    {
      title: 'Nobody is connected, and its load balancer works hard',
      facts: provider(unused),
      options: { traffic: [{ endpointService: 'vpce-svc-1', lcu: 100 }] },
      findings: [{ resource: 'vpce-svc-1', message: '100 LCU × 730 h × $0.006' }],
    },
    {
      title: 'Nobody else may connect',
      facts: provider({ ...unused, ...allowed() }),
      findings: [{ resource: 'vpce-svc-1', message: 'No other account is allowed to' }],
    },
    { title: 'An endpoint is connected', facts: provider() },
    {
      title: 'An endpoint waits to be accepted',
      facts: provider({ vpcEndpointConnections: [connection({ VpcEndpointState: 'pendingAcceptance' })] }),
    },
    {
      title: 'The service is being deleted',
      facts: provider({
        ...unused,
        vpcEndpointServiceConfigurations: [service({ ServiceState: 'Deleting' })],
      }),
    },
    {
      title: 'The connections were not collected',
      facts: without(provider(unused), 'vpcEndpointConnections'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointConnections'] }],
    },
    servicesNotCollected,
  ],
  *check({ network, options: { prices, traffic } }) {
    for (const its of standingServices(network)) {
      const isUnused = and(
        its.isStanding,
        flatMap(connectionsOf(network, its), (connections) =>
          map(all(connections.map(({ state }) => state)), (states) => !states.some(isConnecting)),
        ),
      );
      if (isFalse(isUnused)) continue;
      if (!isUnused.known) yield undecided(its, isUnused.missing);
      else {
        const { of, remark } = priceList(
          its.region,
          prices,
          'networkLoadBalancerHour',
          'networkLoadBalancerLcu',
        );
        const balancers = networkBalancersOf(network, its);
        const arithmetic =
          balancers.known && balancers.value.length > 0
            ? networkLoadBalancerCost(of, balancers.value.length, unitsOfService(traffic, its.id)).arithmetic
            : null;
        yield problem({
          resource: its,
          affected: balancers.known ? balancers.value : [],
          message: `No endpoint is connected to endpoint service ${named(its)}.${permissionText(network, its)}${arithmetic === null ? '' : ` Its load balancers cost ${arithmetic} a month${unitsOfService(traffic, its.id) === 0 ? ', and what they are used' : ''}.${remark}`} Have those connect who are meant to, or delete it.`,
        });
      }
    }
  },
});

function isConnecting(state: string): boolean {
  return state === 'available' || state === 'pending' || state === 'pendingacceptance';
}

function permissionText(network: Network, its: EndpointServiceConfiguration): string {
  const permissions = network.answerFor('vpcEndpointServicePermissions', its.id, its);
  const principals = flatMap(permissions, (answer) => answer.principals);
  return principals.known && principals.value.length === 0 ? ' No other account is allowed to.' : '';
}
