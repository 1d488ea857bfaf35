import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import type { Network } from '../../../src/model/network.ts';
import { lookUpLocations } from '../../../src/report/look-up-locations.ts';
import { citation, runRules } from '../../../src/rules/engine.ts';
import {
  account,
  estate,
  gatewayEndpoint,
  interfaceEndpoint,
  permission,
  region,
  route,
  routeTable,
  securityGroup,
} from '../../../src/rules/example-estate.ts';
import { rules } from '../../../src/rules/registry.ts';
import { temporaryFolders } from '../../temporary-folder.ts';
import { type PlannedResource, planOf, refers } from './plan-file.ts';
import { type Facts, unchangingPlanOf } from './write-terraform.ts';

const folderWith = temporaryFolders();

const prod = estate({
  routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')]), routeTable('rtb-app', ['subnet-a'])],
  vpcEndpoints: [
    gatewayEndpoint('s3', ['rtb-main']),
    interfaceEndpoint('ssm', ['subnet-a'], { VpcEndpointId: 'vpce-2' }),
  ],
  securityGroups: [
    securityGroup('sg-endpoint', {
      ingress: [permission(443, '10.0.0.0/16'), permission(22, '10.0.0.0/16')],
    }),
    securityGroup('sg-app', {}),
  ],
});

function snapshotOf(facts: Facts) {
  const families = Object.entries(facts).map(([name, items]) => [
    name,
    { status: 'collected', complete: true, items },
  ]);
  const scope = { partition: 'aws', account, region, facts: Object.fromEntries(families) as unknown };
  return { format: 'vpce-lint/snapshot', version: 1, scopes: [scope] };
}

function read(resources: readonly PlannedResource[], facts: Facts = prod) {
  const folder = folderWith({ 'plan.json': planOf(resources), 'prod.json': snapshotOf(facts) });
  const { snapshot, unusable } = readInputs([folder], () => new Uint8Array(), { plans: 'overlay' });
  const { network, malformed } = buildNetwork(snapshot);
  expect({ unusable, malformed }).toEqual({ unusable: [], malformed: [] });
  return { snapshot, network };
}

function findingsIn(network: Network): readonly string[] {
  const { findings } = runRules(
    network,
    rules.map((rule) => ({ rule })),
  );
  return findings.map(({ rule, resource }) => `${rule} ${resource.id}`);
}

function undecidedIn(network: Network): number {
  return runRules(
    network,
    rules.map((rule) => ({ rule })),
  ).undecided.length;
}

function routesOf(network: Network, id: string) {
  const table = network.all('routeTables').find((one) => one.id === id);
  const routes = table?.routes;
  return routes?.known ? routes.value.map(({ destination, target }) => ({ destination, target })) : routes;
}

describe('a plan laid over what exists', () => {
  it('that changes nothing leaves everything as it is, and as decided', () => {
    const unchanged: PlannedResource = {
      address: 'aws_security_group.endpoint',
      actions: ['no-op'],
      values: { id: 'sg-endpoint', name: 'endpoint', vpc_id: 'vpc-1', ingress: [], egress: [] },
      before: { id: 'sg-endpoint', name: 'endpoint', vpc_id: 'vpc-1', ingress: [], egress: [] },
    };
    const { network } = read([unchanged]);
    const { network: alone } = buildNetwork(
      readInputs([folderWith({ 'prod.json': snapshotOf(prod) })], () => new Uint8Array()).snapshot,
    );
    expect(findingsIn(network)).toEqual(findingsIn(alone));
    expect(undecidedIn(network)).toBe(undecidedIn(alone));
  });

  it('adds a route to a table that the plan does not make', () => {
    const { network } = read([
      {
        address: 'aws_route.out',
        values: { route_table_id: 'rtb-app', destination_cidr_block: '0.0.0.0/0', nat_gateway_id: 'nat-1' },
      },
    ]);
    expect(routesOf(network, 'rtb-app')).toEqual([
      { destination: { kind: 'cidr', cidr: '10.0.0.0/16' }, target: { kind: 'local', id: null } },
      { destination: { kind: 'cidr', cidr: '0.0.0.0/0' }, target: { kind: 'nat-gateway', id: 'nat-1' } },
    ]);
  });

  it('associates a table of the plan with an endpoint that exists, by the list that exists', () => {
    const { network } = read([
      {
        address: 'aws_vpc_endpoint_route_table_association.s3',
        values: { vpc_endpoint_id: 'vpce-1', route_table_id: 'rtb-app' },
      },
    ]);
    expect(routesOf(network, 'rtb-app')).toContainEqual({
      destination: { kind: 'prefix-list', prefixListId: 'pl-s3' },
      target: { kind: 'vpc-endpoint', id: 'vpce-1' },
    });
    const [endpoint] = network.all('vpcEndpoints');
    expect(endpoint?.routeTableIds).toEqual({ known: true, value: ['rtb-main', 'rtb-app'] });
  });

  it('takes away a rule, whose loss is found, and shown in the plan', () => {
    const rule = {
      security_group_id: 'sg-endpoint',
      ip_protocol: 'tcp',
      from_port: 443,
      to_port: 443,
      cidr_ipv4: '10.0.0.0/16',
      cidr_ipv6: null,
      prefix_list_id: null,
      referenced_security_group_id: null,
    };
    const { network } = read([
      {
        address: 'aws_vpc_security_group_ingress_rule.https',
        actions: ['delete'],
        before: { id: 'sgr-1', ...rule },
      },
    ]);
    expect(findingsIn(network)).toContain('sg-endpoint-ingress-missing-port sg-endpoint');
    const group = network.all('securityGroups').find(({ id }) => id === 'sg-endpoint');
    expect(group?.ingress.known && group.ingress.value.map(({ ports }) => ports.toString())).toEqual(['22']);
  });

  it('moves a subnet from the table that it had', () => {
    const { network } = read([
      {
        address: 'aws_route_table_association.a',
        values: { subnet_id: 'subnet-a', route_table_id: 'rtb-main', gateway_id: null },
      },
    ]);
    const tables = network
      .all('routeTables')
      .map(({ id, associations }) => [
        id,
        associations.known
          ? associations.value.map(({ subnetId, main }) => subnetId ?? (main ? 'main' : ''))
          : [],
      ]);
    expect(tables).toEqual([
      ['rtb-app', []],
      ['rtb-main', ['main', 'subnet-a']],
    ]);
  });

  it('makes new things in the account and region of what exists, and in its VPC', () => {
    const { network } = read([
      {
        address: 'aws_subnet.new',
        values: { vpc_id: 'vpc-1', cidr_block: '10.0.9.0/24', availability_zone: 'eu-west-1a' },
      },
    ]);
    const subnet = network.all('subnets').find(({ id }) => id === 'aws_subnet.new');
    expect(subnet?.scope).toMatchObject({ account, region });
    const [acl] = network.all('networkAcls');
    expect(acl?.subnetIds.known && acl.subnetIds.value).toContain('aws_subnet.new');
  });

  it('takes away an endpoint with its routes', () => {
    const before = {
      id: 'vpce-1',
      vpc_id: 'vpc-1',
      service_name: 'com.amazonaws.eu-west-1.s3',
      vpc_endpoint_type: 'Gateway',
      route_table_ids: ['rtb-main'],
      network_interface_ids: [],
      subnet_ids: [],
      security_group_ids: [],
      prefix_list_id: 'pl-s3',
      policy: '',
      dns_entry: [],
    };
    const { network } = read([{ address: 'aws_vpc_endpoint.s3', actions: ['delete'], before }]);
    expect(network.all('vpcEndpoints').map(({ id }) => id)).toEqual(['vpce-2']);
    expect(routesOf(network, 'rtb-main')).toEqual([
      { destination: { kind: 'cidr', cidr: '10.0.0.0/16' }, target: { kind: 'local', id: null } },
    ]);
  });

  it('leaves open what it changes in a way that is not known, and nothing else', () => {
    const { network } = read([
      {
        address: 'aws_route.out',
        values: { route_table_id: 'rtb-app', destination_cidr_block: '0.0.0.0/0' },
        unknown: { nat_gateway_id: true },
        expressions: { nat_gateway_id: refers('local.nat') },
      },
    ]);
    const tables = network.all('routeTables').map(({ id, routes }) => [id, routes.known]);
    expect(tables).toEqual([
      ['rtb-app', false],
      ['rtb-main', true],
    ]);
  });

  it('shows what it adds in the plan, and the rest where it is described', () => {
    const { network, snapshot } = read([
      {
        address: 'aws_route.out',
        values: { route_table_id: 'rtb-app', destination_cidr_block: '0.0.0.0/0', nat_gateway_id: 'nat-1' },
      },
    ]);
    const table = network.all('routeTables').find(({ id }) => id === 'rtb-app');
    if (!table) throw new Error('no table');
    const places = ['/Routes/0', '/Routes/1', ''].map((path) => citation(table.at(path)));
    const locationOf = lookUpLocations(snapshot.documents, places);
    const files = places.map((place) => locationOf(place)?.file.replace(/.*\//, ''));
    expect(files).toEqual(['prod.json', 'plan.json', 'prod.json']);
  });
});

describe('a plan that changes nothing, laid over the demo', () => {
  it('leaves every fact as it is', () => {
    const estateFile = JSON.parse(readFileSync('fixtures/demo/estate.json', 'utf8')) as {
      readonly scopes: readonly [{ readonly facts: Readonly<Record<string, { readonly items?: unknown }>> }];
    };
    const [{ facts }] = estateFile.scopes;
    const items = Object.fromEntries(
      Object.entries(facts).map(([name, { items: found = [] }]) => [name, found]),
    );
    const plan = unchangingPlanOf(items, { account, region: 'eu-central-1' });
    const factsOf = (files: Readonly<Record<string, unknown>>) => {
      const { snapshot } = readInputs([folderWith(files)], () => new Uint8Array(), { plans: 'overlay' });
      return snapshot.scopes.map(({ scope, families }) => ({
        scope,
        families: Object.entries(families).map(([name, { complete, lists }]) => ({
          name,
          complete,
          items: lists.flatMap((list) => list.items),
        })),
      }));
    };
    expect(factsOf({ 'plan.json': plan, 'prod.json': estateFile })).toEqual(
      factsOf({ 'prod.json': estateFile }),
    );
  });
});
