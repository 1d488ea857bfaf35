import { and, type Fact, flatMap, known, map, or, unknown } from '../../model/fact.ts';
import type { ParsedPolicy, PolicyDocument } from '../../model/policy-document.ts';
import type { Place, Resource } from '../../model/resources/resource.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';

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
