import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { answerPath, type PathQuestion } from '../../../../src/analysis/connectivity/answer-path.ts';
import type { Change } from '../../../../src/analysis/connectivity/opening/change.ts';
import { smallestChange } from '../../../../src/analysis/connectivity/opening/smallest-change.ts';
import type { PathBranch } from '../../../../src/analysis/connectivity/path-answer.ts';
import { AddressSet } from '../../../../src/model/address-set.ts';
import { buildNetwork } from '../../../../src/model/build-network.ts';
import { editSnapshot } from '../../../../src/model/edit-snapshot.ts';
import { NetworkAcl } from '../../../../src/model/resources/network-acl.ts';
import { NetworkInterface } from '../../../../src/model/resources/network-interface.ts';
import type { Resource } from '../../../../src/model/resources/resource.ts';
import { Subnet } from '../../../../src/model/resources/subnet.ts';
import type { Snapshot } from '../../../../src/model/snapshot.ts';
import { snapshotOfFacts } from '../../../../src/model/snapshot-of-facts.ts';
import { type RandomEstate, randomEstates, type Scopes } from '../laws/random-estates.ts';
import { parsedTarget } from '../matrix/as-paths-have-it.ts';
import { wantedPackets } from '../path/run-size.ts';

const runs = Math.ceil(wantedPackets / 4000);
vi.setConfig({ testTimeout: 60_000 + 1000 * runs });

function snapshotOf(scopes: Scopes): Snapshot {
  return {
    documents: [],
    scopes: scopes.flatMap(([scope, facts]) => snapshotOfFacts(facts, scope).scopes),
    collectedAt: null,
  };
}

function afterwards(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  return changes.flatMap(({ edits }) => edits).reduce(editSnapshot, snapshot);
}

function isOpen(snapshot: Snapshot, question: PathQuestion, { destinations }: PathBranch): boolean {
  const branches = answerPath(buildNetwork(snapshot).network, question)?.branches ?? [];
  const reached = branches.filter(({ verdict }) => verdict === 'reachable');
  return destinations.isSubsetOf(AddressSet.unionAll(reached.map((branch) => branch.destinations)));
}

/** Who sends, and what else there is to reach. */
interface Others {
  readonly senders: readonly NetworkInterface[];
  readonly everything: AddressSet;
}

function othersIn(snapshot: Snapshot, { destinations }: PathBranch): Others {
  const { network } = buildNetwork(snapshot);
  const all = network.all('networkInterfaces');
  const own = all.map(({ addresses }) => (addresses.known ? addresses.value : AddressSet.empty));
  return {
    senders: all.filter(({ isOfEndpoint, isOfNatGateway }) => !isOfEndpoint && !isOfNatGateway),
    everything: AddressSet.unionAll([...own, destinations]),
  };
}

/** What each sender reaches for certain. */
function reachedBy(snapshot: Snapshot, { traffic }: PathQuestion, { senders, everything }: Others) {
  const { network } = buildNetwork(snapshot);
  const to = { kind: 'addresses', addresses: everything } as const;
  return new Map(
    senders.map((sender) => {
      const branches = answerPath(network, { from: sender.id, to, traffic })?.branches ?? [];
      const reached = branches.filter(({ verdict }) => verdict === 'reachable');
      return [sender, AddressSet.unionAll(reached.map(({ destinations }) => destinations))] as const;
    }),
  );
}

/** Whether a change says that it holds for what a sender reaches then too. */
function isTold(
  { resource, others }: Change,
  from: AddressSet,
  to: AddressSet,
  { question, branch, snapshot }: Proposal,
): boolean {
  const isOfAsked = from.isSubsetOf(sendersOf(snapshot, question)) || to.isSubsetOf(branch.destinations);
  if (!isOfAsked || others.length === 0) return false;
  // Entries of an ACL hold for what passes through its subnets too.
  if (resource instanceof NetworkAcl) return true;
  const told = AddressSet.unionAll(others.map(addressesOf));
  return from.isSubsetOf(told) || to.isSubsetOf(told);
}

function addressesOf(resource: Resource): AddressSet {
  const isPlace = resource instanceof NetworkInterface || resource instanceof Subnet;
  return isPlace && resource.addresses.known ? resource.addresses.value : AddressSet.empty;
}

interface Proposal {
  readonly snapshot: Snapshot;
  readonly question: PathQuestion;
  readonly branch: PathBranch;
  readonly changes: readonly Change[];
}

/** All that is proposed for what is blocked in an estate. */
function proposals({ scopes, targets, traffic }: RandomEstate, mostOf: number): readonly Proposal[] {
  const snapshot = snapshotOf(scopes);
  const { network } = buildNetwork(snapshot);
  const found: Proposal[] = [];
  const froms = [
    ...network.all('networkInterfaces').filter(({ isOfEndpoint }) => !isOfEndpoint),
    ...network.all('subnets'),
  ];
  for (const { id: from } of froms) {
    for (const target of targets) {
      const question = { from, to: parsedTarget(target), traffic };
      for (const branch of answerPath(network, question)?.branches ?? []) {
        if (branch.verdict !== 'blocked') continue;
        const opening = smallestChange(snapshot, network, question, branch);
        if (opening) found.push({ snapshot, question, branch, changes: opening.changes });
        if (found.length === mostOf) return found;
      }
    }
  }
  return found;
}

describe.each(Object.entries(randomEstates))('what is proposed to open a way in %s', (kind, estates) => {
  it('opens it, needs each of its changes, and tells for whom else it holds', () => {
    let proven = 0;
    let several = 0;
    fc.assert(
      fc.property(estates, (estate) => {
        for (const proposal of proposals(estate, 3)) {
          const { snapshot, question, branch, changes } = proposal;
          const summaries = changes.map(({ summary }) => summary);
          proven += 1;
          if (changes.length > 1) several += 1;
          const changed = afterwards(snapshot, changes);
          expect(isOpen(changed, question, branch)).toBe(true);
          for (const change of changes) {
            const others = changes.filter((other) => other !== change);
            expect([change.summary, isOpen(afterwards(snapshot, others), question, branch)]).toEqual([
              change.summary,
              false,
            ]);
          }
          const all = othersIn(snapshot, branch);
          const before = reachedBy(snapshot, question, all);
          for (const [sender, reached] of reachedBy(changed, question, all)) {
            const from = addressesOf(sender);
            const isAsked = from.isSubsetOf(sendersOf(snapshot, question));
            const was = [...before].find(([{ id }]) => id === sender.id)?.[1] ?? AddressSet.empty;
            const more = reached.subtract(isAsked ? was.union(branch.destinations) : was);
            const told = more.isEmpty() || changes.some((change) => isTold(change, from, more, proposal));
            expect([question.from, summaries, sender.id, more.toCidrs(), told]).toEqual([
              question.from,
              summaries,
              sender.id,
              more.toCidrs(),
              true,
            ]);
          }
        }
      }),
      { numRuns: kind === 'endpoint services' ? 6 * runs : runs },
    );
    expect(proven).toBeGreaterThan(0);
    if (kind === 'peered VPCs') expect(several).toBeGreaterThan(0);
  });
});

function sendersOf(snapshot: Snapshot, { from }: PathQuestion): AddressSet {
  const { network } = buildNetwork(snapshot);
  const named = network
    .all('networkInterfaces')
    .filter(({ id, subnetId }) => id === from || (subnetId.known && subnetId.value === from));
  return AddressSet.unionAll(
    named.map(({ addresses }) => (addresses.known ? addresses.value : AddressSet.empty)),
  );
}
