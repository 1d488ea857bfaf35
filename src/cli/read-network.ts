import { readFileSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import process from 'node:process';
import { type InputProblem, type ReadInputs, readInputs } from '../collectors/read-inputs.ts';
import { buildNetwork } from '../model/build-network.ts';
import type { Network } from '../model/network.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { lookUpLocations } from '../report/look-up-locations.ts';
import type { Location, ReportInput } from '../report/report.ts';
import type { Console } from './console.ts';

export interface NetworkInputs {
  readonly network: Network;
  readonly snapshot: Snapshot;
  readonly inputs: readonly ReportInput[];
  /** Something that was given could not be read: what is said of the rest stands, and the exit code is 3. */
  readonly incomplete: boolean;
}

const standardInputDescriptor = 0;

/** Reads the inputs into a network and says what could not be read; null when nothing could. */
export function readNetwork(
  { inputs, verbose }: { readonly inputs: readonly string[]; readonly verbose: boolean },
  console: Console,
): NetworkInputs | null {
  const read = readInputs(inputs.map(shortest), () => readFileSync(standardInputDescriptor));
  const { snapshot } = read;
  const { network, malformed } = buildNetwork(snapshot);
  const unusable = [
    ...read.unusable,
    ...malformed.flatMap(({ document, pointer, message }): readonly InputProblem[] => {
      const source = snapshot.documents[document];
      return source ? [{ path: source.path, problem: message, place: { ...source, pointer } }] : [];
    }),
  ];
  for (const problem of unusable) console.note(describeProblem(problem));
  if (verbose) {
    for (const { path, kind } of read.inputs) console.note(`${path}: read as ${kind}`);
    for (const { path, problem } of read.skipped) console.note(`${path}: skipped: ${problem}`);
  }
  if (snapshot.scopes.length === 0) {
    if (unusable.length === 0) console.note(nothingRecognized(inputs, read));
    return null;
  }
  return { network, snapshot, inputs: read.inputs, incomplete: unusable.length > 0 };
}

/** A path relative to the working directory where it lies below it, so that reports name no machine. */
function shortest(path: string): string {
  if (!isAbsolute(path)) return path;
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith(`..${sep}`) || short === '..' ? path : short;
}

function describeProblem({ path, problem, position, place }: InputProblem): string {
  const found = position ?? (place && lookUp(path, place));
  return `${path}${found ? `:${found.line}:${found.column}` : ''}: ${problem}`;
}

function lookUp(path: string, { pointer, ...source }: NonNullable<InputProblem['place']>): Location | null {
  const citation = { document: 0, pointer };
  return lookUpLocations([{ path, kind: 'aws-cli', ...source }], [citation])(citation);
}

function nothingRecognized(inputs: readonly string[], { skipped }: ReadInputs): string {
  const what = inputs.length === 1 ? `${inputs[0]} holds` : 'the inputs hold';
  const files = skipped.length === 0 ? 'there is no file' : `none of ${skipped.length} files is`;
  return `${what} nothing that vpce-lint reads: ${files} a snapshot or output of the AWS CLI${
    skipped.length > 0 ? ' (-v says why each was skipped)' : ''
  }`;
}
