import { lookUpLocations } from '../report/look-up-locations.ts';
import type { PathReport } from '../report/path-report.ts';
import { pathJson } from '../reporters/path-json.ts';
import { type ColorChoice, type Console, outputWidth, resolveColor } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { answerQueries } from './path-queries.ts';
import { answerQuestion, type PathQuestion } from './path-question.ts';
import { citationsIn, located } from './path-report.ts';
import { readNetwork } from './read-network.ts';
import { UsageError } from './usage-error.ts';

type Expectation = 'reachable' | 'blocked' | 'private';

interface SharedOptions {
  readonly inputs: readonly string[];
  readonly format: 'text' | 'json';
  readonly color: ColorChoice;
  readonly verbose: boolean;
}

/** One question, or a file of them. */
export type PathOptions =
  | (SharedOptions & { readonly ask: 'queries'; readonly file: string })
  | (SharedOptions & PathQuestion & { readonly ask: 'question'; readonly expect: Expectation | undefined });

/** Answers one question, or those of a file, one a line. */
export async function runPath(options: PathOptions, console: Console): Promise<ExitCode> {
  const inputs = readNetwork(options, console);
  if (!inputs) return exitCode.input;
  if (options.ask === 'queries') return answerQueries(options.file, inputs, console);
  const report = answerQuestion(inputs.network, options);
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

/** Whether it is so: for certain, for certain not, or it hangs on something unknown. */
function met({ branches, ...answer }: PathReport, expected: Expectation): ExitCode {
  const verdicts = new Set(branches.map(({ verdict }) => verdict));
  const isOtherwise =
    expected === 'blocked'
      ? verdicts.has('reachable') || verdicts.has('partial')
      : verdicts.has('blocked') ||
        verdicts.has('partial') ||
        (expected === 'private' && answer.private === false);
  if (isOtherwise) return exitCode.findings;
  return verdicts.has('unknown') ? exitCode.undecided : exitCode.success;
}
