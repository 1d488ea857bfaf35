import { describe, expect, it } from 'vitest';
import {
  effectiveRouteTable,
  mainRouteTable,
  servedSubnetIds,
} from '../../../src/analysis/connectivity/effective-route-table.ts';
import { map } from '../../../src/model/fact.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { account, estate, routeTable, subnet, vpc, without } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts, networkOfScopes } from './network-of-facts.ts';

/** The id of the table that routes for a subnet, or the reasons why it is not known. */
function tableOf(subnetId: string, facts: Facts) {
  const network = networkOfFacts(facts);
  const found = network.all('subnets').find(({ id }) => id === subnetId);
  if (!found) throw new Error(`no ${subnetId}`);
  const table = map(effectiveRouteTable(network, found), ({ id }) => id);
  return table.known ? table.value : table.missing.map(({ family, reason }) => `${family}: ${reason}`);
}

function served(tableId: string, facts: Facts) {
  const network = networkOfFacts(facts);
  const [theVpc] = network.all('vpcs');
  const table = network.all('routeTables').find(({ id }) => id === tableId);
  if (!theVpc || !table) throw new Error(`no ${tableId}`);
  const { items, missing } = servedSubnetIds(network, theVpc, table);
  return { items: [...items].sort(), missing: missing.map(({ family, reason }) => `${family}: ${reason}`) };
}

function associated(SubnetId: string, State: string): RawItem {
  return { Main: false, SubnetId, AssociationState: { State } };
}

const main = routeTable('rtb-main', []);
const explicit = routeTable('rtb-x', ['subnet-a']);
const twoTables = estate({ routeTables: [main, explicit] });

describe('the table of a subnet', () => {
  it('R1: is the one associated explicitly, else the main table', () => {
    expect(tableOf('subnet-a', twoTables)).toBe('rtb-x');
    expect(tableOf('subnet-b', twoTables)).toBe('rtb-main');
  });

  it('A1: moves with the main table unless it is associated', () => {
    const replaced = estate({
      routeTables: [{ ...main, Associations: [] }, explicit, routeTable('rtb-new', [])],
    });
    expect(tableOf('subnet-b', replaced)).toBe('rtb-new');
    expect(tableOf('subnet-a', replaced)).toBe('rtb-x');
  });

  it('R2: stays with a former main table that it is associated with explicitly', () => {
    const onMain = { ...main, Associations: [{ Main: true }, associated('subnet-b', 'associated')] };
    expect(tableOf('subnet-b', estate({ routeTables: [onMain] }))).toBe('rtb-main');
    const former = routeTable('rtb-main', ['subnet-b']);
    const facts = estate({ routeTables: [former, routeTable('rtb-new', [])] });
    expect(tableOf('subnet-b', facts)).toBe('rtb-main');
    expect(tableOf('subnet-a', facts)).toBe('rtb-new');
  });

  it.each(['associating', 'disassociating'])('R3: is not known while the association is %s', (state) => {
    const changing = { ...explicit, Associations: [associated('subnet-a', state)] };
    expect(tableOf('subnet-a', estate({ routeTables: [main, changing] }))).toEqual([
      'routeTables: the route table of subnet-a is being changed',
    ]);
  });

  it.each(['failed', 'disassociated'])('R3: an association that is %s counts for nothing', (state) => {
    const ended = { ...explicit, Associations: [associated('subnet-a', state)] };
    expect(tableOf('subnet-a', estate({ routeTables: [main, ended] }))).toBe('rtb-main');
  });

  it('R4: is never the table of a gateway', () => {
    const edge = { ...explicit, Associations: [{ Main: false, GatewayId: 'igw-1' }] };
    expect(tableOf('subnet-a', estate({ routeTables: [main, edge] }))).toBe('rtb-main');
  });

  it('is not known when two tables claim the subnet', () => {
    const facts = estate({ routeTables: [main, explicit, routeTable('rtb-y', ['subnet-a'])] });
    expect(tableOf('subnet-a', facts)).toEqual(['routeTables: the route table of subnet-a is being changed']);
  });

  it('is not known without route tables, or without the main table', () => {
    expect(tableOf('subnet-a', without(twoTables, 'routeTables'))).toEqual(['routeTables: not collected']);
    expect(tableOf('subnet-a', estate({ routeTables: [] }))).toEqual([
      'routeTables: no main route table of vpc-1',
    ]);
    const two = estate({ routeTables: [main, routeTable('rtb-other', [])] });
    expect(tableOf('subnet-a', two)).toEqual(['routeTables: two main route tables of vpc-1']);
  });

  it('is not known while a table may hide an association, unless the subnet has one that shows', () => {
    const facts = estate({
      routeTables: [main, explicit, { ...routeTable('rtb-y', []), Associations: undefined }],
    });
    expect(tableOf('subnet-b', facts)).toEqual(['routeTables: no Associations on rtb-y']);
    expect(tableOf('subnet-a', facts)).toBe('rtb-x');
  });

  it("is not known in a shared VPC whose owner's account was not collected", () => {
    const facts = estate({ vpcs: [vpc({ OwnerId: '999999999999' })], routeTables: [] });
    const network = networkOfFacts(facts);
    const [shared] = network.all('subnets');
    expect(shared && effectiveRouteTable(network, shared)).toMatchObject({
      missing: [{ family: 'routeTables', account: '999999999999' }],
    });
  });

  it("is the owner's table where another account has a subnet of the VPC shared with it", () => {
    const participant = { partition: 'aws', account: '999999999999', region: 'eu-west-1' };
    const owner = { ...participant, account };
    const network = networkOfScopes(
      [owner, without(twoTables, 'subnets')],
      [participant, { subnets: [subnet('subnet-a', '10.0.1.0/24', 'a')] }],
    );
    const [shared] = network.all('subnets');
    const table = shared && effectiveRouteTable(network, shared);
    expect(table?.known && table.value.id).toBe('rtb-x');
  });
});

describe('the subnets of a table', () => {
  it('are those associated explicitly, and for the main table the rest', () => {
    expect(served('rtb-x', twoTables)).toEqual({ items: ['subnet-a'], missing: [] });
    expect(served('rtb-main', twoTables)).toEqual({ items: ['subnet-b'], missing: [] });
  });

  it('R5: are none for the table of a regional NAT gateway', () => {
    const facts = estate({ routeTables: [main, { ...explicit, Associations: [] }] });
    expect(served('rtb-x', facts)).toEqual({ items: [], missing: [] });
  });

  it('need no list of subnets where associations name them', () => {
    const facts = without(twoTables, 'subnets');
    expect(served('rtb-x', facts)).toEqual({ items: ['subnet-a'], missing: [] });
    expect(served('rtb-main', facts)).toEqual({ items: [], missing: ['subnets: not collected'] });
  });

  it('of the main table are open where another table may hide an association', () => {
    const facts = estate({
      routeTables: [main, explicit, { ...routeTable('rtb-y', []), Associations: undefined }],
    });
    const missing = ['routeTables: no Associations on rtb-y'];
    expect(served('rtb-main', facts)).toEqual({ items: [], missing });
    expect(served('rtb-x', facts)).toEqual({ items: ['subnet-a'], missing: [] });
    expect(served('rtb-y', facts)).toEqual({ items: [], missing });
  });

  it('leave out a subnet on the move, and say so for the tables that may have it', () => {
    const changing = { ...explicit, Associations: [associated('subnet-a', 'associating')] };
    const facts = estate({ routeTables: [main, changing, routeTable('rtb-y', ['subnet-b'])] });
    const missing = ['routeTables: the route table of subnet-a is being changed'];
    expect(served('rtb-x', facts)).toEqual({ items: [], missing });
    expect(served('rtb-main', facts)).toEqual({ items: [], missing });
    expect(served('rtb-y', facts)).toEqual({ items: ['subnet-b'], missing: [] });
  });
});

describe('the main table', () => {
  it('is known by its association', () => {
    const network = networkOfFacts(twoTables);
    const [theVpc] = network.all('vpcs');
    const table = theVpc && mainRouteTable(network, theVpc);
    expect(table?.known && table.value.id).toBe('rtb-main');
  });

  it('is not known while it is being replaced', () => {
    const leaving = {
      ...main,
      Associations: [{ Main: true, AssociationState: { State: 'disassociating' } }],
    };
    expect(tableOf('subnet-b', estate({ routeTables: [leaving, explicit] }))).toEqual([
      'routeTables: the main route table of vpc-1 is being changed',
    ]);
  });
});
