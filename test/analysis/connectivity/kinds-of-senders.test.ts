import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { https } from '../../../src/analysis/connectivity/security-group-admission.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  defaultSecurityGroup,
  instanceInterface,
  permission,
  securityGroup,
} from '../../../src/rules/example-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';
import { endpointsInterface, openToBoth, withSsm } from './vectors/common-estate.ts';

const groups = (...ids: readonly string[]) => ({ Groups: ids.map((GroupId) => ({ GroupId })) });

/** What becomes of packets from a subnet with two senders to an endpoint that its group lets in from some. */
function told(one: RawItem, other: RawItem, admitted = '10.0.0.0/16'): string | undefined {
  const network = networkOfFacts(
    withSsm(
      {},
      {
        ...openToBoth,
        networkInterfaces: [
          instanceInterface('eni-1', 'subnet-a1', '10.0.1.10', one),
          instanceInterface('eni-2', 'subnet-a1', '10.0.1.11', other),
          endpointsInterface,
        ],
        securityGroups: [
          defaultSecurityGroup,
          securityGroup('sg-a', { egress: [] }),
          securityGroup('sg-b', {}),
          securityGroup('sg-endpoint', { ingress: [permission(443, admitted)] }),
        ],
      },
    ),
  );
  const to = { kind: 'addresses' as const, addresses: AddressSet.fromCidrs(['10.0.9.4']) };
  return answerPath(network, { from: 'subnet-a1', to, traffic: https })?.verdict;
}

describe('senders of one subnet', () => {
  it.each<readonly [string, RawItem, RawItem, string]>([
    ['the same groups', groups('sg-b'), groups('sg-b'), 'reachable'],
    ['the same groups in another order', groups('sg-a', 'sg-b'), groups('sg-b', 'sg-a'), 'reachable'],
    ['other groups', groups('sg-a'), groups('sg-b'), 'partial'],
    ['a group more', groups('sg-a'), groups('sg-a', 'sg-b'), 'partial'],
    ['a group less', groups('sg-a', 'sg-b'), groups('sg-a'), 'partial'],
    ['groups that are not told', groups('sg-b'), { Groups: undefined }, 'unknown'],
  ])('are of kinds by what they carry: %s', (_, one, other, expected) => {
    expect(told(one, other)).toBe(expected);
  });

  it('are one kind with the addresses of all', () => {
    expect(told(groups('sg-b'), groups('sg-b'), '10.0.1.10/32')).toBe('partial');
    expect(told(groups('sg-b'), groups('sg-b'), '10.0.1.10/31')).toBe('reachable');
    expect(told(groups('sg-b'), groups('sg-b'), '10.0.1.12/31')).toBe('blocked');
  });
});
