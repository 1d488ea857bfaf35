import type { PathAnswer } from '../analysis/connectivity/path-answer.ts';
import { pathJson } from '../reporters/path-json.ts';
import type { CodeChoice } from './code-choice.ts';
import { type ColorChoice, type Console, outputWidth, resolveColor } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { withDeclared } from './judge.ts';
import { type ConfigChoice, loadOrganization } from './load-config.ts';
import { answerQueries } from './path-queries.ts';
import { type AnsweredPath, answerQuestion, type PathQuestion } from './path-question.ts';
import { openedPath, placedPath } from './placed-path.ts';
import { type NetworkInputs, openSources, readNetwork } from './read-network.ts';
import { UsageError } from './usage-error.ts';

type Expectation = 'reachable' | 'blocked' | 'private';

interface SharedOptions extends CodeChoice {
  readonly config: ConfigChoice;
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
  const organization = await loadOrganization(options.config);
  const read = await readNetwork(options, console);
  if (!read) return exitCode.input;
  const inputs = { ...read, network: withDeclared(read.network, organization) };
  await openSources(inputs.snapshot);
  if (options.ask === 'queries') return answerQueries(options.file, inputs, console);
  const answered = answerQuestion(inputs.network, options);
  if (typeof answered === 'string') throw new UsageError(answered);
  console.out(await render(inputs, answered, options));
  if (inputs.incomplete) return exitCode.input;
  return options.expect === undefined ? exitCode.success : met(answered.answer, options.expect);
}

async function render(
  inputs: NetworkInputs,
  answered: AnsweredPath,
  { format, color }: SharedOptions,
): Promise<string> {
  if (format === 'json') return pathJson(placedPath(inputs, answered));
  const { pathText } = await import('../reporters/text/path-text.ts');
  return pathText(await openedPath(inputs, answered), { color: resolveColor(color), width: outputWidth() });
}

/** Whether it is so: for certain, for certain not, or it hangs on something unknown. */
function met({ branches, ...answer }: PathAnswer, expected: Expectation): ExitCode {
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
