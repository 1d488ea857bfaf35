/** Which endpoints could carry requests for a resource with a policy of its own. */
import { and, filterListing, type Listing, map, or } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { parseArn } from '../../model/scope.ts';
import { endpointPolicy } from './endpoint-policy.ts';
import type { PolicyHolder } from './resource-policies.ts';
import { matchesPattern, parsePattern } from './text-pattern.ts';

/** The user's own endpoints, in every scope, of the service that a resource belongs to. */
export function endpointsFor(
  network: Network,
  { service }: Pick<PolicyHolder, 'service'>,
): Listing<VpcEndpoint> {
  return network.memo(`own endpoints of ${service}`, () => {
    const missing = network.scopes.flatMap((scope) => network.missingInScope('vpcEndpoints', scope));
    return filterListing({ items: network.all('vpcEndpoints'), missing }, (endpoint) =>
      and(
        or(isOwnEndpointOfType(endpoint, 'gateway'), isOwnEndpointOfType(endpoint, 'interface')),
        map(endpoint.service, (name) => name.kind === 'aws' && serviceInArns(name.service) === service),
      ),
    );
  });
}

/** `ecr.dkr` and `kms-fips` are endpoints of the services that ARNs call `ecr` and `kms`. */
function serviceInArns(service: string): string {
  return (service.split('.')[0] ?? service).replace(/-fips$/, '');
}

/** Whether the policy of an endpoint allows the resource by its name, not by a wildcard over all of them. */
export function isNamedBy(endpoint: VpcEndpoint, { arn }: PolicyHolder): boolean {
  const policy = endpointPolicy(endpoint);
  if (!policy.known || policy.value === null) return false;
  return policy.value.statements.some(
    ({ effect, resources }) => effect === 'Allow' && (resources ?? []).some((each) => names(each, arn)),
  );
}

/** Whether a pattern spells the ARN out, save for what stands below it and a random ending of its name. */
function names(pattern: string, arn: string): boolean {
  const spelled = pattern.split(/[*?]/, 1)[0] ?? '';
  if (pattern === arn || spelled.startsWith(`${arn}/`)) return true;
  const randomEnding = parseArn(arn)?.service === 'secretsmanager' ? '-??????'.length : 0;
  return spelled.length >= arn.length - randomEnding && matchesPattern(parsePattern(pattern), arn);
}
