import { account, endpointInterface, route, routeTable } from './example-estate.ts';

/** A private subnet of which these destinations go to a NAT gateway, in a public one. */
export const throughNat = (...destinations: readonly string[]) => ({
  routeTables: [
    routeTable(
      'rtb-main',
      [],
      destinations.map((each) => route(each, 'nat-1')),
    ),
    routeTable('rtb-public', ['subnet-b'], [route('0.0.0.0/0', 'igw-1')]),
  ],
  internetGateways: [
    {
      InternetGatewayId: 'igw-1',
      OwnerId: account,
      Attachments: [{ VpcId: 'vpc-1', State: 'available' }],
    },
  ],
  natGateways: [
    {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-b',
      State: 'available',
      ConnectivityType: 'public',
      NatGatewayAddresses: [
        { NetworkInterfaceId: 'eni-nat', PrivateIp: '10.0.2.50', PublicIp: '203.0.113.200' },
      ],
    },
  ],
});

export const natInterface = endpointInterface('eni-nat', 'subnet-b', '10.0.2.50', {
  InterfaceType: 'nat_gateway',
  Association: { PublicIp: '203.0.113.200' },
});
