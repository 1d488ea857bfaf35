import { describe, expect, it } from 'vitest';
import { lookUpLocations } from '../../../src/report/look-up-locations.ts';
import { resourceIn, templateReader } from './template-file.ts';

const read = templateReader();

const network = `AWSTemplateFormatVersion: 2010-09-09
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: 10.0.0.0/16
  Table:
    Type: AWS::EC2::RouteTable
    Properties: { VpcId: !Ref Vpc }
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.\${AWS::Region}.s3
      RouteTableIds:
        - !Ref Table
      PolicyDocument: !Sub |
        { "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*",
          "Condition": { "StringNotEquals": { "aws:SourceVpc": "\${Vpc}" } } }] }
Outputs:
  Vpc: { Value: !Ref Vpc, Export: { Name: !Sub '\${AWS::StackName}-vpc' } }
`;

describe('a template', () => {
  it('is read whether it is written in YAML or in JSON', () => {
    const { network: found, inputs } = read({ 'net.yaml': network });
    expect(inputs.map(({ kind }) => kind)).toEqual(['cloudformation']);
    expect(resourceIn(found, 'vpcEndpoints', 'S3').raw).toMatchObject({
      VpcEndpointType: 'Gateway',
      VpcId: 'Vpc',
      State: 'available',
      ServiceName: 'com.amazonaws.\u0024{AWS::Region}.s3',
      RouteTableIds: ['Table'],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Condition: { StringNotEquals: { 'aws:SourceVpc': 'Vpc' } } }],
      },
    });
    expect(resourceIn(found, 'routeTables', 'Table').raw.Routes).toMatchObject([
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' },
      { DestinationPrefixListId: 'com.amazonaws.\u0024{AWS::Region}.s3', GatewayId: 'S3' },
    ]);
  });

  it('reads dates without quotes as they are written', () => {
    const dated = network.replace(
      /PolicyDocument: [\s\S]*?(?=Outputs)/,
      `PolicyDocument:
        Version: 2012-10-17
        Statement:
          Effect: Allow
          Principal: '*'
          Action: '*'
          Resource: '*'
          Condition: { DateLessThan: { 'aws:CurrentTime': 2030-01-01T00:00:00Z } }
`,
    );
    const { network: found } = read({ 'net.yaml': dated });
    expect(resourceIn(found, 'vpcEndpoints', 'S3').raw.PolicyDocument).toMatchObject({
      Version: '2012-10-17',
      Statement: { Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } } },
    });
  });

  it('has its region in names where it is given', () => {
    const { network: found } = read({ 'net.yaml': network }, { 'AWS::Region': 'eu-west-1' });
    expect(resourceIn(found, 'vpcEndpoints', 'S3').raw.ServiceName).toBe('com.amazonaws.eu-west-1.s3');
  });

  it('points to lines and columns, of members of lists and of what stands behind conditions too', () => {
    const { network: found, snapshot } = read({ 'net.yaml': network });
    const endpoint = resourceIn(found, 'vpcEndpoints', 'S3');
    const { document, pointer } = { document: 0, pointer: endpoint.origin.list.pointer };
    const parts = endpoint.origin.list.declared?.parts;
    const places = [
      { document, pointer },
      parts?.get('/PolicyDocument') ?? { document, pointer: '' },
      parts?.get('/RouteTableIds') ?? { document, pointer: '' },
      { document, pointer: '/Resources/S3/Properties/RouteTableIds/0/Ref' },
      { document, pointer: '/Resources/S3/Properties/NoSuch/thing' },
    ];
    const locate = lookUpLocations(snapshot.documents, places);
    expect(places.map((place) => [locate(place)?.line, locate(place)?.column])).toEqual([
      [10, 3],
      [17, 7],
      [15, 7],
      [16, 11],
      [12, 5],
    ]);
  });

  it.each([
    ['broken YAML', 'AWSTemplateFormatVersion: 2010-09-09\nResources:\n  A: [\n', 'net.yaml'],
    ['a template without types', 'Resources: []\n# Type: AWS::EC2::VPC\n', 'net.yaml'],
  ])('that cannot be read is said to be one: %s', (_what, text, name) => {
    const { unusable } = read({ [name]: text });
    expect(unusable).toHaveLength(1);
  });

  it('is not asked for more than its aliases may say', () => {
    const many = Array.from({ length: 9 }, (_, i) => `  a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]`);
    const text = `AWSTemplateFormatVersion: x\nMetadata:\n  a0: &a0 [x]\n${many.join('\n')}\nResources: {}\n`;
    expect(read({ 'net.yaml': text }).unusable[0]?.problem).toContain('aliases');
  });
});

describe('what a template leaves open', () => {
  const open = (resources: string, rest = '') =>
    read({
      'a.yaml': `${rest}\nResources:\n  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }\n${resources}`,
    }).network;

  it('is what a condition that is not known may add to', () => {
    const found = open(
      `  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Out:
    Type: AWS::EC2::Route
    Condition: HasNat
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat-1 }`,
      'Parameters: { Nat: { Type: String } }\nConditions: { HasNat: !Equals [!Ref Nat, "yes"] }',
    );
    expect(resourceIn(found, 'routeTables', 'Table').isInDoubt('Routes')).toBe(true);
  });

  it('is what macros may change', () => {
    const found = open(
      '  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }',
      'Transform: [Ours]',
    );
    expect(resourceIn(found, 'routeTables', 'Table').isInDoubt('Routes')).toBe(true);
  });

  it('is the rule that lets everything out, beside which there is another', () => {
    const found = open(`  Alone: { Type: AWS::EC2::SecurityGroup, Properties: { VpcId: !Ref Vpc } }
  Ruled: { Type: AWS::EC2::SecurityGroup, Properties: { VpcId: !Ref Vpc } }
  Rule:
    Type: AWS::EC2::SecurityGroupEgress
    Properties: { GroupId: !GetAtt Ruled.GroupId, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 }`);
    expect(resourceIn(found, 'securityGroups', 'Alone').isInDoubt('IpPermissionsEgress')).toBe(false);
    expect(resourceIn(found, 'securityGroups', 'Ruled').isInDoubt('IpPermissionsEgress')).toBe(true);
  });

  it('is private DNS of an interface endpoint that says nothing of it', () => {
    const found = open(`  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties: { VpcEndpointType: Interface, VpcId: !Ref Vpc, ServiceName: com.amazonaws.eu-west-1.ssm }`);
    expect(resourceIn(found, 'vpcEndpoints', 'Ssm').isInDoubt('PrivateDnsEnabled')).toBe(true);
  });

  it('is the policy that names something by what only AWS knows of it', () => {
    const found = open(`  Logs: { Type: AWS::S3::Bucket }
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.eu-west-1.s3
      PolicyDocument: { Statement: [{ Effect: Allow, Principal: "*", Action: "*", Resource: !Sub "\${Logs.Arn}/*" }] }`);
    expect(resourceIn(found, 'vpcEndpoints', 'S3').isInDoubt('PolicyDocument')).toBe(true);
  });
});

describe('templates of one deployment', () => {
  const importer = `Parameters: { Net: { Type: String, Default: net } }
Resources:
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !ImportValue { 'Fn::Sub': '\${Net}-vpc' }, CidrBlock: 10.0.1.0/24 }
`;

  it('import what another exports, which goes by the name of its file', () => {
    const { network: found } = read({ 'net.yaml': network, 'app.yaml': importer });
    expect(resourceIn(found, 'subnets', 'Subnet').vpcId).toBe('Vpc');
  });

  it('tell resources of one name apart by their files', () => {
    const { network: found } = read({ 'a.yaml': network, 'b.yaml': network });
    expect(found.all('vpcs').map(({ id }) => id.replace(/\(.*[/\\]/, '('))).toEqual([
      'Vpc (a.yaml)',
      'Vpc (b.yaml)',
    ]);
  });

  it('nest each other, and give each other values', () => {
    const child = `Parameters: { Vpc: { Type: AWS::EC2::VPC::Id } }
Resources:
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
Outputs: { Table: { Value: !Ref Table } }
`;
    const parent = `Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Tables:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: 'https://bucket.s3.amazonaws.com/child.yaml', Parameters: { Vpc: !Ref Vpc } }
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.eu-west-1.s3
      RouteTableIds: [!GetAtt Tables.Outputs.Table]
`;
    const { network: found } = read({ 'parent.yaml': parent, 'child.yaml': child });
    expect(resourceIn(found, 'routeTables', 'Tables.Table').vpcId).toBe('Vpc');
    expect(resourceIn(found, 'vpcEndpoints', 'S3').raw.RouteTableIds).toEqual(['Tables.Table']);
    const alone = resourceIn(read({ 'parent.yaml': parent }).network, 'vpcEndpoints', 'S3');
    expect(alone.isInDoubt('RouteTableIds')).toBe(true);
  });
});

describe('what a template must give and does not', () => {
  it('is not known, and is named', () => {
    const { network: found } = read({
      'net.yaml': `${network.slice(0, network.indexOf('Outputs:'))}
  Acl: { Type: AWS::EC2::NetworkAcl, Properties: { VpcId: !Ref Vpc } }
  Entry:
    Type: AWS::EC2::NetworkAclEntry
    Properties: { NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: 6, RuleAction: allow, CidrBlock: 0.0.0.0/0 }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: balancer, Port: 443, Protocol: TCP, DefaultActions: [{ Type: forward }] }
`,
    });
    const { entries } = resourceIn(found, 'networkAcls', 'Acl');
    const { targetGroupArns } = resourceIn(found, 'listeners', 'Listener');
    expect([entries, targetGroupArns]).toMatchObject([
      { known: false, missing: [{ reason: 'Entries of Acl: Entry is not known: PortRange is not given' }] },
      { known: false, missing: [{ reason: 'DefaultActions of Listener: TargetGroupArn is not given' }] },
    ]);
  });
});

describe('functions of the Serverless Application Model', () => {
  it('stand in the subnets that the template gives all of them', () => {
    const { network: found } = read({
      'sam.yaml': `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { VpcConfig: { SubnetIds: [subnet-1], SecurityGroupIds: [sg-1] } } }
Resources:
  Handler: { Type: AWS::Serverless::Function, Properties: { VpcConfig: { SubnetIds: [subnet-2] } } }
`,
    });
    expect(found.all('networkInterfaces').map(({ raw }) => [raw.SubnetId, raw.Groups])).toEqual([
      ['subnet-1', [{ GroupId: 'sg-1' }]],
      ['subnet-2', [{ GroupId: 'sg-1' }]],
    ]);
  });
});

describe('a list of templates', () => {
  it('is refused with what is expected instead', () => {
    const { unusable, skipped } = read({
      'stacks.json': [{ Resources: { Vpc: { Type: 'AWS::EC2::VPC' } } }, {}],
    });
    expect([...unusable, ...skipped].map(({ problem }) => problem)).toEqual([
      'it is a list of CloudFormation templates; each is expected in a file of its own',
    ]);
  });
});
