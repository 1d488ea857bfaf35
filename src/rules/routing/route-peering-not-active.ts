import * as z from 'zod';
import { peeredEstate } from '../hub-example-estate.ts';
import { defineRule } from '../rule.ts';
import { openWays } from './hub-examples.ts';
import { hubFamilies, hubText, isFor, judgeHubPaths, sendersText } from './hub-faults.ts';

export default defineRule({
  id: 'route-peering-not-active',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary: 'The peering connection by which compute would reach endpoints of another VPC is not active.',
  why: 'A peering connection carries packets only while it is active: one that waits for acceptance, was rejected, expired or was deleted carries none. Requests to the endpoints time out.',
  fix: 'Accept the connection (`aws ec2 accept-vpc-peering-connection`), or create it anew and replace the routes.',
  semantics: ['C4', 'C9'],
  references: ['https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html'],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The peering connection waits for acceptance',
      facts: peeredEstate('pending-acceptance'),
      findings: [{ resource: 'pcx-1', affected: ['subnet-spoke'], message: 'is pending-acceptance' }],
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'route',
      isFault: isFor('peering-not-active'),
      describe: (fault) => ({
        code: 'BAD_STATE',
        message: `Hosted zones lead ${sendersText(fault)} to ${hubText(fault)}, but ${fault.hop.message}, so requests time out. Accept the peering connection, or create it anew.`,
      }),
    });
  },
});
