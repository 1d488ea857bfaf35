import * as z from 'zod';
import { answersOfZonesNamed } from '../../analysis/connectivity/zone-answers.ts';
import { partitionDomains } from '../../data/partitions.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { region, without } from '../example-estate.ts';
import { nameFamilies } from '../name-families.ts';
import { defineRule, problem } from '../rule.ts';
import { listed } from '../wording.ts';
import { kms, record, soundZones, withZone } from './zone-gap-examples.ts';
import { zonesById } from './zones-by-id.ts';

const dynamodb = `dynamodb.${region}.amazonaws.com`;

export default defineRule({
  id: 'dns-dynamodb-phz-override',
  topic: 'dns',
  severity: 'warning',
  category: 'connectivity',
  summary: "A private hosted zone takes the place of DynamoDB's own name.",
  why: "AWS advises against hosted zones of DynamoDB's name: its interface endpoints are used by their own names, as endpoint URL. With such a zone all compute of the VPC goes where the records lead, past the gateway endpoint, and names below it, as those of DynamoDB Streams, no longer resolve without records of their own. Only private access to the Management Console is set up with such a zone.",
  fix: 'Dissociate the zone from the VPC, let a gateway endpoint take the usual name, and give the name of the interface endpoint as endpoint URL to clients that need it.',
  semantics: ['5.3', 'DNS22', 'DNS22b'],
  references: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-interface-endpoints.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: nameFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'A zone of DynamoDB is associated with the VPC',
      facts: withZone(dynamodb, [record(dynamodb, '10.0.1.10')]),
      findings: [{ resource: 'Z1', affected: ['vpc-1'], message: dynamodb }],
    },
    {
      title: 'The zone is of another service',
      facts: withZone(kms, [record(kms, '10.0.1.10')]),
    },
    {
      title: 'Nothing runs in the VPC',
      facts: withZone(dynamodb, [record(dynamodb, '10.0.1.10')], { networkInterfaces: [] }),
    },
    ...soundZones.slice(0, -1),
    {
      title: 'The records of the zone were not collected',
      facts: without(withZone(dynamodb, []), 'resourceRecordSets'),
      undecided: [{ missing: ['resourceRecordSets'] }],
    },
  ],
  *check({ network }) {
    const { items, missing } = answersOfZonesNamed(network, namesOfDynamodb);
    if (missing.length > 0) yield { kind: 'undecided', resource: null, missing };
    const known = items.filter(({ answer }) => answer.missing.length === 0);
    for (const { at, domain, vpcs } of zonesById(known)) {
      const ids = listed([...vpcs].map(({ id }) => id).sort());
      yield problem({
        resource: at.resource,
        at,
        affected: [...vpcs],
        message: `Hosted zone ${at.resource.id} takes the place of ${domain} in ${ids}, so that all requests to DynamoDB go where its records lead, past gateway endpoints. DynamoDB is not made for that: set the name of the interface endpoint as endpoint URL where it is needed, and dissociate the zone.`,
      });
    }
  },
});

function namesOfDynamodb({ region: its, scope }: Vpc): readonly string[] {
  const domain = `dynamodb.${its ?? ''}.${partitionDomains(scope.partition).dnsSuffix}`;
  return [domain, `streams.${domain}`];
}
