import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface Seed {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What is mutated must be small, so that many mutants are tried; large files are made of the same parts. */
const largestSeed = 24_000;
const largestNetwork = 200_000;

const corpus = join('..', 'shared', 'corpus');

/** Small files of every kind, most of which hold a part of a network or nothing of ours. */
export function readFileSeeds(): readonly Seed[] {
  return ['fixtures', ...(existsSync(corpus) ? [corpus] : [])]
    .flatMap((folder) => filesIn(folder))
    .filter((path) => statSync(path).size <= largestSeed)
    .map((path) => ({ path, bytes: readFileSync(path) }));
}

/** Whole networks, each in one file, one answer after another, so that what is spoiled matters to many rules. */
export function readNetworkSeeds(): readonly Seed[] {
  const published = join(corpus, 'batfish');
  return ['fixtures', ...(existsSync(published) ? [published] : [])]
    .flatMap((folder) => readdirSync(folder, { withFileTypes: true }).map(({ name }) => join(folder, name)))
    .filter((path) => statSync(path).isDirectory())
    .map((path) => ({ path, bytes: Buffer.from(answersIn(path).join('\n')) }))
    .filter(({ bytes }) => bytes.length > 0 && bytes.length <= largestNetwork);
}

/** The examples of configurations in the documentation. */
export function readConfigurationSeeds(): readonly Seed[] {
  const path = join('docs', 'configuration.md');
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, example = '']) => ({
    path,
    // What it would write, and the modules that it would run, are nobody's to choose at random.
    bytes: Buffer.from(example.replaceAll(/^(?:outputs|customRules|baseline|expectationsFile):.*$/gm, '')),
  }));
}

function answersIn(folder: string): readonly string[] {
  return filesIn(folder)
    .filter((path) => /\.json(?:\.gz)?$/.test(path) && basename(path) !== 'expected.json')
    .flatMap((path) => oneLine(readText(path)) ?? []);
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

function oneLine(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return null;
  }
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}
