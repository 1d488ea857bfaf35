import type { PolicyOwner } from '../collectors/policy/policy-owner.ts';
import { scopeKey } from '../model/scope.ts';
import { assembleReport } from '../report/assemble-report.ts';
import type { Report } from '../report/report.ts';
import { homepage, version } from '../version.ts';
import type { CodeChoice } from './code-choice.ts';
import type { ColorChoice, Console } from './console.ts';
import { type ExitCode, exitCode, exitCodeOf } from './exit-code.ts';
import { factSource } from './fact-source.ts';
import { type Judgement, judge } from './judge.ts';
import { writeReport } from './output.ts';
import { type NetworkInputs, openSources, readNetwork } from './read-network.ts';
import { type GivenSettings, settingsOf } from './settings.ts';

export interface CheckOptions extends GivenSettings, CodeChoice {
  readonly color: ColorChoice;
  /** What policy documents belong to that stand alone; null where they or their paths show it. */
  readonly policyFor?: PolicyOwner | null;
}

/** Reads the inputs, runs the rules, writes the reports; returns the exit code. */
export function runCheck(options: CheckOptions, console: Console): Promise<ExitCode> {
  return checkInputs(() => readNetwork(options, console), options, console);
}

/** As `runCheck`, on inputs from anywhere; they are read when it is certain which rules are to run. */
export async function checkInputs(
  read: () => Promise<NetworkInputs | null>,
  options: CheckOptions,
  console: Console,
): Promise<ExitCode> {
  const settings = await settingsOf(options);
  const inputs = await read();
  if (!inputs) return exitCode.input;
  const runs = inputs.arePoliciesAlone
    ? settings.runs.filter(({ rule }) => rule.judgesPolicyAlone === true)
    : settings.runs;
  const judgement = await judge(inputs.network, { ...settings, runs }, console);
  if (judgement.findings.length > 0) await openSources(inputs.snapshot);
  const report = reportOf(inputs, judgement);
  const estate = async () => (await import('./estate-view.ts')).estateView(inputs, report);
  const unwritten = await writeReport(report, { ...settings, color: options.color, estate }, console);
  for (const line of unwritten) console.note(line);
  return exitCodeOf({
    report,
    failOn: settings.failOn,
    failOnUnknown: settings.failOnUnknown,
    inputsUnusable: inputs.incomplete,
    faultCode: judgement.faultCode,
    reportsUnwritten: unwritten.length > 0,
  });
}

/** The report of what was read and judged. */
export function reportOf({ network, snapshot, inputs }: NetworkInputs, judgement: Judgement): Report {
  const { stale, isScoped, outOfScope } = judgement;
  return assembleReport({
    tool: { name: 'vpce-lint', version, informationUri: homepage },
    snapshot,
    verdicts: {
      ...judgement,
      staleSuppressions: stale,
      leftOut: isScoped ? outOfScope.length : undefined,
    },
    factSource,
    inputs,
    extent: {
      endpoints: network.all('vpcEndpoints').length,
      endpointServices: network.all('vpcEndpointServiceConfigurations').length,
      vpcs: network.all('vpcs').length,
      scopes: new Set(network.scopes.map(scopeKey)).size,
    },
  });
}
