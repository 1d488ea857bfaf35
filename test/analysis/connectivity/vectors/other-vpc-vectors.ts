import { region } from '../../../../src/rules/example-estate.ts';
import { zones } from '../name/name-estate.ts';
import { aws, withSsm } from './common-estate.ts';
import { fromPeer, withHub, withHubZone } from './hub-estate.ts';
import { allS3, nowhere, throughSsm, type Vector } from './vector.ts';

const shadowingZone = withSsm({}, zones([`${region}.amazonaws.com`]));

/** To another VPC, and by hosted zones. */
export const otherVpcVectors: readonly Vector[] = [
  {
    id: 'T15',
    title: "a peer that sends S3's addresses to the VPC with the gateway endpoint",
    facts: fromPeer(),
    from: 'eni-2',
    to: 's3',
    verdict: 'blocked',
    private: null,
    ways: [`${allS3} blocked vpc-peering pcx-1`],
    blockers: ['peering-not-transitive rtb-2'],
    found: ['hybrid-gateway-endpoint-from-outside-vpc'],
  },
  {
    id: 'T16',
    title: 'an empty hosted zone of the region: no other name is found',
    facts: shadowingZone,
    to: aws('sqs'),
    verdict: 'blocked',
    private: null,
    ways: [' blocked none null'],
    blockers: ['name-not-found Z0PRIVATE0'],
    found: ['dns-phz-shadows-service-parent'],
  },
  {
    id: 'T16',
    title: 'an empty hosted zone of the region: the private DNS of an endpoint is more specific',
    facts: shadowingZone,
    to: aws('ssm'),
    verdict: 'reachable',
    private: true,
    ways: [throughSsm],
  },
  {
    id: 'T18',
    title: "a hub's endpoint, whose private DNS ends at its VPC",
    facts: withHub('10.0.0.0/16'),
    to: 'kms',
    verdict: 'blocked',
    private: null,
    ways: [nowhere],
    blockers: ['route-none rtb-priv'],
    found: ['hub-private-dns-assumed-global'],
  },
  {
    id: 'T19',
    title: 'S11: a hub that admits a spoke by the name of its security group',
    facts: withHubZone('sg-app'),
    to: 'kms',
    verdict: 'blocked',
    private: null,
    ways: ['10.2.9.4/32 blocked interface-endpoint vpce-0kms'],
    blockers: ['security-group-reference-lost sg-hub'],
    found: ['sg-endpoint-tgw-sg-reference'],
  },
  {
    id: 'T20',
    title: 'the same with a rule for addresses, before any policy',
    facts: withHubZone('10.0.0.0/16'),
    to: 'kms',
    verdict: 'reachable',
    private: true,
    ways: ['10.2.9.4/32 reachable interface-endpoint vpce-0kms'],
    notFound: ['sg-endpoint-tgw-sg-reference'],
  },
];
