import { domainsOfResources } from '../../../data/names-of-resources.ts';
import { partitionDomains } from '../../../data/partitions.ts';
import { isWithinDomain } from '../../../model/dns-name.ts';
import { type Fact, isFalse, isTrue, type MissingFact } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Place } from '../../../model/resources/resource.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';
import { isRegionName } from '../../../model/scope.ts';
import { publicIpv4 } from '../../../model/special-ranges.ts';
import { once } from '../once.ts';
import { answerFromEndpoint } from './answer-from-endpoint.ts';
import { isDualStackName } from './endpoint-addresses.ts';
import {
  endpointNamed,
  endpointsOffering,
  isAwsName,
  type NamedEndpoint,
  type Offering,
} from './endpoint-names.ts';
import {
  gatewayServiceDestinations,
  gatewayServiceOfName,
  isRegionalServiceName,
  publicAddressesOfService,
  publicIpv6,
} from './gateway-service-name.ts';
import { type Destinations, type NameAnswer, notKnown, resolvesAmong } from './name-answer.ts';

/**
 * What public DNS answers to a VPC's hosts: the addresses of an endpoint for its own names (DNS6), those of a
 * service with a prefix list for its names in the VPC's region, and some public addresses for all other names.
 */
export function answerFromPublicDns(network: Network, vpc: Vpc, name: string): NameAnswer {
  const { endpoint, isOfResource, isAws, offering } = natureOf(network, vpc, name);
  if (!endpoint.known) {
    const message = `${name} is the name of an endpoint that is not in the input`;
    return notKnown({ message, at: vpc.at(), missing: endpoint.missing });
  }
  if (endpoint.value) {
    return answerFromEndpoint(network, endpoint.value, name, endpoint.value.endpoint.at('/DnsEntries'));
  }
  if (isOfResource) {
    const message = `${name} is the name of a resource, whose addresses may be private or public`;
    return notKnown({ message, at: vpc.at(), missing: [addressesUntold(vpc, name)] });
  }
  const { at, because } = whyPublic(network, vpc, offering);
  const service = gatewayServiceOfName(name, vpc);
  const message = `${name} resolves to public addresses${service === null ? '' : ` of ${service}`}${because}`;
  const destinations =
    service === null
      ? somePublicAddresses(network, vpc, name)
      : gatewayServiceDestinations(network, vpc, service, name);
  const answer = resolvesAmong(destinations, { message, at });
  return isAws ? answer : { ...answer, assumptions: [`${name} is taken to have public IPv4 addresses only`] };
}

/** What a name is, whoever asks for it in a partition. */
interface NatureOfName {
  readonly endpoint: Fact<NamedEndpoint | null>;
  readonly isOfResource: boolean;
  readonly isAws: boolean;
  readonly offering: Offering;
}

function natureOf(network: Network, { scope }: Vpc, name: string): NatureOfName {
  const { partition } = scope;
  const names = network.memoOf(scope, 'nature of names', () => new Map<string, NatureOfName>());
  return once(names, name, () => ({
    endpoint: endpointNamed(network, name, partition),
    isOfResource: isNameOfResource(name, partition),
    isAws: isAwsName(name, partition),
    offering: endpointsOffering(network, name),
  }));
}

function addressesUntold(vpc: Vpc, name: string): MissingFact {
  const { region } = vpc;
  return { family: 'publicAddresses', account: null, region, reason: `which public addresses ${name} has` };
}

/** The same for all VPCs of a Region. */
function somePublicAddresses(network: Network, vpc: Vpc, name: string): readonly Destinations[] {
  return network.memoAt(vpc, 'public addresses of names', name, () =>
    findPublicAddresses(network, vpc, name),
  );
}

function findPublicAddresses(network: Network, vpc: Vpc, name: string): readonly Destinations[] {
  const { partition } = vpc.scope;
  const vague = [addressesUntold(vpc, name)];
  const isService = isRegionalServiceName(name, partition) || endpointsOffering(network, name).all.length > 0;
  const ipv4 = isService ? publicAddressesOfService(network, vpc, name) : publicIpv4;
  const destinations = [{ addresses: ipv4, vague }];
  if (isDualStackName(name, partition)) destinations.push({ addresses: publicIpv6, vague });
  return destinations;
}

function isNameOfResource(name: string, partition: string): boolean {
  const { dnsSuffix } = partitionDomains(partition);
  const region = name.split('.').find(isRegionName) ?? '';
  return domainsOfResources(region, dnsSuffix).some(
    (domain) => name !== domain && isWithinDomain(name, domain),
  );
}

/** What keeps the endpoints that could have the name from answering for it in the VPC, if there is any. */
function whyPublic(
  network: Network,
  vpc: Vpc,
  { all, byVpc }: Offering,
): { readonly at: Place; readonly because: string } {
  for (const endpoint of byVpc.get(vpc.id) ?? []) {
    const found = whyNotAnswering(endpoint);
    if (found) return found;
  }
  const attributes = network.answerFor('vpcAttributes', vpc.id, vpc);
  if (all.length > 0 && attributes.known && isFalse(attributes.value.enableDnsHostnames)) {
    const because = `: private DNS has no effect while DNS host names of ${vpc.id} are off`;
    return { at: attributes.value.at('/EnableDnsHostnames'), because };
  }
  const elsewhere = all.find((endpoint) => endpoint.vpcId !== vpc.id);
  if (!elsewhere) return { at: vpc.at(), because: '' };
  const because = `: no zone of ${vpc.id} leads to ${elsewhere.id}, which stands in ${elsewhere.vpcId ?? 'another VPC'}`;
  return { at: elsewhere.at('/VpcId'), because };
}

function whyNotAnswering(endpoint: VpcEndpoint): { readonly at: Place; readonly because: string } | null {
  if (isFalse(endpoint.privateDnsEnabled)) {
    return { at: endpoint.at('/PrivateDnsEnabled'), because: `: private DNS of ${endpoint.id} is off` };
  }
  if (isTrue(endpoint.privateDnsOnlyForInboundResolver)) {
    return {
      at: endpoint.at('/DnsOptions/PrivateDnsOnlyForInboundResolverEndpoint'),
      because: `: private DNS of ${endpoint.id} answers only queries through an inbound Resolver endpoint`,
    };
  }
  return null;
}
