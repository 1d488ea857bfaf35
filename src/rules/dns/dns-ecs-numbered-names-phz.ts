import * as z from 'zod';
import { authoritiesOf } from '../../analysis/connectivity/name/authorities.ts';
import { whoAnswers } from '../../analysis/connectivity/name/who-answers.ts';
import { answersOfZonesNamed } from '../../analysis/connectivity/zone-answers.ts';
import { partitionDomains } from '../../data/partitions.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import { region, without } from '../example-estate.ts';
import { nameFamilies } from '../name-families.ts';
import { defineRule, problem } from '../rule.ts';
import { listed } from '../wording.ts';
import { kms, record, soundZones, withZone } from './zone-gap-examples.ts';
import { zonesById } from './zones-by-id.ts';

const agent = `ecs-a.${region}.amazonaws.com`;

export default defineRule({
  id: 'dns-ecs-numbered-names-phz',
  topic: 'dns',
  severity: 'warning',
  category: 'connectivity',
  summary: "A hosted zone leads the name of the ECS agent's endpoint there, and not its numbered names.",
  why: 'The agent of ECS asks where to connect and is told a name with a number: `ecs-a-1.…`, `ecs-t-2.…`. Private DNS of the endpoints has these names too; a hosted zone made by hand for `ecs-a.…` or `ecs-t.…` has not. The agent then connects to public addresses, through NAT if there is any, and container instances without it do not register.',
  fix: 'Turn on private DNS of the endpoints `ecs-agent` and `ecs-telemetry` in the VPC, or add zones for the numbered names.',
  semantics: ['5.3', 'DNS24'],
  references: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html'],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: nameFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The zone is of the name without a number',
      facts: withZone(agent, [record(agent, '10.0.1.20')]),
      findings: [{ resource: 'Z1', affected: ['vpc-1'], message: `ecs-a-1.${region}.amazonaws.com` }],
    },
    {
      title: 'The zone is of the whole region and has a record for each number',
      facts: withZone(`${region}.amazonaws.com`, [
        record(agent, '10.0.1.20'),
        record(`ecs-a-1.${region}.amazonaws.com`, '10.0.1.20'),
      ]),
    },
    {
      title: 'The zone is of another service',
      facts: withZone(kms, [record(kms, '10.0.1.20')]),
    },
    ...soundZones.slice(0, -1),
    {
      title: 'The records of the zone were not collected',
      facts: without(withZone(agent, []), 'resourceRecordSets'),
      undecided: [{ missing: ['resourceRecordSets'] }],
    },
  ],
  *check({ network }) {
    const { items, missing } = answersOfZonesNamed(network, ({ region: its, scope }) =>
      ['ecs-a', 'ecs-t'].map((name) => `${name}.${its ?? ''}.${partitionDomains(scope.partition).dnsSuffix}`),
    );
    const open: MissingFact[] = [...missing];
    const uncovered = items.filter(({ vpc, name, answer }) => {
      if (answer.missing.length > 0) return false;
      const numbered = withNumber(name);
      const responder = whoAnswers(network, vpc, numbered);
      const { uncollected } = authoritiesOf(network, vpc);
      if (responder.kind === 'uncertain') open.push(...responder.missing);
      if (responder.kind !== 'public') return false;
      open.push(...uncollected.flatMap((each) => each.missing));
      return uncollected.length === 0;
    });
    if (open.length > 0) yield { kind: 'undecided', resource: null, missing: distinctMissing(open) };
    for (const { at, domain, vpcs } of zonesById(uncovered)) {
      yield problem({
        resource: at.resource,
        at,
        affected: [...vpcs],
        message: `Hosted zone ${at.resource.id} (${domain}) leads ${listed([...vpcs].map(({ id }) => id).sort())} to the endpoint, but the ECS agent connects to numbered names such as ${withNumber(domain)}, which resolve to public addresses there. Turn on private DNS of the endpoint, or add zones for the numbered names.`,
      });
    }
  },
});

/** `ecs-a.….com` → `ecs-a-1.….com`. */
function withNumber(name: string): string {
  return name.replace('.', '-1.');
}
