import { listeningPorts } from '../../analysis/connectivity/endpoint-service-port.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { SecurityGroup } from '../../model/resources/security-group.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { Undecided } from '../rule.ts';
import { listed } from '../wording.ts';

/** The security group that stands for a set of groups: the first by id; null where the input lacks it. */
export function leadingGroup(
  network: Network,
  groupIds: readonly string[],
  whereabouts: Whereabouts,
): SecurityGroup | null {
  const [first] = [...groupIds].sort();
  if (first === undefined) return null;
  const group = network.answerFor('securityGroups', first, whereabouts);
  return group.known ? group.value : null;
}

/** The rule cannot tell about the resource, or about one that the input lacks. */
export function undecidedAbout(resource: Resource | null, missing: readonly MissingFact[]): Undecided {
  return { kind: 'undecided', resource, missing };
}

/** `vpce-1 (ssm)`. */
export function endpointText({ id, service }: VpcEndpoint): string {
  return service.known ? `${id} (${service.value.service})` : id;
}

/** `Security group sg-1`, `Security groups sg-1 and sg-2`. */
export function groupsText(groupIds: readonly string[]): string {
  return `Security group${groupIds.length === 1 ? '' : 's'} ${listed(groupIds)}`;
}

/** The ports that nothing passes: `TCP 443`, or `any port` where the service's are not known. */
export function closedPorts(endpoint: VpcEndpoint): string {
  return portsText(endpoint, 'any port');
}

/** The ports to open: `TCP 443`, or `the port of the service` where they are not known. */
export function portsToOpen(endpoint: VpcEndpoint): string {
  return portsText(endpoint, 'the port of the service');
}

function portsText(endpoint: VpcEndpoint, unknownPorts: string): string {
  const ports = listeningPorts(endpoint);
  return ports.known && ports.value !== null ? `TCP ${ports.value.toString()}` : unknownPorts;
}
