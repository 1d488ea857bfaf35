import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callTable } from '../../../src/collectors/aws/call-table.ts';
import { includeTopics } from '../../../src/collectors/aws/include-topic.ts';
import { plainItem } from '../../../src/collectors/aws/plain-item.ts';
import { collectedSnapshot } from '../../../src/collectors/snapshot/collected-snapshot.ts';
import { snapshotText } from '../../../src/collectors/snapshot/snapshot-text.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import { type FamilyName, factFamilies, family } from '../../../src/model/fact-families.ts';
import { sameJson } from '../../../src/model/same-json.ts';
import { type AwsServer, type Request, startAwsServer } from './aws-server.ts';
import { collectFrom } from './collect-from.ts';
import { account, demoFacts, estateReply, organization, region } from './estate-server.ts';

const facts = demoFacts();
const everything = { topics: new Set(includeTopics) };

let server: AwsServer;
let reply = estateReply(facts);

beforeAll(async () => {
  server = await startAwsServer((request) => reply(request));
});
afterAll(() => server.close());
beforeEach(() => {
  reply = estateReply(facts);
});

/** Refuses some operations. */
function refusing(code: string, ...operations: readonly string[]) {
  return (request: Request) =>
    operations.includes(request.operation) ? { error: code, status: 403 } : estateReply(facts)(request);
}

function namesOf(requests: readonly Request[]): readonly string[] {
  return requests.map(({ service, operation, region: where, parameters }) =>
    JSON.stringify([service, operation, where, [...parameters]]),
  );
}

/** Times in one way of writing them. */
function timesAlike(value: unknown): unknown {
  const text = JSON.stringify(value ?? null);
  return JSON.parse(
    text.replace(/"\d{4}-\d\d-\d\dT[\d:.+Z-]+"/g, (time) => JSON.stringify(new Date(JSON.parse(time)))),
  );
}

describe('what is collected', () => {
  it('are the facts that the account holds, whatever the pages they come in', async () => {
    const { file, problems } = await collectFrom(server, everything);
    expect(problems).toEqual([]);
    expect(file.scopes.map((scope) => [scope.account, scope.region])).toEqual([[account, region]]);
    const collected = file.scopes[0]?.facts ?? {};
    for (const { family: name, limitedTo } of callTable) {
      if (name === null) continue;
      expect(collected[name], name).toMatchObject({ status: 'collected', complete: limitedTo === undefined });
    }
    const exact: readonly FamilyName[] = [
      'vpcs',
      'vpcAttributes',
      'routeTables',
      'securityGroups',
      'networkAcls',
      'vpcEndpoints',
      'vpcEndpointServicePermissions',
      'instances',
      'transitGatewayRoutes',
      'resourceConfigurationDetails',
      'hostedZonesByVpc',
      'bucketPolicies',
    ];
    for (const name of exact) {
      const [id = ''] = family(name).id;
      const items = [...(facts[name] ?? [])];
      expect(
        collected[name]?.items?.map((item) => item[id]),
        name,
      ).toEqual(items.map((item) => String(item[id])).sort());
      for (const item of collected[name]?.items ?? []) {
        const original = plainItem(items.find((one) => one[id] === item[id]) ?? {}, []);
        const same = Object.entries(item).filter(([field, value]) =>
          sameJson(timesAlike(value), timesAlike(original[field])),
        );
        expect(Object.keys(item).length - same.length, `${name} ${String(item[id])}`).toBe(0);
      }
    }
    const { malformed } = buildNetwork(collectedSnapshot(file, null).snapshot);
    expect(malformed).toEqual([]);
  });

  it('is asked for once, and no oftener than the API allows', async () => {
    const before = server.requests.length;
    const { traffic } = await collectFrom(server, everything);
    const made = server.requests.slice(before);
    expect(new Set(namesOf(made)).size).toBe(made.length);
    expect(traffic).toEqual({ calls: made.length, retries: 0 });
    const count = (operation: string) => made.filter((each) => each.operation === operation).length;
    expect(count('DescribeVpcAttribute')).toBe(2 * 3);
    // Four lists, of which those of three services show their ranges already.
    expect(count('GetManagedPrefixListEntries')).toBeGreaterThan(0);
    expect(count('ListHostedZonesByVPC')).toBe(3);
    // Fifteen of them, four on a page.
    expect(count('DescribeSubnets')).toBe(4);
    expect(count('DescribeVpcs')).toBe(1);
  });

  it('is the same text each time', async () => {
    const [first, second] = [await collectFrom(server, everything), await collectFrom(server, everything)];
    expect(snapshotText(first.file)).toBe(snapshotText(second.file));
  });

  it('holds no secrets', async () => {
    const { file } = await collectFrom(server, {
      ...everything,
      roleArns: ['arn:aws:iam::222233334444:role/audit'],
    });
    const text = snapshotText(file);
    expect(text).toContain('DpdTimeoutSeconds');
    for (const secret of ['hidden-secret', 'hidden-token', 'AKIDEXAMPLE', 'ASIA2222', 'PreSharedKey']) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('what may not be read', () => {
  it('is recorded with the code of AWS, and the rest goes on', async () => {
    reply = refusing('UnauthorizedOperation', 'DescribeRouteTables', 'DescribeVpcAttribute');
    const { file, anything } = await collectFrom(server);
    const { routeTables, vpcAttributes, vpcs } = file.scopes[0]?.facts ?? {};
    const denied = { status: 'denied', complete: false, error: { code: 'UnauthorizedOperation' } };
    expect(routeTables).toEqual(denied);
    expect(vpcAttributes).toEqual(denied);
    expect(vpcs).toMatchObject({ status: 'collected', complete: true });
    expect(anything).toBe(true);
  });

  it('leaves out what would be asked about it', async () => {
    reply = refusing('UnauthorizedOperation', 'DescribeVpcs');
    const { file } = await collectFrom(server);
    expect(file.scopes[0]?.facts.vpcAttributes).toEqual({
      status: 'skipped',
      complete: false,
      error: { code: 'needs vpcs' },
    });
    expect(file.scopes[0]?.facts.subnets).toMatchObject({ status: 'collected' });
  });

  it('may be one resource of many', async () => {
    const [first] = facts.vpcs ?? [];
    reply = (request) =>
      request.parameters.get('VpcId') === first?.VpcId
        ? { error: 'UnauthorizedOperation', status: 403 }
        : estateReply(facts)(request);
    const { vpcAttributes } = (await collectFrom(server)).file.scopes[0]?.facts ?? {};
    expect(vpcAttributes).toMatchObject({ status: 'collected', complete: false });
    expect(vpcAttributes?.items).toHaveLength(2);
  });

  it('is not asked about for each of many when the first few are all refused', async () => {
    const vpcs = Array.from({ length: 60 }, (_, index) => ({ ...facts.vpcs?.[0], VpcId: `vpc-${index}` }));
    reply = (request) =>
      request.operation === 'DescribeVpcAttribute'
        ? { error: 'UnauthorizedOperation', status: 403 }
        : estateReply({ ...facts, vpcs })(request);
    const before = server.requests.length;
    const { vpcAttributes } = (await collectFrom(server)).file.scopes[0]?.facts ?? {};
    expect(vpcAttributes).toMatchObject({ status: 'denied', error: { code: 'UnauthorizedOperation' } });
    const asked = server.requests
      .slice(before)
      .filter(({ operation }) => operation === 'DescribeVpcAttribute');
    expect(asked.length).toBeGreaterThanOrEqual(8);
    expect(asked.length).toBeLessThan(20);
  });

  it.each(['OptInRequired', 'ExpiredToken', 'InvalidAction', 'RequestExpired'])(
    'may be so for %s',
    async (code) => {
      reply = refusing(code, 'DescribeSubnets');
      const { subnets } = (await collectFrom(server)).file.scopes[0]?.facts ?? {};
      expect(subnets).toEqual({ status: 'failed', complete: false, error: { code } });
    },
  );

  it('is everything when credentials end, from then on', async () => {
    let calls = 0;
    reply = (request) =>
      (calls += 1) > 20 ? { error: 'ExpiredToken', status: 400 } : estateReply(facts)(request);
    const { file, anything } = await collectFrom(server);
    const states = Object.values(file.scopes[0]?.facts ?? {}).map(({ status }) => status);
    expect(anything).toBe(true);
    expect(new Set(states)).toEqual(new Set(['collected', 'failed', 'skipped']));
  });

  it('is said of an account whose role cannot be assumed, after one attempt', async () => {
    reply = refusing('AccessDenied', 'AssumeRole');
    const before = server.requests.length;
    const { file, anything } = await collectFrom(server, {
      roleArns: ['arn:aws:iam::222233334444:role/audit'],
    });
    expect(anything).toBe(false);
    expect(file.scopes[0]?.account).toBe('222233334444');
    expect(file.scopes[0]?.facts.vpcs?.error?.code).toContain('AccessDenied');
    const attempts = server.requests.slice(before).filter(({ operation }) => operation === 'AssumeRole');
    expect(attempts).toHaveLength(1);
  });
});

describe('where it is collected', () => {
  it('is every account of the organization but those that are excluded', async () => {
    const before = server.requests.length;
    const { file } = await collectFrom(server, {
      organization: { only: [], except: ['333344445555'] },
      roleName: 'audit',
    });
    expect(file.scopes.map((scope) => scope.account)).toEqual([account, '222233334444']);
    const assumed = server.requests.slice(before).filter(({ operation }) => operation === 'AssumeRole');
    // The account that asks needs no role, and the other is asked for its role once.
    expect(assumed.map(({ parameters }) => parameters.get('RoleArn'))).toEqual([
      'arn:aws:iam::222233334444:role/audit',
    ]);
    expect(organization).toHaveLength(3);
  });

  it('is every region that is enabled', async () => {
    const { file } = await collectFrom(server, { regions: [], defaultRegion: region, allRegions: true });
    expect(file.scopes.map((scope) => scope.region)).toEqual(['eu-central-1', 'eu-west-1']);
  });

  it('asks services that are the same everywhere once', async () => {
    const before = server.requests.length;
    await collectFrom(server, { regions: [region, 'eu-west-1'], topics: new Set(['roles']) });
    const asked = server.requests
      .slice(before)
      .filter(({ operation }) => operation === 'ListResourceRecordSets');
    expect(asked).toHaveLength(1);
  });

  it('keeps to the roles of compute, and to the policies that these have', async () => {
    const policyArn = (name: string) => `arn:aws:iam::${account}:policy/${name}`;
    const role = (RoleName: string, service: string, policy: string, encode = encodeURIComponent) => ({
      Arn: `arn:aws:iam::${account}:role/${RoleName}`,
      RoleName,
      AssumeRolePolicyDocument: encode(
        JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
        }),
      ),
      AttachedManagedPolicies: [{ PolicyName: policy, PolicyArn: policyArn(policy) }],
      InstanceProfileList: [],
    });
    const roles = [
      role('function', 'lambda.amazonaws.com', 'read-orders'),
      role('task', 'ecs-tasks.amazonaws.com', 'read-orders', String),
      role('pod', 'pods.eks.amazonaws.com', 'read-orders'),
      role('pipeline', 'codebuild.amazonaws.com', 'build'),
    ];
    const managedPolicies = ['read-orders', 'build'].map((name) => ({
      Arn: policyArn(name),
      PolicyName: name,
    }));
    reply = estateReply({ ...facts, roles, managedPolicies });
    const { file } = await collectFrom(server, { topics: new Set(['roles']) });
    const found = file.scopes[0]?.facts;
    expect(found?.roles?.items?.map(({ RoleName }) => RoleName)).toEqual(['function', 'pod', 'task']);
    expect(found?.managedPolicies?.items?.map(({ PolicyName }) => PolicyName)).toEqual(['read-orders']);
    expect(found?.roles).toMatchObject({ complete: false, filter: expect.stringContaining('Lambda') });
  });

  it('keeps to the VPCs that are named, and says that it did', async () => {
    const before = server.requests.length;
    const { file } = await collectFrom(server, { vpcs: ['vpc-05ef74105c4830675'] });
    const { subnets, dhcpOptions } = file.scopes[0]?.facts ?? {};
    expect(subnets).toMatchObject({ complete: false, filter: 'Name=vpc-id,Values=vpc-05ef74105c4830675' });
    expect(dhcpOptions).toMatchObject({ complete: true });
    const filters = server.requests
      .slice(before)
      .filter(({ operation }) => operation === 'DescribeSubnets')
      .map(({ parameters }) => parameters.get('Filter.1.Value.1'));
    expect(new Set(filters)).toEqual(new Set(['vpc-05ef74105c4830675']));
  });
});

describe('the table of calls', () => {
  it('only reads', () => {
    for (const { operation, action } of callTable) {
      expect(operation).toMatch(/^(?:Describe|Get|List|Search)/);
      expect(action).toMatch(/^[a-z0-9-]+:(?:Describe|Get|List|Search)\w+$/);
    }
  });

  it('says of every family how it is collected or why not', async () => {
    const { notCollected } = await import('../../../src/collectors/aws/call-table.ts');
    const covered = new Set([...callTable.map((call) => call.family), ...Object.keys(notCollected)]);
    expect(Object.keys(factFamilies).filter((name) => !covered.has(name))).toEqual([]);
    expect(
      Object.keys(notCollected).filter((name) => callTable.some((call) => call.family === name)),
    ).toEqual([]);
  });
});
