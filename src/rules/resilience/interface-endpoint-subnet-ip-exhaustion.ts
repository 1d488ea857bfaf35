import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { and, isFalse, type MissingFact, map, unknown, yes } from '../../model/fact.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { estate, interfaceEndpoint, subnet, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed, named } from '../wording.ts';

const ssm = interfaceEndpoint('ssm', ['subnet-a']);
const withFree = (AvailableIpAddressCount?: number) =>
  estate({
    vpcEndpoints: [ssm],
    subnets: [
      subnet('subnet-a', '10.0.1.0/24', 'a', { AvailableIpAddressCount }),
      subnet('subnet-b', '10.0.2.0/24', 'b', { AvailableIpAddressCount: 0 }),
    ],
  });

/** What stands in a subnet. */
interface Standing {
  readonly endpoints: VpcEndpoint[];
  /** What keeps further endpoints from being known as such. */
  readonly missing: MissingFact[];
}

export default defineRule({
  id: 'interface-endpoint-subnet-ip-exhaustion',
  topic: 'resilience',
  severity: 'info',
  category: 'resilience',
  summary: 'A subnet in which endpoints stand has hardly any free addresses.',
  why: 'Interfaces that stand keep their addresses. But an endpoint that is made anew, gets IPv6, or moves back into the zone needs free ones, and AWS asks for some in reserve; in a full subnet such a change fails at the worst time.',
  fix: 'Give endpoints subnets of their own with room (a /27 or more), or free addresses in this one.',
  semantics: ['I5', 'I9'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'subnets'],
  options: z.strictObject({
    free: z.int().min(0).default(4).describe('Free addresses of a subnet that are still too few.'),
  }),
  examples: [
    {
      title: 'Three addresses are free',
      facts: withFree(3),
      findings: [{ resource: 'subnet-a', affected: ['vpce-1'], message: '3 free addresses' }],
    },
    { title: 'Many addresses are free', facts: withFree(200) },
    { title: 'As few as are free are enough for the user', facts: withFree(3), options: { free: 2 } },
    {
      title: 'How many are free is not in the input',
      facts: withFree(),
      undecided: [{ resource: 'subnet-a', missing: ['subnets'] }],
    },
    {
      title: 'The subnets were not collected',
      facts: without(withFree(3), 'subnets'),
      undecided: [{ missing: ['subnets'] }],
    },
  ],
  *check({ network, options: { free } }) {
    const bySubnet = new Map<Subnet, Standing>();
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = isAvailableEndpointOfType(endpoint, 'interface');
      const { subnetIds } = endpoint;
      if (isFalse(applies)) continue;
      if (!subnetIds.known) {
        // It would be about a subnet, and nobody sees which.
        const missing = [applies, subnetIds].flatMap((fact) => (fact.known ? [] : fact.missing));
        yield { kind: 'undecided', resource: null, missing };
        continue;
      }
      for (const id of subnetIds.value) {
        const found = network.answerFor('subnets', id, endpoint);
        if (!found.known) {
          yield { kind: 'undecided', resource: null, missing: found.missing };
          continue;
        }
        const standing = bySubnet.get(found.value) ?? { endpoints: [], missing: [] };
        if (applies.known) standing.endpoints.push(endpoint);
        else standing.missing.push(...applies.missing);
        bySubnet.set(found.value, standing);
      }
    }
    for (const [place, { endpoints, missing }] of bySubnet) {
      const { freeAddresses } = place;
      const verdict = and(
        endpoints.length > 0 ? yes : unknown(...missing),
        map(freeAddresses, (count) => count <= free),
      );
      if (isFalse(verdict)) continue;
      if (!verdict.known) yield undecided(place, verdict.missing);
      else if (freeAddresses.known) {
        yield problem({
          resource: place,
          at: '/AvailableIpAddressCount',
          affected: endpoints,
          message: `Subnet ${named(place)} has ${freeAddresses.value} free address${freeAddresses.value === 1 ? '' : 'es'} left, so ${listed(endpoints.map(endpointText).sort())} cannot be made anew or changed there. Free addresses, or move endpoints to a subnet of their own.`,
        });
      }
    }
  },
});
