import { AddressSet } from '../../../model/address-set.ts';
import { buildNetwork } from '../../../model/build-network.ts';
import { editSnapshot } from '../../../model/edit-snapshot.ts';
import type { Network } from '../../../model/network.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { answerPath, type PathQuestion, sourcesAsked } from '../answer-path.ts';
import { staysPrivate } from '../merge-branches.ts';
import type { PathAnswer, PathBranch } from '../path-answer.ts';
import type { Reason } from '../reason.ts';
import { allowInAcl } from './allow-in-acl.ts';
import { associateTable } from './associate-table.ts';
import type { Change, Opener, Wanted } from './change.ts';
import { permitInGroup } from './permit-in-group.ts';

const openers: Readonly<Partial<Record<Reason, Opener>>> = {
  'security-group-denied': permitInGroup,
  'security-group-empty': permitInGroup,
  'network-acl-denied': allowInAcl,
  'network-acl-reply-denied': allowInAcl,
  'route-none': associateTable,
};

/** Changes that open a branch, all of them together, as was proven on the changed facts. */
export interface Opening {
  readonly changes: readonly Change[];
  readonly private: boolean | null;
}

/**
 * The smallest change that opens a blocked branch: against each of its blockers the narrowest one. They are made
 * one after another in a copy of the facts, and the question is asked again; where it is not reachable then, or
 * a blocker is of another kind, there is none. `ask` answers the question on the changed network.
 */
export function smallestChange(
  snapshot: Snapshot,
  network: Network,
  question: PathQuestion,
  branch: PathBranch,
  ask: (changed: Network) => PathAnswer | null = (changed) => answerPath(changed, question),
): Opening | null {
  const blockers = branch.hops.filter(({ decision }) => decision === 'block');
  const sources = sourcesAsked(network, question.from);
  if (blockers.length === 0 || branch.destinations.isEmpty() || !sources || sources.missing.length > 0) {
    return null;
  }
  const addresses = AddressSet.unionAll(sources.items.map((source) => source.addresses));
  const isIpv6 = branch.destinations.ipv4Only().isEmpty();
  const wanted: Omit<Wanted, 'network'> = {
    senders: isIpv6 ? addresses.ipv6Only() : addresses.ipv4Only(),
    sources: sources.items,
    destinations: branch.destinations,
    traffic: question.traffic,
  };
  let facts = snapshot;
  let changed = network;
  const changes: Change[] = [];
  for (const blocker of blockers) {
    const change = openers[blocker.reason]?.({ ...wanted, network: changed }, blocker);
    if (!change) return null;
    changes.push(change);
    facts = change.edits.reduce(editSnapshot, facts);
    changed = buildNetwork(facts).network;
  }
  const answer = ask(changed);
  const parts = (answer?.branches ?? []).filter(({ destinations }) =>
    destinations.overlaps(branch.destinations),
  );
  const isOpen = branch.destinations.isSubsetOf(
    AddressSet.unionAll(parts.map(({ destinations }) => destinations)),
  );
  if (!isOpen || parts.some(({ verdict }) => verdict !== 'reachable')) return null;
  return { changes, private: staysPrivate(parts) };
}
