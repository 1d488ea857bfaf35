import { isRegionName } from './scope.ts';

export interface ServiceName {
  /** The service without partition prefix and region: `s3`, `ecr.api`, `vpce-svc-0123`. */
  readonly service: string;
  readonly region: string | null;
  /** `customer` for an endpoint service of PrivateLink (`…vpce-svc-…`). */
  readonly kind: 'aws' | 'customer';
}

/** How infrastructure code writes the region that it is deployed in, which is known only then. */
export const ownRegion = '\u0024{AWS::Region}';

// An estate has thousands of endpoints and a few dozen services.
const memo = new Map<string, ServiceName>();
const memoLimit = 4096;

/** Takes a service name apart by its segments: prefixes differ by partition and by service (T1-T3). */
export function parseServiceName(name: string): ServiceName {
  const known = memo.get(name);
  if (known !== undefined) return known;
  const parsed = readServiceName(name);
  if (memo.size >= memoLimit) memo.clear();
  memo.set(name, parsed);
  return parsed;
}

function readServiceName(name: string): ServiceName {
  const segments = name.split('.');
  const at = segments.findIndex((segment) => segment === ownRegion || isRegionName(segment));
  const region = isRegionName(segments[at] ?? '') ? (segments[at] ?? null) : null;
  const last = segments.at(-1) ?? name;
  if (last.startsWith('vpce-svc-')) {
    return { service: last, region, kind: 'customer' };
  }
  if (at >= 0 && at < segments.length - 1) {
    return { service: stripSuffix(segments.slice(at + 1)), region, kind: 'aws' };
  }
  const vendor = segments.indexOf('amazonaws');
  return { service: segments.slice(vendor + 1).join('.') || name, region: null, kind: 'aws' };
}

/** One service carries a partition suffix in China (T1). */
function stripSuffix(segments: readonly string[]): string {
  return (segments.length > 1 && segments.at(-1) === 'cn' ? segments.slice(0, -1) : segments).join('.');
}

/** The services that have gateway endpoints (P7, G2). */
export const gatewayServices: readonly string[] = ['dynamodb', 's3', 's3express'];

/** Whether gateway endpoints exist for the service (P7, G2). */
export function hasGatewayEndpoints(service: string): boolean {
  return gatewayServices.includes(service);
}

/** The service of an AWS-managed prefix list by its name (P1), or null: `com.amazonaws.eu-west-1.s3` → `s3`. */
export function gatewayServiceOfPrefixList(prefixListName: string): string | null {
  const { service, kind } = parseServiceName(prefixListName);
  const name = service.startsWith('ipv6.') ? service.slice('ipv6.'.length) : service;
  return kind === 'aws' && prefixListName.includes('amazonaws') && hasGatewayEndpoints(name) ? name : null;
}
