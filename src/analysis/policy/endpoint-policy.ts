import { actionPrefixes } from '../../data/action-prefixes.ts';
import { servicesWorthAPolicy } from '../../data/endpoint-policy-services.ts';
import { and, type Fact, flatMap, known, map, no, or, unknown, yes } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { ParsedPolicy, PolicyDocument } from '../../model/policy-document.ts';
import type { Place, Resource } from '../../model/resources/resource.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { serviceOfEndpoint } from '../connectivity/service-of-endpoint.ts';

/**
 * The policy that AWS evaluates on one of the user's own gateway or interface endpoints; null where there
 * is none: an endpoint of another kind, of AWS's own making, on its way out, or of a customer's service (PO3).
 */
export function endpointPolicy(endpoint: VpcEndpoint): Fact<PolicyDocument | null> {
  const evaluated = and(
    or(isOwnEndpointOfType(endpoint, 'gateway'), isOwnEndpointOfType(endpoint, 'interface')),
    map(endpoint.service, ({ kind }) => kind === 'aws'),
  );
  return flatMap(evaluated, (is) => (is ? readable(endpoint, endpoint.policy) : known(null)));
}

/** Whether the endpoint's service evaluates endpoint policies (PO3). */
export function evaluatesPolicies(network: Network, endpoint: VpcEndpoint): Fact<boolean> {
  if (isWorthAPolicy(endpoint)) return yes;
  return flatMap(endpoint.service, ({ kind }) =>
    kind === 'customer'
      ? no
      : flatMap(serviceOfEndpoint(network, endpoint), (service) => service.policySupported),
  );
}

/** Whether the endpoint's service holds data or gives out identities, and so is known to evaluate policies. */
export function isWorthAPolicy({ service }: VpcEndpoint): boolean {
  return service.known && servicesWorthAPolicy.has(service.value.service.replace(/-fips$/, ''));
}

/** The service of an endpoint as actions name it; null where that is not told, or they have several names. */
export function actionPrefixOf({ service }: VpcEndpoint): string | null {
  if (!service.known || service.value.kind !== 'aws') return null;
  const name = service.value.service.replace(/-fips$/, '');
  return Object.hasOwn(actionPrefixes, name) ? (actionPrefixes[name] ?? null) : null;
}

/** A policy that can be read; one that cannot is a missing fact. */
export function readable(resource: Resource, policy: Fact<ParsedPolicy>): Fact<PolicyDocument> {
  return flatMap(policy, (parsed) =>
    'document' in parsed
      ? known(parsed.document)
      : unknown(resource.missing(`the policy of ${resource.id} cannot be read: ${parsed.error}`)),
  );
}

/** A place within the policy that stands in a field, be it an object or text. */
export function policyPlace(resource: Resource, field: string, pointer: string): Place {
  return resource.at(`/${field}${pointer}`);
}
