import { describe, expect, it } from 'vitest';
import { effectiveRouteTable } from '../../../src/analysis/connectivity/effective-route-table.ts';
import type { Fact } from '../../../src/model/fact.ts';
import type { FamilyName } from '../../../src/model/fact-families.ts';
import type { Network } from '../../../src/model/network.ts';
import type { ResourceOf } from '../../../src/model/resource-types.ts';
import { networkOfCode, type PlannedResource, planOf, refers } from './plan-file.ts';

const vpc: PlannedResource = {
  address: 'aws_vpc.main',
  values: { cidr_block: '10.0.0.0/16', enable_dns_support: true },
  unknown: {
    enable_dns_hostnames: true,
    ipv6_cidr_block: true,
    dhcp_options_id: true,
    default_route_table_id: true,
    main_route_table_id: true,
    default_network_acl_id: true,
    default_security_group_id: true,
  },
};

function inVpc(address: string, more: Partial<PlannedResource> = {}): PlannedResource {
  return {
    address,
    ...more,
    unknown: { vpc_id: true, ...more.unknown },
    expressions: { vpc_id: refers('aws_vpc.main.id', 'aws_vpc.main'), ...more.expressions },
  };
}

function subnet(address: string, cidr: string): PlannedResource {
  return inVpc(address, { values: { cidr_block: cidr, availability_zone: 'eu-west-1a' } });
}

function one<F extends FamilyName>(network: Network, family: F, id: string): ResourceOf<F> {
  const found = network.all(family).find((resource) => resource.id === id);
  if (!found) throw new Error(`${id} is not among ${network.all(family).map((each) => each.id)}`);
  return found;
}

function knownValue<T>(fact: Fact<T>): T {
  if (!fact.known) throw new Error(JSON.stringify(fact.missing));
  return fact.value;
}

function reasonsOf(fact: Fact<unknown>): readonly string[] {
  return fact.known ? [] : fact.missing.map(({ reason }) => reason);
}

describe('references of a plan', () => {
  it('lead to addresses where no id exists yet', () => {
    const network = networkOfCode(planOf([vpc, subnet('aws_subnet.a', '10.0.0.0/24')]));
    expect(one(network, 'subnets', 'aws_subnet.a').vpcId).toBe('aws_vpc.main');
  });

  it('lead from an instance of count or for_each to the one with the same key', () => {
    const tables = ['["x"]', '["y"]'].flatMap((key): readonly PlannedResource[] => [
      subnet(`aws_subnet.s${key}`, key === '["x"]' ? '10.0.0.0/24' : '10.0.1.0/24'),
      inVpc(`aws_route_table.t${key}`, { unknown: { route: true, propagating_vgws: true } }),
      {
        address: `aws_route_table_association.a${key}`,
        unknown: { subnet_id: true, route_table_id: true },
        expressions: {
          subnet_id: refers('aws_subnet.s', 'each.key'),
          route_table_id: refers('aws_route_table.t', 'each.key'),
        },
      },
    ]);
    const network = networkOfCode(planOf([vpc, ...tables]));
    for (const key of ['["x"]', '["y"]']) {
      const table = effectiveRouteTable(network, one(network, 'subnets', `aws_subnet.s${key}`));
      expect(knownValue(table).id).toBe(`aws_route_table.t${key}`);
    }
  });

  it('that may mean one of several things leave open what they decide, and say so', () => {
    const network = networkOfCode(
      planOf([
        vpc,
        subnet('aws_subnet.a', '10.0.0.0/24'),
        inVpc('aws_route_table.one', { unknown: { route: true, propagating_vgws: true } }),
        inVpc('aws_route_table.two', { unknown: { route: true, propagating_vgws: true } }),
        {
          address: 'aws_route_table_association.a',
          unknown: { subnet_id: true, route_table_id: true },
          expressions: {
            subnet_id: refers('aws_subnet.a.id', 'aws_subnet.a'),
            route_table_id: refers('var.use_two', 'aws_route_table.one', 'aws_route_table.two'),
          },
        },
      ]),
    );
    const table = effectiveRouteTable(network, one(network, 'subnets', 'aws_subnet.a'));
    expect(reasonsOf(table)).toContain(
      'Associations of aws_route_table.one: the table of aws_route_table_association.a is known after apply',
    );
  });

  it('are followed through outputs and variables of modules', () => {
    const module = (address: string, type: string, name: string, values: object) => ({
      address: `${address}.${type}.${name}`,
      mode: 'managed',
      type,
      name,
      provider_name: 'aws',
      values,
    });
    const plan = {
      format_version: '1.2',
      planned_values: {
        root_module: {
          child_modules: [
            {
              address: 'module.net[0]',
              resources: [
                module('module.net[0]', 'aws_vpc', 'this', { cidr_block: '10.0.0.0/16' }),
                module('module.net[0]', 'aws_vpc', 'other', { cidr_block: '10.9.0.0/16' }),
              ],
            },
            {
              address: 'module.apps["x"]',
              resources: [module('module.apps["x"]', 'aws_subnet', 's', { cidr_block: '10.0.0.0/24' })],
            },
          ],
        },
      },
      resource_changes: [
        'module.net[0].aws_vpc.this',
        'module.net[0].aws_vpc.other',
        'module.apps["x"].aws_subnet.s',
      ].map((address) => ({
        address,
        type: 'x',
        change: { actions: ['create'], after_unknown: { id: true, vpc_id: true } },
      })),
      configuration: {
        root_module: {
          module_calls: {
            net: {
              module: {
                outputs: { vpc_id: { expression: refers('aws_vpc.this.id', 'aws_vpc.this') } },
                resources: [
                  { address: 'aws_vpc.this', expressions: {} },
                  { address: 'aws_vpc.other', expressions: {} },
                ],
              },
            },
            apps: {
              expressions: { vpc: refers('module.net[0].vpc_id', 'module.net[0]', 'module.net') },
              module: {
                resources: [{ address: 'aws_subnet.s', expressions: { vpc_id: refers('var.vpc') } }],
              },
            },
          },
        },
      },
    };
    const found = one(networkOfCode(plan), 'subnets', 'module.apps["x"].aws_subnet.s');
    expect(found.vpcId).toBe('module.net[0].aws_vpc.this');
  });
});

describe('rules and routes that are resources of their own', () => {
  const group = inVpc('aws_security_group.app', {
    values: { name: 'app' },
    unknown: { ingress: true, egress: true },
  });
  const rule = (name: string, values: object): PlannedResource => ({
    address: `aws_vpc_security_group_ingress_rule.${name}`,
    values: { ip_protocol: 'tcp', from_port: 443, to_port: 443, cidr_ipv4: null, cidr_ipv6: null, ...values },
    unknown: { security_group_id: true },
    expressions: { security_group_id: refers('aws_security_group.app.id', 'aws_security_group.app') },
  });

  it('are those of the group that they name', () => {
    const network = networkOfCode(planOf([vpc, group, rule('https', { cidr_ipv4: '10.0.0.0/16' })]));
    const { ingress, egress } = one(network, 'securityGroups', 'aws_security_group.app');
    expect(knownValue(ingress)).toMatchObject([{ cidrs: ['10.0.0.0/16'] }]);
    expect(knownValue(egress)).toEqual([]);
  });

  it('leave a group open that the code gives none', () => {
    const { ingress } = one(networkOfCode(planOf([vpc, group])), 'securityGroups', 'aws_security_group.app');
    expect(reasonsOf(ingress)).toEqual([
      'IpPermissions of aws_security_group.app: not in this code, which writes none',
    ]);
  });

  it('leave the group open where their peer is not known', () => {
    const open = { ...rule('open', {}), unknown: { security_group_id: true, cidr_ipv4: true } };
    const network = networkOfCode(planOf([vpc, group, rule('https', { cidr_ipv4: '10.0.0.0/16' }), open]));
    expect(reasonsOf(one(network, 'securityGroups', 'aws_security_group.app').ingress)).toEqual([
      'IpPermissions of aws_security_group.app: aws_vpc_security_group_ingress_rule.open is known after apply',
    ]);
  });

  it('vanish from what the group showed before where the plan destroys them', () => {
    const block = (cidr: string) => ({
      protocol: 'tcp',
      from_port: 443,
      to_port: 443,
      cidr_blocks: [cidr],
      ipv6_cidr_blocks: [],
      prefix_list_ids: [],
      security_groups: [],
      self: false,
    });
    const network = networkOfCode(
      planOf([
        {
          address: 'aws_security_group.app',
          actions: ['no-op'],
          values: {
            id: 'sg-1',
            vpc_id: 'vpc-1',
            ingress: [block('10.0.0.0/16'), block('10.1.0.0/16')],
            egress: [],
          },
        },
        {
          address: 'aws_security_group_rule.gone',
          actions: ['delete'],
          before: { ...block('10.1.0.0/16'), type: 'ingress', security_group_id: 'sg-1' },
        },
      ]),
    );
    expect(knownValue(one(network, 'securityGroups', 'sg-1').ingress)).toMatchObject([
      { cidrs: ['10.0.0.0/16'] },
    ]);
  });

  it('are routes of the table that they name, beside the local one', () => {
    const network = networkOfCode(
      planOf([
        vpc,
        inVpc('aws_internet_gateway.main'),
        inVpc('aws_route_table.public', { unknown: { route: true, propagating_vgws: true } }),
        {
          address: 'aws_route.out',
          values: { destination_cidr_block: '0.0.0.0/0' },
          unknown: { route_table_id: true, gateway_id: true, nat_gateway_id: true },
          expressions: {
            route_table_id: refers('aws_route_table.public.id', 'aws_route_table.public'),
            gateway_id: refers('aws_internet_gateway.main.id', 'aws_internet_gateway.main'),
          },
        },
      ]),
    );
    expect(knownValue(one(network, 'routeTables', 'aws_route_table.public').routes)).toMatchObject([
      { target: { kind: 'internet-gateway', id: 'aws_internet_gateway.main' } },
      { destination: { cidr: '10.0.0.0/16' }, target: { kind: 'local' } },
    ]);
  });
});

describe('a gateway endpoint', () => {
  const table = inVpc('aws_route_table.private', { unknown: { route: true, propagating_vgws: true } });
  const endpoint = inVpc('aws_vpc_endpoint.s3', {
    values: { service_name: 'com.amazonaws.eu-west-1.s3', vpc_endpoint_type: 'Gateway' },
    unknown: {
      state: true,
      policy: true,
      route_table_ids: true,
      prefix_list_id: true,
      private_dns_enabled: true,
    },
  });

  it('puts a route into the tables of its associations', () => {
    const network = networkOfCode(
      planOf([
        vpc,
        table,
        endpoint,
        {
          address: 'aws_vpc_endpoint_route_table_association.s3',
          unknown: { vpc_endpoint_id: true, route_table_id: true },
          expressions: {
            vpc_endpoint_id: refers('aws_vpc_endpoint.s3.id', 'aws_vpc_endpoint.s3'),
            route_table_id: refers('aws_route_table.private.id', 'aws_route_table.private'),
          },
        },
      ]),
    );
    expect(knownValue(one(network, 'vpcEndpoints', 'aws_vpc_endpoint.s3').routeTableIds)).toEqual([
      'aws_route_table.private',
    ]);
    expect(knownValue(one(network, 'routeTables', 'aws_route_table.private').routes)).toContainEqual(
      expect.objectContaining({
        destination: { kind: 'prefix-list', prefixListId: 'com.amazonaws.eu-west-1.s3' },
        target: { kind: 'vpc-endpoint', id: 'aws_vpc_endpoint.s3' },
      }),
    );
  });

  it('without any association in the code may have them from other code', () => {
    const network = networkOfCode(planOf([vpc, table, endpoint]));
    expect(reasonsOf(one(network, 'vpcEndpoints', 'aws_vpc_endpoint.s3').routeTableIds)).toEqual([
      'RouteTableIds of aws_vpc_endpoint.s3: not in this code, which writes none',
    ]);
  });

  it('has the policy that a data source will write during the apply', () => {
    const network = networkOfCode(
      planOf([
        vpc,
        {
          ...endpoint,
          expressions: {
            ...endpoint.expressions,
            policy: refers('data.aws_iam_policy_document.s3.json', 'data.aws_iam_policy_document.s3'),
          },
        },
        {
          address: 'data.aws_iam_policy_document.s3',
          actions: ['read'],
          values: {
            statement: [
              {
                effect: 'Allow',
                actions: ['s3:GetObject'],
                resources: ['*'],
                principals: [{ type: '*', identifiers: ['*'] }],
                not_actions: null,
                not_resources: null,
                not_principals: [],
                condition: [{ test: 'StringEquals', variable: 'aws:SourceVpc' }],
              },
            ],
          },
          unknown: { id: true, json: true, statement: [{ condition: [{ values: [true] }] }] },
          expressions: {
            statement: [
              {
                condition: [{ values: refers('aws_vpc.main.id', 'aws_vpc.main') }],
              },
            ],
          },
        },
      ]),
    );
    const policy = knownValue(one(network, 'vpcEndpoints', 'aws_vpc_endpoint.s3').policy);
    expect(policy).toMatchObject({
      document: {
        statements: [
          {
            effect: 'Allow',
            principal: '*',
            conditions: [{ key: 'aws:SourceVpc', values: ['aws_vpc.main'] }],
          },
        ],
      },
    });
  });
});

describe('a plan', () => {
  it('no longer has what it destroys', () => {
    const gone = { ...vpc, actions: ['delete'], before: { id: 'vpc-1', cidr_block: '10.0.0.0/16' } };
    const network = networkOfCode(planOf([gone, subnet('aws_subnet.a', '10.0.0.0/24')]));
    expect(network.all('vpcs')).toEqual([]);
  });

  it('tells what it leads to where somebody changed things beside the code, and takes what drifted for nothing of its own', () => {
    const kept = { ...vpc, actions: ['update'], before: { id: 'vpc-1', enable_dns_support: false } };
    const drifted = (address: string, actions: readonly string[]) => ({
      address,
      type: 'aws_vpc',
      change: {
        actions,
        before: { id: 'vpc-1', enable_dns_support: true, cidr_block: '10.0.0.0/16' },
        after: actions.includes('delete') ? null : { id: 'vpc-1', enable_dns_support: false },
      },
    });
    const drift = [drifted('aws_vpc.main', ['update']), drifted('aws_vpc.gone', ['delete'])];
    const network = networkOfCode(planOf([kept], { resource_drift: drift }));
    const [only, ...others] = network.all('vpcAttributes');
    expect(others).toEqual([]);
    expect(only && knownValue(only.enableDnsSupport)).toBe(true);
    expect(network.all('vpcs')).toHaveLength(1);
  });

  it('never claims to show all that exists', () => {
    const network = networkOfCode(planOf([vpc]));
    const [main] = network.all('vpcs');
    expect(main && network.inVpc('subnets', main).missing).not.toEqual([]);
    const [scope] = network.scopes;
    expect(scope && network.inScope('vpcs', scope).missing).toMatchObject([
      { reason: 'the code need not declare all that exists' },
    ]);
  });

  it('has what AWS makes with a new VPC', () => {
    const network = networkOfCode(planOf([vpc, subnet('aws_subnet.a', '10.0.0.0/24')]));
    const [acl] = network.all('networkAcls');
    expect(acl?.id).toBe('aws_vpc.main.default_network_acl_id');
    expect(acl && knownValue(acl.subnetIds)).toEqual(['aws_subnet.a']);
    expect(network.all('securityGroups').map(({ name }) => name)).toEqual(['default']);
    const attributes = one(network, 'vpcAttributes', 'aws_vpc.main');
    expect(knownValue(attributes.enableDnsHostnames)).toBe(false);
  });

  it('stands in the region and account that its provider names', () => {
    const network = networkOfCode(planOf([vpc], { region: 'us-gov-west-1' }));
    expect(network.scopes).toEqual([{ partition: 'aws-us-gov', account: null, region: 'us-gov-west-1' }]);
  });
});

describe('a state file', () => {
  const state = (resources: readonly unknown[]) => ({
    version: 4,
    terraform_version: '1.11.4',
    lineage: 'x',
    resources,
  });

  it('gives what its instances say, but for those that were to be destroyed', () => {
    const instance = (id: string, more: object = {}) => ({
      attributes: {
        id,
        cidr_block: '10.0.0.0/24',
        vpc_id: 'vpc-1',
        arn: `arn:aws:ec2:eu-west-1:111122223333:subnet/${id}`,
      },
      ...more,
    });
    const network = networkOfCode(
      state([
        {
          mode: 'managed',
          type: 'aws_subnet',
          name: 's',
          provider: 'provider["registry.terraform.io/hashicorp/aws"]',
          instances: [instance('subnet-1', { index_key: 0 }), instance('subnet-2', { deposed: 'x' })],
        },
      ]),
    );
    expect(network.all('subnets').map(({ id }) => id)).toEqual(['subnet-1']);
    expect(network.scopes).toMatchObject([{ account: '111122223333', region: 'eu-west-1' }]);
  });
});

describe('an expression that leads to what the plan lacks', () => {
  const inGone: PlannedResource = {
    address: 'aws_subnet.app',
    values: { cidr_block: '10.1.0.0/24' },
    unknown: { vpc_id: true },
    expressions: { vpc_id: refers('aws_vpc.gone.id', 'aws_vpc.gone') },
  };
  const vpc: PlannedResource = { address: 'aws_vpc.other', values: { cidr_block: '10.0.0.0/16' } };

  it('is not taken for the only other thing of its kind', () => {
    const [subnet] = networkOfCode(planOf([vpc, inGone])).all('subnets');
    expect(subnet?.vpcId).toBe(null);
  });

  it('leaves the blocks of VPCs open where it is the VPC of one', () => {
    const [only] = networkOfCode(
      planOf([
        vpc,
        {
          address: 'aws_vpc_ipv4_cidr_block_association.more',
          values: { cidr_block: '100.64.0.0/16' },
          unknown: { vpc_id: true },
          expressions: { vpc_id: refers('aws_vpc.gone.id', 'aws_vpc.gone') },
        },
      ]),
    ).all('vpcs');
    expect(only?.cidrs.known).toBe(false);
  });
});
