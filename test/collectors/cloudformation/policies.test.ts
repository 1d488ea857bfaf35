import { describe, expect, it } from 'vitest';
import { rolesOfInstances } from '../../../src/analysis/workloads/instance-role.ts';
import { runRules } from '../../../src/rules/engine.ts';
import { rules } from '../../../src/rules/registry.ts';
import { resourceIn, templateReader } from './template-file.ts';

const read = templateReader();
const place = { 'AWS::Region': 'eu-west-1', 'AWS::AccountId': '111122223333' };

const statement = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
const policy = { Version: '2012-10-17', Statement: [statement] };

const template = {
  Resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy } },
    Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    Other: { Type: 'AWS::SQS::Queue' },
    QueuePolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: { Queues: [{ Ref: 'Jobs' }, { Ref: 'Other' }], PolicyDocument: policy },
    },
    News: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } },
    TopicPolicy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { Topics: [{ Ref: 'News' }], PolicyDocument: policy },
    },
    Password: { Type: 'AWS::SecretsManager::Secret' },
    SecretPolicy: {
      Type: 'AWS::SecretsManager::ResourcePolicy',
      Properties: { SecretId: { Ref: 'Password' }, ResourcePolicy: policy },
    },
    Images: {
      Type: 'AWS::ECR::Repository',
      Properties: { RepositoryName: 'images', RepositoryPolicyText: policy },
    },
    Orders: {
      Type: 'AWS::DynamoDB::Table',
      Properties: { TableName: 'orders', ResourcePolicy: { PolicyDocument: policy } },
    },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Policy: policy } },
    Unprotected: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'open' } },
  },
};

describe('the policies in a template', () => {
  const expected = [
    ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders', 'AWS::DynamoDB::Table'],
    ['arn:aws:ecr:eu-west-1:111122223333:repository/images', 'AWS::ECR::Repository'],
    ['arn:aws:execute-api:eu-west-1:111122223333:Api', 'AWS::ApiGateway::RestApi'],
    ['arn:aws:kms:eu-west-1:111122223333:Key', 'AWS::KMS::Key'],
    ['arn:aws:secretsmanager:eu-west-1:111122223333:Password', 'AWS::SecretsManager::ResourcePolicy'],
    ['arn:aws:sns:eu-west-1:111122223333:news', 'AWS::SNS::TopicPolicy'],
    ['arn:aws:sqs:eu-west-1:111122223333:Other', 'AWS::SQS::QueuePolicy'],
    ['arn:aws:sqs:eu-west-1:111122223333:jobs', 'AWS::SQS::QueuePolicy'],
  ];

  it('belong to the ARNs that can be told, and else to the names in the template', () => {
    const { network, malformed } = read({ 'net.json': template }, place);
    expect(malformed).toEqual([]);
    const policies = network
      .all('resourcePolicies')
      .map(({ id, type, policy: held }) => `${id} ${type} ${held.known}`);
    expect(policies.sort()).toEqual(expected.map(([id, type]) => `${id} ${type} true`));
  });

  it('are judged as those that are deployed', () => {
    const lockedOut = {
      ...policy,
      Statement: [{ ...statement, Condition: { StringNotEquals: { 'aws:SourecVpce': 'vpce-1' } } }],
    };
    const { network } = read({
      'net.json': { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: lockedOut } } } },
    });
    const found = runRules(
      network,
      rules.map((rule) => ({ rule })),
    ).findings.map(({ rule, resource }) => `${rule} ${resource.id}`);
    expect(found).toContain('policy-key-name-typo arn:aws:kms:::Key');
  });

  it('are open where something in them is known to AWS alone', () => {
    const { network } = read(
      {
        'net.json': {
          Resources: {
            Key: {
              Type: 'AWS::KMS::Key',
              Properties: {
                KeyPolicy: {
                  ...policy,
                  Statement: [{ ...statement, Resource: { 'Fn::Join': ['/', [{ Ref: 'Bucket' }, '*']] } }],
                },
              },
            },
            Bucket: { Type: 'AWS::S3::Bucket' },
          },
        },
      },
      place,
    );
    const [key] = network.all('resourcePolicies');
    expect(key?.policy).toMatchObject({
      known: false,
      missing: [{ reason: expect.stringContaining('known after deployment') as string }],
    });
  });
});

describe('the roles in a template', () => {
  const role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'app' } };
  const arn = 'arn:aws:iam::111122223333:role/app';

  it('have the policies that other resources give them', () => {
    const { network } = read(
      {
        'net.json': {
          Resources: {
            App: role,
            Own: {
              Type: 'AWS::IAM::Policy',
              Properties: { PolicyName: 'own', PolicyDocument: policy, Roles: [{ Ref: 'App' }] },
            },
            Also: {
              Type: 'AWS::IAM::RolePolicy',
              Properties: { PolicyName: 'also', PolicyDocument: policy, RoleName: 'app' },
            },
            Shared: {
              Type: 'AWS::IAM::ManagedPolicy',
              Properties: { ManagedPolicyName: 'shared', PolicyDocument: policy, Roles: [{ Ref: 'App' }] },
            },
          },
        },
      },
      place,
    );
    const found = resourceIn(network, 'roles', arn);
    expect(found.inlinePolicies).toMatchObject({ known: true, value: { length: 2 } });
    expect(found.attachedPolicies).toEqual({
      known: true,
      value: ['arn:aws:iam::111122223333:policy/shared'],
    });
    const shared = resourceIn(network, 'managedPolicies', 'arn:aws:iam::111122223333:policy/shared');
    expect(shared.inForce).toMatchObject({ known: true, value: { policy: { document: {} } } });
  });

  it('are open where the template writes no policy for them, or one whose role is not known', () => {
    const bare = read({ 'net.json': { Resources: { App: role } } }, place).network;
    expect(resourceIn(bare, 'roles', arn).inlinePolicies.known).toBe(false);
    const someone = read(
      {
        'net.json': {
          Parameters: { Name: { Type: 'String' } },
          Resources: {
            App: {
              ...role,
              Properties: { ...role.Properties, Policies: [{ PolicyName: 'a', PolicyDocument: policy }] },
            },
            Own: {
              Type: 'AWS::IAM::Policy',
              Properties: { PolicyName: 'own', PolicyDocument: policy, Roles: [{ Ref: 'Name' }] },
            },
          },
        },
      },
      place,
    ).network;
    expect(resourceIn(someone, 'roles', arn).inlinePolicies.known).toBe(false);
  });
});

describe('instances in a template', () => {
  it('show by the policies of their roles what runs there, whatever these will be called', () => {
    const instance = (profile: unknown) => ({
      Type: 'AWS::EC2::Instance',
      Properties: { SubnetId: { Ref: 'Subnet' }, IamInstanceProfile: profile },
    });
    const { network } = read(
      {
        'net.json': {
          Resources: {
            Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
            Subnet: {
              Type: 'AWS::EC2::Subnet',
              Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.1.0/24' },
            },
            Node: {
              Type: 'AWS::IAM::Role',
              Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy'] },
            },
            Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Node' }] } },
            With: instance({ Ref: 'Profile' }),
            Other: instance('made-elsewhere'),
          },
        },
      },
      place,
    );
    const { byPolicy, untold } = rolesOfInstances(network, resourceIn(network, 'vpcs', 'Vpc'));
    const shown = [...byPolicy].map(([name, all]) => [name, all.map(({ instance: { id } }) => id)]);
    expect(shown).toEqual([['CloudWatchAgentServerPolicy', ['With']]]);
    expect(untold.map(({ id }) => id)).toEqual(['Other']);
  });
});

describe('who is told of endpoints that want to connect', () => {
  it('is written in the template', () => {
    const { network } = read(
      {
        'net.json': {
          Resources: {
            Service: {
              Type: 'AWS::EC2::VPCEndpointService',
              Properties: {
                NetworkLoadBalancerArns: [
                  'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/a/1',
                ],
                AcceptanceRequired: true,
              },
            },
            Told: {
              Type: 'AWS::EC2::VPCEndpointConnectionNotification',
              Properties: {
                ServiceId: { Ref: 'Service' },
                ConnectionEvents: ['Connect'],
                ConnectionNotificationArn: 'arn:aws:sns:eu-west-1:111122223333:told',
              },
            },
          },
        },
      },
      place,
    );
    const told = resourceIn(network, 'vpcEndpointConnectionNotifications', 'Told');
    expect([told.serviceId, told.tellsOfRequests]).toEqual([
      { known: true, value: 'Service' },
      { known: true, value: true },
    ]);
  });
});
