import * as z from 'zod';
import type { RawItem } from '../../model/snapshot.ts';
import { hubEstate, peeredEstate } from '../hub-example-estate.ts';
import { openWays } from '../routing/hub-examples.ts';
import { hubFamilies, hubText, isFor, judgeHubPaths, sendersText } from '../routing/hub-faults.ts';
import { defineRule } from '../rule.ts';

/** Hub and spoke joined by peering, and the ACLs of the estate, with an entry before all others in one of them. */
function denying(aclId: string, entry: RawItem) {
  const { networkAcls = [] } = hubEstate();
  const first = { RuleNumber: 50, Protocol: '6', RuleAction: 'deny', ...entry };
  return peeredEstate('active', {
    networkAcls: networkAcls.map((acl) =>
      acl.NetworkAclId === aclId
        ? { ...acl, Entries: [first, ...((acl.Entries ?? []) as readonly RawItem[])] }
        : acl,
    ),
  });
}

const https = { From: 443, To: 443 };
const ephemeral = { From: 1024, To: 65535 };

export default defineRule({
  id: 'hub-nacl-blocks-path',
  topic: 'hybrid',
  severity: 'error',
  category: 'connectivity',
  summary:
    'A network ACL stops compute on its way to an endpoint of another VPC that it is led to, or the replies.',
  why: 'Between VPCs packets pass the ACLs of the subnets of the compute, of the attachments of the transit gateway, and of the endpoint, and the replies pass them again. ACLs that were written for the traffic of their own VPC know nothing of the addresses of the others, so requests to the hub time out.',
  fix: 'Allow TCP 443 towards the endpoint, and the replies to the ephemeral ports of the clients, in the ACL that the message names (`aws ec2 create-network-acl-entry`).',
  semantics: ['N1', 'N3', 'N6', 'C1', 'C4'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
    'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The ACL of the endpoint refuses the spoke',
      facts: denying('acl-1', { Egress: false, CidrBlock: '10.1.0.0/16', PortRange: https }),
      findings: [{ resource: 'acl-1', affected: ['subnet-spoke'], message: 'vpce-1 (kms) in vpc-1' }],
    },
    {
      title: 'The ACL of the spoke lets no reply in',
      facts: denying('acl-2', { Egress: false, CidrBlock: '10.0.0.0/16', PortRange: ephemeral }),
      findings: [{ resource: 'acl-2', message: 'acl-2' }],
    },
    {
      title: 'The ACL of the endpoint refuses another VPC',
      facts: denying('acl-1', { Egress: false, CidrBlock: '10.2.0.0/16', PortRange: https }),
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'filter',
      isFault: isFor('network-acl-denied', 'network-acl-reply-denied'),
      describe: (fault) => ({
        code: 'SUBNET_ACL_RESTRICTION',
        message: `Hosted zones lead ${sendersText(fault)} to ${hubText(fault)}, but ${fault.hop.message}, so requests time out. Allow the requests and their replies there.`,
      }),
    });
  },
});
