import type { Log, Notification, ReportingDescriptor, Result, Run } from 'sarif';

/** GitHub keeps no more of a run. */
const mostResults = 5_000;

const levels = ['error', 'warning', 'note', 'none'];

/**
 * SARIF logs as one: runs of one category, which GitHub refuses to take side by side, become one run, in which each
 * result stands once, the worst first. What goes beyond GitHub's limit is left out, and a notification says so.
 */
export function mergeLogs(logs: readonly Log[]): Log {
  const byCategory = new Map<string, Run[]>();
  for (const run of logs.flatMap(({ runs }) => runs)) {
    const category = `${run.tool.driver.name} ${run.automationDetails?.id ?? ''}`;
    const others = byCategory.get(category);
    if (others) others.push(run);
    else byCategory.set(category, [run]);
  }
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [...byCategory.values()].flatMap(mergeRuns),
  };
}

function mergeRuns(runs: readonly Run[]): readonly Run[] {
  const [first, ...others] = runs;
  if (!first || others.length === 0) return runs;
  const rules = distinct(
    runs.flatMap(({ tool }) => tool.driver.rules ?? []),
    ({ id }) => id,
  ).sort((a, b) => compare(a.id, b.id));
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const results = distinct(
    runs.flatMap(({ results: own }) => own ?? []),
    resultKey,
  )
    .map((result) => reindexed(result, indexOf))
    .sort((a, b) => levels.indexOf(a.level ?? 'warning') - levels.indexOf(b.level ?? 'warning'));
  return [
    {
      ...first,
      tool: { driver: { ...first.tool.driver, rules } },
      invocations: [
        {
          executionSuccessful: runs.every((run) => run.invocations?.every((one) => one.executionSuccessful)),
          toolExecutionNotifications: notifications(runs, results.length - mostResults, indexOf),
        },
      ],
      results: results.slice(0, mostResults),
    },
  ];
}

/** What tells two results of a run apart; those without a fingerprint are all different. */
function resultKey({ ruleId, partialFingerprints, ...rest }: Result): string {
  const identity = partialFingerprints?.['vpceLint/v1'] ?? JSON.stringify(rest);
  return `${ruleId} ${identity}`;
}

function reindexed(result: Result, indexOf: ReadonlyMap<string, number>): Result {
  const ruleIndex = indexOf.get(result.ruleId ?? '');
  return ruleIndex === undefined ? result : { ...result, ruleIndex };
}

function notifications(
  runs: readonly Run[],
  leftOut: number,
  indexOf: ReadonlyMap<string, number>,
): Notification[] {
  const own = runs
    .flatMap(({ invocations = [] }) => invocations)
    .flatMap((one) => one.toolExecutionNotifications ?? [])
    .map((one): Notification => {
      const rule = one.associatedRule;
      const index = indexOf.get(rule?.id ?? '');
      return rule === undefined || index === undefined ? one : { ...one, associatedRule: { ...rule, index } };
    });
  const words = `${leftOut} findings did not fit in here; the JSON reports have them all.`;
  const left: Notification[] = leftOut > 0 ? [{ level: 'warning', message: { text: words } }] : [];
  return [...left, ...distinct(own, (one) => JSON.stringify(one))];
}

function distinct<T extends Result | ReportingDescriptor | Notification>(
  items: readonly T[],
  keyOf: (item: T) => string,
): T[] {
  return [...new Map([...items].reverse().map((item) => [keyOf(item), item])).values()].reverse();
}

/** By code unit, so that no locale shows. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
