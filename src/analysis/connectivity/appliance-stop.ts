import { no } from '../../model/fact.ts';
import type { Place, Resource } from '../../model/resources/resource.ts';
import type { Arrival } from './deliver-locally.ts';
import { decide, type Flight } from './flight.ts';
import type { PathBranch, Via } from './path-answer.ts';

/** An appliance on the way, by what stands for it in the VPC: its interface, or a Gateway Load Balancer endpoint. */
export interface Stop {
  readonly via: Extract<Via, 'network-interface' | 'gateway-load-balancer-endpoint'>;
  readonly resource: Resource;
  /** The route that leads to it. */
  readonly at: Place;
}

/** Packets at an appliance: what becomes of them there is not in the input. */
export function stopAt(flight: Flight, { resource, at }: Stop): Flight {
  return decide(flight, {
    plane: 'route',
    decision: 'unknown',
    reason: 'appliance-beyond',
    message: `what the appliance at ${resource.id} does with them is not in the input`,
    at: resource.at(),
    missing: [at.resource.missing(`beyond ${resource.id}`)],
  });
}

/** The appliances that packets have met, the last one last. */
export function stopsOn({ hops }: Pick<Flight, 'hops'>): readonly Resource[] {
  return hops.flatMap(({ reason, component }) => (reason === 'appliance-beyond' ? [component] : []));
}

/** How packets that an appliance sends on arrive: it keeps no names of groups (S12). */
export function arrivalFrom({ via, resource }: Stop): Arrival {
  return {
    via,
    viaId: resource.id,
    referencesHold: { forInterfaces: no, forEndpoints: no },
    entrances: [],
  };
}

/** A branch of packets that an appliance may send on: what blocks them then blocks them only if it does. */
export function ifSentOn(stopped: Flight, { via, resource }: Stop, branch: PathBranch): PathBranch {
  const hops = branch.hops.map((hop, index) =>
    index < stopped.hops.length || hop.decision !== 'block'
      ? hop
      : {
          ...hop,
          decision: 'unknown' as const,
          message: `if ${resource.id} sends them on as they are: ${hop.message}`,
        },
  );
  return { ...branch, verdict: 'unknown', via, viaId: resource.id, hops };
}

/** Whether packets are stopped for certain. */
export function isStopped({ hops }: Flight): boolean {
  return hops.some(({ decision }) => decision === 'block');
}
