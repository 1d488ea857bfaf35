import { isAvailableEndpointOfType, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { classesBehindGatewayEndpoint } from '../../analysis/connectivity/gateway-endpoint-sources.ts';
import { namesLeadToInterfaceEndpoint } from '../../analysis/connectivity/gateway-endpoints.ts';
import { prefixListFamily, servicePrefixListIds } from '../../analysis/connectivity/prefix-list-addresses.ts';
import type { SourceClass } from '../../analysis/connectivity/source-class.ts';
import { egressToGatewayEndpoint, type PrefixListEgress } from '../../analysis/connectivity/source-egress.ts';
import { isNeededByOneOf } from '../../analysis/workloads/needed-by.ts';
import type { DeclaredWorkload } from '../../analysis/workloads/workloads-in-vpc.ts';
import { and, type Fact, flatMap, isFalse, not } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { Severity } from '../../report/report.ts';
import { workloadOptions } from '../bundle/declared-workload.ts';
import { defineRule, type Problem, problem } from '../rule.ts';
import { counted, listed } from '../wording.ts';
import { missingPrefixListExamples } from './missing-prefix-list-examples.ts';
import { undecidedForUnseenSources } from './unseen-sources.ts';
import { endpointText, groupsText, leadingGroup, undecidedAbout } from './wording.ts';

/** Sources of one set of groups that cannot reach all of a service's addresses. */
interface Blocked {
  readonly endpoint: VpcEndpoint;
  readonly sourceClass: SourceClass;
  readonly egress: Exclude<PrefixListEgress, { kind: 'all' }>;
  /** Whether no source behind the endpoint reaches anything of the service. */
  readonly nobody: boolean;
}

export default defineRule({
  id: 'sg-source-egress-missing-prefix-list',
  topic: 'security-group',
  severity: 'error',
  category: 'connectivity',
  summary:
    "The security groups of compute behind a gateway endpoint block HTTPS to the service's prefix list.",
  why: 'A gateway endpoint keeps the public addresses of its service, so egress rules for private addresses do not cover it. Where the rules of an instance or function cover none of these addresses its requests time out; where they cover some, requests fail now and then, as names resolve. Whoever needs the service for certain, or is declared to use it, makes it an error that they are locked in.',
  fix: "Allow egress on TCP 443 to the service's prefix list by its id, which follows every change of the addresses (`aws ec2 authorize-security-group-egress --group-id … --ip-permissions IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=pl-…}]`).",
  semantics: ['S1', 'S2', 'S16', 'R1', 'G1', 'G7', 'DNS18', 'DNS19b'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
  ],
  subject: 'vpcEndpoints',
  needs: [
    'vpcEndpoints',
    'vpcs',
    'subnets',
    'routeTables',
    'networkInterfaces',
    'instances',
    'roles',
    'securityGroups',
    'prefixLists',
    'managedPrefixLists',
    'managedPrefixListEntries',
  ],
  options: workloadOptions,
  examples: missingPrefixListExamples,
  *check({ network, options: { workloads } }) {
    const blocked = new Map<string, [Blocked, ...Blocked[]]>();
    for (const endpoint of network.all('vpcEndpoints')) {
      const applies = isRouted(network, endpoint);
      if (isFalse(applies)) continue;
      const judge = (groupIds: readonly string[], from: Whereabouts): Fact<PrefixListEgress> => {
        const egress = egressToGatewayEndpoint(network, groupIds, from, endpoint);
        return isAll(egress) ? egress : flatMap(applies, () => egress);
      };
      const classes = classesBehindGatewayEndpoint(network, endpoint);
      const verdicts = classes.items.map((sourceClass) => {
        const { groupIds, sources } = sourceClass;
        return { sourceClass, egress: judge(groupIds, sources[0]) };
      });
      const nobody =
        classes.missing.length === 0 &&
        verdicts.every(({ egress }) => egress.known && egress.value.kind === 'none');
      for (const { sourceClass, egress } of verdicts) {
        const { groupIds, sources } = sourceClass;
        if (!egress.known) {
          yield undecidedAbout(leadingGroup(network, groupIds, sources[0]), egress.missing);
        } else if (egress.value.kind !== 'all') {
          const key = JSON.stringify([serviceText(endpoint), groupIds]);
          const entry = { endpoint, sourceClass, egress: egress.value, nobody };
          const same = blocked.get(key);
          if (same) same.push(entry);
          else blocked.set(key, [entry]);
        }
      }
      yield* undecidedForUnseenSources(network, endpoint, classes.missing, (group) =>
        isAll(judge([group.id], group)),
      );
    }
    for (const entries of blocked.values()) yield* report(network, entries, workloads);
  },
});

/** Whether the endpoint carries what sources in its VPC send to the service's plain names. */
function isRouted(network: Network, endpoint: VpcEndpoint): Fact<boolean> {
  // One for IPv6 alone routes none of the IPv4 addresses that plain names resolve to.
  const applies = and(isAvailableEndpointOfType(endpoint, 'gateway'), not(endpoint.isIpv6Only));
  if (isFalse(applies)) return applies;
  const isTakenOver = flatMap(vpcOfEndpoint(network, endpoint), (vpc) =>
    flatMap(endpoint.service, ({ service }) => namesLeadToInterfaceEndpoint(network, vpc, service)),
  );
  return and(applies, not(isTakenOver));
}

function isAll(egress: Fact<PrefixListEgress>): boolean {
  return egress.known && egress.value.kind === 'all';
}

/** One finding for a set of groups and a service, however many endpoints of it their sources stand behind. */
function* report(
  network: Network,
  entries: readonly [Blocked, ...Blocked[]],
  declared: readonly DeclaredWorkload[],
): Iterable<Problem> {
  const [{ endpoint, sourceClass, egress }] = entries;
  const { groupIds } = sourceClass;
  const group = leadingGroup(network, groupIds, sourceClass.sources[0]);
  if (!group) return;
  const sources = [...new Set(entries.flatMap((entry) => entry.sourceClass.sources))];
  const nobody = entries.some((entry) => entry.nobody);
  const endpoints = entries.map((entry) => endpointText(entry.endpoint));
  const who = `${counted(sources.length, 'compute interface')} behind gateway endpoint ${listed(endpoints)}`;
  const verb = groupIds.length === 1 ? 'allows' : 'allow';
  const isNeeded =
    egress.kind === 'none' &&
    entries.some((entry) => isNeededByOneOf(network, entry.endpoint, sources, declared));
  const severity = isNeeded ? 'error' : severityOf(egress, nobody);
  const others = nobody ? ' Nothing else behind the endpoint gets through either.' : '';
  yield problem({
    resource: group,
    key: JSON.stringify([serviceText(endpoint), groupIds]),
    at: '/IpPermissionsEgress',
    severity,
    affected: sources,
    code: 'ENI_SG_RULES_MISMATCH',
    message: `${groupsText(groupIds)} ${verb} ${faultText(egress, serviceText(endpoint))}, so ${egress.kind === 'some' ? 'some ' : ''}requests of ${who} time out.${others} ${severity === 'info' ? 'If they are meant to use it, allow' : 'Allow'} egress on TCP 443 to ${prefixListsText(network, endpoint)}.`,
    evidence: groupIds.flatMap((id) => {
      const other = leadingGroup(network, [id], group);
      return other && other !== group
        ? [{ message: `egress rules of ${id}`, at: other.at('/IpPermissionsEgress') }]
        : [];
    }),
  });
}

function severityOf(egress: Blocked['egress'], nobody: boolean): Severity {
  if (nobody) return 'error';
  return egress.kind === 'none' && !egress.elsewhere ? 'info' : 'warning';
}

function faultText(egress: Blocked['egress'], service: string): string {
  if (egress.kind === 'some') {
    const { blocked, total } = egress;
    return `egress on TCP 443 to only part of the addresses of ${service} (blocked: ${blocked.size()} of ${total.size()} addresses: ${listed(blocked.toCidrs())})`;
  }
  return egress.elsewhere
    ? `egress on TCP 443, but not to the public addresses of ${service}`
    : 'no egress on TCP 443';
}

function serviceText({ service }: VpcEndpoint): string {
  return service.known ? service.value.service : 'the service';
}

function prefixListsText(network: Network, endpoint: VpcEndpoint): string {
  const ids = servicePrefixListIds(network, serviceText(endpoint), endpoint);
  const ipv4 = ids.known ? ids.value.filter((id) => prefixListFamily(network, id, endpoint) !== 6) : [];
  return ipv4.length === 0 ? `the prefix list of ${serviceText(endpoint)}` : `prefix list ${listed(ipv4)}`;
}
