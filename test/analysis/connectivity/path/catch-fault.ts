import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import type { compareNetworks as Compare } from './compare-networks.ts';
import type { PacketCount as Count } from './packet-count.ts';
import type { Fault } from './seeded-faults.ts';

export interface Catch {
  readonly packets: number;
  /** What engine and simulator disagreed about at last; null where they never did. */
  readonly difference: string | null;
}

const folder = join('.cache', 'seeded-faults');
const harness = 'test/analysis/connectivity/path/harness.ts';

/** Puts a fault into the engine and compares packets until one goes another way, or there have been too many. */
export async function catchFault(
  file: string,
  [, find, replace]: Fault,
  mostPackets: number,
): Promise<Catch> {
  const path = resolve('src', file);
  const name = `fault-${Date.now()}-${Math.floor(1e6 * Math.random())}`;
  const seeded: string[] = [];
  await build({
    input: { [name]: harness },
    platform: 'node',
    external: (id) => !id.startsWith('.') && id !== harness && !id.startsWith('/') && !/^[a-z]:/i.test(id),
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
  const engine: { compareNetworks: typeof Compare; PacketCount: typeof Count } = await import(
    pathToFileURL(bundle).href
  );
  await rm(bundle);
  const count = new engine.PacketCount();
  for (let seed = 1; count.packets < mostPackets; seed++) {
    const difference = engine.compareNetworks(seed, 10, count);
    if (difference !== null) return { packets: count.packets, difference };
  }
  return { packets: count.packets, difference: null };
}
