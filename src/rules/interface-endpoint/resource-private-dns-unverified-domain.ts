import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { configurationOf } from '../../analysis/connectivity/resource-endpoint-target.ts';
import { and, flatMap, isFalse, known, map, unknown } from '../../model/fact.ts';
import type { ResourceConfiguration } from '../../model/resources/vpc-lattice.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { configuration, latticeEstate, resourceEndpoint } from './lattice-example-estate.ts';

const customName = (domainVerificationStatus: string | undefined) => ({
  resourceConfigurationDetails: [
    configuration({ customDomainName: 'db.example.com', domainVerificationStatus }),
  ],
});
const withNames = (fields: Record<string, unknown> = {}) => ({
  vpcEndpoints: [resourceEndpoint({ PrivateDnsEnabled: true, ...fields })],
});

export default defineRule({
  id: 'resource-private-dns-unverified-domain',
  topic: 'interface-endpoint',
  severity: 'warning',
  category: 'connectivity',
  summary: "A resource endpoint takes verified names only, and its resource's name is not verified.",
  why: 'With private DNS, a resource endpoint answers for the name that its resource configuration gives, but by default only if the owner of the domain has been verified. Until then clients in the VPC do not find the resource by that name.',
  fix: 'Have the owner verify the domain (`aws vpc-lattice start-domain-verification`), or let the endpoint take names that are not verified (PrivateDnsPreference ALL_DOMAINS).',
  semantics: ['I19'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/resource-configuration.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'resourceConfigurationDetails'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The verification is pending',
      facts: latticeEstate({ ...withNames(), ...customName('PENDING') }),
      findings: [{ resource: 'vpce-1', message: 'db.example.com' }],
    },
    { title: 'The domain is verified', facts: latticeEstate({ ...withNames(), ...customName('VERIFIED') }) },
    {
      title: 'The endpoint takes all names',
      facts: latticeEstate({
        ...withNames({ DnsOptions: { PrivateDnsPreference: 'ALL_DOMAINS' } }),
        ...customName('PENDING'),
      }),
    },
    { title: 'The endpoint has no private DNS', facts: latticeEstate(customName('PENDING')) },
    { title: 'The resource has no name of its own', facts: latticeEstate(withNames()) },
    {
      title: 'Whether the domain is verified is not in the input',
      facts: latticeEstate({ ...withNames(), ...customName(undefined) }),
      undecided: [{ resource: 'vpce-1', missing: ['resourceConfigurationDetails'] }],
    },
    {
      title: 'The resource configurations were not collected',
      facts: without(latticeEstate(withNames()), 'resourceConfigurationDetails'),
      undecided: [{ resource: 'vpce-1', missing: ['resourceConfigurationDetails'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'resource')) {
      const takesVerified = and(
        isAvailableEndpointOfType(endpoint, 'resource'),
        endpoint.privateDnsEnabled,
        map(endpoint.privateDnsPreference, (preference) => preference === 'verified_domains_only'),
      );
      if (isFalse(takesVerified)) continue;
      const name = flatMap(takesVerified, () => flatMap(configurationOf(network, endpoint), unverifiedName));
      if (!name.known) yield undecided(endpoint, name.missing);
      else if (name.value !== null) {
        yield problem({
          resource: endpoint,
          at: '/PrivateDnsEnabled',
          message: `Resource endpoint ${named(endpoint)} takes verified names only, and ${name.value}, the name of its resource, is not verified: clients in ${endpoint.vpcId ?? 'its VPC'} do not find the resource by it. Have the owner verify the domain, or let the endpoint take all names.`,
        });
      }
    }
  },
});

function unverifiedName(its: ResourceConfiguration) {
  return flatMap(its.customName, (custom) => {
    if (custom === null || custom.status === 'verified') return known(null);
    return custom.status === ''
      ? unknown(its.missing(`whether ${custom.name} is verified`))
      : known(custom.name);
  });
}
