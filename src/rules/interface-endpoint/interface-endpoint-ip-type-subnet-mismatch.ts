import * as z from 'zod';
import { and, type Fact, flatMap, isFalse, known, map, some, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { estate, interfaceEndpoint, subnet, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';
import { isOwnEndpointWithInterfaces } from './endpoint-with-interfaces.ts';

const dualstack = interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'], { IpAddressType: 'dualstack' });
const inBoth = { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:0:1::/64' }] };
const subnetA = subnet('subnet-a', '10.0.1.0/24', 'a', inBoth);

export default defineRule({
  id: 'interface-endpoint-ip-type-subnet-mismatch',
  topic: 'interface-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'A subnet of an endpoint lacks IPv4 or IPv6 addresses that its address type needs.',
  why: 'The interface of an endpoint takes its addresses from its subnet: IPv4, IPv6 or both, as the address type of the endpoint says. Where the subnet has no block of that kind, AWS does not create the endpoint, and an existing one cannot have such an address there.',
  fix: 'Give the subnet a block of the family that it lacks, choose another subnet, or change the address type (`aws ec2 modify-vpc-endpoint --ip-address-type`).',
  semantics: ['I5', 'I9'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'subnets'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'One of two subnets of a dual-stack endpoint has no IPv6 block',
      facts: estate({
        vpcEndpoints: [dualstack],
        subnets: [subnetA, subnet('subnet-b', '10.0.2.0/24', 'b')],
      }),
      findings: [{ resource: 'vpce-1', affected: ['subnet-b'], message: 'has no IPv6 block' }],
    },
    {
      title: 'The subnet of an IPv4 endpoint has IPv6 alone',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-b'], { IpAddressType: 'ipv4' })],
        subnets: [subnetA, subnet('subnet-b', '', 'b', { ...inBoth, CidrBlock: undefined })],
      }),
      findings: [{ resource: 'vpce-1', affected: ['subnet-b'], message: 'has no IPv4 block' }],
    },
    {
      title: 'Both subnets have blocks of both families',
      facts: estate({
        vpcEndpoints: [dualstack],
        subnets: [subnetA, subnet('subnet-b', '10.0.2.0/24', 'b', inBoth)],
      }),
    },
    {
      title: 'An endpoint from before there was a choice has IPv4',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])] }),
    },
    {
      title: 'The endpoint is being deleted',
      facts: estate({ vpcEndpoints: [{ ...dualstack, State: 'deleting' }] }),
    },
    {
      title: 'Whether the subnet has IPv6 blocks is not in the input',
      facts: estate({
        vpcEndpoints: [dualstack],
        subnets: [
          subnetA,
          subnet('subnet-b', '10.0.2.0/24', 'b', { Ipv6CidrBlockAssociationSet: undefined }),
        ],
      }),
      undecided: [{ resource: 'vpce-1', missing: ['subnets'] }],
    },
    {
      title: 'The subnets were not collected',
      facts: without(estate({ vpcEndpoints: [dualstack] }), 'subnets'),
      undecided: [{ resource: 'vpce-1', missing: ['subnets'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const own = isOwnEndpointWithInterfaces(endpoint);
      if (isFalse(own)) continue;
      const wanted = wantedFamilies(endpoint);
      if (wanted.known && wanted.value.length === 0) continue;
      const { subnetIds } = endpoint;
      const lacking = (subnetIds.known ? subnetIds.value : []).map((id) =>
        flatMap(wanted, (families) => lackingFamily(network, endpoint, id, families)),
      );
      const verdict = and(
        own,
        subnetIds.known ? some(lacking, (fact) => map(fact, (found) => found !== null)) : subnetIds,
      );
      if (!verdict.known) yield undecided(endpoint, verdict.missing);
      else if (verdict.value) {
        const found = lacking.flatMap((fact) => (fact.known && fact.value ? [fact.value] : []));
        const faults = found.map(({ subnet: { id }, family }) => `${id} has no ${family} block`);
        yield problem({
          resource: endpoint,
          at: '/SubnetIds',
          affected: found.map((each) => each.subnet),
          message: `Endpoint ${endpointText(endpoint)} is of address type ${endpoint.raw.IpAddressType ?? ''}, but ${listed(faults)}, so it can have no such address there. Give the subnet a block of that family, or change the address type.`,
          evidence: found.map(({ subnet: place, family }) => ({
            message: `${place.id} has no ${family} block`,
            at: place.at(),
          })),
        });
      }
    }
  },
});

type Family = 'IPv4' | 'IPv6';

const familiesOfType: Readonly<Record<string, readonly Family[]>> = {
  ipv4: ['IPv4'],
  ipv6: ['IPv6'],
  dualstack: ['IPv4', 'IPv6'],
};

/** None for a type that is not known, or not shown. */
function wantedFamilies({ ipAddressType }: VpcEndpoint): Fact<readonly Family[]> {
  return map(ipAddressType, (type) => (type === null ? [] : (familiesOfType[type] ?? [])));
}

interface Lacking {
  readonly subnet: Subnet;
  readonly family: Family;
}

function lackingFamily(
  network: Network,
  endpoint: VpcEndpoint,
  id: string,
  families: readonly Family[],
): Fact<Lacking | null> {
  return flatMap(network.answerFor('subnets', id, endpoint), (subnet): Fact<Lacking | null> => {
    const { CidrBlock, Ipv6CidrBlockAssociationSet } = subnet.raw;
    const hasIpv6 = !subnet.ipv6Addresses.isEmpty();
    // A subnet always has one block at least: one without any is not described in full.
    if (families.includes('IPv4') && !CidrBlock) {
      return hasIpv6 ? known({ subnet, family: 'IPv4' }) : unknown(subnet.missing(`no CidrBlock on ${id}`));
    }
    if (!families.includes('IPv6') || hasIpv6) return known(null);
    return Ipv6CidrBlockAssociationSet
      ? known({ subnet, family: 'IPv6' })
      : unknown(subnet.missing(`no Ipv6CidrBlockAssociationSet on ${id}`));
  });
}
