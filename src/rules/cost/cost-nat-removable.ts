import { vpcOf } from '../../analysis/connectivity/vpc-of.ts';
import { natGatewayCost } from '../../analysis/cost/monthly-cost.ts';
import { priceList } from '../../analysis/cost/price-list.ts';
import { and, flatMap, isFalse, map, no, not, someOf, unknown, yes } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NatGateway } from '../../model/resources/gateways.ts';
import { estate, route, routeTable, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { costOptions } from './cost-options.ts';

const natGateways = [{ NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-a', State: 'available' }];
const routed = {
  natGateways,
  routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'nat-1')])],
};

export default defineRule({
  id: 'cost-nat-removable',
  topic: 'cost',
  severity: 'info',
  category: 'cost',
  summary: 'A NAT gateway is paid for, and no route leads to it.',
  why: 'A NAT gateway costs by the hour whether it is used or not. Often one is left behind when endpoints have taken over what went through it.',
  fix: 'Delete the NAT gateway and release its address (`aws ec2 delete-nat-gateway`), after a look at who may need it at other times.',
  semantics: ['I25'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html'],
  subject: 'natGateways',
  needs: ['natGateways', 'routeTables', 'vpcs'],
  options: costOptions,
  examples: [
    {
      title: 'No route leads to the gateway',
      facts: estate({ natGateways }),
      findings: [{ resource: 'nat-1', message: '730 h × $0.048 = $35.04 a month' }],
    },
    { title: 'A route leads to it', facts: estate(routed) },
    {
      title: 'The gateway is gone',
      facts: estate({ natGateways: natGateways.map((nat) => ({ ...nat, State: 'deleted' })) }),
    },
    {
      title: 'The route tables were not collected',
      facts: without(estate({ natGateways }), 'routeTables'),
      undecided: [{ resource: 'nat-1', missing: ['routeTables'] }],
    },
  ],
  *check({ network, options: { prices } }) {
    for (const nat of network.all('natGateways')) {
      const stands = map(nat.state, (state) => state === 'available');
      if (isFalse(stands)) continue;
      const isUnused = and(stands, not(isRouted(network, nat)));
      if (!isUnused.known) yield undecided(nat, isUnused.missing);
      else if (isUnused.value) {
        const { of, remark } = priceList(nat.region, prices, 'natGatewayHour');
        yield problem({
          resource: nat,
          message: `No route leads to NAT gateway ${named(nat)}, and it costs ${natGatewayCost(of, 1).arithmetic} a month.${remark} Delete it, unless it is needed at other times.`,
        });
      }
    }
  },
});

/** Whether a route table of the gateway's VPC leads to it. */
function isRouted(network: Network, nat: NatGateway) {
  return flatMap(vpcOf(network, nat), (vpc) =>
    someOf(network.inVpc('routeTables', vpc), (table) =>
      flatMap(table.routes, (routes) => {
        if (routes.some(({ target }) => target.id === nat.id)) return yes;
        const strange = routes.find(({ target }) => target.kind === 'unknown');
        return strange ? unknown(table.missing(`where route ${strange.index} of ${table.id} leads`)) : no;
      }),
    ),
  );
}
