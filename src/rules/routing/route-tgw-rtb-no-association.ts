import * as z from 'zod';
import { attachments, hubEstate } from '../hub-example-estate.ts';
import { defineRule } from '../rule.ts';
import { openWays } from './hub-examples.ts';
import { hubFamilies, hubText, isFor, judgeHubPaths, sendersText } from './hub-faults.ts';

export default defineRule({
  id: 'route-tgw-rtb-no-association',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary:
    'The attachment of a VPC whose compute uses endpoints elsewhere has no route table on the transit gateway.',
  why: 'A transit gateway routes what an attachment brings by the route table that is associated with it. Without one it drops everything, so requests to the endpoints time out.',
  fix: 'Associate a route table with the attachment (`aws ec2 associate-transit-gateway-route-table`).',
  semantics: ['C4', 'C5'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: "No route table is associated with the spoke's attachment",
      facts: hubEstate(attachments({ tableId: null })),
      findings: [{ resource: 'tgw-attach-2', affected: ['subnet-spoke'], message: 'no route table' }],
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'route',
      isFault: isFor('transit-gateway-table-none'),
      describe: (fault) => ({
        code: 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
        message: `Hosted zones lead ${sendersText(fault)} to ${hubText(fault)}, but no route table of the transit gateway is associated with ${fault.at.resource.id}, so it drops the packets. Associate one with routes to that VPC.`,
      }),
    });
  },
});
