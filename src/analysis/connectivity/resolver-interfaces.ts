import { AddressSet } from '../../model/address-set.ts';
import { type Fact, flatMap, known, type Listing, type MissingFact, unknown } from '../../model/fact.ts';
import { type Address, parseAddress } from '../../model/ip-address.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { ResolverEndpoint } from '../../model/resources/resolver-endpoint.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { amazonResolverOf } from './dns-servers.ts';

/** `Route 53 Resolver: rslvr-in-0123:rni-4567`, as AWS describes the interfaces of Resolver endpoints. */
const descriptionPattern = /^Route 53 Resolver: (rslvr-[a-z]+-[\w-]+)/;

/** The id of the Resolver endpoint that an interface belongs to; null for all other interfaces. */
function resolverEndpointId({ description }: NetworkInterface): string | null {
  return descriptionPattern.exec(description)?.[1] ?? null;
}

/** The interfaces of a Resolver endpoint, which show its addresses and zones. */
export function interfacesOfResolver(
  network: Network,
  endpoint: ResolverEndpoint,
): Listing<NetworkInterface> {
  const byEndpoint = network.index('networkInterfaces', 'Resolver endpoint', resolverEndpointId);
  return {
    items: byEndpoint.get(endpoint.id) ?? [],
    missing: [
      ...network.missing('networkInterfaces', endpoint),
      ...undescribed(network).flatMap(({ describedAs }) => (describedAs.known ? [] : describedAs.missing)),
    ],
  };
}

/** Interfaces of which it is not known what they are for. */
function undescribed(network: Network): readonly NetworkInterface[] {
  const byDescription = network.index('networkInterfaces', 'without a description', ({ describedAs }) =>
    describedAs.known ? null : 'none',
  );
  return byDescription.get('none') ?? [];
}

/** Who answers DNS queries at an address: a Resolver endpoint or the Amazon DNS server of a VPC, or nobody seen. */
export type DnsServer =
  | { readonly kind: 'inbound-endpoint'; readonly vpcId: string; readonly id: string }
  | { readonly kind: 'amazon'; readonly vpc: Vpc };

/**
 * The DNS servers of AWS at an address, as far as the input shows them: more than one where the addresses of VPCs
 * overlap. Empty for servers of the user's own.
 */
export function awsDnsServersAt(network: Network, address: string): Fact<readonly DnsServer[]> {
  const parsed = parseAddress(address);
  if (parsed === null) return known([]);
  const inbound = network.index('networkInterfaces', 'addresses of inbound Resolver endpoints', (each) =>
    resolverEndpointId(each)?.startsWith('rslvr-in-') && each.addresses.known
      ? each.addresses.value.toCidrs()
      : null,
  );
  const [block = ''] = AddressSet.ofAddress(parsed).toCidrs();
  const servers: DnsServer[] = (inbound.get(block) ?? []).flatMap((each): DnsServer[] =>
    each.vpcId === null ? [] : [{ kind: 'inbound-endpoint', vpcId: each.vpcId, id: each.id }],
  );
  const untold: MissingFact[] = [];
  for (const vpc of network.all('vpcs')) {
    const own = amazonResolverOf(vpc);
    if (!own.known) untold.push(...own.missing);
    else if (own.value === parsed) servers.push({ kind: 'amazon', vpc });
  }
  if (untold.length > 0 && mayBeOfAmazon(parsed)) return unknown(...untold);
  if (servers.length > 0) return known(servers);
  const perhaps = undescribed(network).find(
    ({ addresses }) => addresses.known && addresses.value.overlaps(AddressSet.ofAddress(parsed)),
  );
  if (perhaps && !perhaps.describedAs.known) return perhaps.describedAs;
  // It may be an interface that nobody sees.
  return flatMap(unseenInterfaces(network), () => known(servers));
}

/** Ranges of VPCs begin at multiples of 16 addresses, for none is smaller than a /28. */
function mayBeOfAmazon(address: Address): boolean {
  return typeof address === 'number' && address % 16 === 2;
}

function unseenInterfaces(network: Network): Fact<null> {
  return network.memo('interfaces not seen', () => {
    const missing = network.scopes.flatMap((scope) => network.missingInScope('networkInterfaces', scope));
    return missing.length > 0 ? unknown(...missing) : known(null);
  });
}
