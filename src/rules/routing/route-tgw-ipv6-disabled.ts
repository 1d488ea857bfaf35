import * as z from 'zod';
import { type HubPath, hubPaths } from '../../analysis/connectivity/hub-paths.ts';
import type { Hop } from '../../analysis/connectivity/path-answer.ts';
import { isFalse } from '../../model/fact.ts';
import { TransitGatewayAttachment } from '../../model/resources/peering-and-transit.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';
import { openWays } from './hub-examples.ts';
import { hubFamilies } from './hub-faults.ts';
import { ipv6Hub, withoutIpv6Support } from './ipv6-hub-examples.ts';

export default defineRule({
  id: 'route-tgw-ipv6-disabled',
  topic: 'routing',
  severity: 'warning',
  category: 'connectivity',
  summary:
    'Names lead compute to a hub endpoint over IPv6, and an attachment on the way has IPv6 support off.',
  why: 'The attachment of a VPC to a transit gateway carries IPv6 only with IPv6 support, which is off unless it was asked for. Clients that try IPv6 first wait until they fall back to IPv4, and clients without IPv4 do not get through. What happens to the packets exactly, no page says.',
  fix: 'Turn IPv6 support of the attachment on (`aws ec2 modify-transit-gateway-vpc-attachment --options Ipv6Support=enable`), or give the endpoint IPv4 records only.',
  semantics: ['C4', 'C5'],
  references: ['https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html'],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: "IPv6 support of the spoke's attachment is off",
      facts: ipv6Hub(withoutIpv6Support),
      findings: [{ resource: 'tgw-attach-2', affected: ['subnet-spoke'], message: 'IPv6 support' }],
    },
    {
      title: 'IPv6 support is on for both attachments',
      facts: ipv6Hub(),
    },
    {
      title: 'The attachments were not collected in detail',
      facts: without(ipv6Hub(), 'transitGatewayVpcAttachments'),
      undecided: [
        { missing: ['transitGatewayAttachments', 'transitGatewayVpcAttachments'] },
        { missing: ['transitGatewayVpcAttachments'] },
      ],
    },
    ...openWays,
  ],
  *check({ network }) {
    const { paths, missing } = hubPaths(network);
    if (missing.length > 0) yield { kind: 'undecided', resource: null, missing };
    const found = new Map<Resource, [HubPath, ...HubPath[]]>();
    for (const path of paths) {
      const closed = path.branch.hops.filter(isClosed);
      for (const { component } of closed) {
        const same = found.get(component);
        if (same) same.push(path);
        else found.set(component, [path]);
      }
      if (closed.length === 0 && mayHide(path)) {
        yield { kind: 'undecided', resource: null, missing: path.branch.missing };
      }
    }
    for (const [attachment, stopped] of found) {
      const subnets = [...new Set(stopped.map(({ source }): Subnet => source.subnet))];
      const endpoints = [...new Set(stopped.flatMap((path) => path.endpoints))];
      yield problem({
        resource: attachment,
        at: '/Options/Ipv6Support',
        affected: subnets,
        message: `Names lead compute in ${listed(subnets.map(({ id }) => id).sort())} to ${listed(endpoints.map(endpointText).sort())} over IPv6 too, but IPv6 support of ${attachment.id} on the way is off, so clients wait for their fallback to IPv4, or fail. Turn it on.`,
      });
    }
  },
});

/** Whether an attachment shows that it carries no IPv6. */
function isClosed({ reason, component }: Hop): boolean {
  return component instanceof TransitGatewayAttachment && reason === 'transit-gateway-family-unknown'
    ? isFalse(component.supports('Ipv6Support'))
    : false;
}

/** Whether an attachment on the way may be closed to IPv6 for all that the input shows. */
function mayHide({ branch }: HubPath): boolean {
  return branch.hops.some(
    ({ decision, plane }) => decision === 'unknown' && (plane === 'route' || plane === 'name'),
  );
}
