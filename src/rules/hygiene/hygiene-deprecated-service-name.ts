import * as z from 'zod';
import { and, type Fact, flatMap, isFalse, map, no, unknown, yes } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, region, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';

/** Every region has more services with endpoints; a shorter list is an excerpt. */
const fewestServices = 50;

const offered = Array.from({ length: fewestServices - 1 }, (_, index) => `service-${index}`);
const listed = (...services: readonly string[]) => ({
  vpcEndpointServices: [...offered, ...services].map((service) => ({
    ServiceName: `com.amazonaws.${region}.${service}`,
  })),
});

export default defineRule({
  id: 'hygiene-deprecated-service-name',
  topic: 'hygiene',
  severity: 'info',
  category: 'hygiene',
  onRequest: true,
  summary: 'AWS does not list the service of an endpoint any more.',
  why: 'AWS takes the names of services off the list of those that endpoints can be made for when the services end or get other names. What stands may go on to work, and is billed; nobody can make another like it, after a deletion by mistake as little as in the next VPC.',
  fix: 'See whether the service ended or has another name (`aws ec2 describe-vpc-endpoint-services`), and make an endpoint for that in its place, or delete this one.',
  semantics: ['DNS9'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcEndpointServices'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The service of the endpoint is not among those of the region',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])], ...listed('kms') }),
      findings: [{ resource: 'vpce-1', message: `com.amazonaws.${region}.ssm` }],
    },
    {
      title: 'The service of the endpoint is among them',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])], ...listed('s3') }),
    },
    {
      title: 'The endpoint is for the service of a customer',
      facts: estate({
        vpcEndpoints: [
          interfaceEndpoint('x', ['subnet-a'], { ServiceName: `com.amazonaws.vpce.${region}.vpce-svc-1` }),
        ],
        ...listed('kms'),
      }),
    },
    {
      title: 'The service is one of another region',
      facts: estate({
        vpcEndpoints: [
          interfaceEndpoint('x', ['subnet-a'], { ServiceName: 'com.amazonaws.eu-central-1.s3' }),
        ],
        ...listed('kms'),
      }),
    },
    {
      title: 'The list is an excerpt',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
        vpcEndpointServices: [{ ServiceName: `com.amazonaws.${region}.kms` }],
      }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpointServices'] }],
    },
    {
      title: 'The services were not collected',
      facts: without(
        estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])] }),
        'vpcEndpointServices',
      ),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpointServices'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const isOfRegion = map(
        endpoint.service,
        (service) =>
          service.kind === 'aws' && (service.region === null || service.region === endpoint.region),
      );
      const isGone = and(
        endpoint.isOwnAndAvailable,
        isOfRegion,
        flatMap(endpoint.serviceName, (name) => isUnlisted(network, endpoint, name)),
      );
      if (isFalse(isGone)) continue;
      if (!isGone.known) yield undecided(endpoint, isGone.missing);
      else if (endpoint.serviceName.known) {
        const { value: name } = endpoint.serviceName;
        yield problem({
          resource: endpoint,
          at: '/ServiceName',
          message: `AWS does not list ${name} among the services of ${endpoint.region ?? 'the region'} that endpoints can be made for, and endpoint ${named(endpoint)} is for that. See whether the service ended or has another name, before somebody has to make the endpoint anew.`,
        });
      }
    }
  },
});

/** Whether a region has no service of that name, where its whole list is in the input. */
function isUnlisted(network: Network, endpoint: VpcEndpoint, name: string): Fact<boolean> {
  const names = network.memoOf(endpoint.scope, 'names of services', () => {
    const { items, missing } = network.inScope('vpcEndpointServices', endpoint.scope);
    return { all: new Set(items.map(({ serviceName }) => serviceName)), missing };
  });
  if (names.all.has(name)) return no;
  if (names.missing.length > 0) return unknown(...names.missing);
  return names.all.size < fewestServices
    ? unknown(endpoint.missing('the list of services is an excerpt', 'vpcEndpointServices'))
    : yes;
}
