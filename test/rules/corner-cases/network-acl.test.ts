import type { RawItem } from '../../../src/model/snapshot.ts';
import naclIpv6Missing from '../../../src/rules/network-acl/nacl-ipv6-missing.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { decides } from './decide.ts';

/** An estate of the rule's page whose ACL does not show its entries. */
function withoutEntries(title: string): Facts {
  const facts = naclIpv6Missing.examples.find((example) => example.title === title)?.facts;
  if (!facts) throw new Error(`no example "${title}"`);
  return {
    ...facts,
    networkAcls: (facts.networkAcls ?? []).map((acl: RawItem) => ({ ...acl, Entries: undefined })),
  };
}

decides(naclIpv6Missing, [
  {
    title: 'what the ACL allows is not known, and IPv6 crosses it',
    facts: withoutEntries('The ACL of both subnets has entries for IPv4 only'),
    undecided: [{ resource: 'acl-1', missing: ['networkAcls'] }],
  },
  {
    title: 'what the ACL allows is not known, and no IPv6 is there',
    facts: withoutEntries('The endpoint has IPv4 addresses alone'),
  },
]);
