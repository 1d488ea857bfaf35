import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { configurationOf, gatewayOf } from '../../analysis/connectivity/resource-endpoint-target.ts';
import { admissionOnSomePort } from '../../analysis/connectivity/security-group-admission.ts';
import { AddressSet } from '../../model/address-set.ts';
import { type Fact, flatMap, isFalse, known, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PortSet } from '../../model/port-set.ts';
import type { ResourceConfiguration, ResourceGateway } from '../../model/resources/vpc-lattice.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { allTraffic, permission, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { configuration, gateway, groups, latticeEstate } from './lattice-example-estate.ts';

export default defineRule({
  id: 'resource-gateway-egress-blocked',
  topic: 'interface-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary:
    'The security groups of the resource gateway behind an endpoint do not let traffic out to the resource.',
  why: "What endpoints bring leaves the resource gateway by its security groups' outbound rules. If none of them allows the resource on its ports, every client gets a timeout.",
  fix: 'Allow the address of the resource, on its ports, in the outbound rules of the gateway.',
  semantics: ['S1', 'I19'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/resource-gateway.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'resourceConfigurationDetails', 'resourceGateways', 'securityGroups'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Another port is allowed out',
      facts: latticeEstate(groups({ egress: permission(443, '10.0.0.0/16') })),
      findings: [{ resource: 'vpce-1', message: 'TCP 5432' }],
    },
    {
      title: 'Another subnet is allowed out',
      facts: latticeEstate(groups({ egress: permission(5432, '10.0.1.0/24') })),
      findings: [{ resource: 'vpce-1', message: '10.0.2.50' }],
    },
    { title: 'Everything is allowed out', facts: latticeEstate(groups({ egress: allTraffic })) },
    {
      title: 'A resource by its name, with something allowed out on its port',
      facts: latticeEstate({
        ...groups({ egress: permission(5432, '10.0.1.0/24') }),
        resourceConfigurationDetails: [
          configuration({
            resourceConfigurationDefinition: { dnsResource: { domainName: 'db.example.com' } },
          }),
        ],
      }),
    },
    {
      title: 'A group of resources',
      facts: latticeEstate({
        ...groups({ egress: permission(443, '10.0.0.0/16') }),
        resourceConfigurationDetails: [configuration({ type: 'GROUP', portRanges: undefined })],
      }),
    },
    {
      title: 'The security groups were not collected',
      facts: without(latticeEstate(), 'securityGroups'),
      undecided: [{ resource: 'vpce-1', missing: ['securityGroups'] }],
    },
    {
      title: 'The gateway is not in the input',
      facts: latticeEstate({ resourceGateways: [gateway({ id: 'rgw-2' })] }),
      undecided: [{ resource: 'vpce-1', missing: ['resourceGateways'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'resource')) {
      const applies = isAvailableEndpointOfType(endpoint, 'resource');
      if (isFalse(applies)) continue;
      const blocked = flatMap(applies, () =>
        flatMap(configurationOf(network, endpoint), (its) =>
          flatMap(gatewayOf(network, its), (found) =>
            found === null ? known(null) : blockedWay(network, its, found),
          ),
        ),
      );
      if (!blocked.known) yield undecided(endpoint, blocked.missing);
      else if (blocked.value) {
        const { gateway: by, ports, address } = blocked.value;
        yield problem({
          resource: endpoint,
          affected: [by],
          at: by.at('/securityGroupIds'),
          message: `The outbound rules of resource gateway ${by.gatewayId ?? by.id} allow ${address === null ? 'nothing' : `nothing to ${address}`} on TCP ${ports.toString()}, so that resource endpoint ${named(endpoint)} reaches nothing. Allow the resource on its ports.`,
        });
      }
    }
  },
});

interface BlockedWay {
  readonly gateway: ResourceGateway;
  readonly ports: PortSet;
  readonly address: string | null;
}

function blockedWay(
  network: Network,
  { ports: its, address: where }: ResourceConfiguration,
  gateway: ResourceGateway,
): Fact<BlockedWay | null> {
  return flatMap(its, (ports) => {
    if (ports === null) return known(null);
    return flatMap(where, (address) =>
      flatMap(gateway.groupIds, (ids): Fact<BlockedWay | null> => {
        if (ids.length === 0) return unknown(gateway.missing(`no security group of ${gateway.id}`));
        const { addresses, groupIds, missing } = admissionOnSomePort(network, ids, gateway, 'egress', ports);
        const isOpen =
          groupIds.size > 0 ||
          (address === null ? !addresses.isEmpty() : addresses.overlaps(AddressSet.fromCidrs([address])));
        if (isOpen) return known(null);
        return missing.length > 0 ? unknown(...missing) : known({ gateway, ports, address });
      }),
    );
  });
}
