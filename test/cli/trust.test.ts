import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { estate, gatewayEndpoint, route, routeTable } from '../../src/rules/example-estate.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { reportIn, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();
const own = '111122223333';
const rule = 'endpoint-service-untrusted-principal';

const service = {
  ServiceId: 'vpce-svc-0a1b2c3d4e5f60718',
  ServiceState: 'Available',
  AcceptanceRequired: true,
  ServiceType: [{ ServiceType: 'Interface' }],
};
const provider = {
  ServiceConfigurations: [service],
};
const permissions = {
  ServiceId: service.ServiceId,
  AllowedPrincipals: [
    { PrincipalType: 'Account', Principal: 'arn:aws:iam::444455556666:root' },
    { PrincipalType: 'Account', Principal: 'arn:aws:iam::777788889999:root' },
  ],
};

function snapshotOf(facts: Readonly<Record<string, readonly object[] | undefined>>): object {
  const collected = Object.entries(facts).map(([family, items = []]) => [
    family,
    { status: 'collected', complete: true, items },
  ]);
  const scope = { partition: 'aws', account: own, region: 'eu-west-1', facts: Object.fromEntries(collected) };
  return { format: 'vpce-lint/snapshot', version: 1, scopes: [scope] };
}

function check(config: string, ...words: readonly string[]) {
  const facts = {
    vpcEndpointServiceConfigurations: provider.ServiceConfigurations,
    vpcEndpointServicePermissions: [permissions],
  };
  const cwd = folderWith({ 'estate.json': snapshotOf(facts), 'vpce-lint.yaml': config });
  return runProgram(['check', 'estate.json', '--only', rule, '-f', 'json', ...words], { cwd });
}

describe.concurrent('trusted accounts', () => {
  it('are those of the configuration and of the organization; others are named', async () => {
    const organization = "organization: {id: o-a1b2c3d4e5, accounts: ['777788889999']}";
    const [one, both] = await Promise.all([
      check("trustedAccounts: ['444455556666']"),
      check(`trustedAccounts: ['444455556666']\n${organization}`),
    ]);
    const { findings } = reportIn(one) as unknown as { findings: { message: string }[] };
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('allows account 777788889999, which is not among the trusted ones'),
    ]);
    expect(reportIn(both).findings).toEqual([]);
  });

  it('turn on the rule that judges by them, unless it is off', async () => {
    const run = (config: string) => {
      const facts = {
        vpcEndpointServiceConfigurations: provider.ServiceConfigurations,
        vpcEndpointServicePermissions: [permissions],
      };
      const cwd = folderWith({ 'estate.json': snapshotOf(facts), 'vpce-lint.yaml': config });
      return runProgram(['check', 'estate.json', '-f', 'json'], { cwd });
    };
    const runs = await Promise.all([
      run("trustedAccounts: ['444455556666']"),
      run(`trustedAccounts: ['444455556666']\nrules: {${rule}: off}`),
      run(`trustedAccounts: ['444455556666']\nrules: {${rule}: info}`),
      run('extends: [recommended]'),
    ]);
    const severities = runs.map((each) =>
      (reportIn(each).findings as unknown as { rule: string; severity: string }[])
        .filter((found) => found.rule === rule)
        .map(({ severity }) => severity),
    );
    expect(severities).toEqual([['warning'], [], ['info'], []]);
  });

  it.each([
    ["trustedAccounts: ['1234']", /vpce-lint\.yaml:1:19: .*expected the 12 digits of an account/],
    ['trustedAccounts: [444455556666]', /put it in quotes/],
    ["organization: {id: prod, accounts: ['444455556666']}", /expected the id of an organization/],
    ['organization: {id: o-a1b2c3d4e5}', /organization\.accounts is missing/],
  ])('are refused where they are none: %s', async (config, complaint) => {
    const run = await check(config);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(complaint);
  });
});

describe.concurrent('a declared organization', () => {
  const statement = {
    Effect: 'Allow',
    Principal: '*',
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
  };
  const facts = estate({
    routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')])],
    vpcEndpoints: [
      gatewayEndpoint('s3', ['rtb-main'], {
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      }),
    ],
  });

  async function ask(command: 'path' | 'why', config: string, ...more: readonly string[]) {
    const cwd = folderWith({ 'estate.json': snapshotOf(facts), 'vpce-lint.yaml': config });
    const request = `User: arn:aws:iam::${own}:role/app is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::logs/x`;
    const principal = `arn:aws:iam::${own}:role/app`;
    const asked =
      command === 'why'
        ? ['why', request, 'estate.json']
        : [
            'path',
            '--to',
            's3',
            '--action',
            's3:GetObject',
            '--resource',
            'arn:aws:s3:::logs/x',
            '--principal',
            principal,
            'estate.json',
          ];
    const run = await runProgram([...asked, '--from', 'i-a', '-f', 'json', ...more], { cwd });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const document = JSON.parse(run.stdout) as {
      verdict?: string;
      answers?: { path: { verdict: string } }[];
    };
    return document.verdict ?? document.answers?.[0]?.path.verdict;
  }

  it('decides conditions about it on paths', async () => {
    const organization = (id: string, account: string) =>
      `organization: {id: ${id}, accounts: ['${account}']}`;
    const verdicts = await Promise.all([
      ask('path', organization('o-a1b2c3d4e5', own)),
      ask('path', organization('o-b2c3d4e5f6', own)),
      ask('path', organization('o-b2c3d4e5f6', '777788889999')),
      ask('path', organization('o-b2c3d4e5f6', own), '--no-config'),
      ask('why', organization('o-b2c3d4e5f6', own)),
    ]);
    // An account that is not named may be in any organization.
    expect(verdicts).toEqual(['reachable', 'blocked', 'unknown', 'unknown', 'blocked']);
  });

  it('is documented', () => {
    expect(readFileSync('docs/configuration.md', 'utf8')).toContain('organization: { id: o-');
  });
});
