import type { RawItem } from '../../model/snapshot.ts';
import {
  base,
  endpointInterface,
  estate,
  instanceInterface,
  interfaceEndpoint,
  route,
  routeTable,
} from '../example-estate.ts';
import type { Facts } from '../rule.ts';

const firewall = instanceInterface('eni-fw', 'subnet-fw', '10.0.3.9', {
  SourceDestCheck: false,
  Groups: [{ GroupId: 'sg-firewall' }],
  Attachment: { InstanceOwnerId: 'amazon-aws' },
});

/**
 * An endpoint in subnet-b, compute in subnet-a and a firewall between them. `there` are routes of the clients' table
 * beside the local one, `back` those of the endpoint's.
 */
export function detoured(there: readonly RawItem[], back: readonly RawItem[], changes: Facts = {}): Facts {
  return estate({
    vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-b'])],
    networkInterfaces: [
      ...(base.networkInterfaces ?? []).slice(0, 1),
      firewall,
      endpointInterface('eni-endpoint-b', 'subnet-b', '10.0.2.4'),
    ],
    routeTables: [
      routeTable('rtb-main', []),
      routeTable('rtb-clients', ['subnet-a'], there),
      routeTable('rtb-endpoint', ['subnet-b'], back),
    ],
    ...changes,
  });
}

export const toEndpoint = route('10.0.2.0/24', 'eni-fw');
export const toClients = route('10.0.1.0/24', 'eni-fw');
