import { describe, expect, it } from 'vitest';
import { closest, didYouMean, editDistance } from '../../src/model/closest.ts';

describe('the distance of two texts', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['saturday', 'sunday', 3],
    ['flaw', 'lawn', 2],
    ['ab', 'ba', 2],
    ['abc', 'abcd', 1],
    ['abcd', 'bcd', 1],
  ])('from %j to %j is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('a name that is not known', () => {
  const known = ['subnets', 'vpcs', 'routeTables', 'securityGroups'];

  it.each([
    ['subnet', 'subnets'],
    ['VPCS', 'vpcs'],
    ['routetable', 'routeTables'],
    // Two changes are allowed in a short name, a third of its letters in a longer one, the case of letters aside.
    ['pvcs', 'vpcs'],
    ['roteTable', 'routeTables'],
    // Part of a name, unless it is too short to mean anything.
    ['group', 'securityGroups'],
    ['Table', 'routeTables'],
    ['Grou', 'securityGroups'],
    ['gro', null],
    ['xyzzy', null],
  ])('%s is taken for %s', (name, meant) => {
    expect(closest(name, known)).toBe(meant);
  });

  it('is not taken for one that differs in more than a third of its letters', () => {
    expect(closest('abcxyz', ['abc'])).toBeNull();
    expect(closest('abcdefxyz', ['abcdef'])).toBe('abcdef');
    expect(closest('abcd', ['a'])).toBeNull();
  });

  it('is taken for the closest of several, and the first of those that are as close', () => {
    expect(closest('nat', ['net', 'nut', 'nat1'])).toBe('net');
    expect(closest('natt', ['net', 'nat1', 'nat'])).toBe('nat1');
  });

  it('is asked about, or not', () => {
    expect(didYouMean('subnet', known)).toBe(' Did you mean "subnets"?');
    expect(didYouMean('xyzzy', known)).toBe('');
  });
});
