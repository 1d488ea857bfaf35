import type { RawItem } from '../../model/snapshot.ts';
import {
  aclEntry,
  base,
  endpointInterface,
  estate,
  instanceInterface,
  interfaceEndpoint,
  networkAcl,
  route,
  routeTable,
  subnet,
  without,
} from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

const ssm = interfaceEndpoint('ssm', ['subnet-e']);
const inSubnetE = endpointInterface('eni-endpoint-e', 'subnet-e', '10.0.9.7');
const open = [
  aclEntry(100, 'ingress allow all all 0.0.0.0/0'),
  aclEntry(100, 'egress allow all all 0.0.0.0/0'),
];

interface Entries {
  /** Of the ACL of subnet-a and subnet-b, where instances run. */
  readonly app?: readonly RawItem[];
  /** Of the ACL of subnet-e, where the endpoint has its interface. */
  readonly endpoint?: readonly RawItem[];
}

/** An SSM endpoint in a subnet of its own; an ACL for that, and one for the instances' subnets. */
function withAcls({ app = open, endpoint = open }: Entries, changes: Facts = {}): Facts {
  return estate({
    subnets: [...(base.subnets ?? []), subnet('subnet-e', '10.0.9.0/28', 'a')],
    vpcEndpoints: [ssm],
    networkInterfaces: [...(base.networkInterfaces ?? []), inSubnetE],
    networkAcls: [
      networkAcl('acl-app', ['subnet-a', 'subnet-b'], app),
      networkAcl('acl-endpoint', ['subnet-e'], endpoint),
    ],
    ...changes,
  });
}

/** Entries that let requests out and replies in. */
const asClient = [
  aclEntry(100, 'egress allow tcp 443 10.0.0.0/16'),
  aclEntry(100, 'ingress allow tcp 1024-65535 10.0.0.0/16'),
];
/** Entries that let requests in and replies out. */
const asServer = [
  aclEntry(100, 'ingress allow tcp 443 10.0.0.0/16'),
  aclEntry(100, 'egress allow tcp 1024-65535 10.0.0.0/16'),
];

/** Instances in subnet-a alone, with the endpoint beside them. */
const sameSubnet: Facts = {
  vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
  networkInterfaces: [
    instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
    endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
  ],
};

const lambdas = [
  ...['a', 'b'].map((name, index) =>
    instanceInterface(`eni-${name}`, `subnet-${name}`, `10.0.${index + 1}.10`, {
      InterfaceType: 'lambda',
      Attachment: {},
    }),
  ),
  inSubnetE,
];

/** The endpoint of a customer's service, which may listen on any port. */
const ofCustomer = {
  ...ssm,
  ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
  PrivateDnsEnabled: false,
};

/** Cases in which an ACL with such entries on one side is harmless, or not known to do harm. */
function commonExamples(resource: string, faulty: Entries): readonly RuleExample[] {
  return [
    {
      title: 'Each ACL allows what its side needs, in both directions',
      facts: withAcls({ app: asClient, endpoint: asServer }),
    },
    {
      title: 'Compute and endpoint stand in the same subnet, where no ACL is asked',
      facts: withAcls(faulty, { ...sameSubnet, networkAcls: [networkAcl('acl-app', ['subnet-a'], [])] }),
    },
    {
      title: 'A port passes on which the service of a customer may listen',
      facts: withAcls({ app: asClient, endpoint: asServer }, { vpcEndpoints: [ofCustomer] }),
    },
    {
      title: 'The endpoint is not available',
      facts: withAcls(faulty, { vpcEndpoints: [{ ...ssm, State: 'pending' }] }),
    },
    { title: 'Nothing runs in the VPC', facts: withAcls(faulty, { networkInterfaces: [inSubnetE] }) },
    {
      title: 'The interfaces were not collected',
      facts: without(withAcls(faulty), 'networkInterfaces'),
      undecided: [{ resource, missing: ['networkInterfaces'] }],
    },
    {
      title: 'The network ACLs were not collected',
      facts: without(withAcls(faulty), 'networkAcls'),
      undecided: [{ missing: ['networkAcls'] }],
    },
  ];
}

const noRequestOut: Entries = { app: [aclEntry(100, 'egress allow tcp 443 10.1.0.0/16'), ...asServer] };
const noReplyIn: Entries = {
  app: [
    aclEntry(100, 'egress allow tcp 443 10.0.0.0/16'),
    aclEntry(100, 'ingress allow tcp 443 10.0.0.0/16'),
  ],
};
const noRequestIn: Entries = { endpoint: [aclEntry(90, 'ingress deny tcp 443 10.0.0.0/16'), ...asServer] };
const noReplyOut: Entries = {
  endpoint: [
    aclEntry(100, 'ingress allow tcp 443 10.0.0.0/16'),
    aclEntry(100, 'egress allow tcp 443 0.0.0.0/0'),
  ],
};

export const requestOutExamples: readonly RuleExample[] = [
  {
    title: 'No rule lets HTTPS out to the endpoint',
    facts: withAcls({ app: [aclEntry(100, 'egress allow tcp 80 0.0.0.0/0'), ...open.slice(0, 1)] }),
    findings: [
      {
        resource: 'acl-app',
        affected: ['subnet-a', 'subnet-b'],
        message: 'denies TCP 443 out to interface endpoint vpce-1 (ssm), as no rule allows it',
      },
    ],
  },
  {
    title: 'A deny stands before the allow',
    facts: withAcls({ app: [aclEntry(90, 'egress deny all all 10.0.9.0/24'), ...open] }),
    findings: [{ resource: 'acl-app', message: 'by its rule 90' }],
  },
  {
    title: 'The ACL of another subnet lets its compute out',
    facts: withAcls(
      {},
      {
        networkAcls: [
          networkAcl('acl-app', ['subnet-a'], []),
          networkAcl('acl-open', ['subnet-b', 'subnet-e'], open),
        ],
      },
    ),
    findings: [{ resource: 'acl-app', severity: 'warning', affected: ['subnet-a'] }],
  },
  {
    title: 'An endpoint without private DNS, to which no name leads by itself',
    facts: withAcls(noRequestOut, { vpcEndpoints: [{ ...ssm, PrivateDnsEnabled: false }] }),
    findings: [{ resource: 'acl-app', severity: 'info' }],
  },
  ...commonExamples('acl-app', { app: [aclEntry(100, 'egress allow tcp 80 0.0.0.0/0')] }),
];

export const requestInExamples: readonly RuleExample[] = [
  {
    title: "The ACL of the endpoint's subnet denies HTTPS",
    facts: withAcls(noRequestIn),
    findings: [
      {
        resource: 'acl-endpoint',
        affected: ['subnet-a', 'subnet-b'],
        message: 'denies TCP 443 in from compute in 2 subnets by its rule 90',
      },
    ],
  },
  {
    title: 'It lets nobody in to the endpoint for the service of a customer',
    facts: withAcls(
      { endpoint: [aclEntry(90, 'ingress deny tcp 0-65535 10.0.0.0/16'), ...asServer] },
      { vpcEndpoints: [ofCustomer] },
    ),
    findings: [{ resource: 'acl-endpoint', severity: 'error', message: 'every TCP port' }],
  },
  {
    title: 'It lets one of two subnets in to the endpoint for the service of a customer',
    facts: withAcls(
      { endpoint: [aclEntry(90, 'ingress deny all all 10.0.2.0/24'), ...open] },
      { vpcEndpoints: [ofCustomer] },
    ),
  },
  {
    title: 'The endpoint for the service of a customer may be for other networks',
    facts: withAcls(
      { endpoint: [aclEntry(90, 'ingress deny all all 10.0.0.0/16'), ...open] },
      {
        vpcEndpoints: [ofCustomer],
        routeTables: [routeTable('rtb-main', [], [route('192.168.0.0/16', 'tgw-1')])],
      },
    ),
  },
  {
    title: 'It lets in one of two subnets, and not the one that is declared to use the service',
    facts: withAcls({
      endpoint: [
        aclEntry(100, 'ingress allow tcp 443 10.0.2.0/24'),
        aclEntry(100, 'egress allow tcp 1024-65535 10.0.0.0/16'),
      ],
    }),
    options: { workloads: [{ name: 'orders', from: { subnets: ['subnet-a'] }, uses: ['ssm'] }] },
    findings: [{ resource: 'acl-endpoint', severity: 'error', affected: ['subnet-a'] }],
  },
  {
    title: 'It lets in one of two subnets',
    facts: withAcls({ endpoint: [aclEntry(100, 'ingress allow tcp 443 10.0.1.0/24'), ...open.slice(1)] }),
    findings: [{ resource: 'acl-endpoint', severity: 'warning', affected: ['subnet-b'] }],
  },
  {
    title: 'It denies HTTPS to the endpoint in one of two zones',
    facts: withAcls(noRequestIn, {
      vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-e', 'subnet-b'])],
      networkInterfaces: [
        ...(base.networkInterfaces ?? []),
        inSubnetE,
        endpointInterface('eni-endpoint-b', 'subnet-b', '10.0.2.20'),
      ],
    }),
    findings: [{ resource: 'acl-endpoint', severity: 'warning', message: 'so some requests' }],
  },
  ...commonExamples('acl-endpoint', noRequestIn),
];

export const replyOutExamples: readonly RuleExample[] = [
  {
    title: 'Outbound rules allow HTTPS alone, as if the ACL were stateful',
    facts: withAcls(noReplyOut),
    findings: [
      {
        resource: 'acl-endpoint',
        affected: ['subnet-a', 'subnet-b'],
        message: 'denies the replies to every ephemeral port of compute in 2 subnets',
      },
    ],
  },
  {
    title: 'Replies go out to one of two subnets',
    facts: withAcls({
      endpoint: [...open.slice(0, 1), aclEntry(100, 'egress allow tcp 1024-65535 10.0.1.0/24')],
    }),
    findings: [{ resource: 'acl-endpoint', severity: 'warning', affected: ['subnet-b'] }],
  },
  ...commonExamples('acl-endpoint', noReplyOut),
];

export const replyInExamples: readonly RuleExample[] = [
  {
    title: 'Inbound rules allow HTTPS alone, as if the ACL were stateful',
    facts: withAcls(noReplyIn),
    findings: [
      {
        resource: 'acl-app',
        affected: ['subnet-a', 'subnet-b'],
        message: 'denies the replies of interface endpoint vpce-1 (ssm) to every ephemeral port',
      },
    ],
  },
  {
    title: 'A part of the ephemeral ports passes, which is another matter',
    facts: withAcls(
      { app: [aclEntry(100, 'ingress allow tcp 32768-60999 0.0.0.0/0'), ...open.slice(1)] },
      { networkInterfaces: lambdas },
    ),
  },
  ...commonExamples('acl-app', noReplyIn),
];

const linuxOnly = { app: [aclEntry(100, 'ingress allow tcp 32768-61000 0.0.0.0/0'), ...open.slice(1)] };

export const narrowForInterfaceExamples: readonly RuleExample[] = [
  {
    title: 'Replies come in to the ephemeral ports of Linux, and the clients are Lambda functions',
    facts: withAcls(linuxOnly, { networkInterfaces: lambdas }),
    findings: [
      { resource: 'acl-app', affected: ['subnet-a', 'subnet-b'], message: '1024-32767, 61001-65535' },
    ],
  },
  {
    title: "Replies go out of the endpoint's subnet to a part of the ports of Linux",
    facts: withAcls({
      endpoint: [...open.slice(0, 1), aclEntry(100, 'egress allow tcp 49152-65535 0.0.0.0/0')],
    }),
    findings: [{ resource: 'acl-endpoint', message: 'out to part of the ephemeral ports' }],
  },
  {
    title: 'The clients are Linux, whose ports are all allowed',
    facts: withAcls(linuxOnly),
  },
  {
    title: 'No ephemeral port is allowed, which is another matter',
    facts: withAcls(noReplyIn),
  },
  {
    title: 'Compute and endpoint stand in the same subnet, where no ACL is asked',
    facts: withAcls(linuxOnly, sameSubnet),
  },
  {
    title: 'What the clients are is not known',
    facts: without(withAcls(linuxOnly), 'networkInterfaces'),
    undecided: [{ resource: 'acl-app', missing: ['networkInterfaces'] }],
  },
  {
    title: 'The network ACLs were not collected',
    facts: without(withAcls(linuxOnly), 'networkAcls'),
    undecided: [{ missing: ['networkAcls'] }],
  },
];
