import {
  AcceptVpcPeeringConnectionCommand,
  AllocateAddressCommand,
  AssociateDhcpOptionsCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AttachVpnGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateCustomerGatewayCommand,
  CreateDhcpOptionsCommand,
  CreateInternetGatewayCommand,
  CreateManagedPrefixListCommand,
  CreateNatGatewayCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTransitGatewayCommand,
  CreateTransitGatewayRouteCommand,
  CreateTransitGatewayRouteTableCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  CreateVpcPeeringConnectionCommand,
  CreateVpnConnectionCommand,
  CreateVpnGatewayCommand,
  type EC2Client,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointServicePermissionsCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateHostedZoneCommand, type Route53Client } from '@aws-sdk/client-route-53';
import { CreateBucketCommand, PutBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  CreateSecretCommand,
  PutResourcePolicyCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

export const region = 'eu-west-1';
/** What no snapshot may hold. */
export const secret = 'correct-horse-battery-staple';

export interface Clients {
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
}

export interface Estate {
  readonly shop: string;
  readonly batch: string;
  readonly appTables: readonly string[];
  readonly gatewayEndpoint: string;
  readonly interfaceEndpoint: string;
  readonly endpointGroup: string;
  readonly service: string;
}

/** Ids that AWS returns stand in optional fields. @throws when one is missing. */
function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the emulator gave no ${what}`);
  return value;
}

const tag = (type: 'vpc' | 'subnet' | 'route-table', Name: string) => ({
  TagSpecifications: [{ ResourceType: type, Tags: [{ Key: 'Name', Value: Name }] }],
});

/** Two VPCs with much of what real ones have, and some of it wrong on purpose. */
export async function buildEstate({ ec2, elb, route53, s3, secrets }: Clients): Promise<Estate> {
  const shop = await createVpc(ec2, '10.10.0.0/16', 'shop');
  const batch = await createVpc(ec2, '10.20.0.0/16', 'batch');
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: shop, EnableDnsHostnames: { Value: true } }));
  // A fault: nothing in this VPC resolves a name.
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: batch, EnableDnsSupport: { Value: false } }));

  const options = await ec2.send(
    new CreateDhcpOptionsCommand({
      DhcpConfigurations: [{ Key: 'domain-name-servers', Values: ['AmazonProvidedDNS'] }],
    }),
  );
  const DhcpOptionsId = given(options.DhcpOptions?.DhcpOptionsId, 'DHCP options');
  for (const VpcId of [shop, batch])
    await ec2.send(new AssociateDhcpOptionsCommand({ DhcpOptionsId, VpcId }));

  const publicSubnet = await createSubnet(ec2, shop, '10.10.0.0/24', `${region}a`);
  const appSubnets = [
    await createSubnet(ec2, shop, '10.10.1.0/24', `${region}a`),
    await createSubnet(ec2, shop, '10.10.2.0/24', `${region}b`),
  ];
  const batchSubnet = await createSubnet(ec2, batch, '10.20.1.0/24', `${region}a`);

  const igw = given(
    (await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway?.InternetGatewayId,
    'igw',
  );
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: igw, VpcId: shop }));
  const address = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  const nat = await ec2.send(
    new CreateNatGatewayCommand({
      SubnetId: publicSubnet,
      AllocationId: given(address.AllocationId, 'address'),
    }),
  );
  const natId = given(nat.NatGateway?.NatGatewayId, 'NAT gateway');
  await createTable(ec2, shop, [publicSubnet], [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: igw }]);
  const appTables = [
    await createTable(ec2, shop, appSubnets.slice(0, 1), [
      { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: natId },
    ]),
    await createTable(ec2, shop, appSubnets.slice(1), [
      { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: natId },
    ]),
  ];

  // A fault: the second table of the application subnets is left out, and goes through NAT.
  const gatewayEndpoint = await createEndpoint(ec2, {
    VpcId: shop,
    ServiceName: `com.amazonaws.${region}.s3`,
    VpcEndpointType: 'Gateway',
    RouteTableIds: appTables.slice(0, 1),
  });
  // A fault: the group of the endpoint admits nobody.
  const endpointGroup = await createGroup(ec2, shop, 'endpoints');
  const appGroup = await createGroup(ec2, shop, 'application');
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: appGroup,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, IpRanges: [{ CidrIp: '10.10.0.0/16' }] },
      ],
    }),
  );
  const interfaceEndpoint = await createEndpoint(ec2, {
    VpcId: shop,
    ServiceName: `com.amazonaws.${region}.ssm`,
    VpcEndpointType: 'Interface',
    SubnetIds: appSubnets,
    SecurityGroupIds: [endpointGroup],
    PrivateDnsEnabled: true,
  });
  await createEndpoint(ec2, {
    VpcId: batch,
    ServiceName: `com.amazonaws.${region}.sts`,
    VpcEndpointType: 'Interface',
    SubnetIds: [batchSubnet],
    SecurityGroupIds: [await createGroup(ec2, batch, 'closed')],
    PrivateDnsEnabled: true,
  });
  for (const SubnetId of [...appSubnets, batchSubnet]) {
    await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-12c6146b',
        MinCount: 1,
        MaxCount: 1,
        SubnetId,
        UserData: Buffer.from(`export PASSWORD=${secret}`).toString('base64'),
        ...(SubnetId === batchSubnet ? {} : { SecurityGroupIds: [appGroup] }),
      }),
    );
  }
  await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId: publicSubnet }));
  await createAcl(ec2, shop);
  await connect(ec2, { shop, batch, appSubnets, batchSubnet });
  const service = await createService(ec2, elb, shop, appSubnets);
  await route53.send(
    new CreateHostedZoneCommand({
      Name: 'shop.internal',
      CallerReference: 'shop',
      VPC: { VPCId: shop, VPCRegion: region },
      // AWS takes a zone with a VPC for a private one; the emulator wants to be told.
      HostedZoneConfig: { PrivateZone: true },
    }),
  );
  await createPolicies(s3, secrets, gatewayEndpoint);
  return { shop, batch, appTables, gatewayEndpoint, interfaceEndpoint, endpointGroup, service };
}

export async function createVpc(ec2: EC2Client, CidrBlock: string, name: string): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock, ...tag('vpc', name) }));
  return given(Vpc?.VpcId, 'VPC');
}

export async function createSubnet(
  ec2: EC2Client,
  VpcId: string,
  CidrBlock: string,
  AvailabilityZone: string,
) {
  const made = await ec2.send(
    new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone, ...tag('subnet', CidrBlock) }),
  );
  return given(made.Subnet?.SubnetId, 'subnet');
}

export async function createTable(
  ec2: EC2Client,
  VpcId: string,
  subnets: readonly string[],
  routes: readonly { DestinationCidrBlock: string; GatewayId?: string; NatGatewayId?: string }[],
): Promise<string> {
  const made = await ec2.send(
    new CreateRouteTableCommand({ VpcId, ...tag('route-table', subnets.join('+')) }),
  );
  const RouteTableId = given(made.RouteTable?.RouteTableId, 'route table');
  for (const SubnetId of subnets) await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  for (const route of routes) await ec2.send(new CreateRouteCommand({ RouteTableId, ...route }));
  return RouteTableId;
}

export async function createEndpoint(
  ec2: EC2Client,
  input: ConstructorParameters<typeof CreateVpcEndpointCommand>[0],
): Promise<string> {
  const { VpcEndpoint } = await ec2.send(new CreateVpcEndpointCommand(input));
  return given(VpcEndpoint?.VpcEndpointId, 'endpoint');
}

export async function createGroup(ec2: EC2Client, VpcId: string, GroupName: string): Promise<string> {
  const made = await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName, Description: GroupName }));
  return given(made.GroupId, 'security group');
}

async function createAcl(ec2: EC2Client, VpcId: string): Promise<void> {
  const made = await ec2.send(new CreateNetworkAclCommand({ VpcId }));
  const NetworkAclId = given(made.NetworkAcl?.NetworkAclId, 'network ACL');
  for (const Egress of [true, false]) {
    const rule = { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow' as const, CidrBlock: '0.0.0.0/0' };
    await ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, Egress, ...rule }));
  }
}

interface Places {
  readonly shop: string;
  readonly batch: string;
  readonly appSubnets: readonly string[];
  readonly batchSubnet: string;
}

/** Peering, a transit gateway, a VPN, and a prefix list of the customer. */
async function connect(ec2: EC2Client, { shop, batch, appSubnets, batchSubnet }: Places): Promise<void> {
  const peering = await ec2.send(new CreateVpcPeeringConnectionCommand({ VpcId: shop, PeerVpcId: batch }));
  const { VpcPeeringConnectionId } = given(peering.VpcPeeringConnection, 'peering connection');
  await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));

  const gateway = await ec2.send(new CreateTransitGatewayCommand({}));
  const TransitGatewayId = given(gateway.TransitGateway?.TransitGatewayId, 'transit gateway');
  const attached = await ec2.send(
    new CreateTransitGatewayVpcAttachmentCommand({
      TransitGatewayId,
      VpcId: shop,
      SubnetIds: [...appSubnets],
    }),
  );
  await ec2.send(
    new CreateTransitGatewayVpcAttachmentCommand({
      TransitGatewayId,
      VpcId: batch,
      SubnetIds: [batchSubnet],
    }),
  );
  const table = await ec2.send(new CreateTransitGatewayRouteTableCommand({ TransitGatewayId }));
  await ec2.send(
    new CreateTransitGatewayRouteCommand({
      TransitGatewayRouteTableId: given(table.TransitGatewayRouteTable?.TransitGatewayRouteTableId, 'table'),
      DestinationCidrBlock: '10.10.0.0/16',
      TransitGatewayAttachmentId: attached.TransitGatewayVpcAttachment?.TransitGatewayAttachmentId,
    }),
  );
  const vpn = await ec2.send(new CreateVpnGatewayCommand({ Type: 'ipsec.1' }));
  const VpnGatewayId = given(vpn.VpnGateway?.VpnGatewayId, 'VPN gateway');
  await ec2.send(new AttachVpnGatewayCommand({ VpnGatewayId, VpcId: shop }));
  const customer = await ec2.send(
    new CreateCustomerGatewayCommand({ Type: 'ipsec.1', IpAddress: '203.0.113.7', BgpAsn: 65000 }),
  );
  await ec2.send(
    new CreateVpnConnectionCommand({
      Type: 'ipsec.1',
      CustomerGatewayId: given(customer.CustomerGateway?.CustomerGatewayId, 'customer gateway'),
      VpnGatewayId,
      Options: { TunnelOptions: [{ PreSharedKey: secret }] },
    }),
  );
  await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: 'offices',
      MaxEntries: 2,
      AddressFamily: 'IPv4',
      Entries: [{ Cidr: '198.51.100.0/24' }],
    }),
  );
}

/** An endpoint service that everybody may use, behind a network load balancer. */
async function createService(
  ec2: EC2Client,
  elb: ElasticLoadBalancingV2Client,
  vpc: string,
  subnets: readonly string[],
): Promise<string> {
  const made = await elb.send(
    new CreateLoadBalancerCommand({
      Name: 'orders',
      Type: 'network',
      Scheme: 'internal',
      Subnets: [...subnets],
    }),
  );
  const LoadBalancerArn = given(made.LoadBalancers?.[0]?.LoadBalancerArn, 'load balancer');
  const group = await elb.send(
    new CreateTargetGroupCommand({ Name: 'orders', Protocol: 'TCP', Port: 443, VpcId: vpc }),
  );
  const TargetGroupArn = given(group.TargetGroups?.[0]?.TargetGroupArn, 'target group');
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'TCP',
      Port: 443,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  const { ServiceConfiguration } = await ec2.send(
    new CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [LoadBalancerArn],
      AcceptanceRequired: false,
    }),
  );
  const ServiceId = given(ServiceConfiguration?.ServiceId, 'endpoint service');
  await ec2.send(new ModifyVpcEndpointServicePermissionsCommand({ ServiceId, AddAllowedPrincipals: ['*'] }));
  return ServiceId;
}

/** A fault: the policy of the bucket tests the address of the caller, which endpoint traffic does not show. */
async function createPolicies(s3: S3Client, secrets: SecretsManagerClient, endpoint: string): Promise<void> {
  const Bucket = 'shop-orders';
  await s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
  );
  await s3.send(
    new CreateBucketCommand({
      Bucket: 'shop-no-policy',
      CreateBucketConfiguration: { LocationConstraint: region },
    }),
  );
  const bucketArn = `arn:aws:s3:::${Bucket}`;
  const everything = { Principal: '*', Action: 's3:*', Resource: [bucketArn, `${bucketArn}/*`] };
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Deny', ...everything, Condition: { NotIpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } },
      { Effect: 'Allow', ...everything, Condition: { StringEquals: { 'aws:SourceVpce': endpoint } } },
    ],
  });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  const made = await secrets.send(new CreateSecretCommand({ Name: 'shop/database', SecretString: secret }));
  const ResourcePolicy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }],
  });
  await secrets.send(new PutResourcePolicyCommand({ SecretId: given(made.ARN, 'secret'), ResourcePolicy }));
}
