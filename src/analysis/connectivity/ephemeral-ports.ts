import { PortSet } from '../../model/port-set.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';

/** The ports that Linux opens connections from; taken where the system is not known (N6). */
export const linuxEphemeralPorts: PortSet = PortSet.ofRange(32768, 60999);

/** The ports that Lambda opens connections from; they hold those of every other source (N6). */
export const lambdaEphemeralPorts: PortSet = PortSet.ofRange(1024, 65535);

/** The ports that replies to an interface go to. */
export function ephemeralPortsOf({ role }: NetworkInterface): PortSet {
  return role.known && role.value === 'lambda' ? lambdaEphemeralPorts : linuxEphemeralPorts;
}

/** The ports that replies to any of these interfaces go to; those of Linux where there is none. */
export function replyPorts(sources: readonly NetworkInterface[]): PortSet {
  return sources.length === 0
    ? linuxEphemeralPorts
    : PortSet.unionAll(new Set(sources.map(ephemeralPortsOf)));
}
