import type { Route } from '../../model/resources/route-table.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { counted } from '../wording.ts';

/** The service of an endpoint: `s3`. */
export function serviceText({ service }: VpcEndpoint): string {
  return service.known ? service.value.service : 'the service';
}

/** Where a route leads from and to: `the propagated route 198.51.100.0/25 to vgw-1`. */
export function routeText({ destination, target, class: kind, state }: Route): string {
  const words = [
    'the',
    ...(kind === 'propagated' ? ['propagated'] : []),
    ...(state === 'blackhole' ? ['blackhole'] : []),
    'route',
  ];
  const where =
    destination.kind === 'cidr'
      ? destination.cidr
      : destination.kind === 'prefix-list'
        ? destination.prefixListId
        : '';
  return `${words.join(' ')} ${where} to ${target.id ?? target.kind}`;
}

/** `the subnet that it serves`, `the 3 subnets that it serves`. */
export function servedText(subnetIds: readonly string[]): string {
  return `the ${subnetIds.length === 1 ? 'subnet' : counted(subnetIds.length, 'subnet')} that it serves`;
}
