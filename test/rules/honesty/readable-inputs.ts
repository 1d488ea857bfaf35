import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readInputs } from '../../../src/collectors/read-inputs.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { fixtureNames, inputOfFixture } from '../../fixture-inputs.ts';

export const corpus = join('..', 'shared', 'corpus');

/** Origins whose folders are networks, whose files stand each alone, and which are plans, states and dumps. */
const networks = ['batfish', 'cloud-custodian'];
const loose = [
  'aws-cli-examples',
  'botocore-examples',
  'cartography',
  'localstack',
  'policies',
  'moto',
  'cloudformation',
];

export interface ReadableInput {
  readonly name: string;
  readonly path: string;
  readonly snapshot: Snapshot;
}

/** All fixtures, and all that can be read of the corpus, where it is there; or those whose names are wanted. */
export function readableInputs(isWanted: (name: string) => boolean = () => true): readonly ReadableInput[] {
  const paths = [
    ...fixtureNames.map(inputOfFixture),
    ...networks.flatMap((origin) => below(origin, 1)),
    ...below('terraform', 9).filter(
      (path) => /\.(?:json|tfstate)$/.test(path) && !path.includes('/describe/'),
    ),
    ...below('terraform', 9)
      .map((path) => path.replace(/\/describe\/.*$/, '/describe'))
      .filter((path, index, all) => path.endsWith('/describe') && all.indexOf(path) === index),
    ...below('batfish', 9).filter((path) => path.includes('/unit-json/')),
    ...loose.flatMap((origin) => [join(corpus, origin), ...below(origin, 9)]),
  ];
  return paths.flatMap((path) => {
    const name = path.replace(corpus, 'corpus');
    if (!isWanted(name)) return [];
    const { snapshot } = readInputs([path], () => new Uint8Array());
    return snapshot.scopes.length > 0 ? [{ name, path, snapshot }] : [];
  });
}

/** What lies in a folder of the corpus: one level is its folders, more are the files in them. */
function below(origin: string, depth: number): readonly string[] {
  const folder = join(corpus, origin);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: depth > 1 })
    .filter((entry) => (depth > 1 ? entry.isFile() : entry.isDirectory()))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}
