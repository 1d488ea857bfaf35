import * as fc from 'fast-check';
import {
  type Option,
  type Plan,
  type PlannedAcl,
  type PlannedAttachment,
  type PlannedList,
  type PlannedRoute,
  type PlannedStatic,
  type PlannedTable,
  type PlannedVpc,
  prefixList,
  type SubnetName,
  type Zone,
} from './plan.ts';

const blocks = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.2.0.0/16',
  '10.3.0.0/16',
  '10.1.1.0/24',
  '10.2.1.0/24',
  '10.3.2.0/24',
];

const often = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 16, arbitrary: fc.constant(usual) },
    ...others.map((value) => ({ weight: 1, arbitrary: fc.constant(value) })),
  );

const plannedRoutes = (octet: number, usual: PlannedRoute): fc.Arbitrary<readonly PlannedRoute[]> =>
  fc
    .uniqueArray(
      fc.record({
        cidr: fc.constantFrom(...blocks.filter((block) => !block.startsWith(`10.${octet}.`))),
        to: fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom(usual.to, usual.to, 0, 1) },
          { weight: 1, arbitrary: fc.constant('blackhole' as const) },
        ),
      }),
      { maxLength: 1, selector: ({ cidr }) => cidr },
    )
    .chain((routes) =>
      often(true, false).map((hasUsual) => [
        ...routes,
        ...(hasUsual && routes.every(({ cidr }) => cidr !== usual.cidr) ? [usual] : []),
      ]),
    );

const plannedList: fc.Arbitrary<PlannedList> = fc.oneof(
  { weight: 4, arbitrary: fc.constant('all') },
  { weight: 5, arbitrary: fc.constantFrom('https', 'ephemeral', 'own', 'others', 'none') },
);

const plannedAcl: fc.Arbitrary<PlannedAcl> = fc.record({ in: plannedList, out: plannedList });

const plannedVpc = (octet: number, gateway: number): fc.Arbitrary<PlannedVpc> => {
  const workload = plannedRoutes(octet, { cidr: '10.0.0.0/8', to: gateway });
  /** More specific than the VPC's own route, to something that is gone: one entrance drops what another delivers. */
  const gone: fc.Arbitrary<readonly PlannedRoute[]> = fc
    .constantFrom(1, 2)
    .map((third) => [{ cidr: `10.${octet}.${third}.0/24`, to: 'blackhole' }]);
  const entrance = fc.oneof(
    { weight: 12, arbitrary: fc.constant<readonly PlannedRoute[]>([]) },
    { weight: 2, arbitrary: workload },
    { weight: 1, arbitrary: gone },
  );
  return fc.record({
    octet: fc.constant(octet),
    admits: fc.constantFrom<PlannedVpc['admits']>('everybody', 'everybody', 'groups-by-name'),
    routes: fc.record({ a: workload, b: workload, ta: entrance, tb: entrance }),
    acls: fc
      .array(fc.tuple(fc.constantFrom<SubnetName>('a', 'b', 'ta', 'tb'), plannedAcl), { maxLength: 2 })
      .map((acls) => Object.fromEntries(acls)),
  });
};

const plannedTable = (vpcs: number, peered: boolean): fc.Arbitrary<PlannedTable> => {
  const numbers = Array.from({ length: vpcs }, (_, index) => index);
  const usual: readonly PlannedStatic[] = peered ? [{ destination: '10.0.0.0/8', to: 'peering' }] : [];
  const target: fc.Arbitrary<PlannedStatic['to']> = fc.oneof(
    { weight: 12, arbitrary: fc.nat({ max: vpcs - 1 }) },
    { weight: 3, arbitrary: fc.constant('blackhole' as const) },
    { weight: 1, arbitrary: fc.constant('pending' as const) },
    { weight: peered ? 2 : 0, arbitrary: fc.constant('peering' as const) },
  );
  const any = fc.uniqueArray(fc.record({ destination: fc.constantFrom(...blocks, prefixList), to: target }), {
    maxLength: 2,
    selector: ({ destination }) => destination,
  });
  /** A block of the prefix list, by the list and by itself. */
  const tie = fc.tuple(target, target).map(([listed, own]): readonly PlannedStatic[] => [
    { destination: prefixList, to: listed },
    { destination: '10.2.0.0/16', to: own },
  ]);
  return fc.record({
    statics: fc
      .oneof({ weight: 6, arbitrary: any }, { weight: 1, arbitrary: tie })
      .map((statics) => [
        ...statics,
        ...usual.filter(({ destination }) => statics.every((other) => other.destination !== destination)),
      ]),
    propagates: fc.oneof(
      { weight: 3, arbitrary: fc.constant(numbers) },
      { weight: 1, arbitrary: fc.subarray(numbers) },
    ),
  });
};

const plannedAttachment = (vpc: number, gateway: number): fc.Arbitrary<PlannedAttachment> =>
  fc.record({
    vpc: fc.constant(vpc),
    gateway: fc.constant(gateway),
    zones: fc.constantFrom<readonly Zone[]>(['a', 'b'], ['a', 'b'], ['a', 'b'], ['a'], ['b']),
    apart: fc.boolean(),
    state: often<PlannedAttachment['state']>('available', 'modifying', 'deleted'),
    table: fc.oneof(
      { weight: 10, arbitrary: fc.constant(0) },
      { weight: 10, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.constant('changing' as const) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    applianceMode: often(false, true),
    references: often<Option>('enable', 'disable', null),
  });

/** Two or three VPCs, some with the same addresses, on one or two gateways, which may be peered. */
export const plans: fc.Arbitrary<Plan> = fc
  .record({ vpcs: fc.constantFrom(2, 3, 3), peered: fc.boolean(), overlap: often(false, true, true) })
  .chain(({ vpcs: count, peered, overlap }) => {
    const numbers = Array.from({ length: count }, (_, index) => index);
    const home = (vpc: number): number => (peered && vpc === count - 1 ? 1 : 0);
    const pairs = numbers.flatMap((vpc) =>
      peered ? [{ vpc, gateway: home(vpc) }] : [0, 1].map((gateway) => ({ vpc, gateway })),
    );
    return fc.record({
      peered: fc.constant(peered),
      vpcs: fc.tuple(...numbers.map((vpc) => plannedVpc(overlap && vpc === 2 ? 2 : vpc + 1, home(vpc)))),
      gateways: fc.tuple(
        ...[0, 1].map(() =>
          fc.record({
            references: often<Option>('enable', 'disable', null),
            tables: fc.tuple(plannedTable(count, peered), plannedTable(count, peered)),
          }),
        ),
      ),
      attachments: fc
        .tuple(
          ...pairs.map(({ vpc, gateway }) =>
            fc.option(plannedAttachment(vpc, gateway), { freq: gateway === home(vpc) ? 30 : 2 }),
          ),
        )
        .map((attachments) => attachments.flatMap((attachment) => attachment ?? [])),
      peeringTables: fc.tuple(often<number | null>(0, 1, null), often<number | null>(0, 1, null)),
      hasEndpoint: fc.boolean(),
    });
  });
