import * as z from 'zod';
import { isKeptFromTarget } from '../../analysis/connectivity/provider/balancer-groups.ts';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import { permission, securityGroup, without } from '../example-estate.ts';
import { defineRule } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { judgeBalancers } from './judge-balancers.ts';
import { listenersWithTargets, targetTexts } from './judge-targets.ts';
import { balancer, openTargetGroup, provider, servicesNotCollected } from './provider-example-estate.ts';

const egress = (...rules: readonly ReturnType<typeof permission>[]) => ({
  securityGroups: [securityGroup('sg-balancer', { egress: [...rules] }), openTargetGroup],
});

export default defineRule({
  id: 'endpoint-service-nlb-sg-egress-blocks-targets',
  topic: 'endpoint-service',
  severity: 'error',
  category: 'connectivity',
  summary: 'The outbound rules of a load balancer keep it from the targets of its endpoint service.',
  why: 'Outbound rules of the groups of a Network Load Balancer apply to what it sends to targets, health checks among it. Targets that no rule allows get nothing. While some targets of each port can be reached this is a warning.',
  fix: 'Allow the port of the targets in the outbound rules, to their addresses or their security group.',
  semantics: ['S1', 'S21'],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',
  ],
  subject: 'vpcEndpointServiceConfigurations',
  needs: [
    'vpcEndpointServiceConfigurations',
    'loadBalancers',
    'listeners',
    'targetHealth',
    'networkInterfaces',
    'securityGroups',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Only the port of the listener is allowed out',
      facts: provider(egress(permission(443, '10.0.0.0/16'))),
      findings: [{ resource: 'vpce-svc-1', message: 'i-a on port 8443' }],
    },
    {
      title: 'The targets in one of two subnets are allowed',
      facts: provider(egress(permission(8443, '10.0.1.0/24'))),
      findings: [{ resource: 'vpce-svc-1', severity: 'warning', message: 'i-b on port 8443' }],
    },
    { title: 'Everything is allowed out', facts: provider() },
    {
      title: 'The group of the targets is allowed',
      facts: provider(egress(permission(8443, 'sg-app'))),
    },
    {
      title: 'The load balancer has no group',
      facts: provider({ loadBalancers: [balancer({ SecurityGroups: undefined })] }),
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(provider(), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['networkInterfaces'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    yield* judgeBalancers(
      network,
      (_, balancing) =>
        listenersWithTargets(network, balancing, (listening, each) =>
          isKeptFromTarget(network, balancing, listening, each),
        ),
      (its, balancing, kept) => ({
        severity: kept.some(({ targets, count }) => targets.length === count) ? 'error' : 'warning',
        affected: [balancing],
        at: balancing.at('/SecurityGroups'),
        message: `The outbound rules of ${calledIn(balancing)} do not allow ${listed(targetTexts(kept))}, so that what endpoints of ${named(its)} bring does not get there. Allow the port, to the addresses of the targets or their security group.`,
      }),
    );
  },
});
