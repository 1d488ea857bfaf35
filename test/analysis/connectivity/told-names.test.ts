/** What is said of names that many kinds of records, rules and endpoints answer for. */
import { it } from 'vitest';
import { instanceInterface, region } from '../../../src/rules/example-estate.ts';
import { expectTold } from '../told/expect-told.ts';
import { toldWays } from '../told/told-ways.ts';
import { alias, aws, endpoint, hub, names, record, rules, ssm, zones } from './name/name-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';

const inZone = (name: string, target: string, type = 'A') =>
  alias(name, target, type, '/hostedzone/Z0PRIVATE0');
const own = `vpce-0a1-abcd.ssm.${region}.vpce.amazonaws.com`;
const zone = 'corp.example';
const at = (host: string) => `${host}.${zone}`;
const base = names({
  vpcEndpoints: [
    ssm,
    endpoint('kms', [aws('kms')], { VpcEndpointId: 'vpce-0b2', VpcId: 'vpc-hub', NetworkInterfaceIds: [] }),
  ],
});
const network = networkOfFacts({
  ...base,
  vpcs: [...(base.vpcs ?? []), hub],
  networkInterfaces: [
    ...(base.networkInterfaces ?? []),
    instanceInterface('eni-i', 'subnet-a', '10.0.1.10', { Ipv6Addresses: [{ Ipv6Address: '2001:db8::10' }] }),
  ],
  ...zones(
    [
      zone,
      record(at('a'), 'A', '10.0.1.50', '10.0.1.51'),
      record(at('both'), 'A', '10.0.1.50'),
      record(at('both'), 'AAAA', '2001:db8::50'),
      record(at('txt'), 'TXT', '"text"'),
      record(at('broken'), 'A', 'no address'),
      record(at('cname'), 'CNAME', 'a.corp.example.'),
      record(at('chain'), 'CNAME', 'cname.corp.example.'),
      record(at('circle'), 'CNAME', 'circle.corp.example.'),
      record(at('nobody'), 'CNAME'),
      record(at('public'), 'CNAME', aws('sqs')),
      record(at('foreign'), 'CNAME', 'db.other.example'),
      inZone(at('alias'), at('a')),
      inZone(at('alias-circle'), at('alias-circle')),
      inZone(at('alias-other'), at('a'), 'AAAA'),
      alias(at('elb'), `lb-1.${region}.elb.amazonaws.com`),
      alias(at('endpoint'), own),
      alias(at('endpoint-6'), own, 'AAAA'),
      alias(at('gone'), `vpce-0ff-abcd.kms.${region}.vpce.amazonaws.com`),
      { ...record(at('weighted'), 'A', '10.0.1.50'), SetIdentifier: '1', Weight: 1 },
      { ...record(at('weighted'), 'A', '10.0.1.52'), SetIdentifier: '2', Weight: 1 },
      record(at('sub'), 'NS', 'ns.example.net'),
      record(`*.${at('wild')}`, 'A', '10.0.1.50'),
      record(at('deep.in.wild'), 'TXT', '"text"'),
    ],
    ['other.example', record('db.other.example', 'A', '10.0.1.50')],
    [aws('sns')],
  ),
  ...rules(['forwarded.example', 'FORWARD'], ['own.forwarded.example', 'SYSTEM'], ['novel.example', 'NOVEL']),
});

const hosts = [
  ...['a', 'both', 'txt', 'broken', 'cname', 'chain', 'circle', 'nobody', 'public', 'foreign', 'alias'].map(
    at,
  ),
  ...['alias-circle', 'alias-other', 'elb', 'endpoint', 'endpoint-6', 'gone', 'weighted', 'x.sub'].map(at),
  ...['b.wild', 'in.wild', 'c.in.wild', 'deep.in.wild', 'nowhere'].map(at),
  zone,
  own,
  `vpce-0b2-abcd.kms.${region}.vpce.amazonaws.com`,
  ...['ssm', 'kms', 'sns', 'sqs', 's3', 'dynamodb', 's3.dualstack'].map(aws),
  `sqs.${region}.api.aws`,
  `db.abc.${region}.rds.amazonaws.com`,
  'host.forwarded.example',
  'host.own.forwarded.example',
  'host.novel.example',
  'example.com',
];

it('told: names of a VPC with zones, rules and endpoints', () => {
  expectTold(
    'ways/names',
    hosts.flatMap((host) => toldWays(network, { from: 'eni-i', to: host })),
  );
});
