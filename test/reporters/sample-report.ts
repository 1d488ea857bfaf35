import type {
  Finding,
  Location,
  Report,
  ResourceReference,
  RuleDescriptor,
  UndecidedGroup,
} from '../../src/report/report.ts';

const account = '111122223333';
const region = 'eu-west-1';

const noRouteTables: RuleDescriptor = {
  id: 'gateway-endpoint-no-route-tables',
  topic: 'gateway-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'A gateway endpoint is associated with no route table.',
  why: 'A gateway endpoint works through routes that AWS adds to the route tables it is associated with. Without one, no subnet sends anything through it.',
  fix: 'Associate the endpoint with the route tables of the subnets that use the service, or delete it.',
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html'],
};

export const fullAccess: RuleDescriptor = {
  id: 'endpoint-policy-full-access',
  topic: 'policy',
  severity: 'warning',
  category: 'security',
  securitySeverity: 5,
  summary: 'An endpoint policy allows every action to everybody',
  why: 'Whoever reaches the endpoint can use it to copy data to an account of their own.',
  fix: 'Allow the principals and resources that you know.',
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html',
  ],
};

const throughNat: RuleDescriptor = {
  id: 's3-through-nat',
  topic: 'cost',
  severity: 'info',
  category: 'cost',
  summary: 'Traffic to S3 goes through a NAT gateway.',
  why: 'A NAT gateway charges for every gigabyte; a gateway endpoint for S3 is free.',
  fix: 'Create a gateway endpoint for S3.',
  references: [],
};

export function resource(
  type: string,
  id: string,
  fields: Partial<ResourceReference> = {},
): ResourceReference {
  return { type, id, account, region, ...fields };
}

export function subnets(count: number): ResourceReference[] {
  return Array.from({ length: count }, (_, index) =>
    resource('AWS::EC2::Subnet', `subnet-${index + 1}`, { vpcId: 'vpc-1' }),
  );
}

export const routeTableIds: Location = {
  file: 'snapshots/prod.json',
  line: 1843,
  column: 7,
  endLine: 1843,
  endColumn: 26,
  pointer: '/scopes/0/facts/vpcEndpoints/items/0/RouteTableIds',
  excerpt: {
    lines: [{ number: 1843, text: '      "RouteTableIds": [],', marked: { from: 7, to: 26 } }],
    elided: 0,
  },
};

const policyDocument: Location = {
  file: 'dumps/eu west/endpoints#1.json',
  line: 98,
  column: 3,
  endLine: 109,
  endColumn: 4,
  pointer: '/VpcEndpoints/1/PolicyDocument',
  excerpt: {
    lines: [
      { number: 98, text: '  "PolicyDocument": {', marked: { from: 3, to: 22 } },
      { number: 99, text: '    "Statement": [', marked: { from: 5, to: 19 } },
      { number: 100, text: '      {', marked: { from: 7, to: 8 } },
      { number: 101, text: '        "Effect": "Allow",', marked: { from: 9, to: 27 } },
      { number: 109, text: '  },', marked: { from: 3, to: 4 } },
    ],
    elided: 7,
  },
};

const route: Location = {
  file: 'dumps/eu west/routes.json',
  line: 12,
  column: 9,
  endLine: 12,
  endColumn: 39,
  pointer: '/RouteTables/0/Routes/1/GatewayId',
  excerpt: {
    lines: [{ number: 12, text: '        "GatewayId": "vpce-2222222222"', marked: { from: 9, to: 39 } }],
    elided: 0,
  },
};

export function finding(fields: Partial<Finding> = {}): Finding {
  return {
    rule: noRouteTables.id,
    severity: 'error',
    category: 'connectivity',
    message:
      'Gateway endpoint vpce-1111111111 is associated with no route table, so no subnet of vpc-1 reaches com.amazonaws.eu-west-1.s3 through it. Associate it with the route tables of the subnets that use the service.',
    resource: resource('AWS::EC2::VPCEndpoint', 'vpce-1111111111', { name: 's3', vpcId: 'vpc-1' }),
    affected: [],
    location: routeTableIds,
    evidence: [],
    fingerprint: '00000000000000a1',
    ...fields,
  };
}

export const findings: readonly Finding[] = [
  finding({
    affected: [...subnets(7)].sort((a, b) => (a.id < b.id ? -1 : 1)),
    code: 'NO_ROUTE_TO_DESTINATION',
  }),
  finding({
    message: 'Gateway endpoint vpce-3333333333 is associated with no route table.',
    resource: resource('AWS::EC2::VPCEndpoint', 'vpce-3333333333', {
      account: '222233334444',
      vpcId: 'vpc-9',
    }),
    location: {
      ...routeTableIds,
      file: 'gone.json',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
      excerpt: null,
    },
    fingerprint: '00000000000000a2',
  }),
  finding({
    rule: fullAccess.id,
    severity: 'warning',
    category: 'security',
    message: 'The policy of vpce-2222222222 allows all actions [*] to everybody. Allow what you need.',
    resource: resource('AWS::EC2::VPCEndpoint', 'vpce-2222222222', { vpcId: 'vpc-1' }),
    affected: [resource('AWS::EC2::RouteTable', 'rtb-1', { name: 'app' })],
    location: policyDocument,
    evidence: [
      { message: 'rtb-1 sends [S3] traffic to it.', location: route },
      { message: 'The default policy says the same.', location: null },
    ],
    fingerprint: '00000000000000a3',
  }),
  finding({
    rule: throughNat.id,
    severity: 'info',
    category: 'cost',
    message: 'Subnets of vpc-1 send S3 traffic through nat-1.',
    resource: resource('AWS::EC2::NatGateway', 'nat-1', { vpcId: 'vpc-1' }),
    location: null,
    fingerprint: '00000000000000a4',
  }),
  finding({
    rule: throughNat.id,
    severity: 'info',
    category: 'cost',
    message: 'Subnets of vpc-2 send S3 traffic through nat-2.',
    resource: resource('AWS::EC2::NatGateway', 'nat-2', { vpcId: 'vpc-2' }),
    location: null,
    fingerprint: '00000000000000a5',
    suppressed: { kind: 'config', reason: 'a test network', expires: '2027-01-01' },
  }),
];

const missingInterfaces = { family: 'networkInterfaces', account, region, reason: 'not collected' };

const undecided: readonly UndecidedGroup[] = [
  { rule: fullAccess.id, missing: [missingInterfaces], affected: subnets(2), count: 2 },
  {
    rule: noRouteTables.id,
    missing: [
      { family: 'bucketPolicies', account, region: null, reason: 'denied: AccessDenied' },
      missingInterfaces,
    ],
    affected: [],
    count: 0,
  },
  {
    rule: throughNat.id,
    missing: [{ family: 'publicAddresses', account: null, region: null, reason: 'no prefix list of sts' }],
    affected: [resource('AWS::EC2::VPC', 'vpc-1', { name: 'prod' })],
    count: 1,
  },
];

export const sampleReport: Report = {
  tool: { name: 'vpce-lint', version: '0.1.0', informationUri: 'https://example.com/vpce-lint' },
  inputs: [
    { path: 'dumps/eu west/endpoints#1.json', kind: 'aws-cli' },
    { path: 'snapshots/prod.json', kind: 'snapshot' },
  ],
  summary: { error: 2, warning: 1, info: 1, suppressed: 1, undecided: 3 },
  findings,
  undecided,
  staleSuppressions: [],
  expectations: [],
  rules: [fullAccess, noRouteTables, throughNat],
  factSources: [
    { family: 'bucketPolicies', command: 'aws s3api get-bucket-policy', action: 's3:GetBucketPolicy' },
    {
      family: 'networkInterfaces',
      command: 'aws ec2 describe-network-interfaces',
      action: 'ec2:DescribeNetworkInterfaces',
    },
  ],
  extent: { endpoints: 61, endpointServices: 0, vpcs: 9, scopes: 2 },
};

/** The sample with other findings, and nothing undecided. */
export function reportOf(found: readonly Finding[], fields: Partial<Report> = {}): Report {
  const count = (severity: Finding['severity']) => found.filter((one) => one.severity === severity).length;
  return {
    ...sampleReport,
    summary: {
      error: count('error'),
      warning: count('warning'),
      info: count('info'),
      suppressed: 0,
      undecided: 0,
    },
    findings: found,
    undecided: [],
    factSources: [],
    ...fields,
  };
}
