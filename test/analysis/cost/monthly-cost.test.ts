import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centralBreakEven,
  dollars,
  endpointBreakEven,
  gigabytes,
  interfaceEndpointCost,
  natGatewayCost,
  networkLoadBalancerCost,
} from '../../../src/analysis/cost/monthly-cost.ts';
import { priceList } from '../../../src/analysis/cost/price-list.ts';
import { referencePrices } from '../../../src/data/prices.ts';

const prices = referencePrices;

describe('what a month costs', () => {
  it('is by zone, hour and gigabyte for an interface endpoint', () => {
    expect(interfaceEndpointCost(prices, 2)).toEqual({
      dollars: 14.6,
      arithmetic: '2 zones × 730 h × $0.01 = $14.60',
    });
    const with100 = interfaceEndpointCost(prices, 2, 100);
    expect(with100.dollars).toBeCloseTo(15.6, 6);
    expect(with100.arithmetic).toBe('2 zones × 730 h × $0.01 + 100 GB × $0.01 = $15.60');
  });

  it('is by hour and gigabyte for a NAT gateway', () => {
    const cost = natGatewayCost(prices, 1, 100);
    expect(cost.dollars).toBeCloseTo(37.35, 6);
    expect(cost.arithmetic).toBe('730 h × $0.045 + 100 GB × $0.045 = $37.35');
  });

  it('is by hour and capacity unit for a Network Load Balancer', () => {
    const cost = networkLoadBalancerCost(prices, 1, 100);
    expect(cost.dollars).toBeCloseTo(454.425, 6);
    expect(cost.arithmetic).toMatch(/^730 h × \$0\.0225 \+ 100 LCU × 730 h × \$0\.006 = \$454\.4[23]$/);
  });
});

describe('the volume that decides', () => {
  it('pays the hours of an endpoint by what each gigabyte saves', () => {
    const even = endpointBreakEven(prices, 1);
    expect(even?.gb).toBeCloseTo(7.3 / 0.035, 6);
    expect(even?.arithmetic).toBe('730 h × $0.01 = $7.30; $7.30 / ($0.045 - $0.01) = 209 GB');
    const through = even?.gb ?? 0;
    expect(interfaceEndpointCost(prices, 1, through).dollars).toBeCloseTo(through * prices.natGatewayGb, 6);
  });

  it('is never reached where a gigabyte costs no less', () => {
    expect(endpointBreakEven({ ...prices, natGatewayGb: 0.01 }, 1)).toBeNull();
  });

  it('spends what central endpoints save on a transit gateway', () => {
    expect(centralBreakEven(prices, 2, 4)?.arithmetic).toBe(
      '4 zones × 730 h × $0.01 = $29.20 less with one in 2 zones; $29.20 / $0.02 = 1,460 GB',
    );
    expect(centralBreakEven(prices, 2, 0)).toBeNull();
  });
});

describe('prices', () => {
  it('of a Region that is not known are those of another, which is said', () => {
    const { of, remark } = priceList('xx-nowhere-1', {}, 'natGatewayHour');
    expect(of).toEqual(prices);
    expect(remark).toContain('xx-nowhere-1');
    expect(remark).toContain('us-east-1');
    expect(priceList('us-east-1', {}, 'natGatewayHour', 'networkLoadBalancerLcu').remark).toBe('');
  });

  it("of the user's own stand above, those of a Region above those of all", () => {
    const own = { '*': { natGatewayGb: 0.5, natGatewayHour: 1 }, 'eu-west-1': { natGatewayGb: 0.4 } };
    expect(priceList('eu-west-1', own).of).toMatchObject({
      natGatewayGb: 0.4,
      natGatewayHour: 1,
      interfaceEndpointHour: 0.011,
    });
    expect(priceList('us-east-1', own).of.natGatewayGb).toBe(0.5);
  });
});

describe('amounts and volumes', () => {
  it('are written as the platform writes them', () => {
    const amount = fc.oneof(
      fc.integer({ min: 0, max: 10_000_000 }).map((thousandths) => thousandths / 1000),
      fc.double({ min: 0, max: 10_000_000, noNaN: true }),
    );
    fc.assert(
      fc.property(amount, (value) => {
        expect(dollars(value)).toBe(value.toLocaleString('en-US', { style: 'currency', currency: 'USD' }));
        const digits = { maximumFractionDigits: value < 10 ? 1 : 0 };
        expect(gigabytes(value)).toBe(`${value.toLocaleString('en-US', digits)} GB`);
      }),
      { numRuns: 2000 },
    );
  });
});
