import * as z from 'zod';
import { attachments, hubEstate } from '../hub-example-estate.ts';
import { defineRule } from '../rule.ts';
import { openWays } from './hub-examples.ts';
import { hubFamilies, hubText, isFor, judgeHubPaths, sendersText } from './hub-faults.ts';

export default defineRule({
  id: 'route-tgw-attachment-not-available',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary:
    'The attachment to a transit gateway by which compute would reach endpoints of another VPC carries nothing.',
  why: 'An attachment that waits for acceptance, was rejected, failed or was deleted carries no packets. Routes still lead to it, so requests to the endpoints time out.',
  fix: 'Accept the attachment (`aws ec2 accept-transit-gateway-vpc-attachment`), or create it anew.',
  semantics: ['C4'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: "The spoke's attachment waits for acceptance",
      facts: hubEstate(attachments({ state: 'pendingAcceptance' })),
      findings: [{ resource: 'tgw-attach-2', affected: ['subnet-spoke'], message: 'is pendingacceptance' }],
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'route',
      isFault: isFor('transit-gateway-attachment-not-available'),
      describe: (fault) => ({
        code: 'BAD_STATE_ATTACHMENT',
        message: `Hosted zones lead ${sendersText(fault)} to ${hubText(fault)}, but ${fault.hop.message}, so requests time out. Accept the attachment, or create it anew.`,
      }),
    });
  },
});
