import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../src/collectors/aws-cli/answer.ts';
import { staticRoutesOnly } from '../../../src/model/resources/peering-and-transit.ts';

const table = { TransitGatewayRouteTableId: 'tgw-rtb-1' };

describe('answers about all route tables of a transit gateway in one list', () => {
  it('are the static routes of each table, which leaves out those that are propagated', () => {
    const tables = [{ ...table, Routes: [{ DestinationCidrBlock: '10.0.0.0/8', Type: 'static' }] }];
    expect(readAnswer({ TransitGatewayStaticRoutes: tables }, 'TransitGatewayStaticRoutes.json')).toEqual({
      lists: [
        {
          family: 'transitGatewayRoutes',
          pointer: '/TransitGatewayStaticRoutes',
          items: tables,
          incomplete: staticRoutesOnly,
        },
      ],
      problems: [],
    });
  });

  it('are the propagations to each table', () => {
    const tables = [{ ...table, TransitGatewayRouteTablePropagations: [{ State: 'enabled' }] }];
    expect(readAnswer({ TransitGatewayPropagations: tables }, 'TransitGatewayPropagations.json')).toEqual({
      lists: [
        {
          family: 'transitGatewayRouteTablePropagations',
          pointer: '/TransitGatewayPropagations',
          items: tables,
        },
      ],
      problems: [],
    });
  });

  it('leave the family open when they are no list', () => {
    const answer = readAnswer({ TransitGatewayStaticRoutes: {} }, 'TransitGatewayStaticRoutes.json');
    expect(answer?.lists.map(({ family, incomplete }) => [family, incomplete])).toEqual([
      ['transitGatewayRoutes', 'an answer could not be read'],
    ]);
    expect(answer?.problems).toHaveLength(1);
  });
});
