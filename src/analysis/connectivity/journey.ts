import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import { decide, end, type Flight } from './flight.ts';
import type { PathBranch, Via } from './path-answer.ts';
import type { Traffic } from './security-group-admission.ts';
import type { Source, SourceInVpc } from './source.ts';

/** What every step of the way needs to know. */
export interface Journey {
  readonly network: Network;
  readonly source: Source;
  readonly traffic: Traffic;
}

/** The journey of packets that start in a VPC. */
export interface JourneyInVpc extends Journey {
  readonly source: SourceInVpc;
}

/** Packets that leave what the input shows. */
export function goBeyond(flight: Flight, component: string, at: Place): Flight {
  return decide(flight, {
    plane: 'route',
    decision: 'unknown',
    reason: 'route-beyond',
    message: `where they go beyond ${component} is not in the input`,
    at,
    missing: [at.resource.missing(`beyond ${component}`)],
  });
}

/** The branch of packets that leave what the input shows. */
export function beyond(flight: Flight, via: Via, component: string, at: Place): PathBranch {
  return end(goBeyond(flight, component, at), via, component);
}
