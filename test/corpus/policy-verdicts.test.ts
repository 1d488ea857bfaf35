import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/analysis/policy/caller.ts';
import { keysOfCaller } from '../../src/analysis/policy/caller-keys.ts';
import { explainVerdict } from '../../src/analysis/policy/explain-verdict.ts';
import { judgePolicy } from '../../src/analysis/policy/policy-verdict.ts';
import type { PolicyKind } from '../../src/analysis/policy/principal-match.ts';
import {
  absent,
  type ContextValue,
  present,
  requestContext,
} from '../../src/analysis/policy/request-context.ts';
import { keysOfWay, type RequestWay } from '../../src/analysis/policy/request-way.ts';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { resourceControlServices } from '../../src/data/resource-control-services.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { parsePolicy } from '../../src/model/policy-document.ts';
import { runRules } from '../../src/rules/engine.ts';
import { estate } from '../../src/rules/example-estate.ts';
import { rules } from '../../src/rules/registry.ts';
import { networkOfFacts } from '../analysis/connectivity/network-of-facts.ts';

const folder = join('..', 'shared', 'corpus', 'policies');
const has = existsSync(join(folder, 'VERDICTS.json'));

const own = '111122223333';
const role: Caller = { kind: 'principal', arn: `arn:aws:iam::${own}:role/app` };
const nobody: Caller = { kind: 'anonymous' };
const service: Caller = { kind: 'service', name: 'cloudtrail.amazonaws.com' };
const through: RequestWay = { kind: 'endpoint', endpoint: null, clients: null };
const internet: RequestWay = { kind: 'internet', clients: null };
const forwarded: RequestWay = { kind: 'forward-access' };
const itself: RequestWay = { kind: 'service' };

interface Request {
  readonly way?: RequestWay;
  readonly caller?: Caller;
  readonly action?: string;
  readonly resource?: string;
  readonly keys?: Readonly<Record<string, string | null>>;
}

const text = (file: string) => readFileSync(join(folder, file), 'utf8');

/** The values that the authors left open, with some in their place. */
const filled = (file: string) =>
  text(file)
    .replaceAll('<my-corporate-cidr>', '203.0.113.0/24')
    .replaceAll('<my-org-id>', 'o-own')
    .replaceAll('<region>', 'eu-west-1');

/** Whom the verdicts of these files are asserted of. */
const asserted = new Set<string>();

function policyIn(file: string, policy: unknown, kind: PolicyKind) {
  asserted.add(file);
  const parsed = parsePolicy(policy);
  if ('error' in parsed) throw new Error(parsed.error);
  const { document } = parsed;
  const judge = ({
    way = through,
    caller = role,
    action = 's3:GetObject',
    resource = '*',
    keys = {},
  }: Request) => {
    const further = Object.entries(keys).map(([key, value]): [string, ContextValue] => [
      key,
      value === null ? absent : present(value),
    ]);
    const context = requestContext({
      ...keysOfCaller(caller, way),
      ...keysOfWay(way, action.split(':')[0] ?? null),
      ...Object.fromEntries(further),
    });
    const request = { caller, action, resource, context };
    const verdict = judgePolicy(document, request, kind);
    return { decision: verdict.decision, why: explainVerdict(verdict, request) };
  };
  return { document, judge, decide: (request: Request) => judge(request).decision };
}

const fromFile = (file: string, kind: PolicyKind) => policyIn(file, JSON.parse(filled(file)), kind);

/** The rules about policies that find something, by the resource. */
function findings(facts: Parameters<typeof estate>[0]) {
  const run = runRules(
    networkOfFacts(estate(facts)),
    rules.filter(({ topic }) => topic === 'policy').map((rule) => ({ rule, options: {} })),
  );
  expect(run.faults).toEqual([]);
  return run.findings.map(({ rule }) => rule);
}
const onBucket = (Policy: unknown, Bucket = 'awsexamplebucket1') =>
  findings({ bucketPolicies: [{ Bucket, Policy }] });
const withCondition = (condition: object, effect = 'Allow') =>
  onBucket({
    Statement: {
      Effect: effect,
      Principal: '*',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: condition,
    },
  });

const ofOwn = {
  'aws:PrincipalOrgID': 'o-own',
  'aws:ResourceOrgID': 'o-own',
  'aws:PrincipalTag/dp:exclude:resource': null,
};

describe.skipIf(!has)('what VERDICTS.json states', () => {
  it('of the bucket for one endpoint: all is denied but through it, nothing is granted, and the owner is locked out', () => {
    const file = 'awsdocs-s3/example-bucket-policies-vpc-endpoint.1.json';
    const { decide } = fromFile(file, 'resource');
    const arns = ['arn:aws:s3:::awsexamplebucket1', 'arn:aws:s3:::awsexamplebucket1/a'];
    for (const resource of arns) {
      for (const action of ['s3:GetObject', 's3:ListBucket', 's3:PutBucketPolicy', 's3:*']) {
        for (const way of [internet, { kind: 'console' }, forwarded] as const) {
          expect(decide({ way, action, resource })).toBe('explicit-deny');
        }
        expect(decide({ way: itself, caller: service, action, resource })).toBe('explicit-deny');
        expect(decide({ action, resource, keys: { 'aws:SourceVpce': 'vpce-2' } })).toBe('explicit-deny');
        expect(decide({ action, resource, keys: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } })).toBe(
          'implicit-deny',
        );
      }
    }
    expect(onBucket(JSON.parse(text(file))).sort()).toEqual([
      'policy-sourcevpce-deny-lockout',
      'policy-sourcevpce-unknown-endpoint',
    ]);
  });

  it('of the endpoint for an access point: two buckets and the access point are allowed, and nothing else', () => {
    const { decide } = fromFile('awsdocs-s3/MultiRegionAccessPointsPrivateLink.1.json', 'interface-endpoint');
    const point = 'arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap';
    for (const resource of [
      'arn:aws:s3:::DOC-EXAMPLE-BUCKET1/x',
      'arn:aws:s3:::DOC-EXAMPLE-BUCKET2/x',
      `${point}/object/x`,
    ]) {
      expect(decide({ resource })).toBe('allow');
      expect(decide({ resource, action: 's3:PutObject' })).toBe('implicit-deny');
    }
    for (const resource of ['arn:aws:s3:::other/x', 'arn:aws:s3:::DOC-EXAMPLE-BUCKET1', point]) {
      expect(decide({ resource })).toBe('implicit-deny');
    }
  });

  it('of the bucket for addresses: all of a block but one, and never through an endpoint', () => {
    const { decide } = fromFile('awsdocs-s3/amazon-s3-condition-keys.1.json', 'resource');
    const from = (address: string) =>
      decide({
        way: internet,
        resource: 'arn:aws:s3:::awsexamplebucket1/a',
        keys: { 'aws:SourceIp': address },
      });
    expect(['192.0.2.9', '192.0.2.188', '198.51.100.1'].map(from)).toEqual([
      'allow',
      'implicit-deny',
      'implicit-deny',
    ]);
    expect(decide({ resource: 'arn:aws:s3:::awsexamplebucket1/a' })).toBe('implicit-deny');
  });

  it('of the bucket for a VPC or services: IfExists denies without the key, services are spared', () => {
    const { decide } = fromFile('awsdocs-iam/reference_policies_condition-keys.4.json', 'resource');
    const put = {
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET1/AWSLogs/AccountNumber/x',
    };
    expect(decide({ ...put, keys: { 'aws:SourceVpc': 'vpc-111bbb22' } })).toBe('implicit-deny');
    expect(decide({ ...put, keys: { 'aws:SourceVpc': 'vpc-2' } })).toBe('explicit-deny');
    expect(decide({ ...put, way: internet })).toBe('explicit-deny');
    expect(decide({ ...put, way: itself, caller: service })).toBe('implicit-deny');
  });

  it('of the role for an address: through an endpoint the first statement never matches, and why is said', () => {
    const { judge } = fromFile('awsdocs-iam/reference_policies_condition-keys.6.json', 'identity');
    const put = { action: 's3:PutObject', resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET3/x' };
    expect(judge({ ...put, way: internet, keys: { 'aws:SourceIp': '203.0.113.0' } }).decision).toBe('allow');
    const inside = judge(put);
    expect(inside.decision).toBe('implicit-deny');
    // Policies of roles are not judged by rules: what they do to a path is said where it is asked about.
    expect(inside.why).toContain('the request carries no aws:SourceIp');
    expect(judge({ ...put, way: forwarded, resource: 'arn:aws:s3:::DOC-EXAMPLE-BUCKET/x' }).decision).toBe(
      'allow',
    );
  });

  it('of the role for public addresses: one statement, no list; endpoints are denied, services for it are not', () => {
    const { document, decide } = fromFile(
      'awsdocs-iam/reference_policies_examples_aws_deny-ip.1.json',
      'identity',
    );
    expect(document.statements.map(({ pointer }) => pointer)).toEqual(['/Statement']);
    expect(decide({})).toBe('explicit-deny');
    expect(decide({ way: internet, keys: { 'aws:SourceIp': '192.0.2.1' } })).toBe('implicit-deny');
    expect(decide({ way: internet, keys: { 'aws:SourceIp': '198.51.100.1' } })).toBe('explicit-deny');
    expect(decide({ way: forwarded })).toBe('implicit-deny');
  });

  it('of what Access Analyzer says: private addresses have no effect, ids have 8 or 17 characters', () => {
    asserted.add('awsdocs-iam/access-analyzer-reference-policy-checks.*.txt');
    const privately = { 'aws:SourceIp': '10.0.0.0/8' };
    expect(withCondition({ IpAddress: privately })).toContain('policy-sourceip-private-range');
    expect(withCondition({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '203.0.113.0/24'] } })).toContain(
      'policy-sourceip-private-range',
    );
    // NotIpAddress always matches: as an Allow it tests nothing, as a Deny it denies everybody.
    expect(withCondition({ NotIpAddress: privately })).toContain('policy-sourceip-private-range');
    expect(withCondition({ NotIpAddress: privately }, 'Deny')).toContain('policy-notipaddress-deny-lockout');
    const id = (key: string, value: string) =>
      withCondition({ StringEquals: { [key]: value } }).includes('policy-malformed-network-id');
    expect(
      ['vpce-1a2b3c4d', 'vpce-0123456789abcdef0', 'vpce-0123456z'].map((each) => id('aws:SourceVpce', each)),
    ).toEqual([false, false, false]);
    expect(
      ['vpce-1a2b3c4', 'vpce-0123456789abcdef01', 'vpc-1a2b3c4d'].map((each) => id('aws:SourceVpce', each)),
    ).toEqual([true, true, true]);
    expect(['vpc-1a2b3c4d', 'vpc-1a2b3c4d5'].map((each) => id('aws:SourceVpc', each))).toEqual([false, true]);
  });

  const endpoints = 'data-perimeter/vpc_endpoint_policies';
  const exceptions = [
    {
      name: 'cloudformation',
      action: 'cloudformation:CreateChangeSet',
      resource: 'arn:aws:cloudformation:eu-west-1:aws:transform/Serverless-2016-10-31',
      other: { action: 'cloudformation:DeleteStack' },
    },
    {
      name: 'ecr.api',
      action: 'ecr:BatchGetImage',
      resource: '*',
      keys: { 'aws:ResourceAccount': '<ecr-account-id>' },
      other: { keys: { 'aws:ResourceAccount': '444455556666' } },
    },
    {
      name: 'iam',
      action: 'iam:GetPolicy',
      resource: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      other: { resource: 'arn:aws:iam::444455556666:policy/x' },
    },
    {
      name: 'imagebuilder',
      action: 'imagebuilder:GetComponent',
      resource: 'arn:aws:imagebuilder:eu-west-1:aws:component/x/1.0.0',
      other: { action: 'imagebuilder:DeleteComponent' },
    },
  ] as const;

  it.each(['default', ...exceptions.map(({ name }) => name)])(
    'of the perimeter on endpoints: own identities to own resources, services, tagged principals (%s)',
    (name) => {
      const { decide } = fromFile(`${endpoints}/${name}_endpoint_policy.json`, 'interface-endpoint');
      const ask = (keys: Request['keys'], caller: Caller = role) =>
        decide({ caller, resource: 'arn:aws:s3:::logs/a', keys: { 'aws:ResourceAccount': own, ...keys } });
      expect(ask(ofOwn)).toBe('allow');
      expect(ask({ ...ofOwn, 'aws:PrincipalOrgID': 'o-other' })).toBe('implicit-deny');
      expect(ask({ ...ofOwn, 'aws:ResourceOrgID': 'o-other' })).toBe('implicit-deny');
      expect(
        ask({ ...ofOwn, 'aws:ResourceOrgID': 'o-other', 'aws:PrincipalTag/dp:exclude:resource': 'true' }),
      ).toBe('allow');
      expect(
        ask({ 'aws:ResourceOrgID': 'o-own', 'aws:PrincipalTag/dp:exclude:resource': 'true' }, nobody),
      ).toBe('implicit-deny');
      expect(ask({ 'aws:ResourceOrgID': 'o-own' }, service)).toBe('allow');
    },
  );

  it.each(exceptions.map((each) => [each.name, each] as const))(
    'of the perimeter on endpoints: what belongs to AWS, and no more (%s)',
    (name, { other, ...request }) => {
      const { decide } = fromFile(`${endpoints}/${name}_endpoint_policy.json`, 'interface-endpoint');
      const theirs = { ...ofOwn, 'aws:ResourceOrgID': 'o-aws', 'aws:ResourceAccount': '444455556666' };
      const ask = ({ keys, ...rest }: Request) => decide({ ...rest, keys: { ...theirs, ...keys } });
      expect(ask(request)).toBe('allow');
      expect(ask({ ...request, ...other })).toBe('implicit-deny');
      expect(
        ask({
          ...request,
          keys: { ...('keys' in request ? request.keys : {}), 'aws:PrincipalOrgID': 'o-other' },
        }),
      ).toBe('implicit-deny');
    },
  );

  const included = {
    'aws:PrincipalTag/dp:include:network': 'true',
    'aws:PrincipalTag/dp:exclude:network': null,
    'aws:PrincipalArn': `arn:aws:iam::${own}:role/app`,
    'aws:PrincipalAccount': own,
  };

  it('of the perimeter in a service control policy: the same from the side of the principal', () => {
    const { decide } = fromFile(
      'data-perimeter/service_control_policies/network_perimeter_vpceorgid_scp.json',
      'service-control',
    );
    const outside = { ...included, 'aws:SourceIp': '198.51.100.1' };
    const ask = (keys: Request['keys'], request: Request = {}) =>
      decide({ way: internet, ...request, keys: { ...outside, ...keys } });
    expect(ask({})).toBe('explicit-deny');
    expect(ask({ 'aws:SourceIp': '203.0.113.7' })).toBe('implicit-deny');
    expect(ask({ 'aws:PrincipalTag/dp:include:network': null })).toBe('implicit-deny');
    expect(ask({ 'aws:PrincipalTag/dp:exclude:network': 'true' })).toBe('implicit-deny');
    expect(ask({ 'aws:PrincipalArn': `arn:aws:iam::${own}:role/aws:ec2-infrastructure` })).toBe(
      'implicit-deny',
    );
    expect(ask({}, { way: forwarded })).toBe('implicit-deny');
    expect(ask({}, { action: 'sts:AssumeRole' })).toBe('implicit-deny');
    const inside = (keys: Request['keys']) =>
      decide({ keys: { ...included, 'aws:VpceOrgID': null, 'aws:VpceAccount': '999988887777', ...keys } });
    expect(inside({ 'aws:VpceOrgID': 'o-own' })).toBe('implicit-deny');
    expect(inside({ 'aws:VpceOrgID': 'o-other' })).toBe('explicit-deny');
    expect(inside({ 'aws:VpceAccount': '<third-party-account-a>' })).toBe('implicit-deny');
  });

  const apart =
    'data-perimeter/resource_control_policies/service_specific_controls/{api_gateway,sns_topic}_policy.json';

  it.each([
    ['api_gateway', 'execute-api:Invoke', 'execute-api'],
    ['sns_topic', 'sns:Publish', 'sns'],
  ])('of the perimeter on what resource control policies do not cover (%s)', (name, action, prefix) => {
    asserted.add(apart);
    expect(resourceControlServices.has(prefix)).toBe(false);
    const { decide } = fromFile(
      `data-perimeter/resource_control_policies/service_specific_controls/${name}_policy.json`,
      'resource',
    );
    const calm = {
      ...included,
      'aws:PrincipalOrgID': 'o-own',
      'aws:SourceVpc': '<my-vpc>',
      'aws:SourceIp': null,
      'aws:RequestedRegion': 'eu-west-1',
      'aws:SourceAccount': null,
    };
    const ask = (keys: Request['keys'], request: Request = {}) =>
      decide({ action, ...request, keys: { ...calm, ...keys } });
    expect(ask({})).toBe('implicit-deny');
    expect(ask({ 'aws:PrincipalOrgID': 'o-other' })).toBe('explicit-deny');
    expect(ask({ 'aws:PrincipalOrgID': null, 'aws:PrincipalAccount': null }, { caller: nobody })).toBe(
      'explicit-deny',
    );
    expect(ask({ 'aws:PrincipalOrgID': null }, { caller: service, way: itself })).toBe('implicit-deny');
    expect(ask({ 'aws:SourceVpc': 'vpc-2' })).toBe('explicit-deny');
    expect(ask({ 'aws:SourceVpc': 'vpc-2', 'aws:PrincipalTag/dp:include:network': null })).toBe(
      'implicit-deny',
    );
    expect(ask({ 'aws:SourceVpc': null, 'aws:SourceIp': '203.0.113.7' }, { way: internet })).toBe(
      'implicit-deny',
    );
    expect(ask({ 'aws:SourceVpc': null }, { way: forwarded })).toBe('implicit-deny');
    const here = { 'aws:SourceVpc': '<my-vpc-in-this-region>', 'aws:PrincipalTag/dp:include:network': null };
    expect(ask({ ...here, 'aws:RequestedRegion': '<my-vpc-region>' })).toBe('implicit-deny');
    expect(ask(here)).toBe('explicit-deny');
    if (name !== 'api_gateway') return;
    const deputy = (keys: Request['keys']) =>
      ask({ 'aws:SourceVpc': null, 'aws:SourceOrgID': null, ...keys }, { caller: service, way: itself });
    expect(deputy({})).toBe('implicit-deny');
    expect(deputy({ 'aws:SourceAccount': '444455556666', 'aws:SourceOrgID': 'o-own' })).toBe('implicit-deny');
    expect(deputy({ 'aws:SourceAccount': '444455556666', 'aws:SourceOrgID': 'o-other' })).toBe(
      'explicit-deny',
    );
  });

  it('of buckets and principals: the last of six can be satisfied, and its VPCs cannot exist', () => {
    const file = 'cloud-custodian/s3-principal.json';
    const listed: readonly object[] = JSON.parse(text(file));
    expect(listed).toHaveLength(6);
    const last = listed[5];
    const { decide } = policyIn(file, last, 'resource');
    const ask = (vpc: string) =>
      decide({
        caller: { kind: 'principal', arn: 'arn:aws:iam::1231231234:role/app' },
        resource: 'arn:aws:s3:::hotdog/x',
        keys: { 'aws:SourceVpc': vpc },
      });
    expect([ask('vpc-1234564646'), ask('vpc-1111111'), ask('vpc-2')]).toEqual([
      'allow',
      'implicit-deny',
      'implicit-deny',
    ]);
    const { findings: found } = runRules(
      networkOfFacts(estate({ bucketPolicies: [{ Bucket: 'hotdog', Policy: last }] })),
      rules.filter(({ id }) => id === 'policy-malformed-network-id').map((rule) => ({ rule, options: {} })),
    );
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining('vpc-1234564646 and vpc-1111111'),
    ]);
  });

  it('of buckets and organizations: the second lets another one in', () => {
    const file = 'cloud-custodian/s3-orgid.json';
    const isForeign = (JSON.parse(text(file)) as readonly unknown[]).map((policy) => {
      const { decide } = policyIn(file, policy, 'resource');
      const ask = (organization: string) =>
        decide({
          action: 's3:PutObject',
          resource: 'arn:aws:s3:::cross-account-valid/x',
          keys: { 'aws:PrincipalOrgID': organization },
        });
      return ask('o-badorg') === 'allow' && ask('o-goodorg') !== 'allow';
    });
    expect(isForeign).toEqual([false, true]);
  });

  it('of two endpoints in one VPC: one of them is open, and found', () => {
    const file = '../cloud-custodian/cli/test_vpce_cross_account/describe-vpc-endpoints.json';
    asserted.add(file);
    // The corpus keeps the same answer in a folder of its own.
    const path = join(folder, file.replace('cli/', ''));
    const read = readInputs([path], () => new Uint8Array());
    const { findings: found } = runRules(
      buildNetwork(read.snapshot).network,
      rules
        .filter(({ topic, onRequest }) => topic === 'policy' && !onRequest)
        .map((rule) => ({ rule, options: {} })),
    );
    expect(found.map(({ rule, resource }) => `${rule} ${resource.id}`)).toEqual([
      'policy-endpoint-default-full-access vpce-0d7db6250339b676b',
    ]);
  });

  it('is asserted of every entry', () => {
    const entries: readonly { readonly file: string }[] = JSON.parse(text('VERDICTS.json'));
    const alike = (file: string) => (file.includes('{api_gateway') ? apart : file);
    expect(entries.map(({ file }) => alike(file)).filter((file) => !asserted.has(file))).toEqual([]);
  });
});

describe('a Deny for everybody', () => {
  it('is never called an exposure', () => {
    const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
    const run = runRules(
      networkOfFacts(
        estate({
          bucketPolicies: [
            { Bucket: 'b', Policy: { Statement: [statement, { ...statement, Principal: { AWS: '*' } }] } },
          ],
        }),
      ),
      rules.map((rule) => ({ rule })),
    );
    expect(run.findings.filter(({ category }) => category === 'security').map(({ rule }) => rule)).toEqual(
      [],
    );
  });
});
