/**
 * The rules that decide packets. A packet is counted for a rule where the rule made a difference: another rule
 * in its place would have decided this packet otherwise at that point of its way.
 */
export type DecidingRule =
  // Routes.
  | 'longest prefix'
  | 'static before prefix list'
  | 'static before propagated'
  | 'prefix list before propagated'
  | 'overlapping prefix lists'
  | 'propagated route'
  | 'propagated inside local'
  | 'static inside local'
  | 'filtered or Route Server'
  | 'blackhole'
  | 'no route'
  | 'main route table'
  // Gateways and endpoints.
  | 'gateway endpoint'
  | 'endpoint not available'
  | 'endpoint state unknown'
  | 'endpoint protocol'
  | 'public address at internet gateway'
  | 'private source at internet gateway'
  | 'private destination at internet gateway'
  | 'NAT gateway onward'
  | 'NAT gateway onward broken'
  | 'NAT gateway not available'
  | 'NAT64'
  | 'zone of a regional NAT gateway'
  | 'appliance'
  | 'appliance that checks addresses'
  | 'edge table'
  | 'Block Public Access'
  | 'excluded from Block Public Access'
  | 'Block Public Access unknown'
  | 'VPN gateway not attached'
  | 'VPN gateway outside its VPC'
  | 'reply by the VPN gateway'
  | 'peering not active'
  | 'peering not transitive'
  | 'return route missing'
  | 'return route open'
  | 'no interface'
  // Security groups.
  | 'group without rules'
  | 'egress denied'
  | 'ingress denied'
  | 'protocol or port of a permission'
  | 'prefix list in a group'
  | 'egress reference'
  | 'ingress reference'
  | 'reference through peering'
  | 'reference across Regions'
  // Network ACLs, and filters together.
  | 'ACL outward denied'
  | 'ACL inward denied'
  | 'deny before allow'
  | 'allow before deny'
  | 'ports of an ACL entry'
  | 'reply denied'
  | 'reply partially allowed'
  | 'same subnet'
  | 'senders differ'
  | 'refused together';

/** Told about each rule that made a difference. */
export type Note = (rule: DecidingRule) => void;

/** Rules that decide at least 2 % of the packets each, some of them taken together. */
export const strata: Readonly<Record<string, readonly DecidingRule[]>> = {
  'longest prefix': ['longest prefix'],
  'equal-length tie': [
    'static before prefix list',
    'static before propagated',
    'prefix list before propagated',
    'overlapping prefix lists',
  ],
  'propagated route': ['propagated route'],
  'propagated inside local': ['propagated inside local'],
  'static inside local, or of Route Server': ['static inside local', 'filtered or Route Server'],
  blackhole: ['blackhole'],
  'no route': ['no route'],
  'main route table': ['main route table'],
  'gateway endpoint': ['gateway endpoint'],
  'endpoint not available': ['endpoint not available'],
  'endpoint protocol': ['endpoint protocol'],
  'public address at internet gateway': ['public address at internet gateway'],
  'private source at internet gateway': ['private source at internet gateway'],
  'private destination at internet gateway': ['private destination at internet gateway'],
  'NAT gateway onward': ['NAT gateway onward'],
  'NAT gateway onward broken': ['NAT gateway onward broken'],
  'NAT gateway not available': ['NAT gateway not available'],
  appliance: ['appliance', 'appliance that checks addresses'],
  'edge table': ['edge table'],
  'Block Public Access': ['Block Public Access'],
  'remote network': ['VPN gateway not attached', 'VPN gateway outside its VPC', 'reply by the VPN gateway'],
  'peering not active': ['peering not active'],
  'peering not transitive': ['peering not transitive'],
  'return route missing': ['return route missing'],
  'return route open': ['return route open'],
  'no interface': ['no interface'],
  'egress denied': ['egress denied'],
  'ingress denied': ['ingress denied'],
  'protocol or port of a permission': ['protocol or port of a permission'],
  'prefix list in a group': ['prefix list in a group'],
  'reference within a VPC': ['ingress reference', 'egress reference'],
  'reference through peering': ['reference through peering'],
  'ACL outward denied': ['ACL outward denied'],
  'ACL inward denied': ['ACL inward denied'],
  'deny before allow': ['deny before allow'],
  'allow before deny': ['allow before deny'],
  'ports of an ACL entry': ['ports of an ACL entry'],
  'reply denied': ['reply denied'],
  'reply partially allowed': ['reply partially allowed'],
  'same subnet': ['same subnet'],
};

/** Rules that decide fewer packets, with the percentage that they decide at least. */
export const finerRules: Readonly<Partial<Record<DecidingRule, number>>> = {
  'static before prefix list': 1,
  'static before propagated': 1,
  'prefix list before propagated': 1,
  'overlapping prefix lists': 1,
  'static inside local': 1,
  'filtered or Route Server': 1,
  'endpoint state unknown': 1,
  NAT64: 0.2,
  'zone of a regional NAT gateway': 0.2,
  'appliance that checks addresses': 0.5,
  'excluded from Block Public Access': 0.2,
  'Block Public Access unknown': 0.2,
  'VPN gateway not attached': 0.1,
  'VPN gateway outside its VPC': 0.2,
  'reply by the VPN gateway': 0.2,
  'group without rules': 1,
  'ingress reference': 1,
  'egress reference': 1,
  'reference across Regions': 0.5,
  'senders differ': 1,
  'refused together': 0.1,
};
