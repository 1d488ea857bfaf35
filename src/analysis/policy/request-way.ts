/** By which way requests come to a service, and what condition keys that gives them (9.2). */
import { servicesSending } from '../../data/endpoint-condition-keys.ts';
import type { AddressSet } from '../../model/address-set.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import {
  absent,
  type ContextValue,
  perhaps,
  perhapsSomehow,
  present,
  presentSomehow,
  presentWithin,
} from './request-context.ts';

export type RequestWay =
  /** Through this endpoint, or through any where none is given, from these private addresses or from any. */
  | {
      readonly kind: 'endpoint';
      readonly endpoint: VpcEndpoint | null;
      readonly clients: AddressSet | null;
    }
  /** Over the internet, by NAT or directly, from these public addresses or from any. */
  | { readonly kind: 'internet'; readonly clients: AddressSet | null }
  /** A person with a browser, who comes over the internet too (PO10). */
  | { readonly kind: 'console' }
  /** A service that calls for itself (PO8). */
  | { readonly kind: 'service' }
  /** A service that calls another one for the principal who called it (PO7). */
  | { readonly kind: 'forward-access' };

/** Keys that only requests through an endpoint carry, in lower case. */
export const endpointKeys: ReadonlySet<string> = new Set([
  'aws:sourcevpce',
  'aws:sourcevpc',
  'aws:vpcsourceip',
  ...servicesSending.keys(),
]);

const withoutEndpoint: Readonly<Record<string, ContextValue>> = Object.fromEntries(
  [...endpointKeys].map((key) => [key, absent]),
);

/** The keys that a way determines; `service` as actions name it, null for any. */
export function keysOfWay(way: RequestWay, service: string | null): Readonly<Record<string, ContextValue>> {
  switch (way.kind) {
    case 'endpoint':
      return {
        'aws:SourceIp': absent,
        'aws:SourceVpce': presentSomehow('aws:SourceVpce'),
        'aws:SourceVpc': presentSomehow('aws:SourceVpc'),
        'aws:VpcSourceIp': addressIn('aws:VpcSourceIp', way.clients),
        ...(way.endpoint === null ? {} : keysOfEndpoint(way.endpoint, service)),
      };
    case 'internet':
      return { ...withoutEndpoint, 'aws:SourceIp': addressIn('aws:SourceIp', way.clients) };
    case 'console':
      return { ...withoutEndpoint, 'aws:SourceIp': presentSomehow('aws:SourceIp') };
    case 'service':
      return { ...withoutEndpoint, 'aws:SourceIp': absent };
    case 'forward-access':
      // Whether the address is then that of the service or none AWS does not say.
      return { ...withoutEndpoint, 'aws:SourceIp': perhapsSomehow('aws:SourceIp') };
  }
}

function addressIn(key: string, clients: AddressSet | null): ContextValue {
  return clients === null || clients.isEmpty() ? presentSomehow(key) : presentWithin(key, clients);
}

function keysOfEndpoint(
  endpoint: VpcEndpoint,
  service: string | null,
): Readonly<Record<string, ContextValue>> {
  const { id, vpcId, account, region, scope } = endpoint;
  const listed = (key: string, ...values: readonly string[]): ContextValue =>
    service !== null && servicesSending.get(key.toLowerCase())?.has(service) === true
      ? present(...values)
      : perhaps(...values);
  const arn = `arn:${scope.partition}:ec2:${region}:${account}:vpc/${vpcId}`;
  return {
    // An endpoint that is known by its policy alone has no id.
    ...(id.startsWith('vpce-') ? { 'aws:SourceVpce': present(id) } : {}),
    ...(vpcId === null ? {} : { 'aws:SourceVpc': present(vpcId) }),
    ...(account === null ? {} : { 'aws:VpceAccount': listed('aws:VpceAccount', account) }),
    ...(vpcId === null || account === null || region === null
      ? {}
      : { 'aws:SourceVpcArn': listed('aws:SourceVpcArn', arn) }),
  };
}
