import {
  and,
  every,
  everyOf,
  type Fact,
  filterListing,
  flatMap,
  known,
  map,
  no,
  not,
  unknown,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PortSet } from '../../model/port-set.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { vpcOfEndpoint } from './available-endpoint.ts';
import { listeningPorts } from './endpoint-service-port.ts';
import { type Admission, admissionOnSomePort } from './security-group-admission.ts';

/** Whom the endpoint's security groups admit on at least one port of its service (S1, S14, S18). */
export function endpointIngress(network: Network, endpoint: VpcEndpoint): Fact<Admission> {
  return network.memoOf(endpoint, 'ingress', () =>
    flatMap(endpoint.groupIds, (groupIds) => {
      if (groupIds.length === 0) return unknown(endpoint.missing(`no security group of ${endpoint.id}`));
      return map(listeningPorts(endpoint), (ports) =>
        admissionOnSomePort(network, groupIds, endpoint, 'ingress', ports),
      );
    }),
  );
}

/**
 * Whether the endpoint's security groups admit nobody to its service: no address, and by reference at most
 * groups that only endpoints carry, which never open a connection (I12). A referenced group that nobody
 * carries today counts as somebody: an instance that starts tomorrow may carry it.
 */
export function endpointAdmitsNobody(network: Network, endpoint: VpcEndpoint): Fact<boolean> {
  return flatMap(endpointIngress(network, endpoint), (ingress) => admitsNobody(network, endpoint, ingress));
}

function admitsNobody(
  network: Network,
  endpoint: VpcEndpoint,
  { addresses, groupIds, missing }: Admission,
): Fact<boolean> {
  if (!addresses.isEmpty()) return no;
  return and(
    every(groupIds, (groupId) => isCarriedByEndpointsOnly(network, endpoint, groupId)),
    missing.length > 0 ? unknown(...missing) : known(true),
  );
}

/** Whether the endpoint's groups admit somebody, but nobody on any of these ports of TCP. */
export function endpointAdmitsNobodyOn(
  network: Network,
  endpoint: VpcEndpoint,
  ports: PortSet,
): Fact<boolean> {
  return flatMap(endpoint.groupIds, (groupIds) =>
    and(
      admitsNobody(network, endpoint, admissionOnSomePort(network, groupIds, endpoint, 'ingress', ports)),
      not(endpointAdmitsNobody(network, endpoint)),
    ),
  );
}

function isCarriedByEndpointsOnly(network: Network, endpoint: VpcEndpoint, groupId: string): Fact<boolean> {
  return flatMap(vpcOfEndpoint(network, endpoint), (vpc) =>
    network.memo(`only endpoints of ${vpc.id} carry ${groupId}`, () => {
      const members = filterListing(network.inVpc('networkInterfaces', vpc), (member) =>
        map(member.groupIds, (ids) => ids.includes(groupId)),
      );
      return and(
        everyOf(members, (member) => map(member.role, () => member.raw.InterfaceType === 'vpc_endpoint')),
        members.items.length > 0 || members.missing.length > 0 ? known(true) : no,
      );
    }),
  );
}

/**
 * Whether the endpoint has no security group but its VPC's default one, and that admits to the service only
 * interfaces that carry it too (S2, S14). A default group that was edited to admit others is not meant.
 */
export function endpointAdmitsOnlyDefaultGroup(network: Network, endpoint: VpcEndpoint): Fact<boolean> {
  return flatMap(endpoint.groupIds, ([groupId, ...others]) => {
    if (groupId === undefined || others.length > 0) return no;
    return and(
      isDefaultGroupOfVpc(network, endpoint, groupId),
      flatMap(endpointIngress(network, endpoint), ({ addresses, groupIds, missing }) => {
        if (!addresses.isEmpty() || [...groupIds].some((id) => id !== groupId)) return no;
        return missing.length > 0 ? unknown(...missing) : known(groupIds.has(groupId));
      }),
    );
  });
}

function isDefaultGroupOfVpc(network: Network, endpoint: VpcEndpoint, groupId: string): Fact<boolean> {
  const shownName = endpoint.raw.Groups?.[0]?.GroupName;
  if (shownName && shownName !== 'default') return no;
  return flatMap(network.answerFor('securityGroups', groupId, endpoint), (group) =>
    group.vpcId !== null && group.vpcId !== endpoint.vpcId
      ? no
      : map(group.groupName, (name) => name === 'default'),
  );
}
