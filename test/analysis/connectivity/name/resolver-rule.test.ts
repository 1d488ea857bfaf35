import { describe, expect, it } from 'vitest';
import { region, without } from '../../../../src/rules/example-estate.ts';
import { askIn, aws, names, record, rules, ssm, zones } from './name-estate.ts';

const withSsm = names({ vpcEndpoints: [ssm] });
const name = aws('ssm');

describe('a forwarding rule', () => {
  it('takes names away from public DNS, and from zones of its own and higher domains', () => {
    for (const domain of ['.', 'amazonaws.com', aws('sqs')]) {
      expect(askIn({ ...names(), ...rules([domain, 'FORWARD']) }, aws('sqs')), domain).toMatchObject({
        verdict: 'unknown',
        missing: ['resolverRules'],
        places: ['rslvr-rrassoc-0/ResolverRuleId'],
        addresses: [],
      });
    }
    expect(askIn({ ...withSsm, ...rules([`${name}.`, 'FORWARD']) }, name).verdict).toBe('unknown');
  });

  it('leaves names to more specific zones', () => {
    for (const domain of ['.', 'amazonaws.com', `${region}.amazonaws.com`, aws('kms')]) {
      expect(askIn({ ...withSsm, ...rules([domain, 'FORWARD']) }, name).addresses, domain).toEqual([
        '10.0.1.50/32',
      ]);
    }
  });

  it("takes an endpoint's own names away as well", () => {
    const own = `vpce-0a1-abcd.ssm.${region}.vpce.amazonaws.com`;
    expect(askIn({ ...withSsm, ...rules(['amazonaws.com', 'FORWARD']) }, own).verdict).toBe('unknown');
  });

  it('does nothing where it is associated with another VPC, or no more', () => {
    for (const fields of [{ VPCId: 'vpc-2' }, { Status: 'FAILED' }]) {
      expect(askIn({ ...names(), ...rules(['.', 'FORWARD', fields]) }, aws('sqs')).verdict).toBe('resolved');
    }
    expect(
      askIn({ ...names(), ...rules(['.', 'FORWARD', { Status: 'DELETING' }]) }, aws('sqs')),
    ).toMatchObject({ verdict: 'unknown', missing: ['resolverRuleAssociations'] });
  });
});

describe('a system rule', () => {
  it('gives names back to public DNS and to zones', () => {
    const both = rules(['.', 'FORWARD'], ['amazonaws.com.', 'SYSTEM']);
    expect(askIn({ ...names(), ...both }, aws('sqs')).among).toEqual(['IPv4: publicAddresses']);
    expect(askIn({ ...names(), ...both }, 'example.com').verdict).toBe('unknown');
    const zone = zones(['com', record('a.amazonaws.com', 'A', '10.1.1.1')]);
    expect(askIn({ ...names(), ...zone, ...both }, 'a.amazonaws.com').addresses).toEqual(['10.1.1.1/32']);
  });

  it('does not stand above forwarding rules of more specific domains', () => {
    const both = rules(['amazonaws.com', 'SYSTEM'], [aws('sqs'), 'FORWARD']);
    expect(askIn({ ...names(), ...both }, aws('sqs')).verdict).toBe('unknown');
    expect(askIn({ ...names(), ...both }, aws('sns')).verdict).toBe('resolved');
  });
});

describe('two rules for one domain', () => {
  it('take names away if one of them does, whichever is told first', () => {
    for (const types of [
      ['SYSTEM', 'FORWARD'],
      ['FORWARD', 'SYSTEM'],
    ]) {
      const both = rules(...types.map((type): [string, string] => ['amazonaws.com', type]));
      expect(askIn({ ...names(), ...both }, aws('sqs')).verdict, types.join()).toBe('unknown');
    }
  });
});

describe('rules that decide no query', () => {
  it('are those that AWS defines, those that resolve recursively and those that delegate', () => {
    const autodefined = {
      resolverRuleAssociations: [
        {
          Id: 'rslvr-autodefined-assoc-vpc-1-internet-resolver',
          ResolverRuleId: 'rslvr-autodefined-rr-internet-resolver',
          VPCId: 'vpc-1',
          Status: 'COMPLETE',
        },
      ],
    };
    const others = [rules(['.', 'RECURSIVE']), rules(['amazonaws.com', 'DELEGATE'])];
    for (const facts of [autodefined, ...others]) {
      expect(askIn({ ...withSsm, ...facts }, aws('sqs')).verdict).toBe('resolved');
      expect(askIn({ ...withSsm, ...facts }, name).addresses).toEqual(['10.0.1.50/32']);
    }
  });
});

describe('rules that are not described', () => {
  it('leave every name of the VPC open', () => {
    const facts = { ...withSsm, ...rules(['corp.example', 'FORWARD']) };
    expect(askIn(facts, name).verdict).toBe('resolved');
    expect(askIn(without(facts, 'resolverRules'), name)).toMatchObject({
      verdict: 'unknown',
      missing: ['resolverRules'],
    });
    expect(askIn({ ...facts, resolverRules: [] }, name).missing).toEqual(['resolverRules']);
  });

  it('leave open the names of their domain where their type is not one we know', () => {
    const facts = { ...withSsm, ...rules([`${region}.amazonaws.com`, 'REWRITE']) };
    expect(askIn(facts, aws('sqs'))).toMatchObject({ verdict: 'unknown', missing: ['resolverRules'] });
    expect(askIn(facts, name).verdict).toBe('resolved');
    expect(askIn(facts, 'example.com').verdict).toBe('resolved');
  });
});

describe('a Route 53 Profile', () => {
  const profile = (Status: string) => ({
    profileAssociations: [{ Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: 'vpc-1', Status }],
  });

  it('may answer for every name but those of zones of the VPC itself', () => {
    const facts = {
      ...withSsm,
      ...zones(['example.com', record('*.example.com', 'A', '10.1.1.1')]),
      ...profile('COMPLETE'),
    };
    expect(askIn(facts, name).addresses).toEqual(['10.0.1.50/32']);
    for (const other of [aws('sqs'), 'a.example.com']) {
      expect(askIn(facts, other), other).toMatchObject({
        verdict: 'unknown',
        missing: ['profileAssociations'],
        places: ['rpassoc-1'],
      });
    }
  });

  it('does nothing once it is being removed', () => {
    expect(askIn({ ...withSsm, ...profile('DELETING') }, aws('sqs')).verdict).toBe('resolved');
  });
});
