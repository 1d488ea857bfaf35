import { workloadOptions } from '../bundle/declared-workload.ts';
import { defineRule } from '../rule.ts';
import { familiesOfInterfaceLegs, judgeInterfaceLeg } from './interface-leg.ts';
import { requestOutExamples } from './interface-leg-examples.ts';

export default defineRule({
  id: 'nacl-source-egress-blocks-endpoint',
  topic: 'network-acl',
  severity: 'error',
  category: 'connectivity',
  summary: 'A network ACL denies requests of compute on their way out to an interface endpoint.',
  why: "A request leaves the subnet of its client through that subnet's network ACL, unless the endpoint has an interface in the same subnet. Where no outbound rule allows the port of the service to the endpoint's addresses, requests time out. The severity is error where it keeps all compute of the VPC from an endpoint to which the names of the service lead, or some that needs the service for certain or is declared to use it; warning where it keeps other compute from it; and info where no name leads to the endpoint by itself. Of endpoints for services of customers, which the VPC may use in part, only such are told that no compute of the VPC gets to on any port.",
  fix: 'Allow outbound traffic on the port of the service, for most of them TCP 443, to the subnets of the endpoint (`aws ec2 create-network-acl-entry --egress`).',
  semantics: ['N1', 'N2', 'N4', 'N5', 'N9', 'S18', 'I5', 'DNS7', 'DNS16'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html',
  ],
  subject: 'networkAcls',
  needs: familiesOfInterfaceLegs,
  options: workloadOptions,
  examples: requestOutExamples,
  *check({ network, options: { workloads } }) {
    yield* judgeInterfaceLeg(network, 'request-out', workloads);
  },
});
