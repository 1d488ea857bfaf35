import { describe, expect, it } from 'vitest';
import { account, region, route } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import {
  common,
  privateTable,
  s3Gateway,
  withNat,
  withS3,
  withSsm,
} from '../connectivity/vectors/common-estate.ts';
import { withHubZone } from '../connectivity/vectors/hub-estate.ts';
import { askPath as ask } from './ask-path.ts';

const bucketArn = 'arn:aws:s3:::logs';
const getObject = { action: 's3:GetObject', resource: `${bucketArn}/*` };
const everything = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

function withPolicies(endpoint: readonly object[] | undefined, bucket: readonly object[] = []): Facts {
  return withS3([], {
    vpcEndpoints: [
      {
        ...s3Gateway,
        PolicyDocument: endpoint && JSON.stringify({ Version: '2012-10-17', Statement: endpoint }),
      },
    ],
    bucketPolicies:
      bucket.length === 0 ? [] : [{ Bucket: 'logs', Policy: JSON.stringify({ Statement: bucket }) }],
  });
}

const deny = (condition: object, fields: object = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: condition,
  ...fields,
});
const office = { 'aws:SourceIp': '203.0.113.0/24' };
const throughGateway = { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-0gw' } };

describe('the policy of an endpoint on the way', () => {
  it('passes where it lets everything through', () => {
    const answer = ask(withPolicies([everything]), 's3');
    expect(answer.verdict).toBe('reachable');
    expect(answer.said).toEqual(['pass endpoint-policy-allowed vpce-0gw/PolicyDocument/Statement/0']);
    expect(ask(withPolicies([{ ...everything, Action: 's3:*' }]), 's3').said).toHaveLength(1);
  });

  it('is told, and stops nothing, where it lets some requests through', () => {
    const answer = ask(withPolicies([{ ...everything, Resource: `${bucketArn}/*` }]), 's3');
    expect(answer.verdict).toBe('reachable');
    expect(answer.said).toEqual([
      'pass endpoint-policy-partial vpce-0gw/PolicyDocument/Statement/0/Resource',
    ]);
    expect(answer.assumptions.join()).toContain('the policies of endpoints on the way let them pass');
  });

  it('blocks where it lets nothing through, by the statement that comes nearest', () => {
    const answer = ask(withPolicies([{ ...everything, Condition: { IpAddress: office } }]), 's3');
    expect(answer.verdict).toBe('blocked');
    expect(answer.said).toEqual([
      'block endpoint-policy-not-allowed vpce-0gw/PolicyDocument/Statement/0/Condition/IpAddress/aws:SourceIp',
    ]);
    expect(answer.messages[0]).toContain('the request carries no aws:SourceIp');
    const roleOnly = { ...everything, Principal: { AWS: `arn:aws:iam::${account}:role/app` } };
    expect(ask(withPolicies([roleOnly]), 's3').verdict).toBe('blocked');
  });

  it('is definite about a request', () => {
    const facts = withPolicies([{ ...everything, Action: 's3:Get*', Resource: `${bucketArn}/*` }]);
    expect(ask(facts, 's3', getObject).said).toEqual([
      'pass endpoint-policy-allowed vpce-0gw/PolicyDocument/Statement/0',
    ]);
    const put = ask(facts, 's3', { ...getObject, action: 's3:PutObject' });
    expect([put.verdict, put.messages[0]]).toEqual([
      'blocked',
      'the policy of vpce-0gw does not let s3:PutObject on arn:aws:s3:::logs/* pass: no statement allows it: of statement 1, its Action does not cover s3:PutObject',
    ]);
  });

  it('T17: that allows one bucket stops the layers of images', () => {
    const facts = withPolicies([{ ...everything, Resource: 'arn:aws:s3:::my-bucket/*' }]);
    const layers = {
      action: 's3:GetObject',
      resource: `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`,
    };
    expect(ask(facts, 's3', layers).verdict).toBe('blocked');
  });

  it('hangs on what is not known of the caller, until it is said', () => {
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };
    const open = ask(withPolicies([{ ...everything, Condition }]), 's3', getObject);
    expect(open.verdict).toBe('unknown');
    expect(open.missing.join()).toContain('aws:PrincipalOrgID');
    const anonymous = ask(withPolicies([{ ...everything, Condition }]), 's3', {
      ...getObject,
      principal: 'anonymous',
    });
    expect(anonymous.verdict).toBe('blocked');
  });

  it('knows the addresses of the sender, the endpoint and its VPC', () => {
    const of = (Condition: object) =>
      ask(withPolicies([{ ...everything, Condition }]), 's3', getObject).verdict;
    expect(of({ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' } })).toBe('reachable');
    expect(of({ IpAddress: { 'aws:VpcSourceIp': '10.9.0.0/16' } })).toBe('blocked');
    expect(of({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })).toBe('reachable');
    expect(of({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })).toBe('blocked');
    expect(of({ StringEquals: { 'aws:RequestedRegion': region } })).toBe('reachable');
    expect(of({ Bool: { 'aws:SecureTransport': 'false' } })).toBe('blocked');
  });

  it('is one that nobody asks where the service evaluates none', () => {
    const policy = { PolicyDocument: { Statement: [{ ...everything, Effect: 'Deny' }] } };
    const service = (supported: boolean | undefined) => ({
      ServiceName: `com.amazonaws.${region}.ssm`,
      PrivateDnsName: `ssm.${region}.amazonaws.com`,
      PrivateDnsNames: [{ PrivateDnsName: `ssm.${region}.amazonaws.com` }],
      VpcEndpointPolicySupported: supported,
    });
    const of = (supported: boolean | undefined) =>
      ask(withSsm(policy, { vpcEndpointServices: [service(supported)] }), 'ssm').verdict;
    expect(of(true)).toBe('blocked');
    expect(of(false)).toBe('reachable');
    expect(of(undefined)).toBe('unknown');
  });

  it('that is not in the input is taken for granted, unless a request is asked about', () => {
    const facts = withPolicies(undefined);
    expect(ask(facts, 's3').verdict).toBe('reachable');
    expect(ask(facts, 's3').assumptions.join()).toContain('cannot be read');
    expect(ask(facts, 's3', getObject).verdict).toBe('unknown');
  });
});

describe('the policy of the resource', () => {
  it('T23: denies whoever carries no address', () => {
    const answer = ask(withPolicies([everything], [deny({ NotIpAddress: office })]), 's3', getObject);
    expect(answer.verdict).toBe('blocked');
    expect(answer.said[1]).toBe('block resource-policy-denied logs/Policy/Statement/0');
    expect(answer.messages[1]).toContain(
      'NotIpAddress aws:SourceIp holds: the request carries no aws:SourceIp',
    );
  });

  it('T24: spares the endpoint that the same statement names', () => {
    const bucket = [deny({ NotIpAddress: office, ...throughGateway })];
    expect(ask(withPolicies([everything], bucket), 's3', getObject).verdict).toBe('reachable');
  });

  it('T25 and T26: a missing endpoint is denied by IfExists, and is not where Null asks for one', () => {
    const guarded = { ...throughGateway, Null: { 'aws:SourceVpce': 'false' } };
    const facts = withNat(common({ routeTables: [privateTable(route('0.0.0.0/0', 'nat-1'))] }));
    const verdict = (condition: object) =>
      ask(
        {
          ...facts,
          bucketPolicies: [{ Bucket: 'logs', Policy: JSON.stringify({ Statement: [deny(condition)] }) }],
        },
        's3',
        getObject,
      );
    expect(verdict(throughGateway).said).toEqual(['block resource-policy-denied logs/Policy/Statement/0']);
    expect(verdict(throughGateway).verdict).toBe('blocked');
    expect(verdict(guarded).verdict).toBe('reachable');
  });

  it('T20: a key that asks for the spoke denies what comes through the hub', () => {
    const key = `arn:aws:kms:${region}:${account}:key/1`;
    const policy = (vpc: string) => ({
      ...withHubZone('10.0.0.0/16'),
      vpcEndpointServices: [],
      resourcePolicies: [
        {
          ARN: key,
          ResourcePolicy: {
            Statement: [
              { ...everything, Principal: { AWS: account }, Action: 'kms:*' },
              deny({ StringNotEquals: { 'aws:SourceVpc': vpc } }, { Action: 'kms:*' }),
            ],
          },
        },
      ],
    });
    const decrypt = { action: 'kms:Decrypt', resource: key };
    const spoke = ask(policy('vpc-1'), 'vpce-0kms', decrypt);
    expect(spoke.said.at(-1)).toBe(`block resource-policy-denied ${key}/ResourcePolicy/Statement/1`);
    expect(spoke.messages.at(-1)).toContain('aws:SourceVpc is vpc-2');
    expect(ask(policy('vpc-2'), 'vpce-0kms', decrypt).verdict).toBe('reachable');
  });

  it('need not allow callers of its own account, and must allow others', () => {
    const bucket = [{ ...everything, Action: 's3:List*' }];
    const of = (principal: string) =>
      ask(withPolicies([everything], bucket), 's3', { ...getObject, principal });
    const own = of(`arn:aws:iam::${account}:role/app`);
    expect([own.verdict, own.said[1]]).toEqual(['reachable', 'pass resource-policy-silent logs/Policy']);
    expect(own.assumptions.join()).toContain('the policies of the caller');
    for (const principal of ['arn:aws:iam::444455556666:role/app', 'anonymous']) {
      expect(of(principal).said[1]).toBe('block resource-policy-not-allowed logs/Policy/Statement/0/Action');
    }
  });

  it('that is not in the input is taken for granted', () => {
    const answer = ask(withPolicies([everything]), 's3', {
      ...getObject,
      resource: 'arn:aws:s3:::elsewhere/a',
    });
    expect(answer.verdict).toBe('reachable');
    expect(answer.assumptions.join()).toContain('no policy of arn:aws:s3:::elsewhere/a is in the input');
  });
});

describe('the policy of a resource of any service', () => {
  const inRegion = `${region}:${account}`;
  const denied = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };

  it.each([
    ['kms', 'kms:Decrypt', `arn:aws:kms:${inRegion}:key/1`, ''],
    [
      'secretsmanager',
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:${inRegion}:secret:a-AbCdEf`,
      '',
    ],
    ['sqs', 'sqs:SendMessage', `arn:aws:sqs:${inRegion}:orders`, ''],
    ['sns', 'sns:Publish', `arn:aws:sns:${inRegion}:orders`, ''],
    ['dynamodb', 'dynamodb:Query', `arn:aws:dynamodb:${inRegion}:table/orders`, '/index/by-day'],
    ['ecr', 'ecr:BatchGetImage', `arn:aws:ecr:${inRegion}:repository/app`, ''],
    ['execute-api', 'execute-api:Invoke', `arn:aws:execute-api:${inRegion}:a1b2c3`, '/prod/GET/orders'],
    ['lambda', 'lambda:InvokeFunction', `arn:aws:lambda:${inRegion}:function:f`, ':live'],
  ])('%s: denies and allows', (_service, action, ARN, part) => {
    const of = (statement: object) =>
      ask(
        {
          ...withPolicies([everything]),
          resourcePolicies: [{ ARN, ResourcePolicy: { Statement: [statement] } }],
        },
        's3',
        {
          action,
          resource: `${ARN}${part}`,
        },
      );
    expect(of(denied).said).toContain(`block resource-policy-denied ${ARN}/ResourcePolicy/Statement/0`);
    expect(of(everything).said).toContain(`pass resource-policy-allowed ${ARN}/ResourcePolicy/Statement/0`);
  });
});

describe('a resource without a policy', () => {
  it.each([
    ['is not told to have one', {}],
    ['is told to have none', { ResourcePolicy: null }],
  ])('denies nobody where it %s', (_, fields) => {
    const ARN = `arn:aws:secretsmanager:${region}:${account}:secret:a-AbCdEf`;
    const facts = { ...withPolicies([everything]), resourcePolicies: [{ ARN, ...fields }] };
    const asked = ask(facts, 's3', { action: 'secretsmanager:GetSecretValue', resource: ARN });
    expect(asked.said.filter((each) => each.includes('resource-policy'))).toEqual([]);
    expect(asked.missing).toEqual([]);
  });
});

describe('a user below a path', () => {
  it('has the name that is its last part', () => {
    const principal = `arn:aws:iam::${account}:user/team/pay/me`;
    const named = (name: string) =>
      ask(
        withPolicies(
          [everything],
          [{ ...everything, Condition: { StringEquals: { 'aws:username': name } } }],
        ),
        's3',
        { ...getObject, principal },
      ).said.at(-1);
    expect(named('me')).toContain('resource-policy-allowed');
    expect(named('team')).not.toContain('resource-policy-allowed');
  });
});

describe('the policies of the role that calls', () => {
  const app = `arn:aws:iam::${account}:role/app`;
  const managedArn = `arn:aws:iam::${account}:policy/reader`;
  const boundaryArn = `arn:aws:iam::${account}:policy/bound`;
  const statement = (fields: object = {}) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: `${bucketArn}/*`, ...fields }],
  });
  const version = (document: object) => [
    { VersionId: 'v1', IsDefaultVersion: false, Document: statement({ Effect: 'Deny', Action: '*' }) },
    { VersionId: 'v2', IsDefaultVersion: true, Document: document },
  ];

  function askAs(
    role: object,
    managed: readonly object[] = [],
    bucket: readonly object[] = [{ ...everything, Action: 's3:List*' }],
  ) {
    const facts = {
      ...withPolicies([everything], bucket),
      roles: [{ Arn: app, RoleName: 'app', RolePolicyList: [], AttachedManagedPolicies: [], ...role }],
      managedPolicies: managed.map((each) => ({ ...each })),
    };
    return ask(facts, 's3', { ...getObject, principal: `arn:aws:sts::${account}:assumed-role/app/i-1` });
  }

  it('allow by one that stands in it, or is attached', () => {
    const inline = askAs({ RolePolicyList: [{ PolicyName: 'read', PolicyDocument: statement() }] });
    expect([inline.verdict, inline.said.at(-1)]).toEqual([
      'reachable',
      `pass identity-policy-allowed ${app}/RolePolicyList/0/PolicyDocument/Statement/0`,
    ]);
    expect(inline.assumptions.join()).toContain(
      "service control policies of the caller's organization, which are not",
    );
    expect(inline.assumptions.join()).not.toContain('the policies of the caller');
    const attached = askAs({ AttachedManagedPolicies: [{ PolicyArn: managedArn }] }, [
      { Arn: managedArn, PolicyVersionList: version(statement()) },
    ]);
    expect(attached.said.at(-1)).toBe(
      `pass identity-policy-allowed ${managedArn}/PolicyVersionList/1/Document/Statement/0`,
    );
  });

  it('deny, or do not allow, by the place', () => {
    const denied = askAs({ RolePolicyList: [{ PolicyDocument: statement({ Effect: 'Deny' }) }] });
    expect([denied.verdict, denied.said.at(-1)]).toEqual([
      'blocked',
      `block identity-policy-denied ${app}/RolePolicyList/0/PolicyDocument/Statement/0`,
    ]);
    const other = askAs({ RolePolicyList: [{ PolicyDocument: statement({ Action: 's3:Put*' }) }] });
    expect([other.verdict, other.said.at(-1)]).toEqual([
      'blocked',
      `block identity-policy-not-allowed ${app}/RolePolicyList/0/PolicyDocument/Statement/0/Action`,
    ]);
  });

  it('need not allow what the resource grants, and may not know whether it does', () => {
    const granted = askAs({}, [], [{ ...everything, Action: 's3:Get*' }]);
    expect(granted.verdict).toBe('reachable');
    const nobodyKnows = askAs({}, [], []);
    expect([nobodyKnows.verdict, nobodyKnows.said.at(-1)]).toEqual([
      'unknown',
      `unknown identity-policy-unknown ${app}`,
    ]);
  });

  it('are open where one of them hangs on what nobody knows, whatever the others say', () => {
    const perhaps = statement({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'pay' } } });
    const other = statement({ Action: 's3:Put*' });
    for (const documents of [
      [perhaps, other],
      [other, perhaps],
    ]) {
      const { verdict } = askAs({ RolePolicyList: documents.map((PolicyDocument) => ({ PolicyDocument })) });
      expect(verdict).toBe('unknown');
    }
    const denied = statement({
      Effect: 'Deny',
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'pay' } },
    });
    const both = [statement(), denied].map((PolicyDocument) => ({ PolicyDocument }));
    expect(askAs({ RolePolicyList: both }).verdict).toBe('unknown');
  });

  it('are open where none of its versions is in force', () => {
    const attached = { AttachedManagedPolicies: [{ PolicyArn: managedArn }] };
    const open = askAs(attached, [{ Arn: managedArn, PolicyVersionList: version(statement()).slice(0, 1) }]);
    expect([open.verdict, open.missing]).toEqual(['unknown', [`no version in force of ${managedArn}`]]);
  });

  it('are open where one of them is not in the input', () => {
    const open = askAs({ AttachedManagedPolicies: [{ PolicyArn: managedArn }] });
    expect([open.verdict, open.missing]).toEqual(['unknown', [`${managedArn} is not in the input`]]);
  });

  it('are bounded', () => {
    const role = {
      RolePolicyList: [{ PolicyDocument: statement() }],
      PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn },
    };
    const bound = (document: object) =>
      askAs(role, [{ Arn: boundaryArn, PolicyVersionList: version(document) }]);
    expect(bound(statement({ Action: 's3:*', Resource: '*' })).verdict).toBe('reachable');
    const refused = bound(statement({ Action: 'ec2:*', Resource: '*' }));
    expect([refused.verdict, refused.said.at(-1)]).toEqual([
      'blocked',
      `block permissions-boundary-refused ${boundaryArn}/PolicyVersionList/1/Document/Statement/0/Action`,
    ]);
    expect(askAs(role).verdict).toBe('unknown');
  });
});
