import type { Severity } from '../report/report.ts';
import { visibleText } from '../reporters/visible-text.ts';

/** What is known of an input that a configuration is written for. */
export interface KnownInput {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly vpcs: readonly { readonly id: string; readonly name: string | null }[];
  /** Rules that find something now, with how often. */
  readonly rules: readonly { readonly id: string; readonly severity: Severity; readonly count: number }[];
  /** A subnet with compute, and a service that has an endpoint in its VPC. */
  readonly example: { readonly subnet: string; readonly service: string } | null;
}

const mostShown = 12;

/**
 * A configuration with comments, for the input that is known. Lines that begin with `#` and not one blank are settings to
 * uncomment; together they are valid too.
 */
export function sampleConfig({ accounts, regions, vpcs, rules, example }: KnownInput): string {
  const [account = '111122223333'] = accounts;
  const [rule] = rules;
  const subnet = example?.subnet ?? 'subnet-0a1b2c3d4e5f60718';
  const lines = [
    '# yaml-language-server: $schema=./vpce-lint.schema.json',
    '# (vpce-lint schema config > vpce-lint.schema.json)',
    '',
    '# Which rules run: recommended, strict, perimeter, cost; several may stand here.',
    'extends: [recommended]',
    '',
    '# What single rules do: off, info, warning, error, or {severity: …, options: {…}}.',
    ...(rules.length === 0 ? [] : ['# These find something now:']),
    '#rules:',
    ...(rules.length === 0 ? ['#  dns-support-disabled: warning'] : []),
    ...rules
      .slice(0, mostShown)
      .map(
        ({ id, severity, count }) =>
          `#  ${id}: ${severity}  # ${count} ${count === 1 ? 'finding' : 'findings'}`,
      ),
    '',
    '# Rules of your own, in modules beside this file; `*` stands for any part of a name.',
    '#customRules: [rules/*.mjs]',
    '',
    '# Accounts of others that may connect to endpoint services of yours.',
    "#trustedAccounts: ['444455556666']",
    '',
    '# Your organization, where AWS was not asked; its accounts are trusted.',
    `#organization: {id: o-a1b2c3d4e5, accounts: [${(accounts.length === 0 ? [account] : accounts).slice(0, mostShown).map(quoted).join(', ')}]}`,
    '',
    '# What is judged. All of the input is read all the same.',
    '#scope:',
    `#  accounts: [${(accounts.length === 0 ? [account] : accounts).slice(0, mostShown).map(quoted).join(', ')}]`,
    `#  regions: [${(regions.length === 0 ? ['eu-*'] : regions).slice(0, mostShown).map(quoted).join(', ')}]`,
    ...(vpcs.length === 0
      ? []
      : [
          '#  vpcs:',
          ...vpcs.slice(0, mostShown).map(({ id, name }) => `#    - ${quoted(id)}${commented(name)}`),
        ]),
    '',
    '# Senders by a name, what they run and what they use: a need that nothing meets is an error.',
    '#workloads:',
    '#  checkout:',
    `#    subnets: [${quoted(subnet)}]`,
    '#    runs: [ecs-fargate]',
    '#    uses: [secretsmanager, api.example.com]',
    '',
    '# What must be reached, or never, and how; every path is followed.',
    '#expectations:',
    `#  - name: ${quoted(`${subnet} reaches ${example?.service ?? 's3'} privately`)}`,
    `#    from: {subnets: [${quoted(subnet)}]}`,
    `#    to: ${quoted(example?.service ?? 's3')}`,
    '#    via: private',
    '',
    '# Findings that are known and accepted. expires is the last day on which it holds.',
    '#suppressions:',
    `#  - rule: ${rule?.id ?? 'dns-support-disabled'}`,
    `#    account: ${quoted(account)}`,
    '#    reason: why this is meant to be so',
    '#    owner: who answers for it',
    '#    expires: 2099-12-31',
    '',
    '# Findings that were there before: vpce-lint baseline create INPUT… writes the file.',
    '#baseline: vpce-lint.baseline.json',
    '',
    '# What AWS charges you in US dollars in place of list prices, by Region, and what goes where in a month.',
    '#prices:',
    `#  '*': {natGatewayGb: 0.041, interfaceEndpointHour: 0.01}`,
    '#traffic:',
    `#  - {vpc: ${quoted(vpcs[0]?.id ?? 'vpc-0a1b2c3d4e5f60718')}, service: ${quoted(example?.service ?? 's3')}, gbPerMonth: 800}`,
    '',
    '# What fails a run, and what it writes.',
    '#failOn: error',
    '#failOnUnknown: error',
    '#outputs: [text, sarif=vpce-lint.sarif]',
  ];
  return `${lines.join('\n')}\n`;
}

/** Text in quotes, so that no name means something to YAML. */
function quoted(text: string): string {
  return JSON.stringify(visibleText(text));
}

function commented(name: string | null): string {
  return name === null ? '' : `  # ${visibleText(name)}`;
}
