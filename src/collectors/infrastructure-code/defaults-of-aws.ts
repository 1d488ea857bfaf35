const rest = { Protocol: '-1', CidrBlock: '0.0.0.0/0', RuleNumber: 32767, RuleAction: 'deny' } as const;

/** The entries with which every network ACL ends (N2). */
export const lastEntries = [
  { ...rest, Egress: false },
  { ...rest, Egress: true },
] as const;

/** The entries of the ACL that comes with a VPC: it passes everything. */
export const defaultEntries = [
  ...lastEntries.map((entry) => ({ ...entry, RuleNumber: 100, RuleAction: 'allow' })),
  ...lastEntries,
];

/** What the security group that comes with a VPC lets in: its own members. */
export function defaultIngress(groupId: string) {
  return [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: groupId }] }];
}

/** What a security group lets out that is given no rules. */
export const defaultEgress = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];

/** The policy of an endpoint that is given none. */
export const fullAccess = {
  Version: '2008-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
} as const;
