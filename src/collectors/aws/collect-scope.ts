import type { FamilyName } from '../../model/fact-families.ts';
import type { RawItem } from '../../model/snapshot.ts';
import type { SnapshotFile } from '../../model/snapshot-file.ts';
import { allPages, type ReadPages } from './all-pages.ts';
import { type CallProblem, problemOf } from './aws-error.ts';
import type { AwsSession } from './aws-session.ts';
import type { Call, Parameters } from './call.ts';
import type { Collected } from './collected.ts';
import { familyFacts } from './family-facts.ts';
import { type Limiter, limitTo } from './limiter.ts';
import type { Limits } from './limits.ts';

export interface ScopeOptions {
  readonly partition: string;
  readonly account: string | null;
  /** Ids of VPCs to keep to; empty for all. */
  readonly vpcs: readonly string[];
  /** Tags of VPCs to keep to, `Key=Value`; empty for all. */
  readonly tags: readonly string[];
  readonly limits: Limits;
}

export interface CollectedScope {
  readonly scope: SnapshotFile['scopes'][number];
  readonly problems: readonly { readonly call: string; readonly problem: CallProblem }[];
}

/** The facts that the calls give of one account in one region. Never throws: what fails is recorded, the rest goes on. */
export async function collectScope(
  session: AwsSession,
  calls: readonly Call[],
  options: ScopeOptions,
): Promise<CollectedScope> {
  const collected = await new ScopeCollection(session, calls, options).collectAll();
  const families = new Map<FamilyName, Collected[]>();
  for (const one of collected) {
    if (one.call.family === null) continue;
    const others = families.get(one.call.family);
    if (others) others.push(one);
    else families.set(one.call.family, [one]);
  }
  const facts = Object.fromEntries(
    [...families].map(([name, parts]) => [name, familyFacts(name, parts, calls)]),
  );
  const { partition, account } = options;
  return {
    scope: { partition, account, region: session.region, facts },
    problems: collected.flatMap(({ call, problem }) => (problem ? [{ call: call.name, problem }] : [])),
  };
}

/** One walk through the table of calls. */
class ScopeCollection {
  readonly #session: AwsSession;
  readonly #calls: readonly Call[];
  readonly #options: ScopeOptions;
  readonly #results = new Map<string, Promise<Collected>>();
  /** Keeps long lists of subjects from being asked about before it is known how the first of them fare. */
  readonly #admitted: Limiter;

  constructor(session: AwsSession, calls: readonly Call[], options: ScopeOptions) {
    this.#session = session;
    this.#calls = calls;
    this.#options = options;
    this.#admitted = limitTo(options.limits.concurrency);
  }

  collectAll(): Promise<readonly Collected[]> {
    return Promise.all(this.#calls.map((call) => this.#result(call)));
  }

  #result(call: Call): Promise<Collected> {
    let result = this.#results.get(call.name);
    if (result === undefined) this.#results.set(call.name, (result = this.#collect(call)));
    return result;
  }

  async #collect(call: Call): Promise<Collected> {
    const needed = [...(call.subjects?.of ?? []), ...(call.only ? [call.only.of] : [])];
    const before = new Map<string, Collected>();
    for (const name of needed) before.set(name, await this.#named(name));
    const lacking = [...before.values()].find(({ status }) => status !== 'collected');
    if (lacking) return skipped(call, lacking);
    const itemsOf = (name: string) => before.get(name)?.items ?? [];
    const filter = await this.#filterOf(call);
    if ('problem' in filter) return skipped(call, filter);
    const { subjects } = call;
    const groups = subjects
      ? batches([...new Set(subjects.ids(itemsOf, this.#options.account))].sort(), subjects.most ?? 1)
      : [[]];
    const requests = groups.flatMap((group) =>
      call.parameters.map((fixed) => ({
        subject: group[0] ?? '',
        parameters: {
          ...this.#inRegion(fixed),
          ...filter.parameters,
          ...(subjects ? { [subjects.parameter]: subjects.most === undefined ? group[0] : group } : {}),
        },
      })),
    );
    const read = await this.#readAll(call, requests);
    const inherited = [...before.values()].find(({ problem }) => problem !== null)?.problem ?? null;
    const { only } = call;
    const items = read.flatMap((pages) => pages.items);
    return {
      call,
      ...outcomeOf(
        read.map(({ error }) => error).filter((error) => !isAbsence(error)),
        read.length,
        inherited,
        items,
      ),
      items: only ? items.filter((item) => only.keep(item, itemsOf)) : items,
      filter: filter.said ?? call.limitedTo ?? null,
    };
  }

  /** Where the first few subjects all fail, the others are not asked about: they would fail too. */
  #readAll(call: Call, requests: readonly Request[]): Promise<readonly ReadPages[]> {
    let [answered, failed] = [0, 0];
    let last: unknown;
    return Promise.all(
      requests.map(({ subject, parameters }) =>
        this.#admitted(async () => {
          if (answered === 0 && failed >= hopeless) return { items: [], error: last };
          const pages = await allPages(this.#session, call, parameters, subject, this.#options.limits);
          if (pages.error === null || isAbsence(pages.error)) answered += 1;
          else [failed, last] = [failed + 1, pages.error];
          return pages;
        }),
      ),
    );
  }

  #named(name: string): Promise<Collected> {
    const call = this.#calls.find((each) => each.name === name);
    if (call === undefined) throw new Error(`no call gives ${name}`);
    return this.#result(call);
  }

  #inRegion(parameters: Parameters): Parameters {
    return Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [
        name,
        value === '{region}' ? this.#session.region : value,
      ]),
    );
  }

  /** The filter of a call that keeps to VPCs, with the words in which it is recorded. */
  async #filterOf(call: Call): Promise<Filtered | Collected> {
    const { vpcs, tags } = this.#options;
    if (call.vpcFilter === null || vpcs.length + tags.length === 0) return unfiltered;
    const [parameter, name] = call.vpcFilter;
    if (call.name === 'vpcs') {
      const filters = [
        ...(vpcs.length === 0 ? [] : [{ Name: name, Values: vpcs }]),
        ...tags.map((tag) => {
          const [key, ...value] = tag.split('=');
          return { Name: `tag:${key}`, Values: [value.join('=')] };
        }),
      ];
      return filteredBy(parameter, filters);
    }
    if (tags.length === 0) return filteredBy(parameter, [{ Name: name, Values: vpcs }]);
    const found = await this.#named('vpcs');
    if (found.status !== 'collected') return found;
    const ids = found.items.flatMap(({ VpcId }) => (typeof VpcId === 'string' ? [VpcId] : []));
    // A filter needs a value: this one is nobody's.
    return filteredBy(parameter, [{ Name: name, Values: ids.length === 0 ? ['vpc-none'] : ids.sort() }]);
  }
}

/** So many failures without any success end the asking. */
const hopeless = 8;

/** One call to make, and what it is about. */
interface Request {
  readonly subject: string;
  readonly parameters: Parameters;
}

interface Filtered {
  readonly parameters: Parameters;
  readonly said: string | null;
}

const unfiltered: Filtered = { parameters: {}, said: null };

function filteredBy(
  parameter: string,
  filters: readonly { readonly Name: string; readonly Values: readonly string[] }[],
): Filtered {
  const said = filters.map(({ Name, Values }) => `Name=${Name},Values=${Values.join(',')}`).join(' ');
  return { parameters: { [parameter]: filters }, said };
}

function skipped(call: Call, { call: lacking }: Collected): Collected {
  const message = `${call.name} needs ${lacking.name}`;
  const problem: CallProblem = { status: 'skipped', code: `needs ${lacking.name}`, message };
  return { call, status: 'skipped', items: [], problem, filter: null };
}

function outcomeOf(
  errors: readonly unknown[],
  requests: number,
  inherited: CallProblem | null,
  items: readonly RawItem[],
): Pick<Collected, 'status' | 'problem'> {
  const problems = errors.filter((error) => error !== null).map(problemOf);
  const [first] = problems;
  if (first === undefined) return { status: 'collected', problem: inherited };
  const isNothing = problems.length === requests && items.length === 0;
  return { status: isNothing ? first.status : 'collected', problem: first };
}

/** AWS's ways to say that a resource has no policy, or is gone since it was listed. */
const absences: ReadonlySet<string> = new Set([
  'NoSuchBucketPolicy',
  'NoSuchBucket',
  'NoSuchHostedZone',
  'NotFoundException',
  'ResourceNotFoundException',
  'AWS.SimpleQueueService.NonExistentQueue',
  'QueueDoesNotExist',
  'NotFound',
]);

function isAbsence(error: unknown): boolean {
  return error !== null && absences.has(problemOf(error).code);
}

function batches(ids: readonly string[], most: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / most) }, (_, index) =>
    ids.slice(index * most, (index + 1) * most),
  );
}
