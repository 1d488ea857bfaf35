import { interfaceEndpointCost } from '../../analysis/cost/monthly-cost.ts';
import { type OwnPrices, priceList } from '../../analysis/cost/price-list.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';

/** What an interface endpoint costs that is not connected (I24); nothing for other types, whose prices are their own. */
export function billedText({ endpointType, subnetIds, region }: VpcEndpoint, prices: OwnPrices): string {
  if (!endpointType.known || endpointType.value !== 'interface') return '';
  if (!subnetIds.known || subnetIds.value.length === 0) return '';
  const { of, remark } = priceList(region, prices, 'interfaceEndpointHour');
  return ` It is billed all the same: ${interfaceEndpointCost(of, subnetIds.value.length).arithmetic} a month.${remark}`;
}
