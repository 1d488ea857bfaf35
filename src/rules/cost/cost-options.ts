import * as z from 'zod';
import { priceNames } from '../../data/prices.ts';

const price = z.number().min(0);
const id = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}-[0-9a-z]+$`), `expected the id of ${names[prefix] ?? 'it'}: ${prefix}-…`);

const names: Readonly<Record<string, string>> = {
  nat: 'a NAT gateway',
  vpce: 'an endpoint',
  vpc: 'a VPC',
  'vpce-svc': 'an endpoint service',
};

const gbPerMonth = z.number().min(0).describe('Gigabytes a month, both directions together.');

/** What a configuration says of prices under `prices`: by Region, `*` for all. */
export const prices = z.record(
  z.string(),
  z.strictObject(
    Object.fromEntries(priceNames.map((name) => [name, price.optional()])) as Record<
      (typeof priceNames)[number],
      z.ZodOptional<typeof price>
    >,
  ),
);

/** What a configuration says of volumes under `traffic`. */
export const traffic = z.array(
  z.union([
    z.strictObject({ natGateway: id('nat'), gbPerMonth }),
    z.strictObject({ endpoint: id('vpce'), gbPerMonth }),
    z.strictObject({
      vpc: id('vpc'),
      service: z.string().min(1).describe('As in the name of its endpoints: `s3`, `ecr.dkr`.'),
      gbPerMonth,
    }),
    z.strictObject({
      endpointService: id('vpce-svc'),
      lcu: z.number().min(0).describe('Capacity units that its load balancers use on average.'),
    }),
  ]),
);

/** The options of all rules that compute what something costs; the configuration gives them once for all. */
export const costOptions = z.strictObject({
  prices: prices.default({}).describe('`prices` of the configuration.'),
  traffic: traffic.default([]).describe('`traffic` of the configuration.'),
});
