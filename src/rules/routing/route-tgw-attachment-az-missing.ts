import * as z from 'zod';
import { base, subnet } from '../example-estate.ts';
import { attachments, hubEstate } from '../hub-example-estate.ts';
import { defineRule } from '../rule.ts';
import { openWays } from './hub-examples.ts';
import { hubFamilies, hubText, isFor, judgeHubPaths, sendersText } from './hub-faults.ts';

/** The attachment of the spoke in a subnet of its own. */
const elsewhere = (zone: string) =>
  hubEstate({
    subnets: [
      ...(base.subnets ?? []),
      subnet('subnet-spoke', '10.1.1.0/24', 'a', { VpcId: 'vpc-2' }),
      subnet('subnet-attached', '10.1.9.0/28', zone, { VpcId: 'vpc-2' }),
    ],
    networkAcls: (hubEstate().networkAcls ?? []).map((acl) =>
      acl['VpcId'] === 'vpc-2'
        ? { ...acl, Associations: [{ SubnetId: 'subnet-spoke' }, { SubnetId: 'subnet-attached' }] }
        : acl,
    ),
    ...attachments({ subnetIds: ['subnet-attached'] }),
  });

export default defineRule({
  id: 'route-tgw-attachment-az-missing',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary:
    'Compute is in a zone in which its VPC has no subnet attached to the transit gateway that leads to endpoints.',
  why: 'A transit gateway takes packets from a VPC only in the zones in which its attachment has a subnet. What runs in another zone has a route to the endpoints and does not reach them; the same service works from the zone beside it.',
  fix: 'Add a subnet of the zone to the attachment (`aws ec2 modify-transit-gateway-vpc-attachment --add-subnet-ids`).',
  semantics: ['C4', 'C5b'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: "The spoke's attachment has a subnet in another zone only",
      facts: elsewhere('b'),
      findings: [{ resource: 'tgw-attach-2', affected: ['subnet-spoke'], message: 'no subnet in the zone' }],
    },
    {
      title: 'The attachment has another subnet of the same zone',
      facts: elsewhere('a'),
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'route',
      isFault: isFor('transit-gateway-zone-not-attached'),
      describe: (fault) => ({
        code: 'TGW_ROUTE_AZ_RESTRICTION',
        message: `Hosted zones lead ${sendersText(fault)} to ${hubText(fault)}, but ${fault.at.resource.id} has no subnet in the zone of ${fault.subnets.length === 1 ? 'that subnet' : 'those subnets'}, so requests time out. Add one to the attachment.`,
      }),
    });
  },
});
