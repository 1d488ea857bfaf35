import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourcesNamed } from '../../../src/analysis/connectivity/sources-of.ts';
import { tracePath } from '../../../src/analysis/connectivity/trace-path.ts';
import { readInputs } from '../../../src/collectors/read-inputs.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';

const folder = join('..', 'shared', 'corpus', 'batfish');

interface Case {
  readonly from_: string;
  readonly dst: string;
  readonly proto: string;
  readonly port?: number;
  readonly disposition: string;
  readonly hops?: readonly string[];
}

const oracle = existsSync(folder)
  ? (JSON.parse(readFileSync(join(folder, 'ORACLE.json'), 'utf8')) as { cases: Record<string, Case[]> }).cases
  : {};

/**
 * What the other analyzer's dispositions mean here: a verdict, and what may be the first blocker. It stops at
 * that one and follows no replies.
 */
const meanings: Readonly<Record<string, { verdict: string; first: readonly (string | null)[] }>> = {
  ACCEPTED: { verdict: 'reachable', first: [null] },
  EXITS_NETWORK: { verdict: 'reachable', first: [null] },
  'ACCEPTED/EXITS': { verdict: 'reachable', first: [null] },
  NO_ROUTE: { verdict: 'blocked', first: ['route-none'] },
  DENIED_IN: { verdict: 'blocked', first: ['security-group-denied'] },
  NULL_ROUTED: { verdict: 'blocked', first: ['interface-none', 'transit-gateway-zone-not-attached'] },
  NEIGHBOR_UNREACHABLE: { verdict: 'blocked', first: ['interface-none'] },
};

/** Packets that start outside, or that carry an address of nobody, are no question that can be asked. */
function isAskable({ from_: from }: Case): boolean {
  return from.startsWith('i-');
}

const cases = Object.entries(oracle).flatMap(([network, traces]) =>
  traces
    .filter(isAskable)
    .map((trace) => [`${network}: ${trace.from_} to ${trace.dst}`, network, trace] as const),
);

describe.skipIf(!existsSync(folder))('traces that another analyzer expects', () => {
  it.each(cases)('%s', (_, name, { from_, dst, port, disposition }) => {
    const { snapshot } = readInputs([join(folder, name)], () => new Uint8Array());
    const { network } = buildNetwork(snapshot);
    const traffic = { protocol: 6, port: port ?? 443 };
    const branches = (sourcesNamed(network, from_)?.items ?? []).flatMap((source) =>
      tracePath(network, source, AddressSet.fromCidrs([dst]), traffic),
    );
    const [blocker] = branches.flatMap(({ hops }) => hops.filter(({ decision }) => decision === 'block'));
    expect(branches.map(({ verdict }) => verdict).join()).toBe(meanings[disposition]?.verdict);
    expect(meanings[disposition]?.first).toContain(blocker?.reason ?? null);
  });
});
