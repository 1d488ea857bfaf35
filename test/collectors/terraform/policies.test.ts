import { describe, expect, it } from 'vitest';
import { rolesOfInstances } from '../../../src/analysis/workloads/instance-role.ts';
import { networkOfCode, type PlannedResource, planOf, refers } from './plan-file.ts';

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }],
});

/** A role whose ARN tells the account; all else is yet to be made. */
const known: PlannedResource = {
  address: 'aws_iam_role.other',
  actions: ['no-op'],
  values: { id: 'other', name: 'other', arn: 'arn:aws:iam::111122223333:role/other', inline_policy: [] },
};

function networkOf(...resources: readonly PlannedResource[]) {
  return networkOfCode(planOf([known, ...resources]));
}

const unknownArn = { arn: true };

describe('the policies in a plan', () => {
  it('belong to the ARNs that can be told, and else to the addresses', () => {
    const network = networkOf(
      { address: 'aws_kms_key.main', values: { policy }, unknown: unknownArn },
      { address: 'aws_kms_key.bare', values: {}, unknown: { ...unknownArn, policy: true } },
      { address: 'aws_sqs_queue.jobs', values: { name: 'jobs' }, unknown: { ...unknownArn, policy: true } },
      {
        address: 'aws_sqs_queue_policy.jobs',
        values: { policy },
        unknown: { queue_url: true },
        expressions: { queue_url: refers('aws_sqs_queue.jobs.id', 'aws_sqs_queue.jobs') },
      },
      { address: 'aws_sns_topic.news', values: { name: 'news', policy }, unknown: unknownArn },
      {
        address: 'aws_secretsmanager_secret.password',
        values: { name: 'password' },
        unknown: { ...unknownArn, policy: true },
      },
      {
        address: 'aws_secretsmanager_secret_policy.password',
        values: { policy },
        unknown: { secret_arn: true },
        expressions: {
          secret_arn: refers('aws_secretsmanager_secret.password.arn', 'aws_secretsmanager_secret.password'),
        },
      },
      { address: 'aws_ecr_repository.images', values: { name: 'images' }, unknown: unknownArn },
      { address: 'aws_ecr_repository_policy.images', values: { repository: 'images', policy } },
      {
        address: 'aws_kms_key_policy.elsewhere',
        values: { policy },
        unknown: { key_id: true },
        expressions: { key_id: refers('var.key') },
      },
    );
    expect(
      network
        .all('resourcePolicies')
        .map(({ id, type, policy: held }) => `${id} ${type} ${held.known}`)
        .sort(),
    ).toEqual([
      'arn:aws:ecr:eu-west-1:111122223333:repository/images AWS::ECR::Repository true',
      'arn:aws:kms:eu-west-1:111122223333:aws_kms_key.main AWS::KMS::Key true',
      'arn:aws:kms:eu-west-1:111122223333:aws_kms_key_policy.elsewhere AWS::KMS::Key true',
      'arn:aws:secretsmanager:eu-west-1:111122223333:aws_secretsmanager_secret.password AWS::SecretsManager::ResourcePolicy true',
      'arn:aws:sns:eu-west-1:111122223333:news AWS::SNS::TopicPolicy true',
      'arn:aws:sqs:eu-west-1:111122223333:jobs AWS::SQS::QueuePolicy true',
    ]);
  });
});

describe('the roles in a plan', () => {
  const app: PlannedResource = {
    address: 'aws_iam_role.app',
    values: { name: 'app', path: '/', permissions_boundary: null },
    unknown: { ...unknownArn, inline_policy: true, managed_policy_arns: true },
  };
  const ofApp = refers('aws_iam_role.app.name', 'aws_iam_role.app');
  const role = (network: ReturnType<typeof networkOf>) =>
    network.all('roles').find(({ id }) => id === 'arn:aws:iam::111122223333:role/app');

  it('have the policies that other resources give them', () => {
    const network = networkOf(
      app,
      { address: 'aws_iam_role_policy.own', values: { name: 'own', policy, role: 'app' } },
      {
        address: 'aws_iam_policy.shared',
        values: { name: 'shared', path: '/', policy },
        unknown: unknownArn,
      },
      {
        address: 'aws_iam_role_policy_attachment.shared',
        values: { role: 'app' },
        unknown: { policy_arn: true },
        expressions: { policy_arn: refers('aws_iam_policy.shared.arn', 'aws_iam_policy.shared') },
      },
    );
    expect(role(network)?.inlinePolicies).toMatchObject({ known: true, value: { length: 1 } });
    expect(role(network)?.attachedPolicies).toEqual({
      known: true,
      value: ['arn:aws:iam::111122223333:policy/shared'],
    });
    expect(network.all('managedPolicies').map(({ inForce }) => inForce.known)).toEqual([true]);
  });

  it('are open where the code writes no policy for them, or one whose role is not known', () => {
    expect(role(networkOf(app))?.inlinePolicies.known).toBe(false);
    const given: PlannedResource = {
      ...app,
      values: { ...app.values, inline_policy: [{ name: 'a', policy }] },
      unknown: unknownArn,
    };
    expect(role(networkOf(given))?.inlinePolicies.known).toBe(true);
    const someones: PlannedResource = {
      address: 'aws_iam_role_policy.someones',
      values: { name: 'own', policy },
      unknown: { role: true },
    };
    const byVariable = networkOf(given, { ...someones, expressions: { role: refers('var.role') } });
    expect(role(byVariable)?.inlinePolicies.known).toBe(false);
    const byReference = networkOf(given, { ...someones, expressions: { role: ofApp } });
    expect(role(byReference)?.inlinePolicies).toMatchObject({ known: true, value: { length: 2 } });
  });

  it('lose those that the plan takes from them', () => {
    const network = networkOf(
      {
        address: 'aws_iam_role.app',
        actions: ['no-op'],
        values: {
          id: 'app',
          name: 'app',
          arn: 'arn:aws:iam::111122223333:role/app',
          inline_policy: [
            { name: 'kept', policy },
            { name: 'dropped', policy },
          ],
          managed_policy_arns: [],
        },
      },
      {
        address: 'aws_iam_role_policy.dropped',
        actions: ['delete'],
        before: { id: 'app:dropped', name: 'dropped', role: 'app', policy },
      },
    );
    expect(role(network)?.inlinePolicies).toMatchObject({ known: true, value: { length: 1 } });
  });
});

describe('instances in a plan', () => {
  it('show by the policies of their roles what runs there, whatever these will be called', () => {
    const network = networkOf(
      { address: 'aws_vpc.main', values: { cidr_block: '10.0.0.0/16' } },
      {
        address: 'aws_subnet.a',
        values: { cidr_block: '10.0.1.0/24' },
        unknown: { vpc_id: true },
        expressions: { vpc_id: refers('aws_vpc.main.id', 'aws_vpc.main') },
      },
      {
        address: 'aws_iam_role.node',
        values: { name_prefix: 'node' },
        unknown: { arn: true, name: true, managed_policy_arns: true },
      },
      {
        address: 'aws_iam_role_policy_attachment.node',
        values: { policy_arn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' },
        unknown: { role: true },
        expressions: { role: refers('aws_iam_role.node.name', 'aws_iam_role.node') },
      },
      {
        address: 'aws_iam_instance_profile.node',
        values: { path: '/' },
        unknown: { arn: true, name: true, role: true },
        expressions: { role: refers('aws_iam_role.node.name', 'aws_iam_role.node') },
      },
      {
        address: 'aws_instance.with',
        values: {},
        unknown: { subnet_id: true, iam_instance_profile: true },
        expressions: {
          subnet_id: refers('aws_subnet.a.id', 'aws_subnet.a'),
          iam_instance_profile: refers('aws_iam_instance_profile.node.name', 'aws_iam_instance_profile.node'),
        },
      },
      {
        address: 'aws_instance.without',
        values: {},
        unknown: { subnet_id: true, iam_instance_profile: true },
        expressions: { subnet_id: refers('aws_subnet.a.id', 'aws_subnet.a') },
      },
    );
    const [vpc] = network.all('vpcs');
    const { byPolicy, untold } = rolesOfInstances(network, vpc ?? expect.unreachable());
    const shown = [...byPolicy].map(([name, all]) => [name, all.map(({ instance }) => instance.id)]);
    expect(shown).toEqual([['AmazonSSMManagedInstanceCore', ['aws_instance.with']]]);
    expect(untold).toEqual([]);
  });
});

describe('who is told of endpoints that want to connect', () => {
  it('is written in the plan', () => {
    const [told] = networkOf(
      { address: 'aws_vpc_endpoint_service.db', values: { acceptance_required: true } },
      {
        address: 'aws_vpc_endpoint_connection_notification.told',
        values: { connection_events: ['Connect'] },
        unknown: { vpc_endpoint_service_id: true, state: true },
        expressions: {
          vpc_endpoint_service_id: refers('aws_vpc_endpoint_service.db.id', 'aws_vpc_endpoint_service.db'),
        },
      },
    ).all('vpcEndpointConnectionNotifications');
    expect([told?.serviceId, told?.tellsOfRequests]).toEqual([
      { known: true, value: 'aws_vpc_endpoint_service.db' },
      { known: true, value: true },
    ]);
  });
});
