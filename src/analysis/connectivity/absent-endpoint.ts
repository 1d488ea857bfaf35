import { and, type Fact, flatMap, known, map, not, someOf, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { RecordSetsOfZone } from '../../model/resources/record-set.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { mayServeOutside } from '../cost/possible-clients.ts';
import { endpointIdIn, endpointNamed } from './name/endpoint-names.ts';
import type { ZoneAnswer } from './zone-answers.ts';

/** An endpoint that a record leads to and that nobody in a VPC can reach, whether it exists or not. */
export interface AbsentEndpoint {
  readonly id: string;
  /** The record. */
  readonly at: Place;
}

/**
 * The endpoint to which a zone leads a VPC, if it stands neither among the endpoints of the VPC nor where the VPC has a
 * route to. A name of an endpoint does not tell its account (DNS6): where routes lead to other networks it may stand
 * there, and nobody can say that it is gone.
 */
export function absentEndpoint(network: Network, { vpc, answer }: ZoneAnswer): Fact<AbsentEndpoint | null> {
  for (const { at } of answer.decisions) {
    const target = targetOf(at);
    if (target === null) continue;
    const found = endpointNamed(network, target, vpc.scope.partition);
    const id = endpointIdIn(target);
    if (found.known || id === null) continue;
    const unseen = network.missing('vpcEndpoints', vpc);
    if (unseen.length > 0) return unknown(...unseen);
    const isAbsent = and(
      flatMap(mayServeOutside(network, vpc), (elsewhere) => (elsewhere ? found : known(true))),
      not(hasInterfaceOf(network, vpc, id)),
    );
    return map(isAbsent, (absent) => (absent ? { id, at } : null));
  }
  return known(null);
}

/** The name to which a record leads that is an alias or a CNAME. */
function targetOf({ resource, path }: Place): string | null {
  if (!(resource instanceof RecordSetsOfZone) || !resource.recordSets.known) return null;
  const record = resource.recordSets.value.find(({ index }) => path === `/ResourceRecordSets/${index}`);
  if (!record) return null;
  return record.alias?.target ?? (record.type === 'CNAME' ? (record.values[0] ?? null) : null);
}

/** Whether an endpoint stands in a VPC by its interfaces, which the owner of the VPC sees of every account (I5). */
function hasInterfaceOf(network: Network, vpc: Vpc, endpointId: string): Fact<boolean> {
  return someOf(network.inVpc('networkInterfaces', vpc), ({ raw }) =>
    known((raw.Description ?? '').includes(endpointId)),
  );
}
