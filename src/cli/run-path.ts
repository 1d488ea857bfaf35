import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { answerPath } from '../analysis/connectivity/answer-path.ts';
import { parseTarget } from '../analysis/connectivity/path-target.ts';
import { servicePorts } from '../data/service-ports.ts';
import type { Network } from '../model/network.ts';
import { lookUpLocations } from '../report/look-up-locations.ts';
import type { PathReport } from '../report/path-report.ts';
import type { Citation } from '../report/report.ts';
import { pathJson, pathJsonLine } from '../reporters/path-json.ts';
import type { PathOptions } from './commands/path.ts';
import { type Console, outputWidth, resolveColor } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type AskedPath, citationsIn, located, pathReport } from './path-report.ts';
import { type NetworkInputs, readNetwork } from './read-network.ts';
import { UsageError } from './usage-error.ts';

const protocolNumbers = { tcp: 6, udp: 17, icmp: 1 } as const;
const https = 443;

/** Answers one question, or those of a file, one a line. */
export async function runPath(options: PathOptions, console: Console): Promise<ExitCode> {
  const inputs = await readNetwork({ inputs: options.inputs, verbose: false }, console);
  if (!inputs) return exitCode.input;
  if (options.queries !== undefined) return answerQueries(options.queries, inputs, console);
  const { from = '', to = '', protocol, port } = options;
  const report = ask(inputs.network, { from, to, protocol, port });
  if (typeof report === 'string') throw new UsageError(report);
  const answer = located(report, lookUpLocations(inputs.snapshot.documents, citationsIn(report)));
  if (options.format === 'json') console.out(pathJson(answer));
  else {
    const { pathText } = await import('../reporters/text/path-text.ts');
    console.out(pathText(answer, { color: resolveColor(options.color), width: outputWidth() }));
  }
  if (inputs.incomplete) return exitCode.input;
  return options.expect === undefined ? exitCode.success : met(answer, options.expect);
}

function met({ verdict, ...answer }: PathReport, expected: NonNullable<PathOptions['expect']>): ExitCode {
  if (verdict === 'unknown') return exitCode.undecided;
  if (expected !== 'private') return verdict === expected ? exitCode.success : exitCode.findings;
  return verdict === 'reachable' && answer.private === true ? exitCode.success : exitCode.findings;
}

type Question = Omit<AskedPath, 'port'> & { readonly port: number | undefined };

/** The answer, or what is wrong with the question. */
function ask(network: Network, { from, to, protocol, port }: Question): PathReport<Citation> | string {
  const number = Object.entries(protocolNumbers).find(([name]) => name === protocol)?.[1];
  if (number === undefined) return `Unknown protocol "${protocol}": tcp, udp or icmp.`;
  const target = parseTarget(to);
  const service = target.kind === 'service' ? target.service : '';
  const { ports, certain } = servicePorts({ service, kind: 'aws' });
  const asked = port ?? (certain ? ports[0] : undefined) ?? https;
  const answer = answerPath(network, { from, to: target, traffic: { protocol: number, port: asked } });
  if (!answer)
    return `Nothing in the input has the id "${from}": name an interface, an instance or a subnet.`;
  return pathReport({ from, to, protocol, port: asked }, answer);
}

const question = z.object({
  from: z.string(),
  to: z.string(),
  protocol: z.string().default('tcp'),
  port: z.int().min(0).max(65535).optional(),
});

/** One answer a line, in order; a question that is none gives its error in its place, and exit code 3. */
function answerQueries(
  file: string,
  { network, snapshot, incomplete }: NetworkInputs,
  console: Console,
): ExitCode {
  const lines = readLines(file);
  const reports = lines.map((line) => answerLine(network, line));
  const cited = reports.flatMap((report) => ('error' in report ? [] : citationsIn(report)));
  const locationOf = lookUpLocations(snapshot.documents, cited);
  for (const report of reports) {
    console.out(
      'error' in report ? `${JSON.stringify(report)}\n` : pathJsonLine(located(report, locationOf)),
    );
  }
  return incomplete || reports.some((report) => 'error' in report) ? exitCode.input : exitCode.success;
}

function answerLine(network: Network, line: string): PathReport<Citation> | { readonly error: string } {
  try {
    const parsed = question.safeParse(JSON.parse(line));
    if (!parsed.success) return { error: z.prettifyError(parsed.error) };
    const { port, ...asked } = parsed.data;
    const report = ask(network, { ...asked, port });
    return typeof report === 'string' ? { error: report } : report;
  } catch {
    return { error: 'the line is not JSON' };
  }
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
  } catch (error) {
    throw new UsageError(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
