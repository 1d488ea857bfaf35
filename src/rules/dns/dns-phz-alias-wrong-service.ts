import * as z from 'zod';
import { endpointsLedTo, servesName } from '../../analysis/connectivity/name/endpoints-at.ts';
import { zoneAnswers } from '../../analysis/connectivity/zone-answers.ts';
import { and, distinctMissing, isFalse, type MissingFact, map, not, some } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { interfaceEndpoint } from '../example-estate.ts';
import { soundAddresses } from '../routing/hub-examples.ts';
import { hubFamilies } from '../routing/hub-faults.ts';
import { defineRule, problem } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';
import { kms, record, soundZones, ssm, withZone } from './zone-gap-examples.ts';

export default defineRule({
  id: 'dns-phz-alias-wrong-service',
  topic: 'dns',
  severity: 'error',
  category: 'connectivity',
  summary:
    'A private hosted zone leads the name of an AWS service to an endpoint of another service or region.',
  why: 'The endpoint answers with the certificate of its own service, so clients that ask for the other one break off: `SSL: no alternative certificate subject name matches`. It happens when records for many services are made from one list.',
  fix: 'Make the record an alias of the endpoint of the service that the zone is named after (`aws route53 change-resource-record-sets`).',
  semantics: ['5.3', 'DNS6', 'DNS8', 'C1'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: "The zone of KMS leads to Systems Manager's endpoint",
      facts: withZone(kms, [record(kms, '10.0.1.20')]),
      findings: [
        { resource: 'Z1', affected: ['vpc-1', 'vpce-1'], message: `${kms} in vpc-1 to vpce-1 (ssm)` },
      ],
    },
    {
      title: 'The zone leads to the endpoint of its own service',
      facts: withZone(ssm, [record(ssm, '10.0.1.20')], {
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], { PrivateDnsEnabled: false })],
      }),
    },
    {
      title: 'The zone leads to something that is no endpoint, as a proxy',
      facts: withZone(kms, [record(kms, '10.0.1.10')]),
    },
    ...soundAddresses,
    ...soundZones,
  ],
  *check({ network }) {
    const { items, missing } = zoneAnswers(network);
    const open: MissingFact[] = [...missing];
    const found = new Map<string, Misled>();
    for (const { zone, vpc, name, answer } of items) {
      const at = answer.decisions.at(-1)?.at;
      if (!at || answer.decisions.some(({ decision }) => decision !== 'pass')) continue;
      const { items: endpoints, missing: unseen } = endpointsLedTo(network, vpc, answer);
      open.push(...unseen);
      const [first] = endpoints;
      if (!first) continue;
      const isWrong = not(some(endpoints, (endpoint) => maySpeakFor(network, endpoint, name)));
      if (isFalse(isWrong)) continue;
      if (!isWrong.known) {
        open.push(...isWrong.missing);
        continue;
      }
      const misled = found.get(zone.hostedZoneId) ?? { at, domain: zone.domain, ...noneYet() };
      found.set(zone.hostedZoneId, misled);
      misled.names.add(name);
      misled.vpcs.add(vpc);
      for (const endpoint of endpoints) misled.endpoints.add(endpoint);
    }
    if (open.length > 0) yield { kind: 'undecided', resource: null, missing: distinctMissing(open) };
    for (const { at, domain, names, vpcs, endpoints } of found.values()) {
      yield problem({
        resource: at.resource,
        at,
        affected: [...vpcs, ...endpoints],
        message: `Hosted zone ${at.resource.id} (${domain}) leads ${listed([...names].sort())} in ${listed([...vpcs].map(({ id }) => id).sort())} to ${listed([...endpoints].map(endpointText).sort())}, whose certificate is for other names, so clients break off the connection. Make the record an alias of an endpoint of the service that the name is of.`,
      });
    }
  },
});

interface Misled {
  readonly at: Place;
  readonly domain: string;
  readonly names: Set<string>;
  readonly vpcs: Set<Vpc>;
  readonly endpoints: Set<VpcEndpoint>;
}

function noneYet(): Omit<Misled, 'at' | 'domain'> {
  return { names: new Set<string>(), vpcs: new Set<Vpc>(), endpoints: new Set<VpcEndpoint>() };
}

/** An endpoint of a customer's service may stand before anything. */
function maySpeakFor(network: Network, endpoint: VpcEndpoint, name: string) {
  const isOfAws = map(endpoint.service, ({ kind }) => kind === 'aws');
  return not(and(isOfAws, not(servesName(network, endpoint, name))));
}
