import { randomNumbers, resourceIds } from '../random.ts';
import { type FaultName, faultNames } from './faults.ts';
import { type Home, onlyHome } from './home.ts';

export const zones = ['a', 'b', 'c'] as const;

/** The services with a gateway endpoint in every VPC. */
export type GatewayService = keyof Home['prefixListIds'];

/** The services with an interface endpoint in every VPC. */
export const interfaceServices = ['ssm', 'ssmmessages', 'logs', 'secretsmanager', 'kms'] as const;
export type InterfaceService = (typeof interfaceServices)[number];

export const groupNames = ['default', 'web', 'app', 'worker', 'data', 'endpoint', 'endpoint-kms'] as const;
export type GroupName = (typeof groupNames)[number];

export interface SubnetPlan {
  readonly id: string;
  readonly zone: (typeof zones)[number];
  /** The first three octets of its /24. */
  readonly prefix: string;
}

export interface InterfaceEndpointPlan {
  readonly id: string;
  readonly service: InterfaceService;
  /** One for each private subnet. */
  readonly interfaceIds: readonly string[];
}

/** What an interface that belongs to no endpoint serves. */
export type Workload =
  | 'instance'
  | 'worker'
  | 'function'
  | 'task'
  | 'database'
  | 'load-balancer'
  | 'nat-gateway';

export interface InterfacePlan {
  readonly id: string;
  readonly workload: Workload;
  readonly subnet: SubnetPlan;
  readonly address: string;
  /** Of the instance, or what else it is attached to. */
  readonly attachedTo: string;
}

/** The names of everything in one VPC; what is wrong with it, if anything. */
export interface VpcPlan {
  readonly home: Home;
  /** Where its routes lead to the private addresses that are not its own; null where they do not. */
  readonly transitGatewayId: string | null;
  readonly fault: FaultName | null;
  readonly id: string;
  readonly cidr: string;
  readonly publicSubnets: readonly SubnetPlan[];
  readonly privateSubnets: readonly SubnetPlan[];
  readonly mainRouteTableId: string;
  readonly publicRouteTableId: string;
  /** One for each private subnet. */
  readonly privateRouteTableIds: readonly string[];
  readonly networkAclId: string;
  readonly internetGatewayId: string;
  readonly natGatewayId: string;
  readonly groupIds: Readonly<Record<GroupName, string>>;
  readonly s3EndpointId: string;
  readonly dynamodbEndpointId: string;
  readonly interfaceEndpoints: readonly InterfaceEndpointPlan[];
  readonly interfaces: readonly InterfacePlan[];
  readonly endpointServiceId: string;
}

/** Interfaces in each VPC by what they serve; with those of the endpoints they are 60. */
const workloads: readonly (readonly [Workload, number])[] = [
  ['instance', 22],
  ['worker', 7],
  ['function', 6],
  ['task', 5],
  ['database', 2],
  ['load-balancer', 2],
  ['nat-gateway', 1],
];

/** Every so many VPCs one has a fault, of each kind in turn. */
const vpcsPerFault = 4;

/**
 * The VPCs of an account in a region. The same seed gives the same ones; a larger estate begins with a smaller one.
 * The first ones of up to 256 homes have addresses of their own.
 */
export function planVpcs(count: number, seed: number, home: Home = onlyHome): readonly VpcPlan[] {
  const newId = resourceIds(randomNumbers(seed + home.ordinal));
  return Array.from({ length: count }, (_, ordinal) => planVpc(home, ordinal, newId));
}

function planVpc(home: Home, ordinal: number, newId: (prefix: string) => string): VpcPlan {
  const network = `10.${(home.ordinal + ordinal) % 256}`;
  const subnets = (first: number): readonly SubnetPlan[] =>
    zones.map((zone, index) => ({ id: newId('subnet'), zone, prefix: `${network}.${first + index}` }));
  const publicSubnets = subnets(0);
  const privateSubnets = subnets(16);
  return {
    home,
    transitGatewayId: ordinal === 0 ? home.transitGatewayId : null,
    fault: faultOf(ordinal),
    id: newId('vpc'),
    cidr: `${network}.0.0/16`,
    publicSubnets,
    privateSubnets,
    mainRouteTableId: newId('rtb'),
    publicRouteTableId: newId('rtb'),
    privateRouteTableIds: privateSubnets.map(() => newId('rtb')),
    networkAclId: newId('acl'),
    internetGatewayId: newId('igw'),
    natGatewayId: newId('nat'),
    groupIds: {
      default: newId('sg'),
      web: newId('sg'),
      app: newId('sg'),
      worker: newId('sg'),
      data: newId('sg'),
      endpoint: newId('sg'),
      'endpoint-kms': newId('sg'),
    },
    s3EndpointId: newId('vpce'),
    dynamodbEndpointId: newId('vpce'),
    interfaceEndpoints: interfaceServices.map((service) => ({
      id: newId('vpce'),
      service,
      interfaceIds: privateSubnets.map(() => newId('eni')),
    })),
    interfaces: planInterfaces(publicSubnets, privateSubnets, newId),
    endpointServiceId: newId('vpce-svc'),
  };
}

function faultOf(ordinal: number): FaultName | null {
  if (ordinal % vpcsPerFault !== 1) return null;
  return faultNames[Math.floor(ordinal / vpcsPerFault) % faultNames.length] ?? null;
}

function planInterfaces(
  publicSubnets: readonly SubnetPlan[],
  privateSubnets: readonly SubnetPlan[],
  newId: (prefix: string) => string,
): readonly InterfacePlan[] {
  let host = firstHost;
  return workloads.flatMap(([workload, count]) =>
    Array.from({ length: count }, (_, index): readonly InterfacePlan[] => {
      const isPublic = workload === 'load-balancer' || workload === 'nat-gateway';
      const subnet = (isPublic ? publicSubnets : privateSubnets)[index % zones.length];
      if (!subnet) return [];
      host += 1;
      const attachedTo = newId('i');
      return [{ id: newId('eni'), workload, subnet, address: `${subnet.prefix}.${host}`, attachedTo }];
    }).flat(),
  );
}

/** The addresses below are those of the endpoints. */
const firstHost = 40;
