import {
  isAvailableEndpointOfType,
  namesLeadToEndpoint,
} from '../../analysis/connectivity/available-endpoint.ts';
import {
  endpointAdmitsNobody,
  endpointAdmitsOnlyDefaultGroup,
} from '../../analysis/connectivity/endpoint-admission.ts';
import { type Clients, clientsOf } from '../../analysis/connectivity/endpoint-clients.ts';
import { isMeantForItsVpc } from '../../analysis/connectivity/meant-for-its-vpc.ts';
import { type PublicWay, publicWaysOf } from '../../analysis/connectivity/public-ways.ts';
import { isNeededByOneOf } from '../../analysis/workloads/needed-by.ts';
import type { DeclaredWorkload } from '../../analysis/workloads/workloads-in-vpc.ts';
import { AddressSet } from '../../model/address-set.ts';
import {
  and,
  type Fact,
  flatMap,
  isFalse,
  isTrue,
  known,
  map,
  no,
  not,
  or,
  unknown,
  yes,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { type Severity, severities } from '../../report/report.ts';
import { workloadOptions } from '../bundle/declared-workload.ts';
import { defineRule, type Problem, problem } from '../rule.ts';
import { counted, listed, named } from '../wording.ts';
import { sourceNotCoveredExamples } from './source-not-covered-examples.ts';
import { endpointText, groupsText, leadingGroup, portsToOpen, undecidedAbout } from './wording.ts';

/** An endpoint that refuses some of the compute that its names lead to it. */
interface Refusal {
  readonly endpoint: VpcEndpoint;
  readonly clients: Clients;
}

export default defineRule({
  id: 'sg-endpoint-ingress-source-not-covered',
  topic: 'security-group',
  severity: 'error',
  category: 'connectivity',
  summary: 'The security groups of an interface endpoint refuse compute that its names lead to it.',
  why: "With private DNS the service's own names lead everything in the VPC to the endpoint, also what used NAT before. Requests of whatever its security groups do not admit time out. The severity is error where they admit nothing that is known to run in the VPC, nor anybody elsewhere, or refuse what needs the service for certain, like nodes of EKS, or is declared to use it; warning where somebody elsewhere is admitted, where they admit the VPC's first address block and forget a later one, or where the endpoint takes names from compute that reaches the internet, and would reach the service without it; and info where they admit some of the compute, which may be as meant. Endpoints for services of customers are for whom they are meant: of these only such are told that admit nobody at all who is there.",
  fix: 'Allow ingress on the port of the service from the addresses or security groups of the clients (`aws ec2 authorize-security-group-ingress`), for most endpoints TCP 443 from all blocks of the VPC.',
  semantics: ['S1', 'S8', 'S14', 'S18', 'DNS7', 'DNS16'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  ],
  subject: 'vpcEndpoints',
  needs: [
    'vpcEndpoints',
    'vpcs',
    'networkInterfaces',
    'instances',
    'roles',
    'securityGroups',
    'prefixLists',
    'managedPrefixListEntries',
    'subnets',
    'routeTables',
    'networkAcls',
    'natGateways',
    'vpcBlockPublicAccessOptions',
    'vpcBlockPublicAccessExclusions',
  ],
  options: workloadOptions,
  examples: sourceNotCoveredExamples,
  *check({ network, options: { workloads } }) {
    const bySet = new Map<string, [Refusal, ...Refusal[]]>();
    for (const endpoint of network.all('vpcEndpoints')) {
      const applies = or(
        and(isMeantForItsVpc(endpoint), namesLeadToEndpoint(endpoint)),
        isOfCustomersService(endpoint),
      );
      if (isFalse(applies)) continue;
      const clients = clientsOf(network, endpoint);
      const refuses = and(
        applies,
        refusesSome(network, endpoint, clients),
        or(not(isOfCustomersService(endpoint)), flatMap(clients, isForNobody)),
      );
      if (isFalse(refuses)) continue;
      const groupIds = groupIdsOf(endpoint);
      if (!refuses.known) {
        yield undecidedAbout(subjectOf(network, endpoint, groupIds), refuses.missing);
      } else if (clients.known) {
        const refusal = { endpoint, clients: clients.value };
        const same = bySet.get(groupIds.join(' '));
        if (same) same.push(refusal);
        else bySet.set(groupIds.join(' '), [refusal]);
      }
    }
    for (const refusals of bySet.values()) yield report(network, refusals, workloads);
  },
});

/** Whether the endpoint is for the service of a customer, which a part of the VPC may use by the endpoint's own name. */
function isOfCustomersService(endpoint: VpcEndpoint): Fact<boolean> {
  const isOfCustomer = map(endpoint.service, ({ kind }) => kind === 'customer');
  return isFalse(isOfCustomer)
    ? isOfCustomer
    : and(isAvailableEndpointOfType(endpoint, 'interface'), isOfCustomer);
}

/** Whether groups admit nothing that is known to run in the VPC, nor anybody elsewhere. */
function isForNobody({ admitted, admission, vpc, missing }: Clients): Fact<boolean> {
  const admitsOthers = admission.permissions.some(({ permission }) =>
    permission.groups.some(({ vpcId }) => vpcId !== null && vpcId !== vpc.id),
  );
  if (admitted > 0 || admitsOthers) return no;
  const isOfVpc = admission.addresses.isEmpty()
    ? yes
    : map(vpc.addresses, (own) => admission.addresses.isSubsetOf(own));
  return and(isOfVpc, missing.length > 0 ? unknown(...missing) : yes);
}

/** Whether compute is refused by groups that admit others: those that admit nobody are another matter. */
function refusesSome(network: Network, endpoint: VpcEndpoint, clients: Fact<Clients>): Fact<boolean> {
  return and(
    flatMap(clients, ({ vpc, admission, refused, missing }) => {
      if (refused.length > 0)
        return admission.missing.length > 0 ? unknown(...admission.missing) : known(true);
      if (missing.length === 0) return known(false);
      // Nobody is refused by groups that admit all addresses that anybody in the VPC can have.
      const { addresses } = vpc;
      const admitsAll = addresses.known && addresses.value.ipv4Only().isSubsetOf(admission.addresses);
      return admitsAll ? known(false) : unknown(...missing);
    }),
    not(endpointAdmitsNobody(network, endpoint)),
    not(endpointAdmitsOnlyDefaultGroup(network, endpoint)),
  );
}

function groupIdsOf({ groupIds }: VpcEndpoint): readonly string[] {
  return groupIds.known ? [...new Set(groupIds.value)].sort() : [];
}

/** The only group of an endpoint, else the endpoint; null where the input does not describe or name the group. */
function subjectOf(network: Network, endpoint: VpcEndpoint, groupIds: readonly string[]) {
  const groups = groupIds.map((id) => leadingGroup(network, [id], endpoint));
  if (!endpoint.groupIds.known || groups.includes(null)) return null;
  return groups.length === 1 ? (groups[0] ?? null) : endpoint;
}

/** One finding for the endpoints that share their groups. */
function report(
  network: Network,
  refusals: readonly [Refusal, ...Refusal[]],
  declared: readonly DeclaredWorkload[],
): Problem {
  const [{ endpoint: first, clients }] = refusals;
  const endpoints = refusals.map(({ endpoint }) => endpoint);
  const groupIds = groupIdsOf(first);
  const group = leadingGroup(network, groupIds, first);
  const isOnly = groupIds.length === 1 && group !== null;
  const severity =
    severities.find((each) => refusals.some((refusal) => severityOf(network, refusal, declared) === each)) ??
    'info';
  const refused = [...new Set(refusals.flatMap((refusal) => refusal.clients.refused))];
  const ports = listed([...new Set(endpoints.map(portsToOpen))]);
  const forgotten = forgottenBlocks(clients);
  const lost = lostWays(network, refusals);
  const isLedTo = endpoints.every((endpoint) => isFalse(isOfCustomersService(endpoint)));
  const [one, its] = refused.length === 1 ? ['it', 'its address'] : ['them', 'their addresses'];
  return problem({
    resource: isOnly ? group : first,
    at: isOnly ? '/IpPermissions' : '/Groups',
    severity,
    affected: [...refused, ...lost.map(({ subnet }) => subnet)],
    code: 'ENI_SG_RULES_MISMATCH',
    message: `${groupsText(groupIds)} refuse${groupIds.length === 1 ? 's' : ''} ${shareText(clients, refused.length)} in ${clients.vpc.id} on ${ports}, ${isLedTo ? `though private DNS leads ${one} to` : `and admit${groupIds.length === 1 ? 's' : ''} nobody elsewhere to`} interface endpoint${endpoints.length === 1 ? '' : 's'} ${listed(endpoints.map(endpointText))}: requests time out.${lossText(lost)}${forgotten.length === 0 ? '' : ` The groups admit the first block of the VPC, and not ${listed(forgotten)}.`} ${severity === 'info' ? `If ${one === 'it' ? 'it is' : 'they are'} meant to use the service, allow` : 'Allow'} ingress on ${ports} from ${forgotten.length > 0 ? listed(forgotten) : `${its} or security groups`}.`,
    evidence: endpoints.map((endpoint) => ({
      message: `${endpoint.id} has ${groupIds.length === 1 ? 'this group' : 'these groups'}`,
      at: endpoint.at('/Groups'),
    })),
  });
}

/** The ways to the service that compute had, did private DNS not lead it to endpoints that refuse it. */
function lostWays(network: Network, refusals: readonly Refusal[]): readonly PublicWay[] {
  const led = refusals.filter(({ endpoint }) => isTrue(namesLeadToEndpoint(endpoint)));
  return publicWaysOf(network, [...new Set(led.flatMap(({ clients }) => clients.refused))]);
}

function lossText(lost: readonly PublicWay[]): string {
  if (lost.length === 0) return '';
  const subnets = lost.map(({ subnet }) => named(subnet));
  const gateways = [...new Set(lost.flatMap(({ gatewayIds }) => gatewayIds))].sort();
  const where = subnets.length > 3 ? counted(subnets.length, 'subnet') : listed(subnets);
  return ` Without private DNS, what runs in ${where} would reach the service through ${listed(gateways)}.`;
}

function shareText({ admitted }: Clients, refused: number): string {
  if (admitted === 0) return refused === 1 ? 'the compute interface' : `all ${refused} compute interfaces`;
  return `${refused} of ${counted(refused + admitted, 'compute interface')}`;
}

function severityOf(
  network: Network,
  { endpoint, clients }: Refusal,
  declared: readonly DeclaredWorkload[],
): Severity {
  const { admitted, missing } = clients;
  if (isNeededByOneOf(network, endpoint, clients.refused, declared)) return 'error';
  if (admitted === 0 && missing.length === 0) return isTrue(isForNobody(clients)) ? 'error' : 'warning';
  const losesWay = lostWays(network, [{ endpoint, clients }]).length > 0;
  return losesWay || forgottenBlocks(clients).length > 0 ? 'warning' : 'info';
}

/** The later blocks of the VPC with all that is refused, where the groups admit the whole of the first. */
function forgottenBlocks({ vpc, admission, refusedAddresses }: Clients): readonly string[] {
  const { cidrs } = vpc;
  const [primary, ...later] = cidrs.known ? cidrs.value : [];
  if (primary === undefined || later.length === 0) return [];
  const first = AddressSet.fromCidrs([primary]);
  if (!first.isSubsetOf(admission.addresses) || refusedAddresses.overlaps(first)) return [];
  return later.filter((block) => refusedAddresses.overlaps(AddressSet.fromCidrs([block])));
}
