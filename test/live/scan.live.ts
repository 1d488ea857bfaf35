import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SnapshotFile } from '../../src/model/snapshot-file.ts';
import { type JsonReport, type Run, reportIn, runProgram } from '../cli/run-program.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { buildEstate, createVpc, type Estate, region, secret } from './build-estate.ts';
import { clientsFor, clientsOfRole } from './clients.ts';

const emulator = process.env['VPCE_LINT_EMULATOR'] ?? '';
const own = '123456789012';
const audited = '222233334444';
const role = (account: string) => `arn:aws:iam::${account}:role/audit`;

/** What moto 5.2.2 cannot do, or fails at; AWS can. */
const lacking = {
  securityGroupVpcAssociations: 'Http500',
  vpcEndpointAssociations: 'Http500',
  vpcEndpointConnections: 'Http500',
  vpcEndpointConnectionNotifications: 'Http500',
  // It fails at MaxResults.
  transitGatewayRoutes: 'Http500',
  vpcBlockPublicAccessOptions: 'Http500',
  vpcBlockPublicAccessExclusions: 'Http500',
  vpcEncryptionControls: 'Http500',
  resourceConfigurations: 'Http404',
  resourceConfigurationDetails: 'needs resourceConfigurations',
  // The account is in no organization, and AWS answers so too.
  organizations: 'AWSOrganizationsNotInUseException',
  resourceGateways: 'Http404',
};

const makeFolder = temporaryFolders();
let estate: Estate;
let saved: string;
let scanned: Run;
let report: JsonReport;
let snapshot: SnapshotFile;

function run(...words: readonly string[]): Promise<Run> {
  const env = {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return runProgram(words, { env });
}

const ofEmulator = ['--endpoint-url', emulator, '--region', region];

beforeAll(async () => {
  estate = await buildEstate(clientsFor(emulator));
  const { ec2 } = await clientsOfRole(emulator, role(audited));
  await createVpc(ec2, '10.30.0.0/16', 'audited');
  saved = join(makeFolder(), 'live.json');
  scanned = await run('scan', '--include', 'all', '--save', saved, '-v', '-f', 'json', ...ofEmulator);
  report = reportIn(scanned);
  snapshot = JSON.parse(readFileSync(saved, 'utf8')) as SnapshotFile;
});

describe('a scan of an account of the emulator', () => {
  it('finds what was built wrong', () => {
    expect(scanned.code).toBe(1);
    const found = report.findings.map(({ rule, resource }) => `${rule} ${resource.id}`);
    expect(found).toEqual(
      expect.arrayContaining([
        `dns-support-disabled ${estate.batch}`,
        `endpoint-service-public-auto-accept ${estate.service}`,
        `gateway-endpoint-subnet-not-routed ${estate.appTables[1]}`,
        'policy-notipaddress-deny-lockout shop-orders',
        `sg-endpoint-ingress-missing-port ${estate.endpointGroup}`,
      ]),
    );
  });

  it('finds nothing wrong with what was built right', () => {
    const found = report.findings.map(({ rule, resource }) => `${rule} ${resource.id}`);
    expect(found).not.toContain(`gateway-endpoint-subnet-not-routed ${estate.appTables[0]}`);
    expect(found).not.toContain(`dns-support-disabled ${estate.shop}`);
  });

  it('collects everything that the emulator can give, and says of the rest that it could not', () => {
    const facts = Object.entries(snapshot.scopes[0]?.facts ?? {});
    const failed = facts.filter(([, { status }]) => status !== 'collected');
    expect(Object.fromEntries(failed.map(([name, { error }]) => [name, error?.code]))).toEqual(lacking);
    const counts = Object.fromEntries(facts.map(([name, { items }]) => [name, items?.length]));
    expect(counts).toMatchObject({
      vpcAttributes: 3,
      vpcEndpoints: 3,
      instances: 3,
      natGateways: 1,
      vpnGateways: 1,
      vpcPeeringConnections: 1,
      transitGatewayVpcAttachments: 2,
      vpcEndpointServicePermissions: 1,
      listeners: 1,
      targetHealth: 1,
      hostedZonesByVpc: 3,
      resourceRecordSets: 1,
      bucketPolicies: 1,
      resourcePolicies: 1,
    });
    expect(facts.find(([name]) => name === 'bucketPolicies')?.[1].complete).toBe(true);
  });

  it('reads the entries of lists that show no ranges', () => {
    const entries = snapshot.scopes[0]?.facts.managedPrefixListEntries?.items ?? [];
    expect(JSON.stringify(entries)).toContain('198.51.100.0/24');
  });

  it('says how many calls it took', () => {
    expect(scanned.stderr).toMatch(/^vpce-lint: \d+ calls \(\d+ retries\) to 1 accounts and regions in/m);
  });

  it('keeps no secret', () => {
    const text = readFileSync(saved, 'utf8');
    expect(text).not.toContain(secret);
    expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, 20));
  });

  it('reports what a check of its snapshot reports', async () => {
    const checked = await run('check', saved, '-f', 'json');
    expect(checked.stdout).toBe(scanned.stdout);
    const live = await run('scan', '--include', 'all', '-f', 'json', ...ofEmulator);
    const { findings, undecided } = reportIn(live);
    const rulesOf = (one: JsonReport) => one.findings.map(({ rule, resource }) => [rule, resource.id]);
    expect(findings.map(({ rule, resource }) => [rule, resource.id])).toEqual(rulesOf(report));
    expect(undecided).toEqual(report.undecided);
  });
});

describe('a scan of two accounts through roles', () => {
  it('holds both', async () => {
    const file = join(makeFolder(), 'both.json');
    const roles = [own, audited].flatMap((account) => ['--role-arn', role(account)]);
    const { code } = await run('snapshot', '-o', file, ...roles, ...ofEmulator);
    expect(code).toBe(0);
    const both = JSON.parse(readFileSync(file, 'utf8')) as SnapshotFile;
    expect(both.scopes.map(({ account }) => account)).toEqual([own, audited]);
    const names = both.scopes.map(({ facts }) => JSON.stringify(facts.vpcs?.items));
    expect(names[0]).toContain('"shop"');
    expect(names[1]).toContain('"audited"');
    expect(names[1]).not.toContain('"shop"');
  });
});
