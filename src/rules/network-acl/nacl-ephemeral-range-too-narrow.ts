import * as z from 'zod';
import { describedSubnets } from '../../analysis/connectivity/effective-route-table.ts';
import {
  ephemeralPortsOf,
  lambdaEphemeralPorts,
  replyPorts,
} from '../../analysis/connectivity/ephemeral-ports.ts';
import { hinderedCrossings, type Leg, sitesIn } from '../../analysis/connectivity/interface-endpoint-legs.ts';
import {
  firstDenial,
  narrowedPorts,
  passageThroughAcl,
  passesAllTcp,
} from '../../analysis/connectivity/network-acl-passage.ts';
import type { Direction } from '../../analysis/connectivity/security-group-admission.ts';
import { servicesBehindAcl } from '../../analysis/connectivity/services-behind-acl.ts';
import { vpcOf } from '../../analysis/connectivity/vpc-of.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../model/resources/network-acl.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { defineRule, type Outcome, type Problem, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { narrowForGatewayExamples } from './gateway-leg-examples.ts';
import { isNobodyThere } from './interface-leg.ts';
import { narrowForInterfaceExamples } from './interface-leg-examples.ts';
import { endpointText, entryPath } from './wording.ts';

export default defineRule({
  id: 'nacl-ephemeral-range-too-narrow',
  topic: 'network-acl',
  severity: 'warning',
  category: 'connectivity',
  summary: 'A network ACL allows replies of endpoints to a part of the ephemeral ports of the clients only.',
  why: 'A client opens each connection from another of its ephemeral ports: Linux from 32768-60999, Lambda from 1024-65535. Network ACLs are stateless, so replies to ports that no rule allows are dropped. Then some connections work and others time out, as the port falls.',
  fix: 'Allow replies to TCP 1024-65535, which covers every system (`aws ec2 replace-network-acl-entry`).',
  semantics: ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N9', 'R1', 'G1', 'G7', 'I5', 'DNS18'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html'],
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
  examples: [...narrowForInterfaceExamples, ...narrowForGatewayExamples],
  *check({ network }) {
    for (const acl of network.all('networkAcls')) {
      yield* judge(network, acl, 'ingress');
      yield* judge(network, acl, 'egress');
    }
  },
});

/** Replies between an endpoint and the compute of some subnets, of whose ports a part is denied. */
interface Narrowed {
  readonly endpoint: VpcEndpoint;
  readonly clientSubnetIds: readonly string[];
  readonly deniedPorts: PortSet;
  readonly entry: NetworkAclEntry | null;
}

interface NarrowedReplies {
  readonly items: readonly Narrowed[];
  readonly missing: readonly MissingFact[];
}

function* judge(network: Network, acl: NetworkAcl, direction: Direction): Iterable<Outcome> {
  if (passesAllTcp(network, acl, direction)) return;
  if (acl.subnetIds.known && acl.subnetIds.value.length === 0) return;
  const between = [
    ofInterfaceEndpoints(network, acl, direction === 'egress' ? 'reply-out' : 'reply-in'),
    ...(direction === 'ingress' ? [ofGatewayEndpoints(network, acl)] : []),
  ];
  const missing = distinctMissing(between.flatMap((each) => each.missing));
  const [first, ...others] = between.flatMap(({ items }) => items);
  if (first) yield report(network, acl, direction, [first, ...others]);
  else if (missing.length > 0) yield undecided(acl, missing);
}

function ofInterfaceEndpoints(network: Network, acl: NetworkAcl, leg: Leg): NarrowedReplies {
  const vpc = vpcOf(network, acl);
  if (!vpc.known) return { items: [], missing: vpc.missing };
  const sites = sitesIn(network, vpc.value);
  if (isNobodyThere(sites)) return { items: [], missing: [] };
  const hindered = hinderedCrossings(acl, leg, sites);
  const items = (hindered.known ? hindered.value : [])
    .filter(({ narrowedPorts: ports, endpoint }) => !ports.isEmpty() && endpoint.meantFor === 'all')
    .map(({ compute, endpoint, narrowedPorts: deniedPorts, entry }) => ({
      endpoint: endpoint.endpoint,
      clientSubnetIds: [compute.subnetId],
      deniedPorts,
      entry,
    }));
  const missing = [...sites.compute.missing, ...sites.endpoints.missing];
  return { items, missing: hindered.known ? missing : [...missing, ...hindered.missing] };
}

function ofGatewayEndpoints(network: Network, acl: NetworkAcl): NarrowedReplies {
  const behind = servicesBehindAcl(network, acl);
  const items: Narrowed[] = [];
  const missing: MissingFact[] = [...behind.missing];
  for (const { endpoint, addresses, compute, subnets } of behind.items) {
    if (compute.items.length > 0) {
      const passage = passageThroughAcl(acl, 'ingress', addresses, replyPorts(compute.items));
      if (!passage.known) missing.push(...passage.missing);
      else if (!passage.value.narrowed.isEmpty()) {
        const deniedPorts = narrowedPorts(passage.value, addresses);
        const entry = firstDenial(passage.value, passage.value.narrowed);
        const hit = compute.items.filter((source) => ephemeralPortsOf(source).overlaps(deniedPorts));
        const withCompute = new Set(hit.flatMap(({ subnetId }) => (subnetId.known ? [subnetId.value] : [])));
        const clientSubnetIds = subnets.map(({ id }) => id).filter((id) => withCompute.has(id));
        items.push({ endpoint, clientSubnetIds, deniedPorts, entry });
        continue;
      }
    }
    if (compute.missing.length === 0) continue;
    const widest = passageThroughAcl(acl, 'ingress', addresses, lambdaEphemeralPorts);
    const isOpen = widest.known && widest.value.closed.isEmpty() && widest.value.narrowed.isEmpty();
    if (!isOpen) missing.push(...compute.missing);
  }
  return { items, missing };
}

function report(
  network: Network,
  acl: NetworkAcl,
  direction: Direction,
  narrowed: readonly [Narrowed, ...Narrowed[]],
): Problem {
  const [{ entry }] = narrowed;
  const clients = [...new Set(narrowed.flatMap(({ clientSubnetIds }) => clientSubnetIds))].sort();
  const endpoints = [...new Set(narrowed.map(({ endpoint }) => endpointText(endpoint)))];
  const denied = PortSet.unionAll(narrowed.map(({ deniedPorts }) => deniedPorts));
  const way = direction === 'ingress' ? 'in' : 'out';
  return problem({
    resource: acl,
    key: direction,
    at: entryPath(entry),
    affected: describedSubnets(network, clients, acl),
    code: 'SUBNET_ACL_RESTRICTION',
    message: `Network ACL ${named(acl)} lets replies of ${listed(endpoints)} ${way} to part of the ephemeral ports only and denies TCP ${denied.toString()}, so some connections from compute in ${listed(clients)} time out. Allow ${way}bound TCP 1024-65535.`,
  });
}
