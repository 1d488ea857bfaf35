import * as z from 'zod';
import { AddressSet } from '../../model/address-set.ts';
import { PortSet } from '../../model/port-set.ts';
import { defineRule, problem } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { closedService, closedText, judgeGatewayLeg, requestsText, severityOf } from './gateway-leg.ts';
import { gatewayEgressExamples } from './gateway-leg-examples.ts';
import { endpointsText, entryPath, reasonText } from './wording.ts';

const https = PortSet.of(443);

export default defineRule({
  id: 'nacl-gateway-egress-incomplete',
  topic: 'network-acl',
  severity: 'error',
  category: 'connectivity',
  summary: "A network ACL denies HTTPS out to addresses of a gateway endpoint's service.",
  why: "A gateway endpoint keeps the public addresses of its service, and network ACLs know no prefix lists, so outbound rules must allow each of the service's blocks. What they leave out is dropped: where that is everything, every request times out; where it is some of it, requests fail now and then, as names resolve. The severity is error where no compute behind a route table of the endpoint gets through, warning where some does, and info where no compute is known to be behind the ACL.",
  fix: "Allow outbound TCP 443 to the blocks of the service's prefix list (`aws ec2 create-network-acl-entry --egress`), or to 0.0.0.0/0.",
  semantics: ['N2', 'N4', 'N5', 'N7', 'N9', 'R1', 'R16', 'G1', 'G7', 'DNS18'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
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
  examples: gatewayEgressExamples,
  *check({ network }) {
    yield* judgeGatewayLeg(network, {
      direction: 'egress',
      closedTo: (acl, service) => closedService(acl, service, 'egress', https),
      report: (acl, faults) => {
        const [{ entry }] = faults;
        const closed = AddressSet.unionAll(faults.map((fault) => fault.closed));
        return problem({
          resource: acl,
          at: entryPath(entry),
          severity: severityOf(network, faults),
          affected: faults.flatMap(({ subnets }) => subnets),
          code: 'SUBNET_ACL_RESTRICTION',
          message: `Network ACL ${named(acl)} denies TCP 443 out to ${closedText(faults)}${reasonText(entry)}, so ${requestsText(faults)} to ${endpointsText(
            'gateway',
            faults.map(({ endpoint }) => endpoint),
          )} are dropped. Allow outbound TCP 443 to ${listed(closed.toCidrs())}.`,
          evidence: faults.map(({ endpoint }) => ({
            message: `${endpoint.id} lists the route tables of these subnets`,
            at: endpoint.at('/RouteTableIds'),
          })),
        });
      },
    });
  },
});
