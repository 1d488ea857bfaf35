import type { UnledEndpoint } from '../../analysis/connectivity/endpoints-not-led-to.ts';
import type { Outcome } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';

/** One finding for each VPC and each VPC whose endpoints its names do not lead to. */
export function* byVpcAndHub(
  items: readonly UnledEndpoint[],
  describe: (texts: {
    readonly vpc: string;
    readonly endpoints: string;
    readonly hub: string;
    readonly its: string;
  }) => string,
): Iterable<Outcome> {
  const groups = new Map<string, [UnledEndpoint, ...UnledEndpoint[]]>();
  for (const item of items) {
    const key = `${item.vpc.id} ${item.endpoint.vpcId ?? ''}`;
    const same = groups.get(key);
    if (same) same.push(item);
    else groups.set(key, [item]);
  }
  for (const group of groups.values()) {
    const [{ vpc, endpoint }] = group;
    const endpoints = group.map((each) => each.endpoint);
    const hub = endpoint.vpcId ?? 'another VPC';
    yield {
      kind: 'problem',
      resource: vpc,
      key: hub,
      affected: endpoints,
      message: describe({
        vpc: vpc.id,
        hub,
        endpoints: listed(endpoints.map(endpointText).sort()),
        its: endpoints.length === 1 ? 'its name' : 'their names',
      }),
    };
  }
}
