import gatewayEndpointNoRouteTables from './gateway-endpoint/gateway-endpoint-no-route-tables.ts';
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [gatewayEndpointNoRouteTables];
