import * as z from 'zod';
import { vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { describedSubnets } from '../../analysis/connectivity/effective-route-table.ts';
import {
  type Crossing,
  hinderedCrossings,
  isShutToAll,
  type Leg,
  type Sites,
  sitesIn,
} from '../../analysis/connectivity/interface-endpoint-legs.ts';
import { listenerPorts } from '../../analysis/connectivity/provider/listener-ports.ts';
import { possibleConsumersOf } from '../../analysis/connectivity/provider/service-consumers.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { NetworkAcl } from '../../model/resources/network-acl.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { EndpointServiceConfiguration } from '../../model/resources/vpc-endpoint-service.ts';
import { standingServices } from '../endpoint-service/standing-services.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { counted, named } from '../wording.ts';
import { listenerPortExamples } from './listener-port-examples.ts';
import { entryPath, reasonText } from './wording.ts';

export default defineRule({
  id: 'nacl-endpoint-missing-listener-port',
  topic: 'network-acl',
  severity: 'error',
  category: 'connectivity',
  summary:
    'A network ACL keeps all compute of a VPC from the ports of an endpoint service of the input, to which the VPC has an endpoint.',
  why: 'An endpoint takes connections on the ports on which the load balancers of its endpoint service listen. Network ACLs that are written for endpoints of AWS services let HTTPS pass alone: where the service listens on other ports, requests are dropped before they get to the endpoint, and every connection times out.',
  fix: 'Allow the ports of the listeners out of the subnets of the clients, and into the subnets of the endpoint (`aws ec2 create-network-acl-entry`).',
  semantics: ['N1', 'N2', 'N4', 'N5', 'E13', 'I5'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html',
  ],
  subject: ['vpcEndpointServiceConfigurations', 'vpcEndpoints', 'networkAcls'],
  needs: [
    'vpcEndpointServiceConfigurations',
    'vpcEndpoints',
    'networkAcls',
    'loadBalancers',
    'listeners',
    'vpcs',
    'subnets',
    'routeTables',
    'networkInterfaces',
  ],
  options: z.strictObject({}),
  examples: listenerPortExamples,
  *check({ network }) {
    for (const service of standingServices(network)) {
      for (const { endpoint, isConsumer } of possibleConsumersOf(network, service)) {
        const { shut, missing } = aclsThatShut(network, service, endpoint);
        const ports = listenerPorts(network, service);
        if (missing.length > 0) {
          yield undecided(endpoint, [...missing, ...(isConsumer.known ? [] : isConsumer.missing)]);
        }
        if (!isConsumer.known) continue;
        for (const { acl, leg, crossings } of shut) {
          const [{ entry, compute: first }] = crossings;
          const text = `TCP ${ports.known && ports.value !== null ? ports.value.toString() : ''}`;
          const clients = [...new Set(crossings.map(({ compute }) => compute.subnetId))].sort();
          const where = clients.length === 1 ? first.subnetId : counted(clients.length, 'subnet');
          const way = leg === 'request-out' ? ['out', 'to', 'outbound'] : ['in', 'from', 'inbound'];
          yield problem({
            resource: endpoint,
            key: `${acl.id} ${leg}`,
            at: acl.at(entryPath(entry)),
            affected: [acl, service, ...describedSubnets(network, clients, acl)],
            code: 'SUBNET_ACL_RESTRICTION',
            message: `Network ACL ${named(acl)} denies ${text} ${way[0]} ${leg === 'request-out' ? `to endpoint ${named(endpoint)}` : `from compute in ${where}`}${reasonText(entry)}, and endpoint service ${named(service)} listens there alone, so nothing in ${endpoint.vpcId ?? 'the VPC'} gets through to ${endpoint.id}. Allow ${way[2]} ${text} ${way[1]} ${leg === 'request-out' ? 'its addresses' : 'the addresses of the clients'}.`,
            evidence: [
              { message: `${service.id} is the service of ${endpoint.id}`, at: endpoint.at('/ServiceName') },
            ],
          });
        }
      }
    }
  },
});

interface Shut {
  readonly acl: NetworkAcl;
  readonly leg: Leg;
  readonly crossings: readonly [Crossing, ...Crossing[]];
}

interface ShutAcls {
  readonly shut: readonly Shut[];
  readonly missing: readonly MissingFact[];
}

const requestLegs = ['request-out', 'request-in'] as const satisfies readonly Leg[];
const nothing: ShutAcls = { shut: [], missing: [] };

/** The ACLs that close the ports of a service's listeners to all compute in the VPC of an endpoint, and not all ports. */
function aclsThatShut(
  network: Network,
  service: EndpointServiceConfiguration,
  endpoint: VpcEndpoint,
): ShutAcls {
  const vpc = vpcOfEndpoint(network, endpoint);
  if (!vpc.known) return { shut: [], missing: vpc.missing };
  const all = sitesIn(network, vpc.value);
  const own = all.endpoints.items.filter((site) => site.endpoint === endpoint && site.meantFor === 'some');
  const open = [...all.compute.missing, ...all.endpoints.missing];
  const ports = listenerPorts(network, service);
  if (ports.known && ports.value === null) return nothing;
  if (own.length === 0 || all.compute.items.length === 0) return { shut: [], missing: open };
  const sitesOn = (set: PortSet): Sites => ({
    compute: all.compute,
    endpoints: { items: own.map((site) => ({ ...site, ports: set })), missing: [] },
  });
  const acls = network.inVpc('networkAcls', vpc.value).items;
  const missing: MissingFact[] = [...open];
  const shut: Shut[] = [];
  for (const acl of acls) {
    for (const leg of requestLegs) {
      const onAny = hinderedCrossings(acl, leg, sitesOn(PortSet.all));
      if (
        onAny.known &&
        (onAny.value.length === 0 || isShutToAll(endpoint, sitesOn(PortSet.all), onAny.value))
      ) {
        continue;
      }
      if (!ports.known || ports.value === null) {
        missing.push(...(ports.known ? [] : ports.missing));
        continue;
      }
      const sites = sitesOn(ports.value);
      const hindered = hinderedCrossings(acl, leg, sites);
      if (!hindered.known) missing.push(...hindered.missing);
      else if (isShutToAll(endpoint, sites, hindered.value)) {
        const [first, ...others] = hindered.value;
        if (first) shut.push({ acl, leg, crossings: [first, ...others] });
      }
    }
  }
  return open.length > 0 ? { shut: [], missing } : { shut, missing: shut.length > 0 ? [] : missing };
}
