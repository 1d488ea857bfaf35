import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { PathReport } from '../../src/report/path-report.ts';
import { pathText } from '../../src/reporters/text/path-text.ts';
import {
  leaves,
  leavesNot,
  nameFound,
  outOfSubnet,
  pathOf,
  place,
  repliesNot,
  routed,
  served,
  toFirewall,
  toS3,
} from './sample-path.ts';

function text(report: PathReport, width = 100): string {
  return pathText(report, { color: 'never', width });
}

const blocked = pathOf(
  [{ ...toS3, verdict: 'blocked', hops: [nameFound, leavesNot, outOfSubnet, repliesNot, routed, served] }],
  { verdict: 'blocked', private: null },
);

describe('pathText', () => {
  it('shows a way that works, a line for each step', () => {
    expect(text(pathOf([toS3]))).toBe(`\
i-1 -> s3 tcp/443: REACHABLE, privately

via gateway endpoint vpce-1 "s3" to pl-s3 (com.amazonaws.eu-west-1.s3)
  + name    vpc-1 "shop": s3.eu-west-1.amazonaws.com resolves to public addresses of s3  vpcs.json:4
  + filter  sg-app "app" permits it to leave  groups.json:30
  + filter  rule 100 of acl-1 allows it (egress), allows the replies  acls.json:12
  + route   rtb-1 "private" routes pl-s3 to vpce-1  tables.json:8
  + filter  vpce-1 "s3" is available  endpoints.json:5

  assumes  replies go to ports 32768-60999, as of a Linux or unknown source
`);
  });

  it('shows everything that blocks first, with its lines, then the whole way', () => {
    expect(text(blocked)).toBe(`\
i-1 -> s3 tcp/443: BLOCKED

via gateway endpoint vpce-1 "s3" to pl-s3 (com.amazonaws.eu-west-1.s3)
  blocked  no egress rule of sg-app "app" permits it to leave
   --> dumps/groups.json:28:3
     |
  28 |   "IpPermissionsEgress": []
     |   ^^^^^^^^^^^^^^^^^^^^^^^^^
  code     ENI_SG_RULES_MISMATCH (Reachability Analyzer)
  blocked  rule 90 of acl-1 denies the replies
   --> dumps/acls.json:17:3
     |
  17 |   "RuleNumber": 90
     |   ^^^^^^^^^^^^^^^^
  code     SUBNET_ACL_RESTRICTION (Reachability Analyzer)
  the way
  + name    vpc-1 "shop": s3.eu-west-1.amazonaws.com resolves to public addresses of s3  vpcs.json:4
  x filter  no egress rule of sg-app "app" permits it to leave  groups.json:28
  + filter  rule 100 of acl-1 allows it (egress)  acls.json:12
  x filter  rule 90 of acl-1 denies the replies  acls.json:17
  + route   rtb-1 "private" routes pl-s3 to vpce-1  tables.json:8
  + filter  vpce-1 "s3" is available  endpoints.json:5

  assumes  replies go to ports 32768-60999, as of a Linux or unknown source
`);
  });

  it('shows what does not work before what does, and how much that is', () => {
    const rest = ['198.51.100.64/26', '198.51.100.128/25', '203.0.113.0/25'];
    const others = {
      ...toS3,
      destinations: rest,
      size: 320n,
      destinationsName: null,
      hops: [leaves, served],
    };
    const report = pathOf([others, toFirewall], { verdict: 'partial', private: null, assumptions: [] });
    expect(text(report)).toBe(`\
i-1 -> s3 tcp/443: PARTIAL, 320 of 384 addresses reachable

unknown via network interface eni-fw to 198.51.100.0/26
  unknown  rtb-1 "private": where they go beyond eni-fw is not in the input
   --> dumps/tables.json:14:3
     |
  14 |   "NetworkInterfaceId": "eni-fw"
     |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  missing  routeTables of 111122223333/eu-west-1: beyond eni-fw
  the way
  + filter  sg-app "app" permits it to leave  groups.json:30
  ? route   rtb-1 "private": where they go beyond eni-fw is not in the input  tables.json:14

reachable via gateway endpoint vpce-1 "s3" to 198.51.100.64/26, 198.51.100.128/25, 203.0.113.0/25
  + filter  sg-app "app" permits it to leave  groups.json:30
  + filter  vpce-1 "s3" is available  endpoints.json:5
`);
  });

  it('tells what lets only a part of the packets pass', () => {
    const some = {
      ...outOfSubnet,
      reason: 'network-acl-reply-partial',
      message: 'rule 90 of acl-1 denies replies to ports 32768-40000',
    };
    const report = pathOf([{ ...toS3, verdict: 'partial', hops: [leaves, some, served] }], {
      verdict: 'partial',
      assumptions: [],
    });
    expect(text(report)).toBe(`\
i-1 -> s3 tcp/443: PARTIAL, privately

via gateway endpoint vpce-1 "s3" to pl-s3 (com.amazonaws.eu-west-1.s3)
  partly   rule 90 of acl-1 denies replies to ports 32768-40000
   --> dumps/acls.json:12:3
     |
  12 |   "RuleNumber": 100
     |   ^^^^^^^^^^^^^^^^^
  the way
  + filter  sg-app "app" permits it to leave  groups.json:30
  ~ filter  rule 90 of acl-1 denies replies to ports 32768-40000  acls.json:12
  + filter  vpce-1 "s3" is available  endpoints.json:5
`);
  });

  it('tells what is missing, and the call that gives it', () => {
    const message = 'which DNS servers the hosts of vpc-1 ask is not known';
    const dhcpOptions = {
      family: 'dhcpOptions',
      account: '111122223333',
      region: 'eu-west-1',
      reason: 'not collected',
    };
    const report = pathOf(
      [
        {
          ...toS3,
          destinations: [],
          size: 0n,
          destinationsName: null,
          verdict: 'unknown',
          via: 'unknown',
          viaId: null,
          hops: [{ ...nameFound, decision: 'unknown', reason: 'name-unknown', message }],
          missing: [dhcpOptions],
        },
      ],
      {
        verdict: 'unknown',
        private: null,
        assumptions: [],
        factSources: [
          {
            family: 'dhcpOptions',
            command: 'aws ec2 describe-dhcp-options',
            action: 'ec2:DescribeDhcpOptions',
          },
        ],
      },
    );
    expect(text(report)).toBe(`\
i-1 -> s3 tcp/443: UNKNOWN

by a way that is not known
  unknown  which DNS servers the hosts of vpc-1 "shop" ask is not known
   --> dumps/vpcs.json:4:3
     |
   4 |   "VpcId": "vpc-1"
     |   ^^^^^^^^^^^^^^^^
  missing  dhcpOptions of 111122223333/eu-west-1: not collected
  collect  aws ec2 describe-dhcp-options
`);
  });

  it('tells how to open what is blocked, and what else that opens', () => {
    const summary = 'permit tcp/443 to pl-s3 in an egress rule of sg-app';
    const opening = {
      changes: [
        {
          component: leavesNot.component,
          summary,
          commands: ['aws ec2 authorize-security-group-egress --group-id sg-app'],
          besides: '2 other interfaces with sg-app may send there too',
        },
        { component: repliesNot.component, summary: 'allow it in acl-1', commands: [], besides: null },
      ],
      private: true,
    };
    const report = pathOf(
      [{ ...toS3, verdict: 'blocked', hops: [{ ...leavesNot, location: null }], opening }],
      {
        verdict: 'blocked',
        private: null,
        assumptions: [],
      },
    );
    expect(text(report)).toBe(`\
i-1 -> s3 tcp/443: BLOCKED

via gateway endpoint vpce-1 to pl-s3 (com.amazonaws.eu-west-1.s3)
  blocked  no egress rule of sg-app "app" permits it to leave
  code     ENI_SG_RULES_MISMATCH (Reachability Analyzer)
  to open  permit tcp/443 to pl-s3 in an egress rule of sg-app "app"
  run      aws ec2 authorize-security-group-egress --group-id sg-app
  but also 2 other interfaces with sg-app "app" may send there too
  to open  allow it in acl-1
  proven   with these 2 changes it is reachable, privately
`);
  });

  it('says so where packets leave over public ways, and has no port for ICMP', () => {
    const nat = { ...toS3, via: 'nat-gateway', viaId: 'nat-1', hops: [] } as const;
    const report = pathOf([nat], { private: false, protocol: 'icmp', port: null, assumptions: [] });
    expect(text(report)).toBe(`\
i-1 -> s3 icmp: REACHABLE, but not privately

via NAT gateway nat-1 to pl-s3 (com.amazonaws.eu-west-1.s3)
`);
  });

  it('shows the lines of one obstacle once, however many parts it stops', () => {
    const parts = [toS3, { ...toS3, via: 'nat-gateway', viaId: 'nat-1' } as const];
    const report = pathOf(parts.map((part) => ({ ...part, verdict: 'blocked', hops: [leavesNot] })));
    const lines = text(report).split('\n');
    expect(lines.filter((line) => line.includes('blocked  no egress rule'))).toHaveLength(2);
    expect(lines.filter((line) => line.includes('--> dumps/groups.json'))).toHaveLength(1);
  });

  it('leaves out the ways of many parts, and says so', () => {
    const parts = Array.from({ length: 7 }, (_, index) => ({ ...toS3, viaId: `vpce-${index}` }));
    const shown = text(pathOf(parts));
    expect(shown).not.toContain('+ route');
    expect(shown).toContain('\n\nthe ways of 7 parts are not shown; --format json has them\n');
  });

  it('names the first few of many destinations, and counts them', () => {
    const destinations = [1, 2, 3, 4, 5].map((octet) => `10.0.${octet}.0/24`);
    const branch = {
      ...toS3,
      destinations,
      size: 1280n,
      destinationsName: null,
      via: 'none',
      hops: [],
    } as const;
    expect(text(pathOf([branch]))).toContain(
      'no way to 10.0.1.0/24, 10.0.2.0/24, 10.0.3.0/24, 10.0.4.0/24 + 1 more (1280 addresses)\n',
    );
  });

  it('keeps within the width', () => {
    for (const width of [60, 80, 100]) {
      const lines = text(blocked, width).split('\n');
      expect(lines.filter((line) => line.length > width)).toEqual([]);
    }
  });

  it('differs from its colourless form in colours only', () => {
    for (const report of [blocked, pathOf([toS3, toFirewall])]) {
      const coloured = pathText(report, { color: 'always', width: 100 });
      expect(coloured).not.toBe(text(report));
      expect(stripVTControlCharacters(coloured)).toBe(text(report));
    }
  });

  it('obeys nothing that a name or a question says', () => {
    const evil = '\u001b[2J\n\u202eevil';
    const component = { ...leavesNot.component, id: `sg-${evil}`, name: evil };
    const hop = {
      ...leavesNot,
      component,
      message: `no rule of ${component.id} permits ${evil}`,
      location: place(`${evil}.json`, 1, evil),
    };
    const missing = { family: evil, account: evil, region: null, reason: evil };
    const report = pathOf(
      [{ ...toS3, destinationsName: evil, viaId: `vpce-${evil}`, hops: [hop], missing: [missing] }],
      { from: evil, to: evil, assumptions: [evil] },
    );
    const shown = text(report);
    for (const character of ['\u001b', '\u202e']) expect(shown).not.toContain(character);
    expect(shown.split('\n').filter((line) => line.startsWith('evil'))).toEqual([]);
    expect(shown).toContain('no rule of sg-\\u001b[2J\\n\\u202eevil "\\u001b[2J\\n\\u202eevil" permits');
  });
});
