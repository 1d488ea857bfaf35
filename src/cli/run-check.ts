import { readFileSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import process from 'node:process';
import { type InputProblem, type ReadInputs, readInputs } from '../collectors/read-inputs.ts';
import { buildNetwork } from '../model/build-network.ts';
import { familyAction, familyCommand, isFamilyName } from '../model/fact-families.ts';
import { scopeKey } from '../model/scope.ts';
import { assembleReport } from '../report/assemble-report.ts';
import { lookUpLocations } from '../report/look-up-locations.ts';
import type { FactSource, Location, Report, Severity } from '../report/report.ts';
import { runRules } from '../rules/engine.ts';
import { rules } from '../rules/registry.ts';
import { homepage, version } from '../version.ts';
import type { ColorChoice, Console } from './console.ts';
import { type ExitCode, exitCode, exitCodeOf, type FailOn } from './exit-code.ts';
import { type Output, writeReport } from './output.ts';
import { type RuleSelection, selectRules } from './select-rules.ts';

export interface CheckOptions {
  readonly inputs: readonly string[];
  readonly outputs: readonly Output[];
  readonly failOn: FailOn;
  readonly failOnUnknown: Severity | null;
  readonly selection: RuleSelection;
  readonly color: ColorChoice;
  readonly verbose: boolean;
}

const standardInputDescriptor = 0;

/** Reads the inputs, runs the rules, writes the reports; returns the exit code. */
export async function runCheck(options: CheckOptions, console: Console): Promise<ExitCode> {
  const runs = selectRules(rules, options.selection);
  const read = readInputs(options.inputs.map(shortest), () => readFileSync(standardInputDescriptor));
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
  if (options.verbose) {
    for (const { path, kind } of read.inputs) console.note(`${path}: read as ${kind}`);
    for (const { path, problem } of read.skipped) console.note(`${path}: skipped: ${problem}`);
  }
  if (snapshot.scopes.length === 0) {
    if (unusable.length === 0) console.note(nothingRecognized(options.inputs, read));
    return exitCode.input;
  }
  const verdicts = runRules(network, runs);
  for (const { rule, error } of verdicts.faults) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.note(`rule ${rule} failed, which is a bug in vpce-lint; please report it: ${detail}`);
  }
  const report: Report = assembleReport({
    tool: { name: 'vpce-lint', version, informationUri: homepage },
    snapshot,
    verdicts,
    factSource,
    inputs: read.inputs,
    extent: {
      endpoints: network.all('vpcEndpoints').length,
      endpointServices: network.all('vpcEndpointServiceConfigurations').length,
      vpcs: network.all('vpcs').length,
      scopes: new Set(network.scopes.map(scopeKey)).size,
    },
  });
  await writeReport(report, options.outputs, options.color, console);
  return exitCodeOf({
    report,
    failOn: options.failOn,
    failOnUnknown: options.failOnUnknown,
    inputsUnusable: unusable.length > 0,
    rulesFaulty: verdicts.faults.length > 0,
  });
}

/** How a family of facts is collected. */
function factSource(family: string): FactSource | null {
  if (!isFamilyName(family)) return null;
  return { family, command: familyCommand(family), action: familyAction(family) };
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
