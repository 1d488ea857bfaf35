import process from 'node:process';
import type { CollectedFromAws, ScopeProblem } from '../collectors/aws/collect-from-aws.ts';
import type { Selection } from '../collectors/aws/selection.ts';
import { familyAction, isFamilyName } from '../model/fact-families.ts';
import { version } from '../version.ts';
import { remedyFor } from './collection-remedy.ts';
import type { Console } from './console.ts';
import { statusLine } from './status-line.ts';
import { UsageError } from './usage-error.ts';

/** Calls of which one line says that they gave nothing; -v lists all. */
const namesShown = 6;

/**
 * Collects from AWS, showing progress on a terminal, and says what could not be collected; null when nothing
 * could. Ctrl-C ends the program as it ends others, with a word on what was under way.
 */
export async function collect(
  selection: Selection,
  verbose: boolean,
  console: Console,
): Promise<CollectedFromAws | null> {
  const started = Date.now();
  // The SDK is part of this program: which Node it will need some day is no business of who runs it now.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { collectFromAws } = await import('../collectors/aws/collect-from-aws.ts');
  const status = await statusLine();
  const interruption = new AbortController();
  const interrupt = () => interruption.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  let reached = 'nothing yet';
  try {
    const collected = await collectFromAws(selection, {
      tool: { name: 'vpce-lint', version },
      now: new Date(started).toISOString(),
      signal: interruption.signal,
      onProgress: ({ calls, scopesDone, scopes, place }) => {
        reached = `${calls} answers, ${scopesDone} of ${scopes} accounts and regions complete`;
        status.show(`collecting ${place} · ${reached}`);
      },
    });
    status.clear();
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    for (const line of describe(collected, verbose, seconds)) console.note(line);
    return collected.anything ? collected : null;
  } catch (error) {
    status.clear();
    if (!interruption.signal.aborted) throw error;
    console.note(`interrupted: ${reached}; no snapshot was written`);
    process.off('SIGINT', interrupt);
    process.kill(process.pid, 'SIGINT');
    return null;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function describe(
  { failed, problems, traffic, file, anything }: CollectedFromAws,
  verbose: boolean,
  seconds: string,
): readonly string[] {
  const [first] = failed;
  if (first?.problem.code === 'NoRegion') throw new UsageError(`${first.who}: ${first.problem.message}`);
  const sources = failed.flatMap(({ who, problem }) => [
    `${who}: ${problem.code}: ${problem.message}`,
    remedyFor(problem.code),
  ]);
  const reasons = anything || failed.length > 0 ? [] : nothingCollected(problems);
  const { calls, retries } = traffic;
  const count = `${calls} calls (${retries} retries) to ${file.scopes.length} accounts and regions in ${seconds} s`;
  return [
    ...sources,
    ...(anything ? summaries(problems, verbose) : []),
    ...reasons,
    ...(verbose ? [count] : []),
  ];
}

function nothingCollected(problems: readonly ScopeProblem[]): readonly string[] {
  const told = problems.find(({ problem }) => problem.status !== 'skipped');
  if (!told) return ['nothing was collected: no account and region was selected'];
  const { place, call, problem } = told;
  return [
    `nothing was collected: ${place}: ${call}: ${problem.code}: ${problem.message}`,
    remedyFor(problem.code),
  ];
}

/** A line for each account, region and error code; with -v for each call, with the permission that it needs. */
function summaries(problems: readonly ScopeProblem[], verbose: boolean): readonly string[] {
  const told = problems.filter(({ problem }) => problem.status !== 'skipped');
  if (verbose) {
    return told.map(({ place, call, problem }) => {
      const action = isFamilyName(call) ? ` (${familyAction(call)})` : '';
      return `${place}: ${call}${action}: ${problem.code}: ${problem.message}`;
    });
  }
  const groups = new Map<string, string[]>();
  for (const { place, call, problem } of told) {
    const key = `${place}: ${problem.code}`;
    const names = groups.get(key);
    if (names) names.push(call);
    else groups.set(key, [call]);
  }
  return [...groups].map(([key, names]) => {
    const more = names.length > namesShown ? ` and ${names.length - namesShown} more (-v lists them)` : '';
    return `${key} for ${names.slice(0, namesShown).join(', ')}${more}`;
  });
}
