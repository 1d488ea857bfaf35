import type { RawItem } from '../../model/snapshot.ts';
import {
  aclEntry,
  estate,
  gatewayEndpoint,
  instanceInterface,
  interfaceEndpoint,
  networkAcl,
  route,
  routeTable,
  without,
} from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

const anyReply = aclEntry(200, 'ingress allow tcp 1024-65535 0.0.0.0/0');
const anyRequest = aclEntry(200, 'egress allow tcp 443 0.0.0.0/0');

/** The main table leads to an S3 endpoint; both subnets have an ACL with these entries. */
function withEntries(entries: readonly RawItem[], changes: Facts = {}): Facts {
  return estate({
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
    routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')])],
    networkAcls: [networkAcl('acl-app', ['subnet-a', 'subnet-b'], entries)],
    ...changes,
  });
}

/** The same with one ACL for each subnet; that of subnet-b is open. */
function withEntriesForSubnetA(entries: readonly RawItem[], changes: Facts = {}): Facts {
  return withEntries([], {
    networkAcls: [
      networkAcl('acl-app', ['subnet-a'], entries),
      networkAcl('acl-open', ['subnet-b'], [anyRequest, anyReply]),
    ],
    ...changes,
  });
}

const lambda = (id: string, subnetId: string, address: string) =>
  instanceInterface(id, subnetId, address, {
    InterfaceType: 'lambda',
    Description: 'AWS Lambda VPC ENI-worker',
    Attachment: {},
  });

const insideOnly = [aclEntry(100, 'egress allow tcp 443 10.0.0.0/16'), anyReply];
const withoutReplies = [anyRequest, aclEntry(100, 'ingress allow tcp 443 0.0.0.0/0')];
const inUseElsewhere = [
  gatewayEndpoint('s3', ['rtb-main']),
  interfaceEndpoint('s3', ['subnet-a'], { VpcEndpointId: 'vpce-2' }),
];

export const gatewayEgressExamples: readonly RuleExample[] = [
  {
    title: 'Outbound rules cover the VPC only',
    facts: withEntries(insideOnly),
    findings: [
      {
        resource: 'acl-app',
        affected: ['subnet-a', 'subnet-b'],
        message: 'denies TCP 443 out to all 384 addresses of s3, as no rule allows it',
      },
    ],
  },
  {
    title: 'One of the blocks is denied before all is allowed',
    facts: withEntries([aclEntry(90, 'egress deny tcp 443 198.51.100.0/24'), anyRequest, anyReply]),
    findings: [
      {
        resource: 'acl-app',
        severity: 'warning',
        message: '256 of the 384 addresses of s3 (198.51.100.0/24) by its rule 90',
      },
    ],
  },
  {
    title: 'The other subnet of the table has an open ACL',
    facts: withEntriesForSubnetA(insideOnly),
    findings: [{ resource: 'acl-app', severity: 'warning', affected: ['subnet-a'] }],
  },
  {
    title: 'Nothing runs behind the ACL',
    facts: withEntries(insideOnly, { networkInterfaces: [] }),
    findings: [{ resource: 'acl-app', severity: 'info' }],
  },
  {
    title: 'What runs behind the ACL is not known',
    facts: without(withEntries(insideOnly), 'networkInterfaces'),
    findings: [{ resource: 'acl-app', severity: 'info' }],
  },
  {
    title: 'The ACL closes S3 and DynamoDB, which is one cause',
    facts: withEntries(insideOnly, {
      vpcEndpoints: [
        gatewayEndpoint('s3', ['rtb-main']),
        gatewayEndpoint('dynamodb', ['rtb-main'], { VpcEndpointId: 'vpce-2' }),
      ],
      routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1'), route('pl-dynamodb', 'vpce-2')])],
    }),
    findings: [{ resource: 'acl-app', message: 'all 128 addresses of dynamodb' }],
  },
  {
    title: "All of the service's blocks are allowed",
    facts: withEntries([
      aclEntry(100, 'egress allow tcp 443 198.51.100.0/24'),
      aclEntry(110, 'egress allow tcp 443 203.0.113.0/25'),
      anyReply,
    ]),
  },
  {
    title: 'The deny is for another protocol',
    facts: withEntries([aclEntry(90, 'egress deny udp 443 0.0.0.0/0'), anyRequest, anyReply]),
  },
  {
    title: 'The route table of the subnets does not lead to the endpoint',
    facts: withEntries(insideOnly, { routeTables: [routeTable('rtb-main', [])] }),
  },
  {
    title: 'A smaller static route takes the denied addresses elsewhere',
    facts: withEntries([aclEntry(90, 'egress deny tcp 443 198.51.100.0/26'), anyRequest, anyReply], {
      routeTables: [
        routeTable('rtb-main', [], [route('pl-s3', 'vpce-1'), route('198.51.100.0/26', 'eni-firewall')]),
      ],
    }),
  },
  {
    title: "The service's names lead to an interface endpoint",
    facts: withEntries(insideOnly, { vpcEndpoints: inUseElsewhere }),
  },
  {
    title: 'The ACL belongs to no subnet',
    facts: withEntries([], {
      networkAcls: [
        networkAcl('acl-idle', [], []),
        networkAcl('acl-app', ['subnet-a', 'subnet-b'], [anyRequest, anyReply]),
      ],
    }),
  },
  {
    title: "The service's addresses are not known",
    facts: without(withEntries(insideOnly), 'prefixLists'),
    undecided: [{ resource: 'acl-app', missing: ['prefixLists'] }],
  },
  {
    title: 'The network ACLs were not collected',
    facts: without(withEntries(insideOnly), 'networkAcls'),
    undecided: [{ missing: ['networkAcls'] }],
  },
];

export const gatewayReturnExamples: readonly RuleExample[] = [
  {
    title: 'Inbound rules allow HTTPS alone, as if the ACL were stateful',
    facts: withEntries(withoutReplies),
    findings: [
      {
        resource: 'acl-app',
        affected: ['subnet-a', 'subnet-b'],
        message: 'denies the replies from all 384 addresses of s3 to every ephemeral port',
      },
    ],
  },
  {
    title: 'Replies from one of the blocks are denied',
    facts: withEntries([anyRequest, aclEntry(90, 'ingress deny all all 203.0.113.0/25'), anyReply]),
    findings: [
      {
        resource: 'acl-app',
        severity: 'warning',
        message: '128 of the 384 addresses of s3 (203.0.113.0/25)',
      },
    ],
  },
  {
    title: 'The other subnet of the table has an open ACL',
    facts: withEntriesForSubnetA(withoutReplies),
    findings: [{ resource: 'acl-app', severity: 'warning' }],
  },
  {
    title: 'Nothing runs behind the ACL',
    facts: withEntries(withoutReplies, { networkInterfaces: [] }),
    findings: [{ resource: 'acl-app', severity: 'info' }],
  },
  {
    title: 'What runs behind the ACL is not known, and no ephemeral port passes',
    facts: without(withEntries(withoutReplies), 'networkInterfaces'),
    findings: [{ resource: 'acl-app', severity: 'info' }],
  },
  {
    title: 'The ephemeral ports of Linux are allowed in',
    facts: withEntries([anyRequest, aclEntry(100, 'ingress allow tcp 32768-60999 0.0.0.0/0')]),
  },
  {
    title: 'A part of the ports of Lambda is allowed in, which is another matter',
    facts: withEntries([anyRequest, aclEntry(100, 'ingress allow tcp 1024-4999 0.0.0.0/0')], {
      networkInterfaces: [lambda('eni-a', 'subnet-a', '10.0.1.10'), lambda('eni-b', 'subnet-b', '10.0.2.10')],
    }),
  },
  {
    title: 'Whether anything but Lambda runs behind the ACL is not known',
    facts: without(
      withEntries([anyRequest, aclEntry(100, 'ingress allow tcp 1024-4999 0.0.0.0/0')]),
      'networkInterfaces',
    ),
    undecided: [{ resource: 'acl-app', missing: ['networkInterfaces'] }],
  },
  {
    title: 'The endpoints were not collected',
    facts: without(withEntries(withoutReplies), 'vpcEndpoints'),
    undecided: [{ resource: 'acl-app', missing: ['vpcEndpoints'] }],
  },
  {
    title: 'The network ACLs were not collected',
    facts: without(withEntries(withoutReplies), 'networkAcls'),
    undecided: [{ missing: ['networkAcls'] }],
  },
];

const linuxOnly = [anyRequest, aclEntry(100, 'ingress allow tcp 32768-61000 0.0.0.0/0')];
const lambdas = [
  lambda('eni-a', 'subnet-a', '10.0.1.10'),
  instanceInterface('eni-b', 'subnet-b', '10.0.2.10'),
];

export const narrowForGatewayExamples: readonly RuleExample[] = [
  {
    title: 'Replies of S3 come in to the ephemeral ports of Linux, and one client is a Lambda function',
    facts: withEntries(linuxOnly, { networkInterfaces: lambdas }),
    findings: [
      {
        resource: 'acl-app',
        affected: ['subnet-a'],
        message: 'replies of vpce-1 (s3) in to part of the ephemeral ports',
      },
    ],
  },
  {
    title: 'The route table of the Lambda function does not lead to the endpoint',
    facts: withEntries(linuxOnly, {
      networkInterfaces: lambdas,
      routeTables: [
        routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')]),
        routeTable('rtb-lambda', ['subnet-a']),
      ],
    }),
  },
];
