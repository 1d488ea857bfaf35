import { describe, expect, it } from 'vitest';
import { editSnapshot, itemsOf } from '../../src/model/edit-snapshot.ts';
import { exampleScope, snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';

const vpcs = [
  { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' },
  { VpcId: 'vpc-2', CidrBlock: '10.1.0.0/16' },
];
const subnets = [{ SubnetId: 'subnet-1', VpcId: 'vpc-1' }];

describe('editSnapshot', () => {
  const one = snapshotOfFacts({ vpcs, subnets });
  const other = snapshotOfFacts({ vpcs }, { ...exampleScope, account: '222233334444' });
  const both = { ...one, scopes: [...one.scopes, ...other.scopes] };
  const edit = {
    family: 'vpcs',
    id: 'vpc-2',
    change: (item: object) => ({ ...item, CidrBlock: '10.2.0.0/16' }),
  } as const;

  it('changes an item wherever it is described, and nothing else', () => {
    const edited = editSnapshot(both, edit);
    const changed = [vpcs[0], { VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16' }];
    expect(edited.scopes.map(({ families }) => families.vpcs?.lists[0]?.items)).toEqual([changed, changed]);
    expect(edited.scopes[0]?.families.subnets).toBe(both.scopes[0]?.families.subnets);
    expect(both.scopes[0]?.families.vpcs?.lists[0]?.items).toEqual(vpcs);
  });

  it('changes nothing where nothing has the id', () => {
    expect(editSnapshot(both, { ...edit, id: 'vpc-3' })).toEqual(both);
    expect(editSnapshot(both, { ...edit, family: 'routeTables' })).toEqual(both);
  });
});

describe('itemsOf', () => {
  it('is the list of a field, or none', () => {
    expect(itemsOf({ Routes: [1] }, 'Routes')).toEqual([1]);
    expect(itemsOf({}, 'Routes')).toEqual([]);
    expect(itemsOf({ Routes: null }, 'Routes')).toEqual([]);
  });
});
