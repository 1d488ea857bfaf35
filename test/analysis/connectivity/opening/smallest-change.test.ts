import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../../src/analysis/connectivity/answer-path.ts';
import { smallestChange } from '../../../../src/analysis/connectivity/opening/smallest-change.ts';
import { parseTarget } from '../../../../src/analysis/connectivity/parse-target.ts';
import { https } from '../../../../src/analysis/connectivity/security-group-admission.ts';
import { buildNetwork } from '../../../../src/model/build-network.ts';
import { editSnapshot } from '../../../../src/model/edit-snapshot.ts';
import type { RawItem } from '../../../../src/model/snapshot.ts';
import { snapshotOfFacts } from '../../../../src/model/snapshot-of-facts.ts';
import {
  defaultSecurityGroup,
  instanceInterface,
  permission,
  routeTable,
  securityGroup,
} from '../../../../src/rules/example-estate.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import {
  aclOf,
  defaultAcl,
  endpointsInterface,
  source,
  toS3,
  withS3,
  withSsm,
} from '../vectors/common-estate.ts';
import { gatewayEndpointVectors } from '../vectors/gateway-endpoint-vectors.ts';
import { interfaceEndpointVectors } from '../vectors/interface-endpoint-vectors.ts';
import { otherVpcVectors } from '../vectors/other-vpc-vectors.ts';

/** The openings of what is not reachable, and the facts with all their edits made. */
function openings(facts: Facts, to: string, from = 'eni-1', traffic = https) {
  const parsed = parseTarget(to);
  if (!parsed) throw new Error(`not a target: ${to}`);
  const snapshot = snapshotOfFacts(facts);
  const { network } = buildNetwork(snapshot);
  const question = { from, to: parsed.target, traffic };
  const branches = answerPath(network, question)?.branches ?? [];
  return branches
    .filter(({ verdict }) => verdict !== 'reachable')
    .map((branch) => {
      const opening = smallestChange(snapshot, network, question, branch);
      const edits = opening?.changes.flatMap((change) => change.edits) ?? [];
      return { opening, changed: edits.reduce(editSnapshot, snapshot), question };
    });
}

const entriesOf = ({ Entries }: RawItem) => Entries as readonly RawItem[];

/** The changes that open the one branch that is not reachable; null where none are known. */
function changes(facts: Facts, to: string, from?: string) {
  const [only, ...others] = openings(facts, to, from);
  if (!only || others.length > 0) throw new Error('not one branch that is blocked');
  return (
    only.opening?.changes.map(({ summary, commands, besides }) => ({ summary, commands, besides })) ?? null
  );
}

const authorize = 'aws ec2 authorize-security-group';

describe('the smallest change', () => {
  it('permits a prefix list in the group of the source, and tells who else carries it', () => {
    const vpcOnly = securityGroup('sg-app', { egress: [permission(443, '10.0.0.0/8')] });
    expect(changes(withS3([], { securityGroups: [defaultSecurityGroup, vpcOnly] }), 's3')).toEqual([
      {
        summary: 'permit tcp/443 to pl-s3 in an egress rule of sg-app',
        commands: [
          `${authorize}-egress --group-id sg-app --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"PrefixListIds":[{"PrefixListId":"pl-s3"}]}]'`,
        ],
        besides: '1 other interface with sg-app may send to port 443 of the 384 addresses too',
      },
    ]);
  });

  it('permits the address of the source in the group of an endpoint', () => {
    const closed = securityGroup('sg-endpoint', {});
    const app = securityGroup('sg-app', {});
    expect(changes(withSsm({}, { securityGroups: [defaultSecurityGroup, app, closed] }), 'ssm')).toEqual([
      {
        summary: 'permit tcp/443 from 10.0.1.10/32 in an ingress rule of sg-endpoint',
        commands: [
          `${authorize}-ingress --group-id sg-endpoint --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"10.0.1.10/32"}]}]'`,
        ],
        besides: null,
      },
    ]);
  });

  it('allows what an ACL denies, before the entry that does, and tells of its other subnets', () => {
    const entries = [
      'ingress allow tcp 443 10.0.0.0/16',
      'egress deny tcp 40000-50000 10.0.0.0/8',
      'egress allow tcp 443 0.0.0.0/0',
    ];
    const facts = withSsm(
      {},
      { networkAcls: [aclOf('acl-1', ['subnet-a1']), aclOf('acl-2', ['subnet-a2', 'subnet-ep1'], entries)] },
    );
    const subnet = changes(facts, 'ssm');
    expect(subnet).toEqual([
      {
        summary: 'allow tcp/32768-60999 to 10.0.1.10/32 in acl-2 by rule 10 (egress)',
        commands: [
          'aws ec2 create-network-acl-entry --network-acl-id acl-2 --egress --rule-number 10 --protocol tcp --port-range From=32768,To=60999 --cidr-block 10.0.1.10/32 --rule-action allow',
        ],
        besides:
          'it holds for all that stands in or passes through subnet-a2 and subnet-ep1 (272 IPv4 addresses)',
      },
    ]);
  });

  it.each([
    [1, null],
    [2, [1]],
    [10, [1]],
    [11, [10]],
    [300, [10]],
  ])('takes a number before %s, the first after ten or the next, if one is free', (RuleNumber, expected) => {
    const deny = {
      RuleNumber,
      Egress: false,
      Protocol: '-1',
      RuleAction: 'deny',
      CidrBlock: '0.0.0.0/0',
    };
    const facts = withSsm(
      {},
      {
        networkAcls: [
          aclOf('acl-1', ['subnet-a1', 'subnet-a2']),
          { ...aclOf('acl-2', ['subnet-ep1'], ['egress allow all all 0.0.0.0/0']) },
        ].map((acl, index) => (index === 0 ? acl : { ...acl, Entries: [...entriesOf(acl), deny] })),
      },
    );
    const numbers = changes(facts, 'ssm')?.map(({ commands }) =>
      commands.map((command) => Number(/--rule-number (\d+)/.exec(command)?.[1])),
    );
    expect(numbers?.flat() ?? null).toEqual(expected);
  });

  it.each([
    [8, 8],
    [9, null],
  ])('allows as much as %s blocks, or nothing', (blocks, expected) => {
    const Cidrs = Array.from({ length: blocks }, (_, index) => `198.51.${2 * index}.0/24`);
    const facts = withS3([], {
      prefixLists: [{ PrefixListId: 'pl-s3', PrefixListName: 'com.amazonaws.eu-west-1.s3', Cidrs }],
      networkAcls: [
        aclOf('acl-1', ['subnet-a1', 'subnet-a2', 'subnet-ep1'], ['ingress allow all all 0.0.0.0/0']),
      ],
    });
    expect(changes(facts, 's3')?.[0]?.commands.length ?? null).toBe(expected);
  });

  it('associates the table with the one gateway endpoint of the VPC', () => {
    const tables = [
      routeTable('rtb-priv', ['subnet-ep1'], [toS3]),
      routeTable('rtb-x', ['subnet-a1', 'subnet-a2']),
    ];
    expect(changes(withS3([], { routeTables: tables }), 's3')).toEqual([
      {
        summary: 'associate rtb-x with gateway endpoint vpce-0gw',
        commands: ['aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0gw --add-route-table-ids rtb-x'],
        besides: 'all of subnet-a1 and subnet-a2 (512 IPv4 addresses) would reach s3 through it',
      },
    ]);
  });

  it('is one against each of all blockers, whose entries do not get in the way of each other', () => {
    const facts = withS3([], {
      routeTables: [routeTable('rtb-x', ['subnet-a1', 'subnet-a2'])],
      securityGroups: [defaultSecurityGroup, securityGroup('sg-app', { egress: [] })],
      networkAcls: [
        aclOf('acl-1', ['subnet-a1', 'subnet-a2', 'subnet-ep1'], ['ingress allow tcp 22 0.0.0.0/0']),
      ],
    });
    expect(changes(facts, 's3')?.map(({ summary }) => summary)).toEqual([
      'permit tcp/443 to pl-s3 in an egress rule of sg-app',
      'allow tcp/443 to 198.51.100.0/24, 203.0.113.0/25 in acl-1 by rule 10, 11 (egress)',
      'allow tcp/32768-60999 from 198.51.100.0/24, 203.0.113.0/25 in acl-1 by rule 110, 111 (ingress)',
      'associate rtb-x with gateway endpoint vpce-0gw',
    ]);
  });

  it('opens a subnet for those of its instances that are blocked', () => {
    const other = instanceInterface('eni-3', 'subnet-a1', '10.0.1.11', { Groups: [{ GroupId: 'sg-b' }] });
    const facts = withS3([], {
      networkInterfaces: [source, other],
      securityGroups: [
        defaultSecurityGroup,
        securityGroup('sg-app', {}),
        securityGroup('sg-b', { egress: [] }),
      ],
    });
    expect(changes(facts, 's3', 'subnet-a1')?.map(({ summary }) => summary)).toEqual([
      'permit tcp/443 to pl-s3 in an egress rule of sg-b',
    ]);
  });

  it.each<readonly [string, Facts, string]>([
    ['an endpoint is not available', withSsm({ State: 'rejected' }), 'ssm'],
    ['nobody knows which addresses are meant', withSsm(), 'sqs'],
    [
      'a gateway endpoint is missing too',
      withS3([], { vpcEndpoints: [], routeTables: [routeTable('rtb-x', ['subnet-a1', 'subnet-a2'])] }),
      's3',
    ],
    [
      'no number is free before the entry',
      withSsm(
        {},
        {
          networkAcls: [
            { ...defaultAcl, Associations: [{ SubnetId: 'subnet-a1' }, { SubnetId: 'subnet-a2' }] },
            {
              ...aclOf('acl-2', ['subnet-ep1']),
              Entries: [
                { RuleNumber: 1, Egress: false, Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' },
                { RuleNumber: 1, Egress: true, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
              ],
            },
          ],
        },
      ),
      'ssm',
    ],
    [
      'an id could not stand in a command',
      withSsm(
        { Groups: [{ GroupId: 'sg-$(x)' }] },
        {
          securityGroups: [defaultSecurityGroup, securityGroup('sg-app', {}), securityGroup('sg-$(x)', {})],
          networkInterfaces: [source, { ...endpointsInterface, Groups: [{ GroupId: 'sg-$(x)' }] }],
        },
      ),
      'ssm',
    ],
  ])('is not made up where %s', (_, facts, to) => {
    expect(changes(facts, to)).toBeNull();
  });

  it('is none for protocols without ports', () => {
    const facts = withSsm(
      {},
      { securityGroups: [defaultSecurityGroup, securityGroup('sg-app', { egress: [] })] },
    );
    const [only] = openings(facts, '10.0.9.4', 'eni-1', { protocol: 1, port: 0 });
    expect(only?.opening).toBeNull();
  });

  it('leaves the facts that it was proven on as they were', () => {
    const facts = withS3([], {
      securityGroups: [defaultSecurityGroup, securityGroup('sg-app', { egress: [] })],
    });
    const before = JSON.stringify(facts);
    expect(changes(facts, 's3')).toHaveLength(1);
    expect(JSON.stringify(facts)).toBe(before);
  });

  it('opens all of the way on the changed facts, whatever it is proposed for', () => {
    const vectors = [...gatewayEndpointVectors, ...interfaceEndpointVectors, ...otherVpcVectors];
    const proven = vectors.flatMap(({ id, facts, to, from }) =>
      openings(facts, to, from).flatMap(({ opening, changed, question }) => {
        if (!opening) return [];
        const answer = answerPath(buildNetwork(changed).network, question);
        return [`${id} ${answer?.verdict} ${opening.private}`];
      }),
    );
    expect(proven).toEqual([
      'T9 reachable true',
      'T10 reachable true',
      'T14 reachable true',
      'T5 reachable true',
      'T6 reachable true',
    ]);
  });
});
