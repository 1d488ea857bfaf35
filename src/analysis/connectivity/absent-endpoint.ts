import { AddressSet } from '../../model/address-set.ts';
import {
  and,
  type Fact,
  flatMap,
  isTrue,
  known,
  map,
  not,
  some,
  someOf,
  unknown,
  yes,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { RecordSetsOfZone } from '../../model/resources/record-set.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { mayServeOutside } from '../cost/possible-clients.ts';
import { computeInVpc } from './compute.ts';
import { endpointIdIn, endpointNamed } from './name/endpoint-names.ts';
import { https } from './security-group-admission.ts';
import { sourcesOfInterfaces } from './sources-of.ts';
import { tracePath } from './trace-path.ts';
import type { ZoneAnswer } from './zone-answers.ts';

/** An endpoint that a record leads to and that nobody in a VPC can reach, whether it exists or not. */
export interface AbsentEndpoint {
  readonly id: string;
  /** The record. */
  readonly at: Place;
}

/**
 * The endpoint to which a zone leads a VPC, if it stands nowhere that the compute of the VPC gets to. A name of an
 * endpoint does not tell its account (DNS6): where a way leads out of the input it may stand there, and nobody can say
 * that it is gone.
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
      flatMap(mayServeOutside(network, vpc), (elsewhere) =>
        elsewhere && !isTrue(staysInInput(network, vpc)) ? found : yes,
      ),
      not(some(network.all('vpcs'), (each) => hasInterfaceOf(network, each, id))),
    );
    return map(isAbsent, (absent) => (absent ? { id, at } : null));
  }
  return known(null);
}

/** Whether all that compute of a VPC sends to anywhere ends where the input shows it. */
function staysInInput(network: Network, vpc: Vpc): Fact<boolean> {
  return network.memoOf(vpc, 'sends nothing out of the input', () => {
    const compute = computeInVpc(network, vpc);
    const sources = sourcesOfInterfaces(network, compute.items);
    const branches = sources.items.flatMap((source) => tracePath(network, source, AddressSet.allIpv4, https));
    const missing = [...compute.missing, ...sources.missing, ...branches.flatMap((branch) => branch.missing)];
    return missing.length > 0 ? unknown(...missing) : yes;
  });
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
  return someOf(network.inVpc('networkInterfaces', vpc), ({ describedAs }) =>
    map(describedAs, (text) => text.includes(endpointId)),
  );
}
