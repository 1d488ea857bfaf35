import { workloadOptions } from '../bundle/declared-workload.ts';
import { defineRule } from '../rule.ts';
import { familiesOfInterfaceLegs, judgeInterfaceLeg } from './interface-leg.ts';
import { replyOutExamples } from './interface-leg-examples.ts';

export default defineRule({
  id: 'nacl-endpoint-egress-blocks-return',
  topic: 'network-acl',
  severity: 'error',
  category: 'connectivity',
  summary: 'A network ACL denies the replies of an interface endpoint on their way out of its subnet.',
  why: 'Network ACLs are stateless: the reply of an endpoint leaves its subnet to the ephemeral port of the client, and needs an outbound rule of its own. Without one, requests arrive and every connection times out. The severity is error where it keeps all compute of the VPC from an endpoint to which the names of the service lead, or some that needs the service for certain or is declared to use it; warning where it keeps other compute from it; and info where no name leads to the endpoint by itself. Of endpoints for services of customers, which the VPC may use in part, only such are told that no compute of the VPC gets to on any port.',
  fix: 'Allow outbound TCP 1024-65535 to the subnets of the clients (`aws ec2 create-network-acl-entry --egress`).',
  semantics: ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N9', 'I5', 'DNS7', 'DNS16'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html',
  ],
  subject: 'networkAcls',
  needs: familiesOfInterfaceLegs,
  options: workloadOptions,
  examples: replyOutExamples,
  *check({ network, options: { workloads } }) {
    yield* judgeInterfaceLeg(network, 'reply-out', workloads);
  },
});
