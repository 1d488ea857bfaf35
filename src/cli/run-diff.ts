import { compareFindings } from '../report/compare-findings.ts';
import { compareMatrices } from '../report/compare-matrices.ts';
import { type DiffReport, losesPrivateWay } from '../report/diff-report.ts';
import type { MatrixReport } from '../report/matrix-report.ts';
import { version } from '../version.ts';
import type { CodeChoice } from './code-choice.ts';
import { type ColorChoice, type Console, outputWidth } from './console.ts';
import { type ExitCode, exitCode, type FailOn, isAtLeast } from './exit-code.ts';
import { judge } from './judge.ts';
import { matrixColumns } from './matrix-columns.ts';
import { matrixReport } from './matrix-report.ts';
import { type Output, writeOutputs } from './output.ts';
import { type NetworkInputs, openSources, readNetwork } from './read-network.ts';
import { reportOf } from './run-check.ts';
import { type RuleOptions, settingsOf } from './settings.ts';

export type DiffFormat = 'text' | 'json' | 'markdown';

export interface DiffOptions extends Omit<RuleOptions, 'inputs'>, CodeChoice {
  readonly old: string;
  readonly new: string;
  /** Services to compare beside those that have endpoints. */
  readonly services: readonly string[];
  readonly outputs: readonly Output<DiffFormat>[];
  readonly failOn: FailOn | null;
  readonly color: ColorChoice;
}

/** Tells what changed from one input to another; returns the exit code. */
export async function runDiff(options: DiffOptions, console: Console): Promise<ExitCode> {
  const settings = await settingsOf({
    ...options,
    inputs: [],
    outputs: null,
    failOnUnknown: null,
    sarif: { profile: null, category: null },
  });
  const { old: first, new: second, verbose, overlay, ...choice } = options;
  const code = { parameters: choice.parameters, parameterFiles: choice.parameterFiles, verbose };
  const before = await readNetwork({ ...code, inputs: [first] }, console);
  const later = overlay ? [first, second] : [second];
  const after = await readNetwork({ ...code, overlay, inputs: later }, console);
  if (!before || !after) return exitCode.input;
  const judgements = [
    await judge(before.network, settings, console),
    await judge(after.network, settings, console),
  ] as const;
  await openSources(before.snapshot);
  await openSources(after.snapshot);
  const [old, now] = [reportOf(before, judgements[0]), reportOf(after, judgements[1])];
  const services = servicesOf([before, after], options.services);
  const matrices = [matrixOf(before, services), matrixOf(after, services)] as const;
  const { compared, changes, added, removed } = compareMatrices(...matrices);
  const report: DiffReport = {
    tool: { name: 'vpce-lint', version },
    old: before.inputs,
    new: after.inputs,
    findings: compareFindings(old, now),
    compared,
    reachability: changes,
    subnets: { added, removed },
    reasons: { ...matrices[0].reasons, ...matrices[1].reasons },
  };
  const unwritten = await writeOutputs(
    (format, colored) => render(report, format, colored),
    options.outputs,
    options.color,
    console,
  );
  for (const line of unwritten) console.note(line);
  const faultCodes = judgements.flatMap(({ faultCode }) => faultCode ?? []);
  if (faultCodes.length > 0) return faultCodes.includes(exitCode.fault) ? exitCode.fault : exitCode.usage;
  if (unwritten.length > 0) return exitCode.usage;
  if (before.incomplete || after.incomplete) return exitCode.input;
  return isWorse(report, settings.failOn) ? exitCode.findings : exitCode.success;
}

/** A new finding that is severe enough, or a private way that is lost. */
function isWorse({ findings, reachability }: DiffReport, failOn: FailOn): boolean {
  if (failOn === 'none') return false;
  return (
    findings.new.some(({ severity }) => isAtLeast(severity, failOn)) || reachability.some(losesPrivateWay)
  );
}

/** The services that have endpoints in either input, so that one that lost its endpoint is compared too. */
function servicesOf(inputs: readonly NetworkInputs[], asked: readonly string[]): readonly string[] {
  const columns = inputs.flatMap(({ network }) =>
    matrixColumns(network, { services: asked, protocol: 'tcp', port: undefined }),
  );
  return [...new Set(columns.filter(({ vpcId }) => vpcId === null).map(({ service }) => service))];
}

function matrixOf({ network, inputs }: NetworkInputs, services: readonly string[]): MatrixReport {
  const columns = matrixColumns(network, { services, protocol: 'tcp', port: undefined });
  return matrixReport(network, { columns, protocol: 'tcp', subnets: network.all('subnets'), inputs });
}

async function render(report: DiffReport, format: DiffFormat, color: 'always' | 'never'): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../reporters/text/diff-text.ts')).diffText(report, {
        color,
        width: outputWidth(),
      });
    case 'json':
      return (await import('../reporters/diff-json.ts')).diffJson(report);
    case 'markdown':
      return (await import('../reporters/diff-markdown.ts')).diffMarkdown(report);
  }
}
