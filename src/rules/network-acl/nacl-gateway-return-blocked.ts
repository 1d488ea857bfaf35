import * as z from 'zod';
import { lambdaEphemeralPorts, replyPorts } from '../../analysis/connectivity/ephemeral-ports.ts';
import type { ServiceBehindAcl } from '../../analysis/connectivity/services-behind-acl.ts';
import { AddressSet } from '../../model/address-set.ts';
import { type Fact, unknown } from '../../model/fact.ts';
import type { NetworkAcl } from '../../model/resources/network-acl.ts';
import { defineRule, problem } from '../rule.ts';
import { listed, named } from '../wording.ts';
import {
  type ClosedService,
  closedService,
  closedText,
  judgeGatewayLeg,
  requestsText,
  severityOf,
} from './gateway-leg.ts';
import { gatewayReturnExamples } from './gateway-leg-examples.ts';
import { endpointsText, entryPath, reasonText } from './wording.ts';

export default defineRule({
  id: 'nacl-gateway-return-blocked',
  topic: 'network-acl',
  severity: 'error',
  category: 'connectivity',
  summary: "A network ACL denies the replies of a gateway endpoint's service.",
  why: 'Network ACLs are stateless: replies come in from the public addresses of the service to the ephemeral port of the client, and need an inbound rule of their own. Without one, requests leave and are served, but every connection times out. The severity is error where no compute behind a route table of the endpoint gets any reply, warning where some does, and info where no compute is known to be behind the ACL.',
  fix: "Allow inbound TCP 1024-65535 from the blocks of the service's prefix list (`aws ec2 create-network-acl-entry --ingress`), or from 0.0.0.0/0.",
  semantics: ['N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N9', 'R1', 'R16', 'G1', 'G7', 'DNS18'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html',
  ],
  subject: 'networkAcls',
  needs: [
    'networkAcls',
    'vpcs',
    'subnets',
    'routeTables',
    'vpcEndpoints',
    'prefixLists',
    'managedPrefixLists',
    'managedPrefixListEntries',
    'networkInterfaces',
  ],
  options: z.strictObject({}),
  examples: gatewayReturnExamples,
  *check({ network }) {
    yield* judgeGatewayLeg(network, {
      direction: 'ingress',
      closedTo: closedToReplies,
      report: (acl, faults) => {
        const [{ entry }] = faults;
        const closed = AddressSet.unionAll(faults.map((fault) => fault.closed));
        return problem({
          resource: acl,
          at: entryPath(entry),
          severity: severityOf(network, faults),
          affected: faults.flatMap(({ subnets }) => subnets),
          code: 'SUBNET_ACL_RESTRICTION',
          message: `Network ACL ${named(acl)} denies the replies from ${closedText(faults)} to every ephemeral port${reasonText(entry)}, so ${requestsText(faults)} to ${endpointsText(
            'gateway',
            faults.map(({ endpoint }) => endpoint),
          )} time out. Allow inbound TCP 1024-65535 from ${listed(closed.toCidrs())}.`,
          evidence: faults.map(({ endpoint }) => ({
            message: `${endpoint.id} lists the route tables of these subnets`,
            at: endpoint.at('/RouteTableIds'),
          })),
        });
      },
    });
  },
});

/** What no reply comes in from. Where not all sources are seen, only what is closed to every kind is certain. */
function closedToReplies(acl: NetworkAcl, service: ServiceBehindAcl): Fact<ClosedService> {
  const { compute } = service;
  const seen = closedService(acl, service, 'ingress', replyPorts(compute.items));
  if (compute.missing.length === 0 || !seen.known || seen.value.closed.isEmpty()) return seen;
  const certain = closedService(acl, service, 'ingress', lambdaEphemeralPorts);
  return certain.known && !certain.value.closed.isEmpty() ? certain : unknown(...compute.missing);
}
