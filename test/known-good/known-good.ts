/**
 * Estates with nothing wrong, and what must be found when one thing at a time is removed or broken. The table of
 * all of it is printed where `KNOWN_GOOD_TABLE` is set; what was expected and what was said is written to the folder
 * that `KNOWN_GOOD_RESULTS` names.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { selectRules } from '../../src/cli/select-rules.ts';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { type FamilyName, family } from '../../src/model/fact-families.ts';
import type { RawItem, ScopeFacts, Snapshot } from '../../src/model/snapshot.ts';
import type { Severity } from '../../src/report/report.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';
import { expectToldPart } from '../rules/told/expect-told-part.ts';
import { toldVerdicts } from '../rules/told/told-verdicts.ts';

/** A change of one item, where null takes it away; or one that is added in the scope of a first one. */
export type Change =
  | {
      readonly family: FamilyName;
      readonly id: string;
      readonly change: (item: RawItem) => RawItem | null;
    }
  | { readonly family: FamilyName; readonly added: RawItem };

export interface ExpectedFinding {
  readonly rule: string;
  /** Id of the resource. */
  readonly resource: string;
  readonly severity: Severity;
}

/** One thing that somebody removes or breaks. */
export interface Mutation {
  readonly name: string;
  /** All that changes with it, as AWS would show it afterwards. */
  readonly changes: readonly Change[];
  /** Exactly these. */
  readonly finds: readonly ExpectedFinding[];
  /** Rules that cannot tell any more. */
  readonly undecided?: readonly string[];
}

interface Said {
  readonly findings: readonly ExpectedFinding[];
  /** Ids of rules. */
  readonly undecided: readonly string[];
}

/** What a mutation should give, and what it gave. */
export interface MutationResult {
  readonly mutation: string;
  readonly expected: Said;
  readonly actual: Said;
}

/** An estate as the input shows it. */
export interface Estate {
  readonly name: string;
  readonly snapshot: Snapshot;
  /** The id of the item of a family with that name (tag, group name) or description. */
  readonly idOf: (family: FamilyName, name: string) => string;
  /** The items of a family. */
  readonly items: (family: FamilyName) => readonly RawItem[];
}

/** Reads the input of a fixture. */
export function readEstate(name: string): Estate {
  const { snapshot, unusable } = readInputs([`fixtures/${name}/input`], () => new Uint8Array());
  if (unusable.length > 0) throw new Error(`${name}: ${JSON.stringify(unusable)}`);
  const items = (wanted: FamilyName): readonly RawItem[] =>
    snapshot.scopes.flatMap(({ families }) => families[wanted]?.lists.flatMap((list) => list.items) ?? []);
  const idOf = (wanted: FamilyName, called: string): string => {
    const found = items(wanted).filter((item) => namesOf(item).includes(called));
    const [only, ...others] = found;
    if (!only || others.length > 0) throw new Error(`${found.length} ${wanted} of ${name} are "${called}"`);
    return String(only[family(wanted).id[0] ?? '']);
  };
  return { name, snapshot, idOf, items };
}

function namesOf(item: RawItem): readonly unknown[] {
  const tags = [item.Tags, item.TagSet].flatMap((list) => (Array.isArray(list) ? (list as RawItem[]) : []));
  return [
    item.GroupName,
    item.Description,
    ...tags.filter(({ Key }) => Key === 'Name').map(({ Value }) => Value),
  ];
}

export function change(name: FamilyName, id: string, fields: RawItem): Change {
  return { family: name, id, change: (item) => ({ ...item, ...fields }) };
}

export function changeWith(name: FamilyName, id: string, edit: (item: RawItem) => RawItem): Change {
  return { family: name, id, change: edit };
}

export function remove(name: FamilyName, id: string): Change {
  return { family: name, id, change: () => null };
}

/** Adds an item to the list of the first account. */
export function add(name: FamilyName, added: RawItem): Change {
  return { family: name, added };
}

/** An item of a list field of an item, by its fields as text. */
export function withoutItem(item: RawItem, field: string, contains: string): RawItem {
  const list = item[field];
  if (!Array.isArray(list)) throw new Error(`no list ${field}`);
  const left = list.filter((each) => !JSON.stringify(each).includes(contains));
  if (left.length === list.length) throw new Error(`nothing in ${field} contains ${contains}`);
  return { ...item, [field]: left };
}

/** An endpoint is gone, with its interfaces and routes. */
export function removeEndpoint({ items }: Estate, id: string): readonly Change[] {
  const interfaces = items('networkInterfaces').filter(
    ({ Description }) => Description === `VPC Endpoint Interface ${id}`,
  );
  const tables = items('routeTables').filter((table) => JSON.stringify(table.Routes).includes(id));
  return [
    remove('vpcEndpoints', id),
    ...interfaces.map((each) => remove('networkInterfaces', String(each.NetworkInterfaceId))),
    ...tables.map((table) =>
      changeWith('routeTables', String(table.RouteTableId), (item) => withoutItem(item, 'Routes', id)),
    ),
  ];
}

function apply(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  return changes.reduce((before, each) => applyOne(before, each), snapshot);
}

function applyOne(snapshot: Snapshot, each: Change): Snapshot {
  return 'added' in each ? withItem(snapshot, each.family, each.added) : edited(snapshot, each);
}

function withItem({ scopes, ...snapshot }: Snapshot, name: FamilyName, added: RawItem): Snapshot {
  const [first, ...others] = scopes;
  const facts = first?.families[name];
  const [list, ...lists] = facts?.lists ?? [];
  if (!first || !facts || !list) throw new Error(`no list of ${name}`);
  const grown = { ...facts, lists: [{ ...list, items: [...list.items, added] }, ...lists] };
  return { ...snapshot, scopes: [{ ...first, families: { ...first.families, [name]: grown } }, ...others] };
}

function edited(
  snapshot: Snapshot,
  { family: name, id, change: edit }: Extract<Change, { id: string }>,
): Snapshot {
  const [field = ''] = family(name).id;
  let count = 0;
  const scopes = snapshot.scopes.map((described): ScopeFacts => {
    const facts = described.families[name];
    if (!facts) return described;
    const lists = facts.lists.map((list) => ({
      ...list,
      items: list.items.flatMap((item) => {
        if (item[field] !== id) return [item];
        count += 1;
        return edit(item) ?? [];
      }),
    }));
    return { ...described, families: { ...described.families, [name]: { ...facts, lists } } };
  });
  if (count === 0) throw new Error(`no ${name} ${id}`);
  return { ...snapshot, scopes };
}

/** What the default rules say. */
function verdictsOf(snapshot: Snapshot) {
  const { network, malformed } = buildNetwork(snapshot);
  expect(malformed).toEqual([]);
  const verdicts = runRules(network, selectRules(rules, { only: [], enable: [], disable: [] }, null));
  expect(verdicts.faults).toEqual([]);
  return {
    findings: verdicts.findings
      .map(({ rule, resource, severity }): ExpectedFinding => ({ rule, resource: resource.id, severity }))
      .sort(byText),
    undecided: [...new Set(verdicts.undecided.map(({ rule }) => rule))].sort(),
    told: toldVerdicts(verdicts),
  };
}

function byText(a: ExpectedFinding, b: ExpectedFinding): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** Tests that the estate is clean, and that each mutation gives its findings and no others. */
export function describeKnownGood({ name, snapshot }: Estate, mutations: readonly Mutation[]): void {
  describe(name, () => {
    const rows: string[] = [];
    const results: MutationResult[] = [];

    it('is clean, with nothing undecided', () => {
      expect(verdictsOf(snapshot)).toEqual({ findings: [], undecided: [], told: [] });
    });

    it.each(mutations.map((mutation) => [mutation.name, mutation] as const))('%s', (_name, mutation) => {
      const { told, ...actual } = verdictsOf(apply(snapshot, mutation.changes));
      rows.push(row(mutation.name, actual.findings));
      results.push({
        mutation: mutation.name,
        expected: { findings: mutation.finds, undecided: mutation.undecided ?? [] },
        actual,
      });
      expect(actual).toEqual({
        findings: [...mutation.finds].sort(byText),
        undecided: mutation.undecided ?? [],
      });
      expectToldPart(name, mutation.name, told);
    });

    afterAll(() => {
      const folder = process.env.KNOWN_GOOD_RESULTS;
      if (folder === undefined) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(results));
    });

    afterAll(() => {
      if (process.env.KNOWN_GOOD_TABLE === undefined) return;
      const head = `| ${name} | finds |\n|---|---|`;
      process.stdout.write(`\n${[head, ...rows].join('\n')}\n`);
    });
  });
}

function row(mutation: string, findings: readonly ExpectedFinding[]): string {
  const found = findings.map(({ rule, severity, resource }) => `${severity} ${rule} (${resource})`);
  return `| ${mutation} | ${found.length === 0 ? 'nothing' : found.join('<br>')} |`;
}
