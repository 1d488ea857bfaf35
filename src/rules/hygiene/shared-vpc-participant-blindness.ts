import * as z from 'zod';
import { base, estate, subnet, vpc, without } from '../example-estate.ts';
import { defineRule, problem } from '../rule.ts';
import { named } from '../wording.ts';

const owner = '999988887777';
const shared = estate({
  vpcs: [...(base.vpcs ?? []), vpc({ VpcId: 'vpc-shared', OwnerId: owner, CidrBlock: '10.9.0.0/16' })],
  subnets: [
    ...(base.subnets ?? []),
    subnet('subnet-shared', '10.9.1.0/24', 'a', { VpcId: 'vpc-shared', OwnerId: owner }),
  ],
});

export default defineRule({
  id: 'shared-vpc-participant-blindness',
  topic: 'hygiene',
  severity: 'info',
  category: 'hygiene',
  onRequest: true,
  summary: 'A VPC is shared by an account whose facts are not in the input, so its endpoints cannot be seen.',
  why: 'Participants of a shared VPC use the endpoints, zones and resolver rules of its owner, and AWS does not show these to them. Facts of the participant alone look like a VPC without endpoints; rules that would need those of the owner are undecided.',
  fix: 'Collect the account that owns the VPC as well, and give both inputs together.',
  semantics: ['C10', 'I14'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing-service-behavior.html'],
  subject: 'vpcs',
  needs: ['vpcs', 'subnets'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The owner of the VPC was not collected',
      facts: shared,
      findings: [{ resource: 'vpc-shared', affected: ['subnet-shared'], message: owner }],
    },
    { title: 'The VPC is of the account that was collected', facts: estate() },
    {
      title: 'The VPCs were not collected',
      facts: without(shared, 'vpcs'),
      undecided: [{ missing: ['vpcs'] }],
    },
  ],
  *check({ network }) {
    const accounts = new Set(network.scopes.map(({ account }) => account));
    // Inputs that do not tell whose they are may be the owner's.
    if (accounts.has(null)) return;
    for (const each of network.all('vpcs')) {
      if (each.account === null || accounts.has(each.account)) continue;
      yield problem({
        resource: each,
        at: '/OwnerId',
        affected: network.inVpc('subnets', each).items,
        message: `VPC ${named(each)} is shared by account ${each.account}, which is not in the input, so endpoints, zones and resolver rules of that account are not seen. Collect that account too.`,
      });
    }
  },
});
