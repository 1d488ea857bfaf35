import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/analysis/policy/caller.ts';
import { keysOfCaller } from '../../src/analysis/policy/caller-keys.ts';
import { judgePolicy } from '../../src/analysis/policy/policy-verdict.ts';
import type { PolicyKind } from '../../src/analysis/policy/principal-match.ts';
import {
  absent,
  type ContextValue,
  present,
  requestContext,
} from '../../src/analysis/policy/request-context.ts';
import { keysOfWay, type RequestWay } from '../../src/analysis/policy/request-way.ts';
import { type PolicyDocument, parsePolicy } from '../../src/model/policy-document.ts';

const folder = join('..', 'shared', 'corpus', 'policies');
const has = existsSync(join(folder, 'VERDICTS.json'));

const own = '111122223333';
const role: Caller = { kind: 'principal', arn: `arn:aws:iam::${own}:role/app` };
const nobody: Caller = { kind: 'anonymous' };
const service: Caller = { kind: 'service', name: 'cloudtrail.amazonaws.com' };

const endpoint: RequestWay = { kind: 'endpoint', endpoint: null, clients: null };
const internet: RequestWay = { kind: 'internet', clients: null };
const console: RequestWay = { kind: 'console' };
const forwarded: RequestWay = { kind: 'forward-access' };
const itself: RequestWay = { kind: 'service' };

interface Case {
  readonly file: string;
  readonly kind: PolicyKind;
  readonly way: RequestWay;
  readonly caller?: Caller;
  readonly action?: string;
  readonly resource: string;
  readonly keys?: Readonly<Record<string, ContextValue>>;
  readonly decision: string;
}

const unlessEndpoint = {
  file: 'awsdocs-s3/example-bucket-policies-vpc-endpoint.1.json',
  kind: 'resource',
  resource: 'arn:aws:s3:::awsexamplebucket1/a',
} as const;
const pointOnly = {
  file: 'awsdocs-s3/MultiRegionAccessPointsPrivateLink.1.json',
  kind: 'interface-endpoint',
  way: endpoint,
} as const;
const byAddress = {
  file: 'awsdocs-s3/amazon-s3-condition-keys.1.json',
  kind: 'resource',
  resource: 'arn:aws:s3:::awsexamplebucket1/a',
} as const;
const orService = {
  file: 'awsdocs-iam/reference_policies_condition-keys.4.json',
  kind: 'resource',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET1/AWSLogs/AccountNumber/x',
} as const;
const identity = {
  file: 'awsdocs-iam/reference_policies_condition-keys.6.json',
  kind: 'identity',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET3/x',
} as const;
const addresses = {
  file: 'awsdocs-iam/reference_policies_examples_aws_deny-ip.1.json',
  kind: 'identity',
  resource: '*',
} as const;
const perimeter = {
  file: 'data-perimeter/vpc_endpoint_policies/default_endpoint_policy.json',
  kind: 'interface-endpoint',
  way: endpoint,
  resource: '*',
} as const;
const controlled = {
  file: 'data-perimeter/service_control_policies/network_perimeter_vpceorgid_scp.json',
  kind: 'service-control',
  resource: '*',
  action: 's3:GetObject',
} as const;
const ours = '<my-org-id>';
const included = {
  'aws:PrincipalTag/dp:include:network': present('true'),
  'aws:PrincipalTag/dp:exclude:network': absent,
};

/** What the pages and repositories say of these policies, as VERDICTS.json records it, asked of single requests. */
const cases: readonly Case[] = [
  { ...unlessEndpoint, way: console, decision: 'explicit-deny' },
  { ...unlessEndpoint, way: internet, decision: 'explicit-deny' },
  { ...unlessEndpoint, way: forwarded, decision: 'explicit-deny' },
  { ...unlessEndpoint, way: itself, caller: service, decision: 'explicit-deny' },
  {
    ...unlessEndpoint,
    way: endpoint,
    keys: { 'aws:SourceVpce': present('vpce-2') },
    decision: 'explicit-deny',
  },
  {
    ...unlessEndpoint,
    way: endpoint,
    keys: { 'aws:SourceVpce': present('vpce-1a2b3c4d') },
    decision: 'implicit-deny',
  },
  { ...pointOnly, resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET1/x', decision: 'allow' },
  { ...pointOnly, resource: 'arn:aws:s3:::another/x', decision: 'implicit-deny' },
  {
    ...pointOnly,
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET1/x',
    decision: 'implicit-deny',
  },
  { ...byAddress, way: internet, keys: { 'aws:SourceIp': present('192.0.2.9') }, decision: 'allow' },
  {
    ...byAddress,
    way: internet,
    keys: { 'aws:SourceIp': present('192.0.2.188') },
    decision: 'implicit-deny',
  },
  { ...byAddress, way: endpoint, decision: 'implicit-deny' },
  { ...orService, way: internet, decision: 'explicit-deny' },
  {
    ...orService,
    way: endpoint,
    keys: { 'aws:SourceVpc': present('vpc-111bbb22') },
    decision: 'implicit-deny',
  },
  { ...orService, way: itself, caller: service, decision: 'implicit-deny' },
  { ...identity, way: internet, keys: { 'aws:SourceIp': present('203.0.113.0') }, decision: 'allow' },
  { ...identity, way: endpoint, decision: 'implicit-deny' },
  { ...identity, way: forwarded, resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET/x', decision: 'allow' },
  {
    ...addresses,
    way: internet,
    keys: { 'aws:SourceIp': present('198.51.100.1') },
    decision: 'explicit-deny',
  },
  { ...addresses, way: internet, keys: { 'aws:SourceIp': present('192.0.2.1') }, decision: 'implicit-deny' },
  { ...addresses, way: endpoint, decision: 'explicit-deny' },
  { ...addresses, way: forwarded, decision: 'implicit-deny' },
  {
    ...perimeter,
    keys: { 'aws:PrincipalOrgID': present(ours), 'aws:ResourceOrgID': present(ours) },
    decision: 'allow',
  },
  {
    ...perimeter,
    keys: {
      'aws:PrincipalOrgID': present('o-other'),
      'aws:ResourceOrgID': present(ours),
      'aws:PrincipalIsAWSService': present('false'),
    },
    decision: 'implicit-deny',
  },
  { ...perimeter, caller: nobody, decision: 'implicit-deny' },
  { ...perimeter, way: itself, caller: service, decision: 'allow' },
  {
    ...controlled,
    way: internet,
    keys: {
      ...included,
      'aws:SourceIp': absent,
      'aws:PrincipalArn': present(`arn:aws:iam::${own}:role/app`),
    },
    decision: 'explicit-deny',
  },
  {
    ...controlled,
    way: endpoint,
    keys: { ...included, 'aws:VpceOrgID': present(ours) },
    decision: 'implicit-deny',
  },
];

function documentIn(file: string): PolicyDocument {
  const parsed = parsePolicy(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  if ('error' in parsed) throw new Error(`${file}: ${parsed.error}`);
  return parsed.document;
}

describe.skipIf(!has)('policies of AWS and others (in ../shared/corpus/policies)', () => {
  it.each(cases.map((each, index) => [each.file, each.decision, index, each] as const))(
    '%s: %s (%i)',
    (_file, decision, _index, {
      file,
      kind,
      way,
      caller = role,
      action = 's3:GetObject',
      resource,
      keys = {},
    }) => {
      const context = requestContext({ ...keysOfCaller(caller, way), ...keysOfWay(way, 's3'), ...keys });
      const verdict = judgePolicy(documentIn(file), { caller, action, resource, context }, kind);
      expect(verdict.decision).toBe(decision);
      // Whatever decides has its place; nothing can be nearest where nothing allows.
      if (decision !== 'implicit-deny') expect(verdict.deciding?.statement.pointer).toMatch(/^\/Statement/);
    },
  );

  it('are all read', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.json') && path !== 'VERDICTS.json',
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const value: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const policies: readonly unknown[] = Array.isArray(value) ? value : [value];
      for (const policy of policies) {
        const isPolicy = typeof policy === 'object' && policy !== null && 'Statement' in policy;
        if (isPolicy) expect(parsePolicy(policy), file).toHaveProperty('document');
      }
    }
  });

  it('of another project: which bucket lets another organization in', () => {
    const policies: readonly unknown[] = JSON.parse(
      readFileSync(join(folder, 'cloud-custodian/s3-orgid.json'), 'utf8'),
    );
    const context = requestContext({ 'aws:PrincipalOrgID': present('o-goodorg') });
    const allowed = policies.map((policy) => {
      const parsed = parsePolicy(policy);
      if ('error' in parsed) throw new Error(parsed.error);
      const request = {
        caller: role,
        action: 's3:PutObject',
        resource: 'arn:aws:s3:::cross-account-valid/x',
        context,
      };
      return judgePolicy(parsed.document, request, 'resource').decision;
    });
    expect(allowed).toEqual(['allow', 'implicit-deny']);
  });
});

if (!has) globalThis.console.warn('SKIPPED: the corpus of policies is not beside this checkout');
