import * as z from 'zod';
import { listenersOf, networkBalancersOf } from '../../analysis/connectivity/provider/provided-service.ts';
import { all, and, flatMap, isFalse, known, map } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import {
  balancer,
  balancerArn,
  listener,
  provider,
  service,
  servicesNotCollected,
} from './provider-example-estate.ts';
import { standingServices } from './standing-services.ts';

const second = `${balancerArn}2`;
const ofSecond = (port: number) =>
  listener(port, { ListenerArn: `${second}/${port}`, LoadBalancerArn: second });
const two = (...ports: readonly number[]) =>
  provider({
    vpcEndpointServiceConfigurations: [service({ NetworkLoadBalancerArns: [balancerArn, second] })],
    loadBalancers: [balancer(), balancer({ LoadBalancerArn: second, LoadBalancerName: 'orders-2' })],
    listeners: [listener(443), ...ports.map(ofSecond)],
  });

export default defineRule({
  id: 'endpoint-service-multi-nlb-listener-mismatch',
  topic: 'endpoint-service',
  severity: 'error',
  category: 'connectivity',
  summary: 'The load balancers of an endpoint service do not listen on the same ports.',
  why: 'Each interface of an endpoint is tied to one of the load balancers in its zone at random. Customers that are tied to one without the port cannot connect, while others can.',
  fix: 'Give all load balancers of the service the same listeners.',
  semantics: ['E7', 'E13'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'loadBalancers', 'listeners'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'One load balancer lacks a port of the other',
      facts: two(8443),
      findings: [{ resource: 'vpce-svc-1', message: 'TCP 443 and TCP 8443' }],
    },
    { title: 'Both listen on the same port', facts: two(443) },
    { title: 'There is one load balancer', facts: provider() },
    {
      title: 'The listeners were not collected',
      facts: without(two(443), 'listeners'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['listeners'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    for (const its of standingServices(network)) {
      const { loadBalancerArns: arns } = its;
      if (arns.known && arns.value.length < 2) continue;
      const ports = flatMap(networkBalancersOf(network, its), (balancers) =>
        all(
          balancers.map((each) =>
            flatMap(listenersOf(network, each), (listeners) =>
              map(
                all(
                  listeners.map(({ port, protocol }) =>
                    flatMap(port, (number) => map(protocol, (name) => `${name} ${number}`)),
                  ),
                ),
                (names) => ({ balancer: each, names: names.toSorted() }),
              ),
            ),
          ),
        ),
      );
      const others = flatMap(ports, (each) =>
        known([
          ...new Set(
            each.flatMap(({ names }) =>
              names.filter((name) => each.some((other) => !other.names.includes(name))),
            ),
          ),
        ]),
      );
      const differ = and(
        its.isStanding,
        map(others, (names) => names.length > 0),
      );
      if (isFalse(differ)) continue;
      if (!differ.known) yield undecided(its, differ.missing);
      else if (others.known && ports.known) {
        yield problem({
          resource: its,
          affected: ports.value.map(({ balancer: each }) => each),
          at: '/NetworkLoadBalancerArns',
          message: `The load balancers of endpoint service ${named(its)} do not all listen on ${listed(others.value.toSorted())}, and each interface of an endpoint is tied to one of them at random: some customers can connect and others cannot. Give all of them the same listeners.`,
        });
      }
    }
  },
});
