import { scopeKey } from '../model/scope.ts';
import { assembleReport } from '../report/assemble-report.ts';
import type { Report } from '../report/report.ts';
import { runRules } from '../rules/engine.ts';
import { homepage, version } from '../version.ts';
import type { ColorChoice, Console } from './console.ts';
import { type ExitCode, exitCode, exitCodeOf } from './exit-code.ts';
import { factSource } from './fact-source.ts';
import { writeReport } from './output.ts';
import { readNetwork } from './read-network.ts';
import { type GivenSettings, settingsOf } from './settings.ts';

export interface CheckOptions extends GivenSettings {
  readonly inputs: readonly string[];
  readonly color: ColorChoice;
  readonly verbose: boolean;
}

/** Reads the inputs, runs the rules, writes the reports; returns the exit code. */
export async function runCheck(options: CheckOptions, console: Console): Promise<ExitCode> {
  const { runs, coverageOf, ...gate } = await settingsOf(options);
  const inputs = readNetwork(options, console);
  if (!inputs) return exitCode.input;
  const { network, snapshot } = inputs;
  const coverage = coverageOf(network);
  const verdicts = runRules(network, runs, coverage);
  for (const { rule, error } of verdicts.faults) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.note(`rule ${rule} failed, which is a bug in vpce-lint; please report it: ${detail}`);
  }
  const report: Report = assembleReport({
    tool: { name: 'vpce-lint', version, informationUri: homepage },
    snapshot,
    verdicts: { ...verdicts, outOfScope: coverage && verdicts.outOfScope },
    factSource,
    inputs: inputs.inputs,
    extent: {
      endpoints: network.all('vpcEndpoints').length,
      endpointServices: network.all('vpcEndpointServiceConfigurations').length,
      vpcs: network.all('vpcs').length,
      scopes: new Set(network.scopes.map(scopeKey)).size,
    },
  });
  const unwritten = await writeReport(report, { ...gate, color: options.color }, console);
  for (const line of unwritten) console.note(line);
  return exitCodeOf({
    report,
    failOn: gate.failOn,
    failOnUnknown: gate.failOnUnknown,
    inputsUnusable: inputs.incomplete,
    rulesFaulty: verdicts.faults.length > 0,
    reportsUnwritten: unwritten.length > 0,
  });
}
