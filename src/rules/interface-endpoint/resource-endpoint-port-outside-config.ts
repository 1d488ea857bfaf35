import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { configurationOf } from '../../analysis/connectivity/resource-endpoint-target.ts';
import { admissionOnSomePort } from '../../analysis/connectivity/security-group-admission.ts';
import { type Fact, flatMap, isFalse, known, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PortSet } from '../../model/port-set.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { permission, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { configuration, groups, latticeEstate } from './lattice-example-estate.ts';

export default defineRule({
  id: 'resource-endpoint-port-outside-config',
  topic: 'interface-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'The security groups of a resource endpoint open none of the ports that its resource has.',
  why: 'A resource endpoint passes only the ports of its resource configuration. If its security groups admit nobody on any of them, nothing gets through.',
  fix: 'Admit the clients on the ports of the resource configuration.',
  semantics: ['S1', 'S14', 'I19'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/use-resource-endpoint.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'resourceConfigurationDetails', 'securityGroups'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The group opens 443, and the resource is a database',
      facts: latticeEstate(groups({ ingress: permission(443, '10.0.0.0/16') })),
      findings: [{ resource: 'vpce-1', message: 'TCP 5432' }],
    },
    { title: 'The group opens the port of the resource', facts: latticeEstate() },
    {
      title: 'One of several ports is open',
      facts: latticeEstate({
        resourceConfigurationDetails: [configuration({ portRanges: ['1521', '5430-5440'] })],
      }),
    },
    {
      title: 'A group of resources, whose members have the ports',
      facts: latticeEstate({
        ...groups({ ingress: permission(443, '10.0.0.0/16') }),
        resourceConfigurationDetails: [configuration({ type: 'GROUP', portRanges: [] })],
      }),
    },
    {
      title: 'The security groups were not collected',
      facts: without(latticeEstate(), 'securityGroups'),
      undecided: [{ resource: 'vpce-1', missing: ['securityGroups'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'resource')) {
      const applies = isAvailableEndpointOfType(endpoint, 'resource');
      if (isFalse(applies)) continue;
      const closed = flatMap(applies, () => closedPorts(network, endpoint));
      if (!closed.known) yield undecided(endpoint, closed.missing);
      else if (closed.value) {
        yield problem({
          resource: endpoint,
          at: '/Groups',
          code: 'ENI_SG_RULES_MISMATCH',
          message: `The security groups of resource endpoint ${named(endpoint)} admit nobody on TCP ${closed.value.toString()}, the ports of its resource, and it passes no others. Admit the clients on these ports.`,
        });
      }
    }
  },
});

function closedPorts(network: Network, endpoint: VpcEndpoint): Fact<PortSet | null> {
  return flatMap(configurationOf(network, endpoint), ({ ports: its }) =>
    flatMap(its, (ports) => {
      if (ports === null) return known(null);
      return flatMap(endpoint.groupIds, (ids) => {
        if (ids.length === 0) return unknown(endpoint.missing(`no security group of ${endpoint.id}`));
        const admitted = admissionOnSomePort(network, ids, endpoint, 'ingress', ports);
        if (!admitted.addresses.isEmpty() || admitted.groupIds.size > 0) return known(null);
        return admitted.missing.length > 0 ? unknown(...admitted.missing) : known(ports);
      });
    }),
  );
}
