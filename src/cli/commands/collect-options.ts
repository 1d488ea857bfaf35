import process from 'node:process';
import type { Argv } from 'yargs';
import * as z from 'zod';
import { type IncludeTopic, includeTopics } from '../../collectors/aws/include-topic.ts';
import type { Selection } from '../../collectors/aws/selection.ts';
import { didYouMean } from '../../model/closest.ts';
import { isAccountId, isRegionName, parseArn } from '../../model/scope.ts';
import { UsageError } from '../usage-error.ts';

/** The options that every command takes which reads from AWS. */
export function collectOptions(parser: Argv): Argv {
  return includeOption(parser)
    .option('profile', several('A profile of the AWS configuration, SSO included; repeatable'))
    .option('region', several('A region; repeatable [that of the environment or profile]'))
    .option('all-regions', {
      type: 'boolean',
      default: false,
      describe: 'Every region that is enabled for the account',
    })
    .option('role-arn', several('Assume this role; repeatable'))
    .option('org', {
      type: 'boolean',
      default: false,
      describe: 'Every account of the organization, by the role of --role-name',
    })
    .option('role-name', { ...one, describe: 'The role to assume in each account of --org' })
    .option('external-id', { ...one, describe: 'The external id that the roles ask for' })
    .option('include-account', several('With --org: only this account; repeatable'))
    .option('exclude-account', several('With --org: not this account; repeatable'))
    .option('vpc', several('Only this VPC; what lies outside stays unknown; repeatable'))
    .option('tag', several('Only VPCs with this tag, as KEY=VALUE; repeatable'))
    .option('endpoint-url', { ...one, describe: 'Send all calls there instead of to AWS' });
}

/** The option that says what is collected beyond the network itself. */
export function includeOption(parser: Argv): Argv {
  return parser.option(
    'include',
    several(`Collect this too: ${includeTopics.join(', ')}, or all; repeatable, or separated by commas`),
  );
}

const one = { type: 'string', requiresArg: true } as const;

function several(describe: string) {
  return { array: true, nargs: 1, type: 'string', describe } as const;
}

const texts = z.array(z.string()).default([]);
const text = z.preprocess(
  (given) => (Array.isArray(given) ? (given as readonly unknown[]).at(-1) : given),
  z.string().optional(),
);
const flag = z.preprocess(
  (given) => (Array.isArray(given) ? (given as readonly unknown[]).at(-1) : given),
  z.boolean().default(false),
);

const values = z.object({
  profile: texts,
  region: texts,
  allRegions: flag,
  roleArn: texts,
  org: flag,
  roleName: text,
  externalId: text,
  includeAccount: texts,
  excludeAccount: texts,
  vpc: texts,
  tag: texts,
  include: texts,
  endpointUrl: text,
});

/** The selection that the options mean. @throws UsageError where they do not mean one thing. */
export function readSelection(given: Readonly<Record<string, unknown>>): Selection {
  const read = values.parse(given);
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  reject(read.region.length > 0 && read.allRegions, '--region and --all-regions exclude each other.');
  reject(read.org && read.roleArn.length > 0, '--org takes --role-name, not --role-arn.');
  reject(
    read.org && read.roleName === undefined,
    '--org needs --role-name, the role to assume in each account.',
  );
  reject(
    !read.org && read.roleName !== undefined,
    '--role-name needs --org; one role is named by --role-arn.',
  );
  reject(
    !read.org && read.includeAccount.length + read.excludeAccount.length > 0,
    '--include-account and --exclude-account need --org.',
  );
  reject(
    read.externalId !== undefined && !read.org && read.roleArn.length === 0,
    '--external-id needs a role: --role-arn, or --org with --role-name.',
  );
  for (const region of read.region)
    reject(!isRegionName(region), `--region: "${region}" is not a region's name.`);
  for (const arn of read.roleArn) {
    const isRole = parseArn(arn)?.resource.startsWith('role/') === true;
    reject(!isRole, `--role-arn: "${arn}" is not the ARN of a role (arn:aws:iam::111122223333:role/NAME).`);
  }
  for (const account of [...read.includeAccount, ...read.excludeAccount]) {
    reject(!isAccountId(account), `"${account}" is not the id of an account: 12 digits.`);
  }
  for (const vpc of read.vpc) reject(!/^vpc-[0-9a-z]+$/.test(vpc), `--vpc: "${vpc}" is not the id of a VPC.`);
  for (const tag of read.tag) reject(!/^[^=]+=/.test(tag), `--tag takes KEY=VALUE, not "${tag}".`);
  return {
    profiles: read.profile,
    regions: [...new Set(read.region)],
    defaultRegion: AWS_REGION || AWS_DEFAULT_REGION || null,
    allRegions: read.allRegions,
    roleArns: [...new Set(read.roleArn)],
    roleName: read.roleName ?? '',
    externalId: read.externalId ?? null,
    organization: read.org ? { only: read.includeAccount, except: read.excludeAccount } : null,
    vpcs: [...new Set(read.vpc)].sort(),
    tags: [...new Set(read.tag)].sort(),
    endpointUrl: readUrl(read.endpointUrl),
    topics: readTopics(read.include),
  };
}

/** The topics that `--include` names. @throws UsageError for one that there is not. */
export function readTopics(given: readonly string[]): ReadonlySet<IncludeTopic> {
  const topics = new Set<IncludeTopic>();
  for (const name of given.flatMap((word) => word.split(',')).filter((word) => word !== '')) {
    const known = includeTopics.find((topic) => topic === name);
    if (known) topics.add(known);
    else if (name === 'all') for (const topic of includeTopics) topics.add(topic);
    else {
      const all = [...includeTopics, 'all'];
      throw new UsageError(`--include takes ${all.join(', ')}, not "${name}".${didYouMean(name, all)}`);
    }
  }
  return topics;
}

function readUrl(given: string | undefined): string | null {
  if (given === undefined) return null;
  reject(
    !URL.canParse(given) || !/^https?:/.test(given),
    `--endpoint-url takes a URL such as http://localhost:5000, not "${given}".`,
  );
  return given;
}

function reject(isWrong: boolean, message: string): void {
  if (isWrong) throw new UsageError(message);
}
