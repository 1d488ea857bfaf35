import { itemsOf } from '../../../model/edit-snapshot.ts';
import { complete, filterListing, map } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { RouteTable } from '../../../model/resources/route-table.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';
import { gatewayServices } from '../../../model/service-name.ts';
import type { RawItem } from '../../../model/snapshot.ts';
import { describedSubnets } from '../effective-route-table.ts';
import { gatewayEndpointsOf } from '../gateway-endpoints.ts';
import { prefixListAddresses, serviceAddresses, servicePrefixListIds } from '../prefix-list-addresses.ts';
import { subnetsBehindTable } from '../sources-behind-table.ts';
import { type Change, isPlainId, type Opener, subnetsText, type Wanted, withOthers } from './change.ts';

/** Where the VPC has a gateway endpoint for the addresses: its association with the table that has no route (G1). */
export const associateTable: Opener = (wanted, { component }): Change | null => {
  const { network, destinations } = wanted;
  const table = network.find('routeTables', component.id, component);
  if (!table.known || !table.value || !isPlainId(component.id)) return null;
  const { value: found } = table;
  const service = gatewayServices.find((each) => {
    const addresses = serviceAddresses(network, each, found);
    return addresses.known && destinations.isSubsetOf(addresses.value);
  });
  const endpoint = service === undefined ? null : onlyEndpoint(network, service, found);
  const lists = service === undefined ? null : servicePrefixListIds(network, service, found);
  if (service === undefined || !endpoint || !isPlainId(endpoint.id) || !lists?.known) return null;
  const routed = lists.value.filter((id) => {
    const addresses = prefixListAddresses(network, id, found);
    return addresses.known && addresses.value.overlaps(destinations);
  });
  const routes = routed.map((DestinationPrefixListId) => ({
    DestinationPrefixListId,
    GatewayId: endpoint.id,
    Origin: 'CreateRoute',
    State: 'active',
  }));
  return {
    resource: found,
    summary: `associate ${found.id} with gateway endpoint ${endpoint.id}`,
    commands: [
      `aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${endpoint.id} --add-route-table-ids ${found.id}`,
    ],
    ...otherSubnets(wanted, found, service),
    edits: [
      {
        family: 'routeTables',
        id: found.id,
        change: (item: RawItem) => ({ ...item, Routes: [...itemsOf(item, 'Routes'), ...routes] }),
      },
      {
        family: 'vpcEndpoints',
        id: endpoint.id,
        change: (item: RawItem) => ({
          ...item,
          RouteTableIds: [...itemsOf(item, 'RouteTableIds'), found.id],
        }),
      },
    ],
  };
};

/** The one gateway endpoint of the service that the VPC has in working order. */
function onlyEndpoint(network: Network, service: string, table: RouteTable): VpcEndpoint | null {
  const { vpcId } = table;
  if (vpcId === null) return null;
  const endpoints = gatewayEndpointsOf(network, service, vpcId, table);
  const available = filterListing(endpoints, ({ state }) => map(state, (text) => text === 'available'));
  const all = complete(available);
  const [endpoint, ...others] = all.known ? all.value : [];
  return endpoint && others.length === 0 ? endpoint : null;
}

/** All that stands in the subnets behind the table sends the service's packets through the endpoint then. */
function otherSubnets(
  { network, senders }: Wanted,
  table: RouteTable,
  service: string,
): Pick<Change, 'besides' | 'others'> {
  const served = subnetsBehindTable(network, table);
  if (served.missing.length > 0) {
    return { besides: `which subnets ${table.id} serves is not known`, others: [] };
  }
  const others = withOthers(describedSubnets(network, served.items, table), senders);
  if (others.length === 0) return { besides: null, others };
  return {
    besides: `all of ${subnetsText(others, `behind ${table.id}`)} would reach ${service} through it`,
    others,
  };
}
