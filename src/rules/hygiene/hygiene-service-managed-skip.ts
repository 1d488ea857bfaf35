import * as z from 'zod';
import { and, isFalse, map, not } from '../../model/fact.ts';
import { estate, interfaceEndpoint } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';

export default defineRule({
  id: 'hygiene-service-managed-skip',
  topic: 'hygiene',
  severity: 'info',
  category: 'hygiene',
  onRequest: true,
  summary: 'An endpoint was made by a service of AWS, so that no rule judges it.',
  why: 'Amazon RDS, Redshift, MWAA and others make endpoints in VPCs of their users, who cannot change them. Rules pass them over; this one lists them, for whoever wonders about endpoints that nobody made.',
  fix: 'Nothing is to be changed. The service that made the endpoint removes it with the resource that it is for.',
  semantics: ['I4'],
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A service made the endpoint',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('vpce', ['subnet-a'], { RequesterManaged: true })] }),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'The user made the endpoint',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])] }),
    },
    {
      title: 'The state is not in the input',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], { RequesterManaged: true, State: undefined })],
      }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const isManaged = and(
        endpoint.requesterManaged,
        not(map(endpoint.state, (state) => state === 'deleting' || state === 'deleted')),
      );
      if (isFalse(isManaged)) continue;
      if (!isManaged.known) yield undecided(endpoint, isManaged.missing);
      else {
        yield problem({
          resource: endpoint,
          at: '/RequesterManaged',
          message: `Endpoint ${endpointText(endpoint)} in ${endpoint.vpcId ?? 'a VPC'} was made by a service of AWS and is not the user's to change, so no rule judges it.`,
        });
      }
    }
  },
});
