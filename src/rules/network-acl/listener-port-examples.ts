import type { RawItem } from '../../model/snapshot.ts';
import { listener, provider, service, serviceId } from '../endpoint-service/provider-example-estate.ts';
import {
  aclEntry,
  base,
  endpointInterface,
  interfaceEndpoint,
  networkAcl,
  region,
  subnet,
  without,
} from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

const open = [
  aclEntry(100, 'ingress allow all all 0.0.0.0/0'),
  aclEntry(100, 'egress allow all all 0.0.0.0/0'),
];
const httpsAlone = [
  aclEntry(100, 'ingress allow tcp 443 10.0.0.0/16'),
  aclEntry(100, 'egress allow all all 0.0.0.0/0'),
];

/** An endpoint for a service of the input in a subnet of its own, whose ACL has these entries. */
function consumed(entries: readonly RawItem[], changes: Facts = {}): Facts {
  return provider({
    listeners: [listener(8443)],
    subnets: [...(base.subnets ?? []), subnet('subnet-e', '10.0.9.0/28', 'a')],
    vpcEndpoints: [
      interfaceEndpoint('orders', ['subnet-e'], {
        ServiceName: `com.amazonaws.vpce.${region}.${serviceId}`,
        PrivateDnsEnabled: false,
      }),
    ],
    networkInterfaces: [
      ...(base.networkInterfaces ?? []),
      endpointInterface('eni-endpoint-e', 'subnet-e', '10.0.9.7'),
    ],
    networkAcls: [
      networkAcl('acl-app', ['subnet-a', 'subnet-b'], open),
      networkAcl('acl-endpoint', ['subnet-e'], entries),
    ],
    ...changes,
  });
}

export const listenerPortExamples: readonly RuleExample[] = [
  {
    title: 'The service listens on 8443, and the ACL of its endpoint lets HTTPS in alone',
    facts: consumed(httpsAlone),
    findings: [
      {
        resource: 'vpce-1',
        affected: ['acl-endpoint', serviceId, 'subnet-a', 'subnet-b'],
        message: 'denies TCP 8443 in from compute in 2 subnets',
      },
    ],
  },
  {
    title: 'The ACL of the clients lets HTTPS out alone',
    facts: consumed(open, {
      networkAcls: [
        networkAcl(
          'acl-app',
          ['subnet-a', 'subnet-b'],
          [aclEntry(100, 'ingress allow all all 0.0.0.0/0'), aclEntry(100, 'egress allow tcp 443 0.0.0.0/0')],
        ),
        networkAcl('acl-endpoint', ['subnet-e'], open),
      ],
    }),
    findings: [{ resource: 'vpce-1', message: 'denies TCP 8443 out to endpoint vpce-1' }],
  },
  {
    title: 'The service listens on 443 too',
    facts: consumed(httpsAlone, { listeners: [listener(443), listener(8443)] }),
  },
  {
    title: 'One of two subnets gets through',
    facts: consumed([aclEntry(90, 'ingress allow tcp 8443 10.0.1.0/24'), ...httpsAlone]),
  },
  {
    title: 'No port passes, which is for another rule',
    facts: consumed([aclEntry(100, 'egress allow all all 0.0.0.0/0')]),
  },
  {
    title: 'The service belongs to somebody who is not in the input',
    facts: consumed(httpsAlone, {
      vpcEndpointServiceConfigurations: [service({ ServiceId: 'vpce-svc-2' })],
    }),
  },
  {
    title: 'The listeners were not collected',
    facts: without(consumed(httpsAlone), 'listeners'),
    undecided: [{ resource: 'vpce-1', missing: ['listeners'] }],
  },
];
