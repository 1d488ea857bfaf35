import * as z from 'zod';
import { and, isFalse, map } from '../../model/fact.ts';
import { estate, interfaceEndpoint } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

const tunnel = interfaceEndpoint('ssm', ['subnet-a'], { VpcEndpointType: 'Tunnel' });

export default defineRule({
  id: 'unknown-endpoint-type',
  topic: 'interface-endpoint',
  severity: 'info',
  category: 'hygiene',
  summary: 'An endpoint is of a type that is not known here, so nothing about it is judged.',
  why: 'AWS adds types of endpoints now and then. No rule looks at one whose type it does not know, and no finding about it is no sign that it works.',
  fix: 'Look for a newer version of vpce-lint, and judge the endpoint by hand until then.',
  semantics: ['I21'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A tunnel endpoint, which the API does not list yet',
      facts: estate({ vpcEndpoints: [tunnel] }),
      findings: [{ resource: 'vpce-1', message: 'type Tunnel' }],
    },
    {
      title: 'A type in another spelling',
      facts: estate({ vpcEndpoints: [{ ...tunnel, VpcEndpointType: 'servicenetwork' }] }),
    },
    {
      title: 'The endpoint was created by an AWS service',
      facts: estate({ vpcEndpoints: [{ ...tunnel, RequesterManaged: true }] }),
    },
    {
      title: 'The type is not in the input',
      facts: estate({ vpcEndpoints: [{ ...tunnel, VpcEndpointType: undefined }] }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const isStrange = and(
        map(endpoint.endpointType, (type) => type === 'other'),
        endpoint.isOwn,
      );
      if (isFalse(isStrange)) continue;
      if (!isStrange.known) yield undecided(endpoint, isStrange.missing);
      else {
        yield problem({
          resource: endpoint,
          at: '/VpcEndpointType',
          message: `Endpoint ${endpoint.id} is of type ${endpoint.raw.VpcEndpointType ?? ''}, which is not known here, so nothing about it is judged. Look for a newer version of vpce-lint.`,
        });
      }
    }
  },
});
