import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PortSet } from '../../src/model/port-set.ts';
import { describeSetLaws } from './set-laws.ts';

const lastPort = 65535;
const edges = [0, 1, 79, 80, 81, 443, 1023, 1024, 32768, 65534, lastPort];
const port = fc.oneof(fc.constantFrom(...edges), fc.integer({ min: 0, max: lastPort }));
const ranges = fc.array(
  fc.tuple(port, port).map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) })),
  { maxLength: 6 },
);
const setOf = (list: readonly { first: number; last: number }[]): PortSet =>
  PortSet.unionAll(list.map(({ first, last }) => PortSet.ofRange(first, last)));

describeSetLaws('port sets', ranges.map(setOf), PortSet.empty, PortSet.all, PortSet.unionAll);

describe('port sets', () => {
  it('have exactly the ports of their ranges', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const inRanges = (list: typeof a, p: number): boolean =>
          list.some(({ first, last }) => first <= p && p <= last);
        const [inA, notB] = [setOf(a), setOf(a).subtract(setOf(b))];
        const wrong: number[] = [];
        let count = 0;
        for (let p = 0; p <= lastPort; p += p < 512 || p > 65000 ? 1 : 97) {
          if (inA.contains(p) !== inRanges(a, p)) wrong.push(p);
          if (notB.contains(p) !== (inRanges(a, p) && !inRanges(b, p))) wrong.push(p);
        }
        for (const { first, last } of inA.ranges()) count += last - first + 1;
        expect(wrong).toEqual([]);
        expect(inA.size()).toBe(count);
      }),
    );
  });

  it('give back their ranges, merged and ascending', () => {
    const set = setOf([
      { first: 1024, last: lastPort },
      { first: 443, last: 443 },
      { first: 80, last: 82 },
      { first: 83, last: 90 },
    ]);
    expect(set.ranges()).toEqual([
      { first: 80, last: 90 },
      { first: 443, last: 443 },
      { first: 1024, last: lastPort },
    ]);
    expect(`${set}`).toBe('80-90, 443, 1024-65535');
    expect(set.firstPort()).toBe(80);
    expect(setOf(set.ranges())).toEqual(set);
  });

  it('say what is left of an ephemeral range', () => {
    const left = PortSet.ofRange(1024, lastPort).subtract(PortSet.ofRange(32768, 60999));
    expect(`${left}`).toBe('1024-32767, 61000-65535');
    expect(PortSet.ofRange(32768, 60999).isSubsetOf(PortSet.ofRange(1024, lastPort))).toBe(true);
    expect(left.isSubsetOf(PortSet.ofRange(32768, 60999))).toBe(false);
  });

  it('hold only ports that exist', () => {
    expect(PortSet.ofRange(-1, 70000)).toEqual(PortSet.all);
    expect(PortSet.ofRange(-1, -1)).toEqual(PortSet.empty);
    expect(PortSet.ofRange(443, 80)).toEqual(PortSet.empty);
    expect(PortSet.of(Number.NaN)).toEqual(PortSet.empty);
    expect(PortSet.of(65536)).toEqual(PortSet.empty);
    expect(PortSet.of(lastPort).ranges()).toEqual([{ first: lastPort, last: lastPort }]);
    expect(PortSet.all.size()).toBe(65536);
    expect(PortSet.all.contains(65536)).toBe(false);
    expect(PortSet.empty.firstPort()).toBeNull();
  });
});
