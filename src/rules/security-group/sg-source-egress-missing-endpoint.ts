import {
  isAvailableEndpointOfType,
  namesLeadToEndpoint,
  vpcOfEndpoint,
} from '../../analysis/connectivity/available-endpoint.ts';
import { computeClasses } from '../../analysis/connectivity/compute.ts';
import { isMeantForItsVpc } from '../../analysis/connectivity/meant-for-its-vpc.ts';
import type { SourceClass } from '../../analysis/connectivity/source-class.ts';
import { egressReachesEndpoint } from '../../analysis/connectivity/source-egress.ts';
import { isNeededByOneOf } from '../../analysis/workloads/needed-by.ts';
import type { DeclaredWorkload } from '../../analysis/workloads/workloads-in-vpc.ts';
import { and, type Fact, flatMap, isFalse, isTrue, type Listing, map, or } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { workloadOptions } from '../bundle/declared-workload.ts';
import { defineRule, type Problem, problem } from '../rule.ts';
import { counted, listed } from '../wording.ts';
import { missingEndpointEgressExamples } from './missing-endpoint-egress-examples.ts';
import { undecidedForUnseenSources } from './unseen-sources.ts';
import {
  closedPorts,
  endpointText,
  groupsText,
  leadingGroup,
  portsToOpen,
  undecidedAbout,
} from './wording.ts';

/** An endpoint that sources of one set of groups cannot reach. */
interface Blocked {
  readonly endpoint: VpcEndpoint;
  readonly sourceClass: SourceClass;
  /** Whether no source in the VPC reaches the endpoint, to which the service's names lead them. */
  readonly nobody: boolean;
}

export default defineRule({
  id: 'sg-source-egress-missing-endpoint',
  topic: 'security-group',
  severity: 'error',
  category: 'connectivity',
  summary: 'The security groups of compute block the way to an interface endpoint of its VPC.',
  why: "An interface endpoint is reached at its private addresses in the VPC. Where the egress rules of an instance or function cover neither these nor the endpoint's security groups on the port of the service, its requests time out, although the name resolves to the endpoint. The severity is error where nobody in the VPC reaches an endpoint that the names lead to, or where what needs the service for certain, or is declared to use it, does not; else info, for it may be as meant.",
  fix: "Allow egress on the port of the service, for most of them TCP 443, to the endpoint's security group or to the addresses of its subnets (`aws ec2 authorize-security-group-egress`).",
  semantics: ['S1', 'S2', 'S3', 'S8', 'S18', 'I5', 'DNS7', 'DNS16'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  ],
  subject: 'vpcEndpoints',
  needs: [
    'vpcEndpoints',
    'vpcs',
    'subnets',
    'networkInterfaces',
    'instances',
    'roles',
    'securityGroups',
    'prefixLists',
    'managedPrefixListEntries',
  ],
  options: workloadOptions,
  examples: missingEndpointEgressExamples,
  *check({ network, options: { workloads } }) {
    const blocked = new Map<string, [Blocked, ...Blocked[]]>();
    for (const endpoint of network.all('vpcEndpoints')) {
      const forNamed = isForNamedService(endpoint);
      const applies = or(isMeantForItsVpc(endpoint), forNamed);
      if (isFalse(applies)) continue;
      const judge = (groupIds: readonly string[], from: Whereabouts): Fact<boolean> => {
        const reaches = egressReachesEndpoint(network, groupIds, from, endpoint);
        return isTrue(reaches) ? reaches : flatMap(applies, () => reaches);
      };
      const classes = classesBeside(network, endpoint);
      const verdicts = classes.items.map((sourceClass) => {
        const { groupIds, sources } = sourceClass;
        return { sourceClass, reaches: judge(groupIds, sources[0]) };
      });
      const nobody =
        classes.missing.length === 0 &&
        verdicts.every(({ reaches }) => isFalse(reaches)) &&
        isTrue(namesLeadToEndpoint(endpoint));
      // Who is meant to use the service of a customer nobody can see, but that somebody is.
      if (!isFalse(forNamed) && verdicts.some(({ reaches }) => isTrue(reaches))) continue;
      for (const { sourceClass, reaches } of verdicts) {
        const { groupIds, sources } = sourceClass;
        if (!reaches.known) {
          yield undecidedAbout(leadingGroup(network, groupIds, sources[0]), reaches.missing);
        } else if (!reaches.value && !nobody && !isFalse(forNamed)) {
          const open = verdicts.flatMap((other) => (other.reaches.known ? [] : other.reaches.missing));
          yield undecidedAbout(leadingGroup(network, groupIds, sources[0]), [...open, ...classes.missing]);
        } else if (!reaches.value) {
          const key = JSON.stringify(groupIds);
          const entry = { endpoint, sourceClass, nobody };
          const same = blocked.get(key);
          if (same) same.push(entry);
          else blocked.set(key, [entry]);
        }
      }
      yield* undecidedForUnseenSources(network, endpoint, classes.missing, (group) =>
        isTrue(judge([group.id], group)),
      );
    }
    for (const entries of blocked.values()) yield* report(network, entries, workloads);
  },
});

/** Whether private DNS leads the VPC to the endpoint of a customer's service. */
function isForNamedService(endpoint: VpcEndpoint): Fact<boolean> {
  const isOfCustomer = map(endpoint.service, ({ kind }) => kind === 'customer');
  if (isFalse(isOfCustomer)) return isOfCustomer;
  return and(isAvailableEndpointOfType(endpoint, 'interface'), isOfCustomer, namesLeadToEndpoint(endpoint));
}

function classesBeside(network: Network, endpoint: VpcEndpoint): Listing<SourceClass> {
  const vpc = vpcOfEndpoint(network, endpoint);
  return vpc.known ? computeClasses(network, vpc.value) : { items: [], missing: vpc.missing };
}

/** One finding for a set of groups, with all endpoints that it blocks. */
function* report(
  network: Network,
  entries: readonly [Blocked, ...Blocked[]],
  declared: readonly DeclaredWorkload[],
): Iterable<Problem> {
  const [{ endpoint: first, sourceClass }] = entries;
  const { groupIds, sources } = sourceClass;
  const group = leadingGroup(network, groupIds, sources[0]);
  if (!group) return;
  const unusable = entries.filter(({ nobody }) => nobody).map(({ endpoint }) => endpointText(endpoint));
  const endpoints = entries.map(({ endpoint }) => endpoint);
  const closed = listed([...new Set(endpoints.map(closedPorts))]);
  const toOpen = listed([...new Set(endpoints.map(portsToOpen))]);
  const names = `interface endpoint${endpoints.length === 1 ? '' : 's'} ${listed(endpoints.map(endpointText))}`;
  const none =
    unusable.length === 0 ? '' : ` No compute in ${first.vpcId ?? 'the VPC'} reaches ${listed(unusable)}.`;
  const targets = [...new Set(endpoints.flatMap(({ groupIds: own }) => (own.known ? own.value : [])))].sort();
  const isNeeded = entries.some(({ endpoint }) => isNeededByOneOf(network, endpoint, sources, declared));
  yield problem({
    resource: group,
    ...(groupIds.length === 1 ? {} : { key: groupIds.join(' ') }),
    at: '/IpPermissionsEgress',
    severity: unusable.length > 0 || isNeeded ? 'error' : 'info',
    affected: endpoints,
    code: 'ENI_SG_RULES_MISMATCH',
    message: `${groupsText(groupIds)} allow${groupIds.length === 1 ? 's' : ''} no egress on ${closed} to ${names}, so requests of ${counted(sources.length, 'compute interface')} to ${endpoints.length === 1 ? 'it' : 'them'} time out.${none} Allow egress on ${toOpen} to ${targets.length === 0 ? 'the endpoint' : listed(targets)}.`,
    evidence: groupIds.flatMap((id) => {
      const other = leadingGroup(network, [id], group);
      return other && other !== group
        ? [{ message: `egress rules of ${id}`, at: other.at('/IpPermissionsEgress') }]
        : [];
    }),
  });
}
