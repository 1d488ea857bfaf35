import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { randomNumbers } from '../bench/random.ts';
import { faultsOfRun } from './faults-of-run.ts';
import { below, mutateBytes, mutateValue, oneOf, type RandomNumber } from './mutate.ts';
import { runProgram } from './run-program.ts';
import { readFileSeeds, readNetworkSeeds, type Seed } from './seeds.ts';

export interface Fault {
  readonly input: number;
  readonly seed: string;
  readonly command: string;
  readonly faults: readonly string[];
  /** The input, to be tried again. */
  readonly bytes: Uint8Array;
}

const formats = ['text', 'json', 'sarif'] as const;
const targets = ['s3', 'ssm', 'https://example.com', '10.0.0.0/8', '198.51.100.7', 'vpce-1', '::/0'] as const;

/** Is told of each input, and of the exit code that the program gave for it. */
export interface Watcher {
  readonly began: (input: number) => void;
  readonly ended: (exitCode: number) => void;
  readonly found: (fault: Fault) => void;
}

/**
 * Tries the inputs numbered from `first` up to `last` by `step`. An input depends on the seed and its number alone.
 */
export async function tryInputs(
  {
    seed,
    first,
    last,
    step,
  }: { readonly seed: number; readonly first: number; readonly last: number; readonly step: number },
  { began, ended, found }: Watcher,
): Promise<void> {
  const [files, networks] = [readFileSeeds(), readNetworkSeeds()];
  const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-fuzz-'));
  try {
    for (let input = first; input < last; input += step) {
      began(input);
      const random = randomNumbers(Math.imul(seed, 0x9e3779b1) + Math.imul(input, 0x85ebca6b));
      const seeds = below(random, 2) === 0 ? files : networks;
      const original = seeds[below(random, seeds.length)];
      if (!original) throw new Error('there is nothing to mutate');
      const bytes = mutated(original, random);
      const file = join(folder, `input${extname(original.path)}`);
      writeFileSync(file, bytes);
      const { words, format } = commandFor(file, random);
      const faults = await faultsOf(words, format, ended);
      if (faults.length > 0) {
        found({ input, seed: original.path, command: words.join(' ').replace(file, 'FILE'), faults, bytes });
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mutated({ bytes }: Seed, random: RandomNumber): Uint8Array {
  const kind = below(random, 10);
  if (kind < 2) return mutateBytes(bytes, random);
  const values = valuesOf(Buffer.from(bytes).toString('utf8'));
  if (values === null) return mutateBytes(bytes, random);
  const spoiled = below(random, values.length);
  const texts = values.map((value, index) =>
    JSON.stringify(index === spoiled ? mutateValue(value, random) : value),
  );
  const text = Buffer.from(texts.join('\n'));
  return kind === 9 ? mutateBytes(gzipSync(text), random) : text;
}

/** The JSON values of a text that holds one, or one a line. */
function valuesOf(text: string): readonly unknown[] | null {
  for (const parts of [[text], text.split('\n')]) {
    try {
      return parts.map((part): unknown => JSON.parse(part));
    } catch {
      // Perhaps the other way round.
    }
  }
  return null;
}

function commandFor(
  file: string,
  random: RandomNumber,
): { readonly words: readonly string[]; readonly format: string } {
  const format = oneOf(random, formats);
  if (below(random, 4) > 0 || format === 'sarif')
    return { words: ['check', file, '--format', format], format };
  const from = oneOf(random, ['subnet-1', 'i-0123456789abcdef0', 'eni-1']);
  return {
    words: ['path', '--from', from, '--to', oneOf(random, targets), file, '--format', format],
    format,
  };
}

async function faultsOf(
  words: readonly string[],
  format: string,
  ended: Watcher['ended'],
): Promise<readonly string[]> {
  try {
    const run = await runProgram(words);
    ended(run.exitCode);
    return faultsOfRun(format, run);
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}
