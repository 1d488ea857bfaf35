/**
 * The TCP ports of AWS services whose interface endpoints listen on others than 443 (S18). Read off the
 * pages named below in November 2026; what a page did not say stands with `certain: false`.
 */

export interface ServicePorts {
  readonly ports: readonly number[];
  /** Whether a page of AWS states these ports; a port that is not listed may be open where it does not. */
  readonly certain: boolean;
}

interface PortsOnPage extends ServicePorts {
  /** The page that states the ports, or that comes nearest to it. */
  readonly page: string;
}

const smtp = [25, 465, 587, 2465, 2587];

const portsByService: Readonly<Record<string, PortsOnPage>> = {
  'email-smtp': {
    ports: smtp,
    certain: true,
    page: 'https://docs.aws.amazon.com/ses/latest/dg/send-email-set-up-vpc-endpoints.html',
  },
  cassandra: {
    ports: [9142],
    certain: true,
    page: 'https://docs.aws.amazon.com/keyspaces/latest/devguide/vpc-endpoints.html',
  },
  'appstream.streaming': {
    ports: [443, ...Array.from({ length: 100 }, (_port, offset) => 1400 + offset)],
    certain: true,
    page: 'https://docs.aws.amazon.com/appstream2/latest/developerguide/creating-streaming-from-interface-vpc-endpoints.html',
  },
  'email-smtp-fips': {
    ports: smtp,
    certain: false,
    page: 'https://docs.aws.amazon.com/ses/latest/dg/send-email-set-up-vpc-endpoints.html',
  },
  'cassandra-fips': {
    ports: [9142],
    certain: false,
    page: 'https://docs.aws.amazon.com/keyspaces/latest/devguide/vpc-endpoints.html',
  },
  'transfer.server': {
    ports: [21, 22, 443, 990],
    certain: false,
    page: 'https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html',
  },
  'iot.data': {
    ports: [443, 8443, 8883],
    certain: false,
    page: 'https://docs.aws.amazon.com/iot/latest/developerguide/IoTCore-VPC.html',
  },
  storagegateway: {
    ports: [443, 1026, 1027, 1028, 1031, 2222],
    certain: false,
    page: 'https://docs.aws.amazon.com/filegateway/latest/files3/gateway-private-link.html',
  },
  datasync: {
    ports: [443, ...Array.from({ length: 41 }, (_port, offset) => 1024 + offset)],
    certain: false,
    page: 'https://docs.aws.amazon.com/datasync/latest/userguide/datasync-network.html',
  },
};

/** The services that listen on other ports than 443, or on more. */
export const servicesWithPorts: readonly string[] = Object.keys(portsByService);

const https: ServicePorts = { ports: [443], certain: true };

const ofTheProvider: ServicePorts = { ports: [], certain: false };

/**
 * The TCP ports on which the endpoints of a service listen: 443 for AWS services that the table does not
 * name. Those of a customer's endpoint service are its provider's listeners, of which nothing is known here.
 */
export function servicePorts({ service, kind }: { service: string; kind: 'aws' | 'customer' }): ServicePorts {
  if (kind === 'customer') return ofTheProvider;
  if (!Object.hasOwn(portsByService, service)) return https;
  const { ports, certain } = portsByService[service] ?? https;
  return { ports, certain };
}
