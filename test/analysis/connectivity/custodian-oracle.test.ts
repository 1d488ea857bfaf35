import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { effectiveRouteTable } from '../../../src/analysis/connectivity/effective-route-table.ts';
import { filterByAcl } from '../../../src/analysis/connectivity/network-acl-filter.ts';
import { prefixListAddresses } from '../../../src/analysis/connectivity/prefix-list-addresses.ts';
import { selectRoutes } from '../../../src/analysis/connectivity/select-route.ts';
import { waysOut } from '../../../src/analysis/connectivity/way-out.ts';
import { readInputs } from '../../../src/collectors/read-inputs.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import type { FamilyName } from '../../../src/model/fact-families.ts';
import type { Network } from '../../../src/model/network.ts';
import { PortSet } from '../../../src/model/port-set.ts';
import type { ResourceOf } from '../../../src/model/resource-types.ts';
import { recordingsNotAsked as notAsked } from '../../accuracy/stated-elsewhere.ts';

const folder = join('..', 'shared', 'corpus', 'cloud-custodian');
const isThere = existsSync(folder);

interface Case {
  readonly expect?: string;
  readonly derived?: string;
}

const cases: Readonly<Record<string, Case>> = isThere
  ? (JSON.parse(readFileSync(join(folder, 'ORACLE.json'), 'utf8')) as { cases: Record<string, Case> }).cases
  : {};

const asked = new Set<string>();

/** The recorded answers of a case, and what it states about them. */
function recorded(name: string, ...stated: readonly string[]): Network {
  asked.add(name);
  const { expect: expected = '', derived = '' } = cases[name] ?? {};
  for (const part of stated) expect(`${expected} ${derived}`).toContain(part);
  const { snapshot } = readInputs([join(folder, name)], () => new Uint8Array());
  return buildNetwork(snapshot).network;
}

function the<F extends FamilyName>(network: Network, family: F, id: string): ResourceOf<F> {
  const found = network.all(family).find((each) => each.id === id);
  if (!found) throw new Error(`${id} is not recorded`);
  return found;
}

const somewhere = AddressSet.fromCidrs(['8.8.8.8']);

/** The recordings have no VPCs, so the tables are asked for a subnet by their associations. */
function isPublic(network: Network, subnetId: string): boolean {
  const tables = network.all('routeTables');
  const { vpcId } = the(network, 'subnets', subnetId);
  const named = tables.filter(
    ({ associations }) =>
      associations.known && associations.value.some((association) => association.subnetId === subnetId),
  );
  const main = tables.filter(
    (table) =>
      table.vpcId === vpcId &&
      table.associations.known &&
      table.associations.value.some(({ main: is }) => is),
  );
  const [table] = named.length > 0 ? named : main;
  if (!table) throw new Error(`no table of ${subnetId}`);
  return waysOut(network, table, somewhere).some(({ way }) => way.kind === 'internet-gateway');
}

if (!isThere)
  console.warn(`${folder} is not here: what another tool expects of recorded answers is not tested`);

describe.skipIf(!isThere)('what another tool expects of recorded answers', () => {
  it('tells public subnets by their route to an internet gateway', () => {
    const network = recorded(
      'ec2_igw_subnet',
      'subnet-02e1a5b426e2b16a9 is public (igw), subnet-00a7ff0f29a2f7dd7 is not',
    );
    expect(isPublic(network, 'subnet-02e1a5b426e2b16a9')).toBe(true);
    expect(isPublic(network, 'subnet-00a7ff0f29a2f7dd7')).toBe(false);
    // Without the VPC nobody can tell that the tables are all of its tables.
    expect(effectiveRouteTable(network, the(network, 'subnets', 'subnet-00a7ff0f29a2f7dd7')).known).toBe(
      false,
    );
  });

  it('tells interfaces in public subnets', () => {
    const network = recorded('test_eni_public_subnet', 'exactly eni-0d47bf614f6182182');
    const found = network
      .all('networkInterfaces')
      .filter(({ subnetId }) => subnetId.known && isPublic(network, subnetId.value));
    expect(found.map(({ id }) => id)).toEqual(['eni-0d47bf614f6182182']);
  });

  it('lets S3 through an ACL in both directions', () => {
    const network = recorded(
      'test_network_acl_s3_present',
      'NACL acl-2495b15d allows both ways',
      'pl-63a5400a',
    );
    const acl = the(network, 'networkAcls', 'acl-2495b15d');
    const addresses = prefixListAddresses(network, 'pl-63a5400a', acl);
    expect(addresses.known && addresses.value.toCidrs()).toEqual(['52.216.0.0/15', '54.231.0.0/17']);
    if (!addresses.known) return;
    const packets = { protocol: 6, addresses: addresses.value, icmp: null };
    const out = filterByAcl(acl, 'egress', { ...packets, ports: PortSet.of(443) });
    const back = filterByAcl(acl, 'ingress', { ...packets, ports: PortSet.ofRange(1024, 65535) });
    expect(out.known && out.value.every(({ allow }) => allow)).toBe(true);
    expect(back.known && back.value.every(({ allow }) => allow)).toBe(true);
  });

  it('is open about entries of managed prefix lists whose answers do not name the list', () => {
    const network = recorded('test_prefix_list_entry', "'All VPC CIDR' contains 172.31.2.10/32");
    const [list] = network.all('managedPrefixLists').filter(({ name }) => name === 'All VPC CIDR');
    expect(list && prefixListAddresses(network, list.id, list).known).toBe(false);
  });

  it('follows default routes, blackholes, and routes to gateway endpoints', () => {
    const network = recorded(
      'test_rt_route_filter',
      'rtb-309e3d5b has 0.0.0.0/0 -> igw-3d9e3d56',
      'rtb-e888328d has four BLACKHOLE routes',
      'rtb-0c91a369 has S3 gateway endpoint vpce-73de3e1a while the MAIN table rtb-0d91a368 of the same VPC has not',
    );
    const [branch] = selectRoutes(network, the(network, 'routeTables', 'rtb-309e3d5b'), somewhere);
    expect(branch?.kind === 'route' && branch.route.target).toEqual({
      kind: 'internet-gateway',
      id: 'igw-3d9e3d56',
    });
    const { routes } = the(network, 'routeTables', 'rtb-e888328d');
    const dead = routes.known ? routes.value.filter(({ state }) => state === 'blackhole') : [];
    expect(dead).toHaveLength(4);
    const endpointsOf = (id: string) => {
      const table = the(network, 'routeTables', id);
      const targets = table.routes.known ? table.routes.value.map(({ target }) => target) : [];
      return targets.flatMap((target) => (target.kind === 'vpc-endpoint' ? [target.id] : []));
    };
    expect(endpointsOf('rtb-0c91a369')).toEqual(['vpce-73de3e1a']);
    expect(endpointsOf('rtb-0d91a368')).toEqual([]);
  });

  it('places endpoints in their subnets', () => {
    const network = recorded(
      'test_subnet_endpoint_filter',
      'subnet-068dfbf3f275a6ae8, subnet-03ec1a55eadb55221',
    );
    const athena = network
      .all('vpcEndpoints')
      .filter(({ service }) => service.known && service.value.service === 'athena');
    expect(athena.flatMap(({ subnetIds }) => (subnetIds.known ? [...subnetIds.value].sort() : []))).toEqual([
      'subnet-03ec1a55eadb55221',
      'subnet-068dfbf3f275a6ae8',
    ]);
    expect(athena.map(({ privateDnsEnabled }) => privateDnsEnabled)).toEqual([{ known: true, value: false }]);
    const single = recorded('test_vpce_subnet_filter', 'subnet-914763e7');
    expect(
      single
        .all('vpcEndpoints')
        .some(({ subnetIds }) => subnetIds.known && subnetIds.value.includes('subnet-914763e7')),
    ).toBe(true);
  });

  it('tells which groups an endpoint carries, and which VPC has one for S3', () => {
    const grouped = recorded('test_vpce_sg_filter', 'sg-6c7fa917');
    expect(grouped.all('vpcEndpoints').map(({ groupIds }) => groupIds)).toContainEqual({
      known: true,
      value: expect.arrayContaining(['sg-6c7fa917']) as readonly string[],
    });
    const network = recorded(
      'test_vpc_endpoint_filter',
      'exactly one VPC has an S3 endpoint: vpc-072f438c953672ace',
    );
    const having = network
      .all('vpcEndpoints')
      .filter(({ service }) => service.known && service.value.service === 's3')
      .map(({ vpcId }) => vpcId);
    expect([...new Set(having)]).toEqual(['vpc-072f438c953672ace']);
  });

  it('is asked of every case that concerns paths', () => {
    expect([...asked, ...Object.keys(notAsked)].sort()).toEqual(Object.keys(cases).sort());
  });
});
