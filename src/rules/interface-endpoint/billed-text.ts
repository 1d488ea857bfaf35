import { gatewayLoadBalancerEndpointCost, interfaceEndpointCost } from '../../analysis/cost/monthly-cost.ts';
import { type OwnPrices, priceList } from '../../analysis/cost/price-list.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';

const priced = {
  interface: { price: 'interfaceEndpointHour', cost: interfaceEndpointCost },
  'gateway-load-balancer': {
    price: 'gatewayLoadBalancerEndpointHour',
    cost: gatewayLoadBalancerEndpointCost,
  },
} as const;

/** What an endpoint costs that is not connected (I24); nothing for types whose prices are not known here. */
export function billedText({ endpointType, subnetIds, region }: VpcEndpoint, prices: OwnPrices): string {
  if (!endpointType.known || !subnetIds.known || subnetIds.value.length === 0) return '';
  const { value: type } = endpointType;
  if (type !== 'interface' && type !== 'gateway-load-balancer') return '';
  const { price, cost } = priced[type];
  const { of, remark } = priceList(region, prices, price);
  return ` It is billed all the same: ${cost(of, subnetIds.value.length).arithmetic} a month.${remark}`;
}
