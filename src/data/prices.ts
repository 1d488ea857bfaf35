/**
 * What AWS charges in US dollars, without discounts and free tiers, as of October 2026. Figures of a Region that is not
 * here, or not complete, are those of us-east-1, and whoever tells them says so; `prices` in a configuration replaces
 * them.
 *
 * Sources: aws.amazon.com/vpc/pricing (NAT gateways), /privatelink/pricing (first petabyte of a month),
 * /elasticloadbalancing/pricing (Network Load Balancer and its capacity units), /transit-gateway/pricing; the figures of
 * Regions as published excerpts of the AWS Price List and of bills state them, by usage types like APN1-NatGateway-Hours:
 * us-east-1 and ap-southeast-5 as of 2026-09-17 (offer AmazonVPC), eu-west-2 and ap-southeast-1 as of August 2026,
 * ap-northeast-1 as of 2026-10-10, af-south-1 as of 2026-08-31 (offer AWSELB) and 2026-09-01 (offer AmazonEC2), ap-south-1
 * as of September 2026. A figure that was found nowhere is left out.
 */
export interface Prices {
  readonly natGatewayHour: number;
  readonly natGatewayGb: number;
  /** For each zone in which an interface endpoint stands. */
  readonly interfaceEndpointHour: number;
  readonly interfaceEndpointGb: number;
  /** For each zone in which a Gateway Load Balancer endpoint stands. */
  readonly gatewayLoadBalancerEndpointHour: number;
  readonly networkLoadBalancerHour: number;
  /** For each capacity unit and hour. */
  readonly networkLoadBalancerLcu: number;
  readonly transitGatewayGb: number;
}

export const priceNames = [
  'natGatewayHour',
  'natGatewayGb',
  'interfaceEndpointHour',
  'interfaceEndpointGb',
  'gatewayLoadBalancerEndpointHour',
  'networkLoadBalancerHour',
  'networkLoadBalancerLcu',
  'transitGatewayGb',
] as const satisfies readonly (keyof Prices)[];

export const referenceRegion = 'us-east-1';

export const referencePrices: Prices = {
  natGatewayHour: 0.045,
  natGatewayGb: 0.045,
  interfaceEndpointHour: 0.01,
  interfaceEndpointGb: 0.01,
  gatewayLoadBalancerEndpointHour: 0.01,
  networkLoadBalancerHour: 0.0225,
  networkLoadBalancerLcu: 0.006,
  transitGatewayGb: 0.02,
};

export const regionalPrices: Readonly<Record<string, Partial<Prices>>> = {
  [referenceRegion]: referencePrices,
  'us-west-2': {
    natGatewayHour: 0.045,
    natGatewayGb: 0.045,
    interfaceEndpointHour: 0.01,
    interfaceEndpointGb: 0.01,
  },
  'eu-west-1': {
    natGatewayHour: 0.048,
    natGatewayGb: 0.048,
    interfaceEndpointHour: 0.011,
    interfaceEndpointGb: 0.01,
  },
  'eu-west-2': {
    natGatewayHour: 0.05,
    natGatewayGb: 0.05,
    interfaceEndpointHour: 0.011,
    interfaceEndpointGb: 0.01,
  },
  'eu-central-1': {
    natGatewayHour: 0.052,
    natGatewayGb: 0.052,
    interfaceEndpointHour: 0.012,
    interfaceEndpointGb: 0.01,
  },
  'ap-northeast-1': {
    natGatewayHour: 0.062,
    natGatewayGb: 0.062,
    interfaceEndpointHour: 0.014,
    interfaceEndpointGb: 0.01,
    networkLoadBalancerHour: 0.0243,
    networkLoadBalancerLcu: 0.006,
  },
  'ap-southeast-1': {
    natGatewayHour: 0.059,
    natGatewayGb: 0.059,
    interfaceEndpointHour: 0.013,
    interfaceEndpointGb: 0.01,
    gatewayLoadBalancerEndpointHour: 0.013,
  },
  'ap-southeast-2': {
    natGatewayHour: 0.059,
  },
  'ap-southeast-5': {
    interfaceEndpointHour: 0.0117,
    interfaceEndpointGb: 0.01,
    gatewayLoadBalancerEndpointHour: 0.0117,
  },
  'ap-south-1': {
    natGatewayHour: 0.056,
    interfaceEndpointHour: 0.013,
  },
  'af-south-1': {
    natGatewayHour: 0.057,
    natGatewayGb: 0.057,
    networkLoadBalancerHour: 0.03,
    networkLoadBalancerLcu: 0.0071,
  },
  'ap-northeast-2': {
    natGatewayHour: 0.059,
    natGatewayGb: 0.059,
    interfaceEndpointHour: 0.013,
    interfaceEndpointGb: 0.01,
    networkLoadBalancerHour: 0.0225,
    networkLoadBalancerLcu: 0.006,
  },
};

/** How many hours a month has, as AWS's own estimates count. */
export const hoursPerMonth = 730;
