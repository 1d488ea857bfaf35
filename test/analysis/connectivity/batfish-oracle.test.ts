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

const cases = Object.entries(oracle).flatMap(([network, traces]) =>
  traces.map((trace) => [`${network}: ${trace.from_} to ${trace.dst}`, network, trace] as const),
);

describe.skipIf(!existsSync(folder))('traces that another analyzer expects', () => {
  it.each(cases)('%s', (_, name, { from_, dst, port, disposition }) => {
    const { snapshot } = readInputs([join(folder, name)], () => new Uint8Array());
    const { network } = buildNetwork(snapshot);
    const sources = sourcesNamed(network, from_);
    const traffic = { protocol: 6, port: port ?? 443 };
    const branches = sources?.items.flatMap((source) =>
      tracePath(network, source, AddressSet.fromCidrs([dst]), traffic),
    );
    console.log(disposition, branches?.map((b) => [b.verdict, b.via, b.viaId, b.hops.map((h) => `${h.decision}:${h.reason}:${h.component.id}`), b.missing.map((m) => m.reason)]), sources?.missing);
    expect(branches).toBeDefined();
  });
});
