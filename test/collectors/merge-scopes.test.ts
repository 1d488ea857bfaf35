import { describe, expect, it } from 'vitest';
import { type CollectedList, mergeScopes } from '../../src/collectors/merge-scopes.ts';

const scope = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };

function collected(fields: Partial<CollectedList> = {}): CollectedList {
  return {
    scope,
    family: 'vpcs',
    source: 'aws-cli',
    status: 'collected',
    incomplete: null,
    list: { document: 0, pointer: '/Vpcs', items: [] },
    ...fields,
  };
}

/** Status, completeness and reason of the one family, in both orders of the lists. */
function merged(...lists: readonly CollectedList[]) {
  const [forward, backward] = [lists, [...lists].reverse()].map((some) => {
    const { status, complete, reason } = mergeScopes(some)[0]?.families.vpcs ?? {};
    return { status, complete, ...(reason === undefined ? {} : { reason }) };
  });
  expect(backward).toEqual(forward);
  return forward;
}

const page = collected({ incomplete: 'a NextToken is left over' });
const snapshot = (fields: Partial<CollectedList>) => collected({ source: 'snapshot', ...fields });
const denied = snapshot({ status: 'denied', incomplete: 'UnauthorizedOperation' });

describe('mergeScopes', () => {
  it('brings the lists of a family together', () => {
    const scopes = mergeScopes([
      collected({ list: { document: 0, pointer: '/Vpcs', items: [{ VpcId: 'vpc-1' }] } }),
      collected({ list: { document: 1, pointer: '/Vpcs', items: [{ VpcId: 'vpc-2' }] } }),
      collected({ family: 'subnets', list: null }),
    ]);
    expect(scopes).toHaveLength(1);
    expect(scopes[0]?.families.vpcs?.lists.map(({ document }) => document)).toEqual([0, 1]);
    expect(scopes[0]?.families.subnets?.lists).toEqual([]);
  });

  it('keeps scopes apart and sorts them', () => {
    const other = { ...scope, region: null };
    const regions = mergeScopes([collected(), collected({ scope: other })]).map(
      (entry) => entry.scope.region,
    );
    expect(regions).toEqual([null, 'eu-west-1']);
  });

  it('calls answers of the AWS CLI complete only when none left anything over', () => {
    expect(merged(collected(), collected())).toEqual({ status: 'collected', complete: true });
    expect(merged(collected(), page)).toEqual({
      status: 'collected',
      complete: false,
      reason: 'a NextToken is left over',
    });
  });

  it('does not call a list incomplete because one of its items was asked for beside it', () => {
    const one = collected({ incomplete: 'one hosted zone' });
    expect(merged(collected(), one)).toEqual({ status: 'collected', complete: true });
    expect(merged(one)).toEqual({ status: 'collected', complete: false, reason: 'one hosted zone' });
  });

  it('believes a snapshot that says it is complete, whatever partial answers lie beside it', () => {
    expect(merged(snapshot({}), page)).toEqual({ status: 'collected', complete: true });
    expect(merged(snapshot({ incomplete: 'filtered by x' }), collected())).toEqual({
      status: 'collected',
      complete: true,
    });
    expect(merged(snapshot({ incomplete: 'filtered by x' }))).toMatchObject({
      complete: false,
      reason: 'filtered by x',
    });
  });

  it('counts a family as refused only where no other input holds it', () => {
    expect(merged(denied)).toEqual({ status: 'denied', complete: false, reason: 'UnauthorizedOperation' });
    expect(merged(denied, collected())).toEqual({ status: 'collected', complete: true });
    expect(merged(denied, snapshot({}))).toEqual({ status: 'collected', complete: true });
  });
});
