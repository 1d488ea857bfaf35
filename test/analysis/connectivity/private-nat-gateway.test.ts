import { expect, it } from 'vitest';
import { route, routeTable } from '../../../src/rules/example-estate.ts';
import { askPath } from '../policy/ask-path.ts';
import { common, privateTable, withNat } from './vectors/common-estate.ts';

/** What becomes of packets through a private NAT gateway, whose subnet has this route. */
function told(onward: ReturnType<typeof route>, to = '192.0.2.1'): readonly string[] {
  const facts = withNat(common({ routeTables: [privateTable(route('0.0.0.0/0', 'nat-1'))] }));
  const answer = askPath(
    {
      ...facts,
      routeTables: [
        ...(facts.routeTables ?? []).filter(({ RouteTableId }) => RouteTableId !== 'rtb-public'),
        routeTable('rtb-public', ['subnet-public'], [onward]),
      ],
      natGateways: (facts.natGateways ?? []).map((nat) => ({ ...nat, ConnectivityType: 'private' })),
    },
    to,
  );
  const stopping = answer.branches.flatMap(({ hops }) => hops.filter(({ decision }) => decision !== 'pass'));
  return [answer.verdict, ...stopping.map(({ reason, component }) => `${reason} ${component.id}`)];
}

it('R23: a private NAT gateway gets nothing through an internet gateway', () => {
  expect(told(route('0.0.0.0/0', 'igw-1'))).toEqual([
    'blocked',
    'internet-gateway-needs-public-address rtb-public',
  ]);
});

it('a private NAT gateway goes by the table of its subnet, whose other targets lead out of sight', () => {
  expect(told(route('192.0.0.0/16', 'tgw-1'))).toEqual(['unknown', 'route-beyond rtb-public']);
  expect(told(route('10.9.0.0/16', 'tgw-1'))).toEqual(['blocked', 'route-none rtb-public']);
});

it('a private NAT gateway sends private addresses by its table too, and knows nothing of those of the VPC', () => {
  expect(told(route('10.9.0.0/16', 'tgw-1'), '10.9.0.1')).toEqual(['unknown', 'route-beyond rtb-public']);
  const back = told(route('10.9.0.0/16', 'local'), '10.9.0.1');
  expect(back).toEqual(['unknown', 'nat-gateway-unknown rtb-public']);
});
