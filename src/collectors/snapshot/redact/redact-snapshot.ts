import { AddressSet } from '../../../model/address-set.ts';
import { parseCidr } from '../../../model/cidr.ts';
import type { FamilyFacts, RawItem, ScopeFacts, Snapshot } from '../../../model/snapshot.ts';
import type { SnapshotFile } from '../../../model/snapshot-file.ts';
import { nonPublicIpv4 } from '../../../model/special-ranges.ts';
import { AddressStandIns } from './address-stand-ins.ts';
import { redactItem } from './redact-item.ts';
import { TextStandIns } from './text-stand-ins.ts';

export interface Redaction {
  readonly snapshot: Snapshot;
  /** What a text of the snapshot reads in the redacted one. */
  readonly rename: (text: string) => string;
  /** What an item of the snapshot reads in the redacted one. */
  readonly redact: (item: RawItem) => RawItem;
}

/**
 * The snapshot with stand-ins for account ids, names, tags, ARNs and public addresses. Stand-ins are
 * consistent within one call; `key` (32 random bytes) decides about addresses, so that two redactions cannot
 * be told to belong together. Resource ids, private addresses, and what belongs to AWS stay.
 */
export function redactSnapshot(snapshot: Snapshot, key: Uint8Array): Redaction {
  const standIns = new TextStandIns(new AddressStandIns(key, stayingAddresses(snapshot)));
  return {
    snapshot: { ...snapshot, scopes: snapshot.scopes.map((scope) => redactScope(scope, standIns)) },
    rename: (text) => standIns.of(text),
    redact: (item) => redactItem(item, standIns),
  };
}

/** The file that a snapshot was read from, with the stand-ins of its redaction. */
export function redactFile(file: SnapshotFile, { rename, redact }: Redaction): SnapshotFile {
  type FamilyFile = NonNullable<SnapshotFile['scopes'][number]['facts']['vpcs']>;
  const redacted = ({ filter, error, items, ...facts }: FamilyFile): FamilyFile => ({
    ...facts,
    ...(filter === undefined ? {} : { filter: rename(filter) }),
    ...(error === undefined ? {} : { error: { code: error.code } }),
    ...(items === undefined ? {} : { items: items.map(redact) }),
  });
  return {
    ...file,
    scopes: file.scopes.map(({ account, facts, ...scope }) => ({
      ...scope,
      account: account === null ? null : rename(account),
      facts: Object.fromEntries(Object.entries(facts).map(([name, entry]) => [name, redacted(entry)])),
    })),
  };
}

function redactScope({ scope, families }: ScopeFacts, standIns: TextStandIns): ScopeFacts {
  return {
    scope: { ...scope, account: scope.account === null ? null : standIns.of(scope.account) },
    families: Object.fromEntries(
      Object.entries(families).map(([name, facts]) => [name, redactFamily(facts, standIns)]),
    ),
  };
}

function redactFamily(facts: FamilyFacts, standIns: TextStandIns): FamilyFacts {
  const { reason, ...others } = facts;
  return {
    ...others,
    ...(reason === undefined ? {} : { reason: standIns.of(reason) }),
    lists: facts.lists.map((list) => ({
      ...list,
      items: list.items.map((item) => redactItem(item, standIns)),
    })),
  };
}

/** IPv6 addresses that are the same in every network: unique local, link local, multicast, and NAT64's prefix. */
const specialIpv6 = ['fc00::/7', 'fe80::/10', 'ff00::/8', '64:ff9b::/96', '::/8'];

/** Addresses that name no customer: those of private use, and the ranges of AWS's own prefix lists. */
function stayingAddresses(snapshot: Snapshot): AddressSet {
  const ranges = snapshot.scopes.flatMap(({ families }) => awsRanges(families));
  return AddressSet.unionAll([nonPublicIpv4, AddressSet.fromCidrs([...specialIpv6, ...ranges])]);
}

function awsRanges({ prefixLists, managedPrefixLists, managedPrefixListEntries }: ScopeFacts['families']) {
  const lists = [...itemsOf(prefixLists), ...itemsOf(managedPrefixLists)].filter(
    ({ OwnerId, PrefixListName }) =>
      OwnerId === 'AWS' || (OwnerId === undefined && String(PrefixListName).includes('amazonaws')),
  );
  const ids = new Set(lists.map(({ PrefixListId }) => PrefixListId));
  const blocks = [
    ...lists.flatMap(({ Cidrs }) => (Array.isArray(Cidrs) ? (Cidrs as readonly unknown[]) : [])),
    ...itemsOf(managedPrefixListEntries)
      .filter(({ PrefixListId }) => ids.has(PrefixListId))
      .flatMap(({ Entries }) => (Array.isArray(Entries) ? (Entries as readonly { Cidr?: unknown }[]) : []))
      .map(({ Cidr }) => Cidr),
  ];
  return blocks.flatMap((block) => (typeof block === 'string' ? (parseCidr(block) ?? []) : []));
}

function itemsOf(facts: FamilyFacts | undefined) {
  return facts?.lists.flatMap(({ items }) => items) ?? [];
}
