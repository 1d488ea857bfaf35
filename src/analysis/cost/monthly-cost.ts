import { hoursPerMonth, type Prices } from '../../data/prices.ts';

/** What something costs in a month of 730 hours, in US dollars, and how that is worked out. */
export interface MonthlyCost {
  readonly dollars: number;
  /** `2 zones × 730 h × $0.01 = $14.60`. */
  readonly arithmetic: string;
}

/** An amount: `$14.60`, `$1,240.00`. */
export function dollars(amount: number): string {
  return `$${decimal(amount, 2)}`;
}

/**
 * A number of so many decimals, rounded half up as it is written in decimals, with commas between thousands. To load
 * what the platform has for all languages takes as long as several rules.
 */
function decimal(value: number, digits: number): string {
  const scale = 10 ** digits;
  // 16.425 is a little less in binary, and would be rounded down.
  const rounded = Math.round(Number((value * scale).toPrecision(15))) / scale;
  return rounded.toFixed(digits).replace(/\B(?=(?:\d{3})+(?:\.|$))/g, ',');
}

/** A price of one: `$0.0225`. */
function rate(price: number): string {
  return `$${price}`;
}

/** A volume: `100 GB`, `1,500 GB`. */
export function gigabytes(gb: number): string {
  return `${(gb < 10 ? decimal(gb, 1) : decimal(gb, 0)).replace(/\.0$/, '')} GB`;
}

interface Part {
  readonly amount: number;
  readonly text: string;
}

function hours(count: number, noun: string, price: number): Part {
  const text = `${count === 1 ? '' : `${count} ${noun} × `}${hoursPerMonth} h × ${rate(price)}`;
  return { amount: count * hoursPerMonth * price, text };
}

function volume(gb: number, price: number): Part {
  return { amount: gb * price, text: `${gigabytes(gb)} × ${rate(price)}` };
}

function sum(parts: readonly Part[]): MonthlyCost {
  const total = parts.reduce((all, { amount }) => all + amount, 0);
  return { dollars: total, arithmetic: `${parts.map(({ text }) => text).join(' + ')} = ${dollars(total)}` };
}

/** An interface endpoint: by zone and hour, and by gigabyte (I24). */
export function interfaceEndpointCost(prices: Prices, zones: number, gb = 0): MonthlyCost {
  const data = gb === 0 ? [] : [volume(gb, prices.interfaceEndpointGb)];
  return sum([hours(zones, 'zones', prices.interfaceEndpointHour), ...data]);
}

/** What a Gateway Load Balancer endpoint costs by zone and hour (I24). */
export function gatewayLoadBalancerEndpointCost(prices: Prices, zones: number): MonthlyCost {
  return sum([hours(zones, 'zones', prices.gatewayLoadBalancerEndpointHour)]);
}

/** NAT gateways: by the hour, and by gigabyte (I25). */
export function natGatewayCost(prices: Prices, count: number, gb = 0): MonthlyCost {
  const data = gb === 0 ? [] : [volume(gb, prices.natGatewayGb)];
  return sum([hours(count, 'gateways', prices.natGatewayHour), ...data]);
}

/** What NAT gateways take for a volume, whatever else they do. */
export function natDataCost(prices: Prices, gb: number): MonthlyCost {
  return sum([volume(gb, prices.natGatewayGb)]);
}

/** What interface endpoints take for a volume. */
export function endpointDataCost(prices: Prices, gb: number): MonthlyCost {
  return sum([volume(gb, prices.interfaceEndpointGb)]);
}

/** Network Load Balancers: by the hour, and by the capacity units that they use on average (I25). */
export function networkLoadBalancerCost(prices: Prices, count: number, units = 0): MonthlyCost {
  const used =
    units === 0
      ? []
      : [
          {
            amount: units * hoursPerMonth * prices.networkLoadBalancerLcu,
            text: `${units} LCU × ${hoursPerMonth} h × ${rate(prices.networkLoadBalancerLcu)}`,
          },
        ];
  return sum([hours(count, 'load balancers', prices.networkLoadBalancerHour), ...used]);
}

/** A volume from which on one thing is cheaper than another, and how that is worked out. */
export interface BreakEven {
  readonly gb: number;
  readonly arithmetic: string;
}

/**
 * From which volume a month an interface endpoint costs less than the same traffic through a NAT gateway that is
 * there anyway; null where the gigabyte costs no less by an endpoint.
 */
export function endpointBreakEven(prices: Prices, zones: number): BreakEven | null {
  const saved = prices.natGatewayGb - prices.interfaceEndpointGb;
  if (saved <= 0) return null;
  const fixed = interfaceEndpointCost(prices, zones);
  const gb = fixed.dollars / saved;
  return {
    gb,
    arithmetic: `${fixed.arithmetic}; ${dollars(fixed.dollars)} / (${rate(prices.natGatewayGb)} - ${rate(prices.interfaceEndpointGb)}) = ${gigabytes(gb)}`,
  };
}

/** Up to which volume a month one endpoint for several VPCs costs less than one in each, for a transit gateway takes its share. */
export function centralBreakEven(prices: Prices, zones: number, savedZones: number): BreakEven | null {
  if (savedZones <= 0 || prices.transitGatewayGb <= 0) return null;
  const saved = interfaceEndpointCost(prices, savedZones);
  const gb = saved.dollars / prices.transitGatewayGb;
  return {
    gb,
    arithmetic: `${saved.arithmetic} less with one in ${zones} zones; ${dollars(saved.dollars)} / ${rate(prices.transitGatewayGb)} = ${gigabytes(gb)}`,
  };
}
