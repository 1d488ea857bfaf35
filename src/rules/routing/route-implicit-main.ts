import * as z from 'zod';
import { computeInSubnets } from '../../analysis/connectivity/compute.ts';
import { describedSubnets, servedSubnetIds } from '../../analysis/connectivity/effective-route-table.ts';
import { vpcOf } from '../../analysis/connectivity/vpc-of.ts';
import { estate, routeTable, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { counted, named } from '../wording.ts';

export default defineRule({
  id: 'route-implicit-main',
  topic: 'routing',
  severity: 'info',
  category: 'hygiene',
  onRequest: true,
  summary: 'Compute runs in subnets that use the main route table for want of one of their own.',
  why: 'A subnet without an association follows whichever table is the main one. When another becomes the main table, such subnets silently lose the routes to their endpoints.',
  fix: 'Associate the subnets with the table by name (`aws ec2 associate-route-table`).',
  semantics: ['R1', 'R2'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html'],
  subject: ['routeTables', 'subnets'],
  needs: ['routeTables', 'vpcs', 'subnets', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'No subnet is associated with a table',
      facts: estate(),
      findings: [{ resource: 'rtb-main', affected: ['subnet-a', 'subnet-b'], message: '2 subnets' }],
    },
    {
      title: 'Both subnets are associated with a table',
      facts: estate({
        routeTables: [routeTable('rtb-main', []), routeTable('rtb-private', ['subnet-a', 'subnet-b'])],
      }),
    },
    {
      title: 'Nothing runs in the subnets',
      facts: estate({ networkInterfaces: [] }),
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate(), 'networkInterfaces'),
      undecided: [{ resource: 'rtb-main', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const table of network.all('routeTables')) {
      const { associations } = table;
      if (!associations.known) {
        yield undecided(table, associations.missing);
        continue;
      }
      if (!associations.value.some(({ main }) => main)) continue;
      const vpc = vpcOf(network, table);
      if (!vpc.known) {
        yield undecided(table, vpc.missing);
        continue;
      }
      const associated = new Set(associations.value.map(({ subnetId }) => subnetId));
      const served = servedSubnetIds(network, vpc.value, table);
      const implicit = served.items.filter((id) => !associated.has(id));
      const running = implicit.filter(
        (id) => computeInSubnets(network, vpc.value, new Set([id])).items.length > 0,
      );
      const { missing } = computeInSubnets(network, vpc.value, new Set(implicit));
      if (running.length > 0) {
        yield problem({
          resource: table,
          at: '/Associations',
          affected: describedSubnets(network, running, table),
          message: `${counted(running.length, 'subnet')} with compute ${running.length === 1 ? 'uses' : 'use'} ${named(table)} only because it is the main table of ${vpc.value.id}. Associate ${running.length === 1 ? 'it' : 'them'} with the table by name.`,
        });
      } else if (served.missing.length > 0 || (implicit.length > 0 && missing.length > 0)) {
        yield undecided(table, [...served.missing, ...missing]);
      }
    }
  },
});
