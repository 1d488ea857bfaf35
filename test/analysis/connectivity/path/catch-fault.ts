import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { PacketCount } from './packet-count.ts';
import { firstSeed, networksAtOnce } from './run-size.ts';
import type { Fault } from './seeded-faults.ts';

export interface Catch {
  readonly packets: number;
  /** What engine and simulator disagreed about at last; null where they never did. */
  readonly difference: string | null;
}

const folder = join('.cache', 'seeded-faults');
const tests = 'test/analysis/connectivity';

/** Compares engine and simulator in some random networks from a seed; returns what they disagree about first. */
type Compare = (seed: number, networks: number, count: PacketCount) => string | null;

/** What compares the engine with something simpler. */
export const comparisons = {
  packets: `${tests}/path/compare-networks.ts`,
  'transit gateways': `${tests}/transit/compare-plans.ts`,
  'endpoint services': `${tests}/provider/compare-services.ts`,
} as const;

export type Comparison = keyof typeof comparisons;

/** Puts a fault into the engine, and compares packets until one goes another way or there have been too many. */
export async function catchFault(
  comparison: Comparison,
  file: string,
  fault: Fault,
  mostPackets: number,
): Promise<Catch> {
  const compareNetworks = await engineWith(comparisons[comparison], file, fault);
  const count = new PacketCount();
  for (let seed = firstSeed; count.compared < mostPackets; seed++) {
    const difference = compareNetworks(seed, networksAtOnce, count);
    if (difference !== null) return { packets: count.compared, difference };
  }
  return { packets: count.compared, difference: null };
}

async function engineWith(entry: string, file: string, [what, find, replace]: Fault): Promise<Compare> {
  const path = resolve('src', file);
  const name = what.replaceAll(/\W+/g, '-');
  const seeded: string[] = [];
  await build({
    input: { [name]: entry },
    platform: 'node',
    external: (id) => id !== entry && !/^(?:\.|\/|[a-z]:)/i.test(id),
    output: { dir: folder, entryFileNames: '[name].mjs', codeSplitting: false },
    plugins: [
      {
        name: 'seed a fault',
        transform(code, id) {
          if (resolve(id) !== path) return null;
          seeded.push(id);
          return code.replace(find, () => replace);
        },
      },
    ],
  });
  if (seeded.length === 0) throw new Error(`${file} is no part of the engine`);
  const bundle = resolve(folder, `${name}.mjs`);
  const { compareNetworks }: { compareNetworks: Compare } = await import(pathToFileURL(bundle).href);
  await rm(bundle);
  return compareNetworks;
}
