import { workloadOptions } from '../bundle/declared-workload.ts';
import { defineRule } from '../rule.ts';
import { familiesOfInterfaceLegs, judgeInterfaceLeg } from './interface-leg.ts';
import { requestInExamples } from './interface-leg-examples.ts';

export default defineRule({
  id: 'nacl-endpoint-ingress-blocked',
  topic: 'network-acl',
  severity: 'error',
  category: 'connectivity',
  summary: 'A network ACL denies requests of compute on their way into the subnet of an interface endpoint.',
  why: "A request enters the subnet of an endpoint's interface through that subnet's network ACL, unless it comes from the same subnet. Where no inbound rule allows the port of the service from the client's address, requests to this interface time out. The severity is error where it keeps all compute of the VPC from an endpoint to which the names of the service lead, or some that needs the service for certain or is declared to use it; warning where it keeps other compute from it; and info where no name leads to the endpoint by itself. Of endpoints for services of customers, which the VPC may use in part, only such are told that no compute of the VPC gets to on any port.",
  fix: 'Allow inbound traffic on the port of the service, for most of them TCP 443, from the subnets of the clients (`aws ec2 create-network-acl-entry --ingress`).',
  semantics: ['N1', 'N2', 'N4', 'N5', 'N9', 'S18', 'I5', 'DNS7', 'DNS16'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html',
  ],
  subject: 'networkAcls',
  needs: familiesOfInterfaceLegs,
  options: workloadOptions,
  examples: requestInExamples,
  *check({ network, options: { workloads } }) {
    yield* judgeInterfaceLeg(network, 'request-in', workloads);
  },
});
