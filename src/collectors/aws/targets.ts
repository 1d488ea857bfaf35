import { parseArn, partitionOfRegion } from '../../model/scope.ts';
import { type CallProblem, CollectionError, problemOf } from './aws-error.ts';
import { AwsSession, type SessionOptions } from './aws-session.ts';
import { type Answer, listOf } from './call.ts';
import { type Credentials, rememberCredentials } from './credentials.ts';
import type { Selection } from './selection.ts';

/** One account in one region, and the credentials to read it with. */
export interface Target {
  readonly partition: string;
  readonly account: string | null;
  readonly region: string;
  readonly credentials: Credentials;
  readonly shared: Map<string, Promise<Answer>>;
}

/** Somebody whose accounts and regions could not be found out. */
export interface FailedSource {
  /** In plain words: `profile prod`. */
  readonly who: string;
  readonly problem: CallProblem;
}

export interface FoundTargets {
  readonly targets: readonly Target[];
  readonly failed: readonly FailedSource[];
}

type Opened = Omit<SessionOptions, 'region' | 'credentials' | 'shared'>;

/** Which accounts and regions a selection means. Each is named once, whoever may read it. */
export async function findTargets(selection: Selection, opened: Opened): Promise<FoundTargets> {
  const targets = new Map<string, Target>();
  const failed: FailedSource[] = [];
  for (const profile of selection.profiles.length === 0 ? [null] : selection.profiles) {
    const who = profile === null ? 'the default credentials' : `profile ${profile}`;
    try {
      for (const target of await targetsOf(profile, selection, opened)) {
        const key = `${target.partition}/${target.account ?? who}/${target.region}`;
        if (!targets.has(key)) targets.set(key, target);
      }
    } catch (error) {
      opened.signal.throwIfAborted();
      failed.push({ who, problem: problemOf(error) });
    }
  }
  return { targets: [...targets.values()], failed };
}

async function targetsOf(
  profile: string | null,
  selection: Selection,
  opened: Opened,
): Promise<readonly Target[]> {
  const { fromChain, fromRole } = await import('./clients/credentials.ts');
  const base = rememberCredentials(fromChain(profile), null);
  const region = selection.regions[0] ?? selection.defaultRegion ?? (await regionOf(profile));
  const shared = new Map<string, Promise<Answer>>();
  const session = new AwsSession({ ...opened, region, credentials: base, shared });
  try {
    const own = await identity(session, base);
    const partition = own?.partition ?? partitionOfRegion(region);
    const regions = selection.allRegions ? await enabledRegions(session) : selection.regions;
    const self = { partition, account: own?.account ?? null, credentials: base, shared };
    const roles = [
      ...selection.roleArns,
      ...(await organizationRoles(selection, session, partition, self.account)),
    ];
    const accounts =
      roles.length === 0
        ? [self]
        : roles.map((arn) => {
            if (arn === null) return self;
            const role = {
              arn,
              externalId: selection.externalId,
              region,
              endpointUrl: selection.endpointUrl,
            };
            const credentials = rememberCredentials(fromRole(base, role), arn);
            const { account = null, partition: where = partition } = parseArn(arn) ?? {};
            return { partition: where, account, credentials, shared: new Map<string, Promise<Answer>>() };
          });
    return accounts.flatMap((account) =>
      (regions.length === 0 ? [region] : regions).map((name) => ({ ...account, region: name })),
    );
  } finally {
    await session.close();
  }
}

/** The region of the environment or of the profile, as every client of the SDK finds it. */
async function regionOf(profile: string | null): Promise<string> {
  const { configuredRegion } = await import('./clients/sts.ts');
  try {
    return await configuredRegion(profile);
  } catch (error) {
    throw new CollectionError('NoRegion', 'no region is set: give --region or set AWS_REGION', error);
  }
}

/** Null where nobody can be asked who we are, as in a network without a way to STS. */
async function identity(
  session: AwsSession,
  credentials: Credentials,
): Promise<{ readonly account: string; readonly partition: string } | null> {
  await credentials();
  try {
    const { Account, Arn } = await session.call('sts', 'GetCallerIdentity', {});
    const arn = typeof Arn === 'string' ? parseArn(Arn) : null;
    return typeof Account === 'string' ? { account: Account, partition: arn?.partition ?? 'aws' } : null;
  } catch (error) {
    if (/^(?:E[A-Z_]+|Timeout|TimeoutError|Http5\d\d)$/.test(problemOf(error).code)) return null;
    throw error;
  }
}

async function enabledRegions(session: AwsSession): Promise<readonly string[]> {
  const answer = await session.call('ec2', 'DescribeRegions', {});
  const names = listOf('Regions')(answer).flatMap(({ RegionName }) =>
    typeof RegionName === 'string' ? [RegionName] : [],
  );
  return names.sort();
}

/** The role in each account of the organization; null stands for the account that is there already. */
async function organizationRoles(
  { organization, roleName }: Selection,
  session: AwsSession,
  partition: string,
  own: string | null,
): Promise<readonly (string | null)[]> {
  if (organization === null) return [];
  const ids: string[] = [];
  for (let parameters: object = { MaxResults: 20 }; ; ) {
    const answer = await session.call('organizations', 'ListAccounts', { ...parameters });
    for (const { Id, Status } of listOf('Accounts')(answer)) {
      if (typeof Id === 'string' && Status === 'ACTIVE') ids.push(Id);
    }
    const { NextToken } = answer;
    if (typeof NextToken !== 'string' || NextToken === '') break;
    parameters = { MaxResults: 20, NextToken };
  }
  const { only, except } = organization;
  return ids
    .filter((id) => (only.length === 0 || only.includes(id)) && !except.includes(id))
    .sort()
    .map((id) => (id === own ? null : `arn:${partition}:iam::${id}:role/${roleName}`));
}
