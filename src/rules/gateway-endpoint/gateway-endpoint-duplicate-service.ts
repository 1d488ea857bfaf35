import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { and, type Fact, flatMap, isFalse, map, not } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { sameJson } from '../../model/same-json.ts';
import { estate, gatewayEndpoint, route, routeTable, without } from '../example-estate.ts';
import { defineRule, type Facts, type Outcome, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';
import { serviceText } from './wording.ts';

const otherPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }],
});

/** An S3 endpoint for one table, and another of these fields for a second table. */
function withSecond(fields: Parameters<typeof gatewayEndpoint>[2], service = 's3'): Facts {
  return estate({
    vpcEndpoints: [
      gatewayEndpoint('s3', ['rtb-main']),
      gatewayEndpoint(service, ['rtb-app'], { VpcEndpointId: 'vpce-2', ...fields }),
    ],
    routeTables: [
      routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')]),
      routeTable('rtb-app', ['subnet-a'], [route('pl-s3', 'vpce-2')]),
    ],
  });
}

export default defineRule({
  id: 'gateway-endpoint-duplicate-service',
  topic: 'gateway-endpoint',
  severity: 'info',
  category: 'hygiene',
  summary: 'A VPC has several gateway endpoints of one service with the same policy.',
  why: 'One gateway endpoint serves any number of route tables. A second one for the same service is of use with another policy for its route tables; with the same policy it only adds an id that policies of buckets and tables must name, and counts against the quota of the region.',
  fix: 'Move the route tables to one of the endpoints (`aws ec2 modify-vpc-endpoint`), name it in the policies that test `aws:SourceVpce`, and delete the other.',
  semantics: ['G11', 'G2', 'I4'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Two S3 endpoints with the default policy, each for a table of its own',
      facts: withSecond({}),
      findings: [{ resource: 'vpce-1', affected: ['vpce-1', 'vpce-2'], message: 'vpce-1 and vpce-2' }],
    },
    { title: 'The second has a policy of its own', facts: withSecond({ PolicyDocument: otherPolicy }) },
    { title: 'The second is for another service', facts: withSecond({}, 'dynamodb') },
    { title: 'The second stands in another VPC', facts: withSecond({ VpcId: 'vpc-2' }) },
    { title: 'The second is for the other address family', facts: withSecond({ IpAddressType: 'ipv6' }) },
    { title: 'The second is being deleted', facts: withSecond({ State: 'deleting' }) },
    { title: 'The second is managed by an AWS service', facts: withSecond({ RequesterManaged: true }) },
    {
      title: 'The policy of the second is not in the input',
      facts: withSecond({ PolicyDocument: undefined }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(withSecond({}), 'vpcEndpoints'),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const endpoints of candidates(network)) yield* judge(endpoints);
    for (const endpoint of network.all('vpcEndpoints')) {
      if (endpoint.vpcId !== null || isFalse(isInUse(endpoint))) continue;
      yield undecided(endpoint, [endpoint.missing(`no VpcId on ${endpoint.id}`)]);
    }
  },
});

/** Gateway endpoints that are or may be in use, of one service in one VPC each; the lone ones left out. */
function candidates(network: Network): readonly (readonly VpcEndpoint[])[] {
  const groups = new Map<string, VpcEndpoint[]>();
  for (const endpoint of network.all('vpcEndpoints')) {
    if (isFalse(isInUse(endpoint)) || endpoint.vpcId === null) continue;
    const key = `${endpoint.vpcId} ${serviceText(endpoint)} ${endpoint.raw.ServiceRegion ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(endpoint);
    else groups.set(key, [endpoint]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

function isInUse(endpoint: VpcEndpoint): Fact<boolean> {
  return and(
    isAvailableEndpointOfType(endpoint, 'gateway'),
    not(endpoint.isIpv6Only),
    map(endpoint.routeTableIds, (ids) => ids.length > 0),
  );
}

function* judge(endpoints: readonly VpcEndpoint[]): Iterable<Outcome> {
  for (const [index, first] of endpoints.entries()) {
    const others = endpoints.slice(index + 1).map((other) => ({ other, same: areAlike(first, other) }));
    const alike = others.flatMap(({ other, same }) => (same.known && same.value ? [other] : []));
    if (alike.length > 0) {
      const ids = [first, ...alike].map(({ id }) => id);
      yield problem({
        resource: first,
        affected: [first, ...alike],
        at: '/ServiceName',
        message: `Gateway endpoints ${listed(ids)} in ${first.vpcId ?? 'one VPC'} are all for ${serviceText(first)} and have the same policy, so one of them could serve the route tables of all. Move the route tables to one, and delete the other${alike.length > 1 ? 's' : ''}.`,
        evidence: alike.map((other) => ({
          message: `${other.id} is for it too`,
          at: other.at('/ServiceName'),
        })),
      });
      return;
    }
    const missing = others.flatMap(({ same }) => (same.known ? [] : same.missing));
    if (missing.length > 0) {
      yield undecided(first, missing);
      return;
    }
  }
}

/** Whether two endpoints in use have the same policy, written alike. */
function areAlike(one: VpcEndpoint, other: VpcEndpoint): Fact<boolean> {
  const samePolicy = flatMap(one.policy, () =>
    map(other.policy, () => sameJson(one.raw.PolicyDocument, other.raw.PolicyDocument)),
  );
  return and(isInUse(one), isInUse(other), samePolicy);
}
