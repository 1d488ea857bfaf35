import {
  createEndpoint,
  createGroup,
  createSubnet,
  createTable,
  createVpc,
  region,
} from '../test/live/build-estate.ts';
import { clientsFor } from '../test/live/clients.ts';

/** Builds alike VPCs in an emulator of AWS, each with two subnets, a gateway endpoint and an interface endpoint. */
export async function buildVpcs(url: string, count: number): Promise<void> {
  const { ec2 } = clientsFor(url);
  for (let index = 0; index < count; index += 1) {
    const prefix = `10.${index % 256}`;
    const VpcId = await createVpc(ec2, `${prefix}.0.0/16`, `vpc-${index}`);
    const SubnetIds = [
      await createSubnet(ec2, VpcId, `${prefix}.1.0/24`, `${region}a`),
      await createSubnet(ec2, VpcId, `${prefix}.2.0/24`, `${region}b`),
    ];
    await createEndpoint(ec2, {
      VpcId,
      ServiceName: `com.amazonaws.${region}.s3`,
      VpcEndpointType: 'Gateway',
      RouteTableIds: [await createTable(ec2, VpcId, SubnetIds, [])],
    });
    await createEndpoint(ec2, {
      VpcId,
      ServiceName: `com.amazonaws.${region}.ssm`,
      VpcEndpointType: 'Interface',
      SubnetIds,
      SecurityGroupIds: [await createGroup(ec2, VpcId, 'endpoints')],
    });
  }
}
