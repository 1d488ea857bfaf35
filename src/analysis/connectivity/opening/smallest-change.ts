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

/** More changes than that are no small change. */
const mostChanges = 8;

/**
 * The smallest change that opens a blocked branch: against each of its blockers the narrowest one. They are made
 * one after another in a copy of the facts, and each time the question is asked again, so that nothing is changed
 * that is open by then, and what shows only on a way that is opened is opened too. Null where a blocker is of a
 * kind that no change is known against, or something is not known. `ask` answers the question on the changed network.
 */
export function smallestChange(
  snapshot: Snapshot,
  network: Network,
  question: PathQuestion,
  branch: PathBranch,
  ask: (changed: Network) => PathAnswer | null = (changed) => answerPath(changed, question),
): Opening | null {
  const sources = sourcesAsked(network, question.from);
  const isStopped = branch.hops.some(({ decision }) => decision === 'block');
  if (!isStopped || branch.destinations.isEmpty() || !sources || sources.missing.length > 0) return null;
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
  let parts: readonly PathBranch[] = [branch];
  const changes: Change[] = [];
  for (;;) {
    const closed = parts.find(({ verdict }) => verdict !== 'reachable');
    if (!closed) return { changes, private: staysPrivate(parts) };
    const blocker = closed.hops.find(({ decision }) => decision === 'block');
    const change = blocker && openers[blocker.reason]?.({ ...wanted, network: changed }, blocker);
    if (!change || changes.length === mostChanges) return null;
    changes.push(change);
    facts = change.edits.reduce(editSnapshot, facts);
    changed = buildNetwork(facts).network;
    parts = partsOf(ask(changed), branch.destinations);
    if (parts.length === 0) return null;
  }
}

/** The branches of an answer that hold some destinations; none where they do not hold all of them. */
function partsOf(answer: PathAnswer | null, destinations: AddressSet): readonly PathBranch[] {
  const parts = (answer?.branches ?? []).filter((part) => part.destinations.overlaps(destinations));
  const held = AddressSet.unionAll(parts.map((part) => part.destinations));
  return destinations.isSubsetOf(held) ? parts : [];
}
