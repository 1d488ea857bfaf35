import type { SnapshotFile } from '../../model/snapshot-file.ts';
import type { CallProblem } from './aws-error.ts';
import { AwsSession, type Traffic } from './aws-session.ts';
import { callsFor } from './call-table.ts';
import { collectScope } from './collect-scope.ts';
import { limitTo } from './limiter.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { Selection } from './selection.ts';
import { type FailedSource, findTargets, type Target } from './targets.ts';

/** How far collection is, for who watches. */
export interface Progress {
  /** Calls that were answered or failed. */
  readonly calls: number;
  readonly scopesDone: number;
  readonly scopes: number;
  /** The account and region that was heard of last. */
  readonly place: string;
}

export interface CollectOptions {
  readonly tool: { readonly name: string; readonly version: string };
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly limits?: Limits;
  /** ISO 8601; the time at which collection began. */
  readonly now: string;
}

/** A call that did not give all it should have, with the account and region. */
export interface ScopeProblem {
  readonly place: string;
  readonly call: string;
  readonly problem: CallProblem;
}

export interface CollectedFromAws {
  readonly file: SnapshotFile;
  readonly failed: readonly FailedSource[];
  readonly problems: readonly ScopeProblem[];
  readonly traffic: Readonly<Traffic>;
  /** Whether any call gave anything: an empty list is something. */
  readonly anything: boolean;
}

/** Accounts that are read at once, each with its own bounded number of calls. */
const scopesAtOnce = 4;

/**
 * Reads what the selection means from AWS. Nothing is written there, ever.
 * @throws the reason of `signal` when it is aborted.
 */
export async function collectFromAws(
  selection: Selection,
  options: CollectOptions,
): Promise<CollectedFromAws> {
  const { signal, limits = defaultLimits, onProgress } = options;
  const traffic: Traffic = { calls: 0, retries: 0 };
  let answered = 0;
  let scopesDone = 0;
  let scopes = 0;
  const heard = (place: string) => () => onProgress({ calls: (answered += 1), scopesDone, scopes, place });
  const opened = { endpointUrl: selection.endpointUrl, limits, traffic, signal };
  const { targets, failed } = await findTargets(selection, {
    ...opened,
    onCall: heard('accounts and regions'),
  });
  scopes = targets.length;
  const limit = limitTo(scopesAtOnce);
  const calls = callsFor(selection.topics);
  const collected = await Promise.all(
    targets.map((target) =>
      limit(async () => {
        const place = placeOf(target);
        const { region, credentials, shared } = target;
        const session = new AwsSession({ ...opened, region, credentials, shared, onCall: heard(place) });
        try {
          return { place, ...(await collectScope(session, calls, { ...selection, ...target, limits })) };
        } finally {
          await session.close();
          scopesDone += 1;
        }
      }),
    ),
  );
  signal.throwIfAborted();
  const found = collected.map(({ scope }) => scope).sort((a, b) => compare(keyOf(a), keyOf(b)));
  return {
    file: {
      format: 'vpce-lint/snapshot',
      version: 1,
      tool: options.tool,
      collectedAt: options.now,
      scopes: found,
    },
    failed,
    problems: collected.flatMap(({ place, problems }) => problems.map((problem) => ({ place, ...problem }))),
    traffic,
    anything: found.some(({ facts }) => Object.values(facts).some(({ status }) => status === 'collected')),
  };
}

function placeOf({ account, region }: Target): string {
  return `${account ?? 'unknown account'}/${region}`;
}

function keyOf({ partition, account, region }: SnapshotFile['scopes'][number]): string {
  return `${partition}/${account ?? ''}/${region ?? ''}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
