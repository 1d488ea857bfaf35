import { partitionDomains } from '../../../data/partitions.ts';
import { hostNamePattern } from '../../../data/service-host-names.ts';
import { canonicalDnsName, domainOfWildcard } from '../../../model/dns-name.ts';
import { all, type Fact, flatMap, known, unknown } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { VpcEndpointService } from '../../../model/resources/vpc-endpoint-service.ts';
import { parseServiceName } from '../../../model/service-name.ts';

/** Stands for any label where a service has a name of its own for each registry, API or account. */
const anyLabel = 'any';

/**
 * The default host name in a region of a service by its short name (`s3`, `ecr.api`). Where the services were
 * collected it is one of their private names, which need not look like the short name (DNS8); else the one that
 * AWS documents. Of names with a wildcard it is one that the wildcard stands for.
 */
export function serviceHostName(
  network: Network,
  service: string,
  region: string,
  partition: string,
): Fact<string> {
  return network.memo(`host name of ${service} in ${region} of ${partition}`, () =>
    findHostName(network, service, region, partition),
  );
}

function findHostName(network: Network, service: string, region: string, partition: string): Fact<string> {
  const { dnsSuffix, dualStackSuffix } = partitionDomains(partition);
  const documented = hostNamePattern(service, partition)
    .replace('{service}', service)
    .replace('{region}', region)
    .replace('{dualStackSuffix}', dualStackSuffix)
    .replace('{suffix}', dnsSuffix);
  const names = all(servicesCalled(network, service, region).map((each) => each.privateDnsNames));
  return flatMap(names, (each) => {
    const collected = each.flat().map(canonicalDnsName);
    if (collected.length === 0 && service.startsWith('vpce-svc-')) {
      const reason = `no private DNS name of ${service}`;
      return unknown({ family: 'vpcEndpointServices', account: null, region, reason });
    }
    const chosen = collected.includes(documented) ? documented : plainest(collected, dnsSuffix);
    return known(withAnyLabel(chosen ?? documented));
  });
}

function servicesCalled(network: Network, service: string, region: string): readonly VpcEndpointService[] {
  const services = network.index('vpcEndpointServices', 'short name and region', (each) => {
    const { service: name, region: of } = parseServiceName(each.serviceName);
    return `${name} ${of ?? ''}`;
  });
  return services.get(`${service} ${region}`) ?? [];
}

/** Of a service's names the one that clients use unasked: in the partition's own domain, not for FIPS, the shortest. */
function plainest(names: readonly string[], dnsSuffix: string): string | undefined {
  const rank = (name: string) =>
    [
      name.endsWith(`.${dnsSuffix}`) ? 0 : 1,
      /(?:^|[.-])fips(?:[.-]|$)/.test(name) ? 1 : 0,
      domainOfWildcard(name) === null ? 0 : 1,
      String(name.length).padStart(4, '0'),
      name,
    ].join(' ');
  return [...names].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
}

function withAnyLabel(name: string): string {
  const domain = domainOfWildcard(name);
  return domain === null ? name : `${anyLabel}.${domain}`;
}
