import type { RawItem } from '../../model/snapshot.ts';
import { estate, gatewayEndpoint, route, routeTable, without } from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

const toEndpoint = route('pl-s3', 'vpce-1');

/** An S3 endpoint for the main table and another, which has these associations. */
function withAssociations(associations: readonly RawItem[], changes: Facts = {}): Facts {
  return estate({
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main', 'rtb-other'])],
    routeTables: [
      routeTable('rtb-main', [], [toEndpoint]),
      { ...routeTable('rtb-other', [], [toEndpoint]), Associations: associations },
    ],
    ...changes,
  });
}

export const examples: readonly RuleExample[] = [
  {
    title: 'One of the two tables serves no subnet',
    facts: withAssociations([]),
    findings: [{ resource: 'rtb-other', affected: ['vpce-1'], message: 'serves no subnet' }],
  },
  {
    title: 'Both tables serve subnets',
    facts: withAssociations([
      { Main: false, SubnetId: 'subnet-a', AssociationState: { State: 'associated' } },
    ]),
  },
  {
    title: 'The main table serves no subnet for now, since each has another table',
    facts: withAssociations(
      ['subnet-a', 'subnet-b'].map((SubnetId) => ({
        Main: false,
        SubnetId,
        AssociationState: { State: 'associated' },
      })),
    ),
  },
  {
    title: 'The table is that of an internet gateway',
    facts: withAssociations([{ Main: false, GatewayId: 'igw-1', AssociationState: { State: 'associated' } }]),
  },
  {
    title: 'The table is that of a regional NAT gateway',
    facts: withAssociations([], {
      natGateways: [
        {
          NatGatewayId: 'nat-1',
          VpcId: 'vpc-1',
          State: 'available',
          AvailabilityMode: 'regional',
          RouteTableId: 'rtb-other',
        },
      ],
    }),
  },
  {
    title: 'The endpoint is being deleted',
    facts: withAssociations([], {
      vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main', 'rtb-other'], { State: 'deleting' })],
    }),
  },
  {
    title: 'A subnet is being associated with the table',
    facts: withAssociations([
      { Main: false, SubnetId: 'subnet-a', AssociationState: { State: 'associating' } },
    ]),
    undecided: [{ resource: 'rtb-other', missing: ['routeTables'] }],
  },
  {
    title: 'The NAT gateways were not collected',
    facts: without(withAssociations([]), 'natGateways'),
    undecided: [{ resource: 'rtb-other', missing: ['natGateways'] }],
  },
  {
    title: 'The route tables were not collected',
    facts: without(withAssociations([]), 'routeTables'),
    undecided: [{ missing: ['routeTables'] }],
  },
];
