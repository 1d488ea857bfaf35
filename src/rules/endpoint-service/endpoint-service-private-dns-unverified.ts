import * as z from 'zod';
import { and, flatMap, isFalse, known, map, unknown } from '../../model/fact.ts';
import type { EndpointServiceConfiguration } from '../../model/resources/vpc-endpoint-service.ts';
import { estate, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

const service = (state: string, fields: object = {}) => ({
  vpcEndpointServiceConfigurations: [
    {
      ServiceId: 'vpce-svc-1',
      ServiceState: 'Available',
      PrivateDnsName: 'api.example.com',
      PrivateDnsNameConfiguration: { State: state, Type: 'TXT', Name: '_proof', Value: 'vpce:secret' },
      ...fields,
    },
  ],
});

export default defineRule({
  id: 'endpoint-service-private-dns-unverified',
  topic: 'endpoint-service',
  severity: 'error',
  category: 'connectivity',
  summary: 'The private DNS name of an endpoint service is not verified.',
  why: 'Consumers can turn on private DNS only for a name whose domain is verified. Until then their programs, which ask for that name, do not reach the service through their endpoints. While verification is pending this is a warning.',
  fix: 'Publish the TXT record in the public DNS of the domain, then start the verification (`aws ec2 start-vpc-endpoint-service-private-dns-verification`).',
  semantics: ['E9'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The verification failed',
      facts: estate(service('failed')),
      findings: [{ resource: 'vpce-svc-1', message: 'TXT record _proof' }],
    },
    {
      title: 'The verification is pending',
      facts: estate(service('pendingVerification')),
      findings: [{ resource: 'vpce-svc-1', severity: 'warning', message: 'TXT record _proof' }],
    },
    {
      title: 'The name is verified',
      facts: estate(service('verified')),
    },
    {
      title: 'The service has no private DNS name',
      facts: estate(service('failed', { PrivateDnsName: undefined, PrivateDnsNameConfiguration: undefined })),
    },
    {
      title: 'The state of the verification is not in the input',
      facts: estate(service('failed', { PrivateDnsNameConfiguration: undefined })),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointServiceConfigurations'] }],
    },
    {
      title: 'The endpoint services were not collected',
      facts: without(estate(), 'vpcEndpointServiceConfigurations'),
      undecided: [{ missing: ['vpcEndpointServiceConfigurations'] }],
    },
  ],
  *check({ network }) {
    for (const configuration of network.all('vpcEndpointServiceConfigurations')) {
      const hasName = and(
        map(configuration.privateDnsName, (name) => name !== null),
        map(configuration.state, (state) => !['deleting', 'deleted'].includes(state)),
      );
      if (isFalse(hasName)) continue;
      const state = verificationState(configuration);
      const isUnverified = and(
        hasName,
        map(state, (value) => value !== 'verified'),
      );
      if (!isUnverified.known) yield undecided(configuration, isUnverified.missing);
      else if (isUnverified.value && state.known) {
        const isPending = state.value === 'pending';
        yield problem({
          resource: configuration,
          severity: isPending ? 'warning' : 'error',
          at: '/PrivateDnsNameConfiguration',
          message: `The verification of ${configuration.raw.PrivateDnsName ?? 'the private DNS name'}, the private DNS name of endpoint service ${configuration.id}, ${isPending ? 'is pending' : 'failed'}, so consumers cannot turn on private DNS. ${remedy(configuration)}`,
        });
      }
    }
  },
});

function verificationState(configuration: EndpointServiceConfiguration) {
  return flatMap(configuration.privateDnsVerification, ({ state }) => {
    if (state === 'verified' || state === 'failed') return known(state);
    if (state === 'pendingverification') return known('pending' as const);
    return unknown(configuration.missing(`no known state of the private DNS name of ${configuration.id}`));
  });
}

function remedy(configuration: EndpointServiceConfiguration): string {
  const verification = configuration.privateDnsVerification;
  const record = verification.known ? verification.value.record : null;
  return record === null
    ? 'Publish the TXT record that proves the domain, then start the verification again.'
    : `Publish the TXT record ${record.name} with the value ${record.value} in the domain, then start the verification.`;
}
