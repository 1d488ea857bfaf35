import { isAbsolute, normalize, relative, sep } from 'node:path';
import process from 'node:process';
import type { ReadInputs } from '../collectors/conclude-inputs.ts';
import type { InputProblem } from '../collectors/input-problem.ts';
import { knownItems } from '../collectors/known-items.ts';
import { loadInputs } from '../collectors/load-inputs.ts';
import type { PolicyOwner } from '../collectors/policy/policy-owner.ts';
import { readDescriptor } from '../collectors/read-stream.ts';
import { buildNetwork } from '../model/build-network.ts';
import { type FamilyName, familyCommand } from '../model/fact-families.ts';
import type { Network } from '../model/network.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ReportInput } from '../report/report.ts';
import type { CodeChoice } from './code-choice.ts';
import type { Console } from './console.ts';
import { describeProblems } from './describe-problems.ts';
import { UsageError } from './usage-error.ts';

export interface NetworkInputs {
  readonly network: Network;
  readonly snapshot: Snapshot;
  readonly inputs: readonly ReportInput[];
  /** Whether there is nothing but policy documents, which only some rules judge. */
  readonly arePoliciesAlone: boolean;
  /** Something that was given could not be read: what is said of the rest stands, and the exit code is 3. */
  readonly incomplete: boolean;
}

export interface ReadingChoice extends CodeChoice {
  readonly inputs: readonly string[];
  /** What policy documents belong to that stand alone; null where they or their paths show it. */
  readonly policyFor?: PolicyOwner | null;
  readonly verbose: boolean;
}

/** Makes the code readable from which documents were made, so that places are found in it. */
export async function openSources({ documents }: Snapshot): Promise<void> {
  for (const { sources } of documents) await sources?.open();
}

const standardInputDescriptor = 0;
/** Lines about one file; with -v there are as many as it takes. */
const problemsShown = 10;

/** Reads the inputs into a network and says what could not be read; null when nothing could. */
export async function readNetwork(
  { inputs, source, overlay, policyFor, verbose, ...choice }: ReadingChoice,
  console: Console,
): Promise<NetworkInputs | null> {
  const paths = inputs.map(shortest);
  const sourceFolder = source === undefined ? undefined : shortest(source);
  const read = await loadInputs(paths, () => readDescriptor(standardInputDescriptor), {
    fieldsAt: knownItems,
    sourceFolder,
    policyFor,
    parameters: await parametersOf(choice),
    plans: overlay ? 'overlay' : 'describe',
  });
  if (overlay) checkOverlay(read);
  return networkOf(read, { verbose, paths }, console);
}

/** The values that are given for parameters of templates. @throws UsageError */
async function parametersOf(choice: CodeChoice) {
  const given = [...(choice.parameters ?? []), ...(choice.parameterFiles ?? [])];
  return given.length === 0 ? undefined : (await import('./load-parameters.ts')).loadParameters(choice);
}

/** The network of what was read; null when it holds nothing. */
export function networkOf(
  read: ReadInputs,
  { verbose, paths }: { readonly verbose: boolean; readonly paths: readonly string[] },
  console: Console,
): NetworkInputs | null {
  const { snapshot } = read;
  const { network, malformed } = buildNetwork(snapshot);
  const unusable = [
    ...read.unusable,
    ...malformed.flatMap(({ document, pointer, message }): readonly InputProblem[] => {
      const source = snapshot.documents[document];
      return [
        source
          ? { path: source.path, problem: message, place: { ...source, pointer } }
          : { path: `AWS${pointer}`, problem: message },
      ];
    }),
  ];
  const refused = refusedCalls(snapshot);
  const isNothing = snapshot.scopes.length === 0;
  const lines = [
    ...describeProblems(unusable, verbose ? Number.POSITIVE_INFINITY : problemsShown),
    ...refused,
    ...(verbose ? describeReading(read) : []),
    ...(isNothing && unusable.length === 0 ? [nothingFound(paths, read)] : []),
  ];
  for (const line of lines) console.note(line);
  if (isNothing) return null;
  const { inputs: kinds, arePoliciesAlone } = read;
  const incomplete = unusable.length + refused.length > 0;
  return { network, snapshot, inputs: kinds, arePoliciesAlone, incomplete };
}

/** @throws UsageError where there is nothing to lay over, or nothing to lay it on. */
function checkOverlay({ inputs }: ReadInputs): void {
  const kinds = new Set(inputs.map(({ kind }) => kind));
  const isCode = kinds.has('terraform') || kinds.has('cloudformation');
  if (isCode && (kinds.has('snapshot') || kinds.has('aws-cli'))) return;
  throw new UsageError(
    '--overlay lays a plan or template over what exists: name it and a snapshot or AWS CLI dump.',
  );
}

/** A path relative to the working directory where it lies below it, so that reports name no machine. */
function shortest(path: string): string {
  if (!isAbsolute(path)) return path === '' ? path : normalize(path);
  const short = relative(process.cwd(), path);
  if (short === '') return '.';
  return short.startsWith(`..${sep}`) || short === '..' ? path : short;
}

/** Without these nothing can be said: a snapshot that was refused them is one that failed. */
const essential = ['vpcs', 'vpcEndpoints', 'routeTables'] as const satisfies readonly FamilyName[];

export function refusedCalls({ scopes }: Snapshot): readonly string[] {
  return scopes.flatMap(({ scope, families }) =>
    essential.flatMap((name) => {
      const facts = families[name];
      if (facts?.status !== 'denied' && facts?.status !== 'failed') return [];
      const place = `${scope.account ?? 'unknown account'}/${scope.region ?? 'unknown region'}`;
      const outcome = facts.status === 'denied' ? 'was denied' : 'failed';
      const why = facts.reason === undefined ? '' : ` (${facts.reason})`;
      return `${place}: ${familyCommand(name)} ${outcome} when the snapshot was taken${why}`;
    }),
  );
}

function describeReading({ inputs, skipped }: ReadInputs): readonly string[] {
  return [
    ...inputs.map(({ path, kind }) => `${path}: read as ${kind}`),
    ...describeProblems(
      skipped.map((one) => ({ ...one, problem: `skipped: ${one.problem}` })),
      Number.POSITIVE_INFINITY,
    ),
  ];
}

function nothingFound(paths: readonly string[], { inputs, skipped }: ReadInputs): string {
  const what = paths.length === 1 ? `${paths[0]} holds` : 'the inputs hold';
  if (inputs.length > 0) return `${what} no facts: nothing was collected`;
  const files = skipped.length === 0 ? 'there is no file' : `none of ${skipped.length} files is`;
  return `${what} nothing that vpce-lint reads: ${files} a snapshot, output of the AWS CLI, a Terraform plan or a template${
    skipped.length > 0 ? ' (-v says why each was skipped)' : ''
  }`;
}
