import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PathBranch } from '../../../src/analysis/connectivity/path-answer.ts';
import { sourcesNamed } from '../../../src/analysis/connectivity/sources-of.ts';
import { tracePath } from '../../../src/analysis/connectivity/trace-path.ts';
import { readInputs } from '../../../src/collectors/read-inputs.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import { tracesNotAsked as notAsked } from '../../accuracy/stated-elsewhere.ts';

const folder = join('..', 'shared', 'corpus', 'batfish');
const isThere = existsSync(folder);

interface Case {
  readonly test: string;
  readonly from_: string;
  readonly dst: string;
  readonly proto: string;
  readonly port?: number;
  readonly disposition: string;
  readonly hops?: readonly string[];
}

const oracle = isThere
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

const traces = Object.entries(oracle).flatMap(([network, ofNetwork]) =>
  ofNetwork.map((trace) => ({ network, trace, name: trace.test.split('.').at(-1) ?? '' })),
);
const cases = traces
  .filter(({ name }) => notAsked[name] === undefined)
  .map(({ network, trace }) => [`${network}: ${trace.from_} to ${trace.dst}`, network, trace] as const);

/** Ids of what a trace goes through that our answers name too: neither subnets and VPCs, nor what is beyond. */
const gateways = /^(?:igw|nat|pcx|tgw|vpce)-[0-9a-f]+$/;

function gatewaysOn(hops: readonly string[]): readonly string[] {
  return [...new Set(hops.filter((hop) => gateways.test(hop)))];
}

/** Those of an answer, by the hops, the routes that these cite, and what delivers at last. */
function gatewaysOf({ hops, viaId }: PathBranch): readonly string[] {
  const named = hops.flatMap(({ component, message }) => [component.id, ...message.split(/[^\w-]+/)]);
  return gatewaysOn([...named, viaId ?? '']);
}

if (!isThere)
  console.warn(`${folder} is not here: what another analyzer expects of its networks is not tested`);

describe.skipIf(!isThere)('traces that another analyzer expects', () => {
  it('are all asked but those that start where nobody sends', () => {
    const { length } = Object.keys(notAsked);
    expect(traces.filter(({ name }) => notAsked[name] !== undefined)).toHaveLength(length);
    expect(cases).toHaveLength(18);
  });

  it.each(cases)('%s', (_, name, { from_, dst, port, disposition, hops = [] }) => {
    const { snapshot } = readInputs([join(folder, name)], () => new Uint8Array());
    const { network } = buildNetwork(snapshot);
    const traffic = { protocol: 6, port: port ?? 443 };
    const branches = (sourcesNamed(network, from_)?.items ?? []).flatMap((source) =>
      tracePath(network, source, AddressSet.fromCidrs([dst]), traffic),
    );
    const blockers = branches.flatMap((branch) => branch.hops.filter(({ decision }) => decision === 'block'));
    expect(branches.map(({ verdict }) => verdict).join()).toBe(meanings[disposition]?.verdict);
    expect(meanings[disposition]?.first).toContain(blockers[0]?.reason ?? null);
    expect(branches.flatMap(gatewaysOf)).toEqual(expect.arrayContaining([...gatewaysOn(hops)]));
  });
});
