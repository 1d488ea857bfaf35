/** The estate of rule examples as the network of an EKS cluster: its two instances are nodes. */
import type { RawItem } from '../model/snapshot.ts';
import { base, instanceInterface } from './example-estate.ts';

/** An interface that a service of AWS attached to something of its own. */
export function serviceInterface(
  id: string,
  subnetId: string,
  address: string,
  description: string,
): RawItem {
  return instanceInterface(id, subnetId, address, {
    Description: description,
    Attachment: { InstanceOwnerId: '999988887777' },
  });
}

const controlPlane = serviceInterface('eni-eks', 'subnet-a', '10.0.1.30', 'Amazon EKS shop');
const podInterfaces = ['a', 'b'].map((zone, index) =>
  instanceInterface(`eni-pods-${zone}`, `subnet-${zone}`, `10.0.${index + 1}.31`, {
    Description: `aws-K8S-i-${zone}`,
    Attachment: { InstanceId: `i-${zone}` },
  }),
);

/** The interfaces of the instances, of the pods on them, and of the control plane. */
export const clusterInterfaces: readonly RawItem[] = [
  ...(base.networkInterfaces ?? []),
  controlPlane,
  ...podInterfaces,
];
