import * as z from 'zod';
import { isClosedToBalancer } from '../../analysis/connectivity/provider/balancer-groups.ts';
import { calledIn } from '../../analysis/connectivity/provider/load-balancer-decisions.ts';
import { permission, securityGroup, without } from '../example-estate.ts';
import { defineRule } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { judgeBalancers } from './judge-balancers.ts';
import { listenersWithTargets, targetTexts } from './judge-targets.ts';
import { balancerGroup, provider, servicesNotCollected } from './provider-example-estate.ts';

const admits = (peer: string) => ({
  securityGroups: [balancerGroup, securityGroup('sg-app', { ingress: [permission(8443, peer)] })],
});

export default defineRule({
  id: 'endpoint-service-target-sg-expects-client-ip',
  topic: 'endpoint-service',
  severity: 'warning',
  category: 'connectivity',
  summary: 'Targets of an endpoint service do not admit the load balancer in front of them.',
  why: "Behind an endpoint service targets see the addresses of the load balancer, never those of the clients. Security groups that admit the clients' addresses only let nothing through.",
  fix: "Admit the load balancer's security group, or the addresses of its subnets, on the port of the targets.",
  semantics: ['E8', 'S22'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html',
  ],
  subject: 'vpcEndpointServiceConfigurations',
  needs: [
    'vpcEndpointServiceConfigurations',
    'loadBalancers',
    'listeners',
    'targetHealth',
    'networkInterfaces',
    'securityGroups',
    'subnets',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The targets admit the addresses of clients',
      facts: provider(admits('192.168.0.0/16')),
      findings: [{ resource: 'vpce-svc-1', message: 'i-a on port 8443' }],
    },
    { title: 'The targets admit the group of the load balancer', facts: provider() },
    { title: 'The targets admit the subnets of the load balancer', facts: provider(admits('10.0.0.0/16')) },
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
          isClosedToBalancer(network, balancing, listening, each),
        ),
      (its, balancing, closed) => ({
        affected: [balancing],
        at: closed[0]?.listener.at('/DefaultActions') ?? balancing.at(),
        message: `The security groups of ${listed(targetTexts(closed))} admit neither the group nor the subnets of ${calledIn(balancing)}, and its addresses are all that they see of what endpoints of ${named(its)} bring. Admit the load balancer on that port.`,
      }),
    );
  },
});
