import type { PathHop, PathReport, PathReportBranch } from '../../src/report/path-report.ts';
import type { Location, ResourceReference } from '../../src/report/report.ts';

const scope = { account: '111122223333', region: 'eu-west-1', vpcId: 'vpc-1' };

function component(type: string, id: string, name?: string): ResourceReference {
  return { type: `AWS::EC2::${type}`, id, ...(name === undefined ? {} : { name }), ...scope };
}

const table = component('RouteTable', 'rtb-1', 'private');
const group = component('SecurityGroup', 'sg-app', 'app');
const acl = component('NetworkAcl', 'acl-1');
const endpoint = component('VPCEndpoint', 'vpce-1', 's3');

/** A place whose one line is marked as a whole. */
export function place(file: string, line: number, text: string): Location {
  return {
    file,
    line,
    column: 3,
    endLine: line,
    endColumn: 3 + text.length,
    pointer: `/${line}`,
    excerpt: {
      lines: [{ number: line, text: `  ${text}`, marked: { from: 3, to: 3 + text.length } }],
      elided: 0,
    },
  };
}

export const nameFound: PathHop = {
  plane: 'name',
  component: component('VPC', 'vpc-1', 'shop'),
  decision: 'pass',
  reason: 'name-resolved',
  message: 's3.eu-west-1.amazonaws.com resolves to public addresses of s3',
  location: place('dumps/vpcs.json', 4, '"VpcId": "vpc-1"'),
};

export const leaves: PathHop = {
  plane: 'filter',
  component: group,
  decision: 'pass',
  reason: 'security-group-allowed',
  message: 'sg-app permits it to leave',
  location: place('dumps/groups.json', 30, '"IpProtocol": "-1"'),
};

export const leavesNot: PathHop = {
  ...leaves,
  decision: 'block',
  reason: 'security-group-denied',
  message: 'no egress rule of sg-app permits it to leave',
  code: 'ENI_SG_RULES_MISMATCH',
  location: place('dumps/groups.json', 28, '"IpPermissionsEgress": []'),
};

export const outOfSubnet: PathHop = {
  plane: 'filter',
  component: acl,
  decision: 'pass',
  reason: 'network-acl-allowed',
  message: 'rule 100 of acl-1 allows it (egress)',
  location: place('dumps/acls.json', 12, '"RuleNumber": 100'),
};

const repliesBack: PathHop = {
  ...outOfSubnet,
  message: 'acl-1 allows the replies',
  location: place('dumps/acls.json', 20, '"RuleNumber": 100'),
};

export const repliesNot: PathHop = {
  ...outOfSubnet,
  decision: 'block',
  reason: 'network-acl-reply-denied',
  message: 'rule 90 of acl-1 denies the replies',
  code: 'SUBNET_ACL_RESTRICTION',
  location: place('dumps/acls.json', 17, '"RuleNumber": 90'),
};

export const routed: PathHop = {
  plane: 'route',
  component: table,
  decision: 'pass',
  reason: 'route-selected',
  message: 'rtb-1 routes pl-s3 to vpce-1',
  location: place('dumps/tables.json', 8, '"GatewayId": "vpce-1"'),
};

export const served: PathHop = {
  plane: 'filter',
  component: endpoint,
  decision: 'pass',
  reason: 'endpoint-available',
  message: 'vpce-1 is available',
  location: place('dumps/endpoints.json', 5, '"State": "available"'),
};

export const toS3: PathReportBranch = {
  destinations: ['198.51.100.0/24', '203.0.113.0/25'],
  size: 384n,
  destinationsName: 'pl-s3 (com.amazonaws.eu-west-1.s3)',
  verdict: 'reachable',
  via: 'gateway-endpoint',
  viaId: 'vpce-1',
  hops: [nameFound, leaves, outOfSubnet, repliesBack, routed, served],
  missing: [],
  opening: null,
};

/** Some of the destinations go to an appliance, and nobody sees where it sends them. */
export const toFirewall: PathReportBranch = {
  destinations: ['198.51.100.0/26'],
  size: 64n,
  destinationsName: null,
  verdict: 'unknown',
  via: 'network-interface',
  viaId: 'eni-fw',
  hops: [
    leaves,
    {
      ...routed,
      decision: 'unknown',
      reason: 'route-beyond',
      message: 'where they go beyond eni-fw is not in the input',
      location: place('dumps/tables.json', 14, '"NetworkInterfaceId": "eni-fw"'),
    },
  ],
  missing: [
    {
      family: 'routeTables',
      account: '111122223333',
      region: 'eu-west-1',
      reason: 'beyond eni-fw',
    },
  ],
  opening: null,
};

export function pathOf(branches: readonly PathReportBranch[], fields: Partial<PathReport> = {}): PathReport {
  return {
    from: 'i-1',
    to: 's3',
    protocol: 'tcp',
    port: 443,
    request: null,
    verdict: 'reachable',
    private: true,
    assumptions: ['replies go to ports 32768-60999, as of a Linux or unknown source'],
    branches,
    factSources: [],
    ...fields,
  };
}
