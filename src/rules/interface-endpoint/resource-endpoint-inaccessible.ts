import * as z from 'zod';
import { and, isFalse, map, someOf, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { EndpointAssociation } from '../../model/resources/vpc-lattice.ts';
import { estate, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named, withoutFullStop } from '../wording.ts';
import { isOwnEndpointWithInterfaces } from './endpoint-with-interfaces.ts';
import { configurationArn, latticeEstate, resourceEndpoint } from './lattice-example-estate.ts';

const association = (AssociatedResourceAccessibility: string | undefined, fields: object = {}) =>
  latticeEstate({
    vpcEndpointAssociations: [
      {
        Id: 'vpce-rsc-asc-1',
        VpcEndpointId: 'vpce-1',
        AssociatedResourceArn: configurationArn,
        AssociatedResourceAccessibility,
        ...fields,
      },
    ],
  });

export default defineRule({
  id: 'resource-endpoint-inaccessible',
  topic: 'interface-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'AWS says that a resource behind a resource or service network endpoint cannot be reached.',
  why: 'The endpoint is available, but the resource configuration behind it is not: what is sent there arrives nowhere.',
  fix: 'Look at the resource configuration (`aws vpc-lattice get-resource-configuration`) and its resource gateway, or ask their owner.',
  semantics: ['I22'],
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointAssociation.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcEndpointAssociations'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The resource is inaccessible',
      facts: association('Inaccessible'),
      findings: [{ resource: 'vpce-1', message: 'cannot be reached' }],
    },
    {
      title: 'The association failed, and AWS says why',
      facts: association('Accessible', { FailureReason: 'no such domain' }),
      findings: [{ resource: 'vpce-1', message: 'AWS says: no such domain.' }],
    },
    { title: 'The resource is accessible', facts: association('Accessible') },
    { title: 'The endpoint is new and has no association yet', facts: latticeEstate() },
    { title: 'There is no such endpoint', facts: estate() },
    {
      title: 'The endpoint is not available, which is another matter',
      facts: { ...association('Inaccessible'), vpcEndpoints: [resourceEndpoint({ State: 'failed' })] },
    },
    {
      title: 'Whether it is accessible is not in the input',
      facts: association(undefined),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpointAssociations'] }],
    },
    {
      title: 'The associations were not collected',
      facts: without(latticeEstate(), 'vpcEndpointAssociations'),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpointAssociations'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const applies = and(
        isOwnEndpointWithInterfaces(endpoint),
        endpoint.isAvailable,
        map(endpoint.endpointType, (type) => type === 'resource' || type === 'service-network'),
      );
      if (isFalse(applies)) continue;
      const isLost = and(applies, someOf(associationsOf(network, endpoint), isInaccessible));
      if (!isLost.known) yield undecided(endpoint, isLost.missing);
      else if (isLost.value) {
        const lost = associationsOf(network, endpoint).items.filter((each) => {
          const fact = isInaccessible(each);
          return fact.known && fact.value;
        });
        const [first] = lost;
        const arns = lost.flatMap(({ raw }) => raw.AssociatedResourceArn ?? []);
        const reason = lost.find(({ failure }) => failure !== null)?.failure ?? null;
        yield problem({
          resource: endpoint,
          ...(first ? { at: first.at('/AssociatedResourceAccessibility') } : {}),
          message: `What stands behind endpoint ${named(endpoint)} cannot be reached: ${arns.length === 0 ? 'its resource' : listed(arns)}.${reason === null ? '' : ` AWS says: ${withoutFullStop(reason)}.`} Look at the resource configuration and its gateway, or ask their owner.`,
        });
      }
    }
  },
});

function associationsOf(network: Network, endpoint: VpcEndpoint) {
  const byEndpoint = network.index('vpcEndpointAssociations', 'endpoint', ({ endpointId }) => endpointId);
  return {
    items: byEndpoint.get(endpoint.id) ?? [],
    missing: network.missing('vpcEndpointAssociations', endpoint),
  };
}

function isInaccessible(association: EndpointAssociation) {
  const { accessibility, failure } = association;
  if (failure !== null) return { known: true, value: true } as const;
  if (!accessibility.known) return accessibility;
  if (accessibility.value === 'accessible') return { known: true, value: false } as const;
  return accessibility.value === 'inaccessible'
    ? ({ known: true, value: true } as const)
    : unknown(association.missing(`what ${accessibility.value} means for ${association.id}`));
}
