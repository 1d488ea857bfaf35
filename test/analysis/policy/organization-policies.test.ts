import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../src/collectors/aws-cli/answer.ts';
import type { FamilyName } from '../../../src/model/fact-families.ts';
import { account, without } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { common, privateTable, s3Gateway, withS3 } from '../connectivity/vectors/common-estate.ts';
import { askPath } from './ask-path.ts';

const manager = '222233334444';
const app = `arn:aws:iam::${account}:role/app`;
const linked = `arn:aws:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`;
const getObject = { action: 's3:GetObject', resource: 'arn:aws:s3:::logs/*', principal: app };
const everything = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

interface OrganizationPolicyFacts {
  readonly id: string;
  readonly type?: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  readonly statements: readonly object[];
  readonly on: readonly string[];
}

const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' };
const full = { id: 'p-FullAWSAccess', statements: [allowAll] };
const levels = ['r-1', 'ou-1-prod', account];

/** A root, a unit in it and the account in that; the policies are attached as `on` says. */
function organization(...policies: readonly OrganizationPolicyFacts[]): Facts {
  const typed = policies.map((each) => ({ type: 'SERVICE_CONTROL_POLICY', ...each }));
  const summary = ({ id, type }: (typeof typed)[number]) => ({ Id: id, Name: id.slice(2), Type: type });
  const target = (id: string) => ({
    TargetId: id,
    Type: id.startsWith('r-') ? 'ROOT' : id.startsWith('ou-') ? 'ORGANIZATIONAL_UNIT' : 'ACCOUNT',
    Arn: `arn:aws:organizations::${manager}:account/o-own/${id}`,
  });
  return {
    organizationPolicySummaries: typed.map(summary),
    organizationPolicies: typed.map((each) => ({
      PolicyId: each.id,
      PolicySummary: summary(each),
      Content: JSON.stringify({ Version: '2012-10-17', Statement: each.statements }),
    })),
    organizationPolicyTargets: typed.map(({ id, on }) => ({ PolicyId: id, Targets: on.map(target) })),
    organizationParents: [
      { ChildId: account, Parents: [{ Id: 'ou-1-prod', Type: 'ORGANIZATIONAL_UNIT' }] },
      { ChildId: 'ou-1-prod', Parents: [{ Id: 'r-1', Type: 'ROOT' }] },
    ],
  };
}

function estate(policies: Facts, endpoint: object = everything, bucket: readonly object[] = []): Facts {
  return {
    ...withS3([], {
      vpcEndpoints: [{ ...s3Gateway, PolicyDocument: { Version: '2012-10-17', Statement: [endpoint] } }],
      routeTables: [
        privateTable({ DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-0gw', State: 'active' }),
      ],
    }),
    bucketPolicies: bucket.length === 0 ? [] : [{ Bucket: 'logs', Policy: { Statement: bucket } }],
    roles: [
      {
        Arn: app,
        RolePolicyList: [{ PolicyName: 'all', PolicyDocument: { Statement: [allowAll] } }],
        AttachedManagedPolicies: [],
      },
    ],
    managedPolicies: [],
    ...policies,
  };
}

function ask(
  policies: Facts,
  asked: object = {},
  endpoint: object = everything,
  bucket: readonly object[] = [allowBucket],
) {
  return askPath(estate(policies, endpoint, bucket), 's3', { ...getObject, ...asked });
}
const allowBucket = { ...everything, Action: 's3:*' };
const onReason = (said: readonly string[], prefix: string) => said.filter((each) => each.includes(prefix));

describe('service control policies', () => {
  it('that are not in the input are left out, and the answer says so', () => {
    const answer = ask({});
    expect(answer.verdict).toBe('reachable');
    expect(answer.assumptions.join()).toContain(
      "the service control policies of the caller's organization, which are not in the input, allow",
    );
    expect(answer.assumptions.join()).toContain(
      'the resource control policies of the organization that owns',
    );
  });

  it('pass where each level allows', () => {
    const answer = ask(organization({ ...full, on: levels }));
    expect(answer.verdict).toBe('reachable');
    expect(onReason(answer.said, 'service-control')).toEqual([
      'pass service-control-policy-allowed p-FullAWSAccess/Content/Statement/0',
    ]);
    expect(answer.assumptions.join()).not.toContain('service control');
  });

  it('block where one of them denies, on whatever level, by the statement', () => {
    const guard = {
      id: 'p-guard1',
      statements: [{ ...allowAll, Effect: 'Deny', Action: 's3:Get*' }],
      on: ['ou-1-prod'],
    };
    const answer = ask(organization({ ...full, on: levels }, guard));
    expect(answer.verdict).toBe('blocked');
    expect(onReason(answer.said, 'service-control')).toEqual([
      'block service-control-policy-denied p-guard1/Content/Statement/0',
    ]);
    expect(answer.messages.join()).toContain(
      'service control policy p-guard1 on ou-1-prod denies s3:GetObject',
    );
    const elsewhere = ask(organization({ ...full, on: levels }, { ...guard, on: ['ou-1-test'] }));
    expect(elsewhere.verdict).toBe('reachable');
    const otherAction = [{ ...allowAll, Effect: 'Deny', Action: 'ec2:*' }];
    expect(ask(organization({ ...full, on: levels }, { ...guard, statements: otherAction })).verdict).toBe(
      'reachable',
    );
  });

  it('block where one level allows nothing, whatever the others do', () => {
    const answer = ask(organization({ ...full, on: ['r-1', account] }));
    expect([answer.verdict, answer.messages.at(-1)]).toEqual([
      'blocked',
      expect.stringContaining('no service control policy on ou-1-prod allows s3:GetObject'),
    ]);
    const narrow = { id: 'p-ec2only', statements: [{ ...allowAll, Action: 'ec2:*' }], on: ['ou-1-prod'] };
    const narrowed = ask(organization({ ...full, on: ['r-1', account] }, narrow));
    expect(onReason(narrowed.said, 'service-control')).toEqual([
      'block service-control-policy-not-allowed p-ec2only/Content/Statement/0/Action',
    ]);
  });

  it('know the keys of the organization, of the endpoint and of the caller', () => {
    const outside = (condition: object) => ({
      id: 'p-guard1',
      statements: [{ ...allowAll, Effect: 'Deny', Condition: condition }],
      on: ['r-1'],
    });
    const verdict = (condition: object) =>
      ask(organization({ ...full, on: levels }, outside(condition))).verdict;
    expect(verdict({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-own' } })).toBe('reachable');
    expect(verdict({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-other' } })).toBe('blocked');
    expect(verdict({ StringNotEquals: { 'aws:VpceOrgID': 'o-own' } })).toBe('reachable');
    expect(verdict({ StringNotEquals: { 'aws:ResourceOrgID': 'o-own' } })).toBe('reachable');
    expect(verdict({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-own/r-1/ou-1-prod/*' } })).toBe(
      'blocked',
    );
    expect(verdict({ StringEquals: { 'aws:PrincipalTag/team': 'red' } })).toBe('unknown');
  });

  it('leave the management account, service-linked roles and those who do not sign alone', () => {
    const nothing = organization({ ...full, on: ['r-1'] });
    expect(ask(nothing).verdict).toBe('blocked');
    expect(ask(nothing, { principal: linked }).verdict).toBe('reachable');
    const session = `arn:aws:sts::${account}:assumed-role/AWSServiceRoleForECS/x`;
    expect(ask(nothing, { principal: session }).verdict).toBe('unknown');
    expect(ask(nothing, { principal: 'anonymous' }).verdict).toBe('reachable');
    expect(onReason(ask(nothing, { principal: manager }).said, 'service-control')).toEqual([]);
  });

  it('are open where something is missing, which is named', () => {
    const whole = organization({ ...full, on: levels });
    const lacking = (...families: readonly FamilyName[]) => {
      const answer = ask(without(whole, ...families));
      return [answer.verdict, answer.missing.join('; ')];
    };
    expect(lacking('organizationParents')).toEqual([
      'unknown',
      expect.stringContaining(`no parents of ${account}`),
    ]);
    expect(lacking('organizationPolicyTargets')).toEqual([
      'unknown',
      expect.stringContaining('what p-FullAWSAccess is attached to is not in the input'),
    ]);
    expect(lacking('organizationPolicies')).toEqual([
      'unknown',
      expect.stringContaining('what p-FullAWSAccess says is not in the input'),
    ]);
    expect(lacking('organizationPolicySummaries')).toEqual([
      'unknown',
      expect.stringContaining('not collected'),
    ]);
    const upTo = whole.organizationParents?.slice(0, 1) ?? [];
    const unit = { id: 'p-unit1', statements: [{ ...allowAll, Effect: 'Deny' }], on: ['ou-1-prod'] };
    const inUnit = organization({ ...full, on: levels }, unit);
    expect(ask({ ...inUnit, organizationParents: upTo }).verdict).toBe('blocked');
    expect(ask({ ...whole, organizationParents: upTo }).missing.join()).toContain('no parents of ou-1-prod');
    const denied = organization(
      { ...full, on: levels },
      { id: 'p-1', statements: [{ ...allowAll, Effect: 'Deny' }], on: [account] },
    );
    expect(ask(without(denied, 'organizationPolicySummaries', 'organizationParents')).verdict).toBe(
      'blocked',
    );
  });

  it('do not reach an account that none of them is attached to', () => {
    const foreign = ask(organization({ ...full, on: ['r-1', 'ou-1-prod', account] }), {
      principal: 'arn:aws:iam::999988887777:role/app',
    });
    expect(onReason(foreign.said, 'service-control')).toEqual([]);
    expect(foreign.verdict).toBe('reachable');
  });

  it('forgotten, make no answer its opposite', () => {
    const deny = {
      id: 'p-deny1',
      statements: [{ ...allowAll, Effect: 'Deny', Action: 's3:Put*' }],
      on: ['r-1'],
    };
    for (const action of ['s3:GetObject', 's3:PutObject']) {
      const whole = organization({ ...full, on: levels }, deny);
      const full_ = ask(whole, { action }).verdict;
      for (const family of [
        'organizationParents',
        'organizationPolicyTargets',
        'organizationPolicySummaries',
      ] as const) {
        expect([full_, 'unknown']).toContain(ask(without(whole, family), { action }).verdict);
      }
    }
  });
});

describe('resource control policies', () => {
  const rcpFull = {
    id: 'p-RCPFullAWSAccess',
    type: 'RESOURCE_CONTROL_POLICY',
    statements: [everything],
    on: levels,
  } as const;
  const perimeter = (fields: object = {}) =>
    ({
      id: 'p-perimeter1',
      type: 'RESOURCE_CONTROL_POLICY',
      statements: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: '*',
          Condition: {
            StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-own' },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          },
          ...fields,
        },
      ],
      on: ['r-1'],
    }) as const;

  it('deny callers of other organizations and let those of the own pass', () => {
    const facts = organization({ ...full, on: levels }, rcpFull, perimeter());
    expect(ask(facts).verdict).toBe('reachable');
    const foreign = ask(facts, { principal: 'arn:aws:iam::999988887777:role/app' });
    expect([foreign.verdict, onReason(foreign.said, 'resource-control')]).toEqual([
      'blocked',
      ['block resource-control-policy-denied p-perimeter1/Content/Statement/0'],
    ]);
    expect(ask(facts, { principal: 'anonymous' }).verdict).toBe('blocked');
  });

  it('leave service-linked roles alone', () => {
    const facts = organization({ ...full, on: levels }, rcpFull, perimeter({ Action: '*', Condition: {} }));
    expect(ask(facts).verdict).toBe('blocked');
    expect(ask(facts, { principal: linked }).said.join()).not.toContain('resource-control');
  });

  describe('and a service that is not on the list of those to which they apply', () => {
    const topic = `arn:aws:sns:eu-west-1:${account}:orders`;
    const publish = { action: 'sns:Publish', resource: topic };
    const everyAction = (fields: object = {}) =>
      organization({ ...full, on: levels }, rcpFull, perimeter({ Action: '*', ...fields }));
    const aboutServices = ({ assumptions }: ReturnType<typeof ask>) =>
      assumptions.filter((each) => each.includes('do not apply to sns'));

    it('leave it alone, and the answer says so where one of them would deny', () => {
      const answer = ask(everyAction({ Condition: {} }), publish);
      expect(answer.said.join()).not.toContain('resource-control');
      expect(aboutServices(answer)).toEqual([
        expect.stringMatching(
          /not on AWS's list of \w+ \d{4}; if they do by now: resource control policy p-perimeter1 on r-1 denies sns:Publish/,
        ),
      ]);
    });

    it('might deny it where that is open', () => {
      const unnamed = ask(everyAction({ Condition: {} }), { ...publish, resource: null });
      expect(aboutServices(unnamed)).toEqual([expect.stringContaining('they might deny the request')]);
    });

    it('take nothing for granted where none would deny, or none is in the input', () => {
      expect(aboutServices(ask(everyAction(), publish))).toEqual([]);
      expect(aboutServices(ask(everyAction({ Action: 's3:*', Condition: {} }), publish))).toEqual([]);
      expect(aboutServices(ask(organization({ ...full, on: levels }), publish))).toEqual([]);
    });
  });

  it('of a resource of which nobody knows the account are open, unless none of them denies', () => {
    const facts = organization({ ...full, on: levels }, rcpFull, perimeter({ Condition: {} }));
    const elsewhere = { resource: 'arn:aws:s3:::elsewhere/a' };
    const open = ask(facts, elsewhere);
    expect([open.verdict, open.missing.join()]).toEqual([
      'unknown',
      expect.stringContaining('which account owns arn:aws:s3:::elsewhere/a'),
    ]);
    const harmless = organization({ ...full, on: levels }, rcpFull, perimeter({ Action: 's3:Put*' }));
    expect(ask(harmless, elsewhere).verdict).toBe('reachable');
  });
});

describe('dumps of the AWS CLI', () => {
  it('hold the policies of an organization', () => {
    const guard = {
      id: 'p-guard1',
      statements: [{ ...allowAll, Effect: 'Deny', Action: 's3:Get*' }],
      on: ['ou-1-prod'],
    };
    const facts = organization({ ...full, on: levels }, guard);
    const dumped = (path: string, answer: unknown) => readAnswer(answer, path)?.lists ?? [];
    const arn = (id: unknown) => `arn:aws:organizations::${manager}:policy/o-own/${String(id)}`;
    const lists = [
      ...dumped('list-policies.json', {
        Policies: facts.organizationPolicySummaries?.map((each) => ({ ...each, Arn: arn(each['Id']) })),
      }),
      ...(facts.organizationPolicies ?? []).flatMap(({ PolicySummary, Content }) =>
        dumped('describe-policy.json', { Policy: { PolicySummary, Content } }),
      ),
      ...(facts.organizationPolicyTargets ?? []).flatMap(({ PolicyId, Targets }) =>
        dumped(`targets-${String(PolicyId)}.json`, { Targets }),
      ),
      ...(facts.organizationParents ?? []).flatMap(({ ChildId, Parents }) =>
        dumped(`parents-${String(ChildId)}.json`, { Parents }),
      ),
      ...dumped('describe-organization.json', { Organization: { Id: 'o-own', MasterAccountId: manager } }),
    ];
    const items = (family: string) =>
      lists.filter((list) => list.family === family).flatMap((list) => list.items);
    const read = Object.fromEntries(
      ['organizations', ...Object.keys(facts)].map((family) => [family, items(family)]),
    ) as Facts;
    expect(lists.find(({ family }) => family === 'organizationPolicies')?.pointer).toBe('/Policy');
    expect(onReason(ask(read).said, 'service-control')).toEqual([
      'block service-control-policy-denied p-guard1/Content/Statement/0',
    ]);
  });
});

describe('the estate of these tests', () => {
  it('reaches S3 without any policy of an organization', () => {
    expect(askPath({ ...common(), ...estate({}) }, 's3', {}).verdict).toBe('reachable');
  });
});
