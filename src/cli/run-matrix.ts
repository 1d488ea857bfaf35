import { didYouMean } from '../model/closest.ts';
import type { Network } from '../model/network.ts';
import type { Subnet } from '../model/resources/subnet.ts';
import type { MatrixReport } from '../report/matrix-report.ts';
import type { Protocol } from '../report/path-report.ts';
import type { CodeChoice } from './code-choice.ts';
import { type ColorChoice, type Console, outputWidth } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { matrixColumns } from './matrix-columns.ts';
import { matrixReport } from './matrix-report.ts';
import { type Output, writeOutputs } from './output.ts';
import { readNetwork } from './read-network.ts';
import { UsageError } from './usage-error.ts';

export type MatrixFormat = 'text' | 'json' | 'markdown';

export interface MatrixOptions extends CodeChoice {
  readonly inputs: readonly string[];
  readonly services: readonly string[];
  /** Ids of the only VPCs and subnets to show; none for all. */
  readonly vpcs: readonly string[];
  readonly subnets: readonly string[];
  readonly protocol: Protocol;
  /** Undefined for that of each service. */
  readonly port: number | undefined;
  readonly outputs: readonly Output<MatrixFormat>[];
  readonly color: ColorChoice;
  readonly verbose: boolean;
}

/** Asks for the paths from all subnets to all services and writes the answers; returns the exit code. */
export async function runMatrix(options: MatrixOptions, console: Console): Promise<ExitCode> {
  const read = await readNetwork(options, console);
  if (!read) return exitCode.input;
  const { network, inputs } = read;
  const columns = matrixColumns(network, options);
  const subnets = chosenSubnets(network, options);
  const report = matrixReport(network, { columns, protocol: options.protocol, subnets, inputs });
  const { outputs, color } = options;
  const unwritten = await writeOutputs(
    (format, colored) => render(report, format, colored),
    outputs,
    color,
    console,
  );
  for (const line of unwritten) console.note(line);
  if (unwritten.length > 0) return exitCode.usage;
  return read.incomplete ? exitCode.input : exitCode.success;
}

async function render(
  report: MatrixReport,
  format: MatrixFormat,
  color: 'always' | 'never',
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../reporters/text/matrix-text.ts')).matrixText(report, {
        color,
        width: outputWidth(),
      });
    case 'json':
      return (await import('../reporters/matrix-json.ts')).matrixJson(report);
    case 'markdown':
      return (await import('../reporters/matrix-markdown.ts')).matrixMarkdown(report);
  }
}

/** The subnets to show, sorted by VPC and id. @throws UsageError for an id that nothing has. */
function chosenSubnets(
  network: Network,
  { vpcs, subnets }: Pick<MatrixOptions, 'vpcs' | 'subnets'>,
): readonly Subnet[] {
  const all = network.all('subnets');
  const vpcIds = new Set([
    ...network.all('vpcs').map(({ id }) => id),
    ...all.flatMap(({ vpcId }) => vpcId ?? []),
  ]);
  rejectUnknown('VPC', vpcs, vpcIds);
  rejectUnknown('subnet', subnets, new Set(all.map(({ id }) => id)));
  const chosen = all.filter(
    ({ id, vpcId }) =>
      (vpcs.length === 0 || (vpcId !== null && vpcs.includes(vpcId))) &&
      (subnets.length === 0 || subnets.includes(id)),
  );
  // They come sorted by id.
  return [...chosen].sort((a, b) => compare(a.vpcId ?? '~', b.vpcId ?? '~'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rejectUnknown(kind: string, asked: readonly string[], known: ReadonlySet<string>): void {
  const unknown = asked.find((id) => !known.has(id));
  if (unknown === undefined) return;
  throw new UsageError(`No ${kind} in the input has the id "${unknown}".${didYouMean(unknown, [...known])}`);
}
