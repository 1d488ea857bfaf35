import { expect, it } from 'vitest';
import type { Fact } from '../../../src/model/fact.ts';
import { networkOfCode, planOf } from './plan-file.ts';

function reasonOf(fact: Fact<unknown> | undefined): string | null {
  return fact?.known === false ? (fact.missing[0]?.reason ?? null) : null;
}

it('what a plan always tells, and this one does not, is unknown under its name', () => {
  const network = networkOfCode(
    planOf([
      { address: 'aws_vpc.main', values: { cidr_block: '10.0.0.0/16' } },
      { address: 'aws_vpc_peering_connection.peer', values: { vpc_id: 'vpc-1', peer_vpc_id: 'vpc-2' } },
      { address: 'aws_route53_zone.corp', values: { name: 'corp.example', vpc: [] } },
      {
        address: 'aws_route53_record.nameless',
        values: { zone_id: 'aws_route53_zone.corp', type: 'A', alias: [], records: ['10.0.0.9'] },
      },
    ]),
  );
  expect(reasonOf(network.all('vpcs')[0]?.cidrs)).toContain('ipv6_cidr_block is not in the input');
  expect(reasonOf(network.all('vpcPeeringConnections')[0]?.status)).toContain(
    'accept_status is not in the input',
  );
  expect(reasonOf(network.all('resourceRecordSets')[0]?.recordSets)).toContain('name is not in the input');
});
