import { describe, expect, it } from 'vitest';
import {
  firstDenial,
  narrowedPorts,
  passageThroughAcl,
} from '../../../src/analysis/connectivity/network-acl-passage.ts';
import type { Direction } from '../../../src/analysis/connectivity/security-group-admission.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import { PortSet } from '../../../src/model/port-set.ts';
import { aclEntry, estate, networkAcl, s3Cidrs } from '../../../src/rules/example-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';

const s3 = AddressSet.fromCidrs(s3Cidrs);
const https = PortSet.of(443);
const ofLambda = PortSet.ofRange(1024, 65535);

function passage(direction: Direction, ports: PortSet, ...entries: readonly [number, string][]) {
  const items = entries.map(([ruleNumber, text]) => aclEntry(ruleNumber, text));
  const network = networkOfFacts(estate({ networkAcls: [networkAcl('acl-1', ['subnet-a'], items)] }));
  const [acl] = network.all('networkAcls');
  const answer = acl ? passageThroughAcl(acl, direction, s3, ports) : undefined;
  if (!answer?.known) throw new Error('the passage is not known');
  return answer.value;
}

describe('the passage through a network ACL', () => {
  it('D3: a deny before an allow closes its block, and is the cause', () => {
    const through = passage(
      'egress',
      https,
      [100, 'egress allow all all 0.0.0.0/0'],
      [90, 'egress deny tcp 443 198.51.100.0/24'],
    );
    expect(through.closed.toCidrs()).toEqual(['198.51.100.0/24']);
    expect(through.narrowed.isEmpty()).toBe(true);
    expect(firstDenial(through, s3)?.ruleNumber).toBe(90);
    expect(firstDenial(through, AddressSet.fromCidrs(['203.0.113.0/25']))).toBeNull();
  });

  it('D2: a range that is too short narrows, with the ports that are left out', () => {
    const through = passage('ingress', ofLambda, [100, 'ingress allow tcp 32768-61000 0.0.0.0/0']);
    expect(through.closed.isEmpty()).toBe(true);
    expect(through.narrowed.equals(s3)).toBe(true);
    expect(narrowedPorts(through, s3).toString()).toBe('1024-32767, 61001-65535');
  });

  it('does not count the ports of closed addresses as narrowed', () => {
    const through = passage(
      'ingress',
      ofLambda,
      [90, 'ingress deny tcp 0-65535 203.0.113.0/25'],
      [100, 'ingress allow tcp 2048-65535 0.0.0.0/0'],
    );
    expect(through.closed.toCidrs()).toEqual(['203.0.113.0/25']);
    expect(narrowedPorts(through, s3).toString()).toBe('1024-2047');
  });

  it('closes everything where no entry of the direction allows it', () => {
    expect(passage('egress', https, [100, 'ingress allow all all 0.0.0.0/0']).closed.equals(s3)).toBe(true);
  });
});
