import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import type { PathBranch } from '../../../src/analysis/connectivity/path-answer.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  allTraffic,
  base,
  endpointInterface,
  instanceInterface,
  permission,
  without,
} from '../../../src/rules/example-estate.ts';
import {
  configuration,
  gateway,
  groups,
  latticeEstate,
  resourceEndpoint,
  serviceNetworkEndpoint,
} from '../../../src/rules/interface-endpoint/lattice-example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';

const holding = { NetworkInterfaceIds: ['eni-endpoint'] };
const database = (fields: RawItem = {}): RawItem =>
  instanceInterface('eni-db', 'subnet-b', '10.0.2.50', { Groups: [{ GroupId: 'sg-db' }], ...fields });

/** The example estate, with an instance in subnet-a and the interface of an endpoint there. */
function facts(changes: Facts = {}): Facts {
  return latticeEstate({
    vpcEndpoints: [resourceEndpoint(holding)],
    networkInterfaces: [
      ...(base.networkInterfaces ?? []),
      endpointInterface('eni-endpoint', 'subnet-a', '10.0.1.200'),
      database(),
    ],
    ...changes,
  });
}

function only(own: Facts): PathBranch {
  const [sender] = base.networkInterfaces ?? [];
  const answer = answerPath(networkOfFacts(own), {
    from: String(sender?.['NetworkInterfaceId']),
    to: { kind: 'endpoint', id: 'vpce-1' },
    traffic: { protocol: 6, port: 5432 },
  });
  const [branch, ...others] = answer?.branches ?? [];
  if (!branch || others.length > 0) throw new Error(`${others.length + 1} branches`);
  return branch;
}

/** Verdict and what does not pass. */
function told(own: Facts): readonly string[] {
  const { verdict, hops } = only(own);
  return [verdict, ...hops.flatMap(({ decision, reason }) => (decision === 'pass' ? [] : [reason]))];
}

const byName = { resourceConfigurationDefinition: { dnsResource: { domainName: 'db.example.com' } } };
const named = (ipAddressType: string): RawItem =>
  configuration({
    resourceConfigurationDefinition: { dnsResource: { domainName: 'db.example.com', ipAddressType } },
  });

describe('what a resource endpoint brings leaves the resource gateway', () => {
  it('I19: by an outbound rule of its security groups', () => {
    const { verdict, hops, assumptions } = only(facts());
    expect(verdict).toBe('reachable');
    expect(hops.at(-1)).toMatchObject({
      reason: 'resource-gateway-passed',
      message: 'sg-gateway of rgw-1 permits it to leave for the resource',
    });
    expect(assumptions.join()).toContain('what filters before the resource of orders-db');
  });

  it.each([
    ['to another port only', permission(443, '10.0.0.0/16')],
    ['to other addresses only', permission(5432, '10.0.1.0/24')],
    ['to members of a group that the resource is none of', permission(5432, 'sg-other')],
  ])('I19: not with rules %s', (_, egress) => {
    expect(told(facts(groups({ egress })))).toEqual(['blocked', 'resource-gateway-egress']);
  });

  it('I19, S8: to a member of a group that a rule names', () => {
    expect(told(facts(groups({ egress: permission(5432, 'sg-db') })))).toEqual(['reachable']);
  });

  it('wherever a name may lead, and nobody knows where it does', () => {
    const to = (peer: string, item = configuration(byName)): readonly string[] =>
      told(facts({ ...groups({ egress: permission(5432, peer) }), resourceConfigurationDetails: [item] }));
    expect(to('0.0.0.0/0')).toEqual(['reachable']);
    expect(to('0.0.0.0/0', named('DUALSTACK'))).toEqual(['unknown', 'resource-gateway-unknown']);
    expect(to('0.0.0.0/0', named('IPV6'))).toEqual(['blocked', 'resource-gateway-egress']);
    expect(to('10.0.2.0/24')).toEqual(['unknown', 'resource-gateway-unknown']);
  });

  it('is unknown where gateway, groups or members are', () => {
    const unknown = ['unknown', 'resource-gateway-unknown'];
    const naming = groups({ egress: permission(5432, 'sg-db') });
    expect(told(without(facts(), 'resourceGateways'))).toEqual(unknown);
    expect(told(facts({ resourceGateways: [gateway({ id: 'rgw-2' })] }))).toEqual(unknown);
    expect(told(facts({ resourceGateways: [gateway({ securityGroupIds: [] })] }))).toEqual(unknown);
    const foreign = [gateway({ securityGroupIds: ['sg-foreign'] })];
    expect(told(facts({ resourceGateways: foreign }))).toEqual(unknown);
    const unplaced = [gateway({ vpcIdentifier: 'vpc-2' })];
    expect(told(facts({ ...naming, resourceGateways: unplaced }))).toEqual(unknown);
  });

  it('is not asked for a resource without a gateway of its own', () => {
    const item = configuration({ resourceGatewayId: undefined });
    const closed = groups({ egress: permission(443, '10.0.0.0/16') });
    expect(told(facts({ ...closed, resourceConfigurationDetails: [item] }))).toEqual(['reachable']);
  });
});

describe('a resource endpoint', () => {
  const opened = (item: RawItem): Facts => facts({ resourceConfigurationDetails: [item] });
  const messages = (own: Facts): readonly string[] =>
    only(own).hops.flatMap(({ plane, reason, message, at }) =>
      reason.startsWith('resource-configuration') ? `${plane} ${at.path}: ${message}` : [],
    );

  it('I19: brings packets to the ports that its resource configuration opens', () => {
    expect(messages(facts())).toEqual(['filter /portRanges: orders-db opens ports 5432']);
    const others = opened(configuration({ portRanges: ['443', '8000-8080'] }));
    expect(told(others)).toEqual(['blocked', 'resource-configuration-port']);
    expect(messages(others)).toEqual([
      'filter /portRanges: orders-db opens ports 443, 8000-8080, and not 5432',
    ]);
  });

  it('is open where the ports of its resource configuration are', () => {
    const unknown = ['unknown', 'resource-configuration-unknown'];
    const unseen = without(facts(), 'resourceConfigurationDetails');
    expect(told(unseen)).toEqual(unknown);
    expect(messages(unseen)).toEqual([
      'filter /ResourceConfigurationArn: which ports the resource behind vpce-1 takes is not known',
    ]);
    expect(only(unseen).missing.map(({ family }) => family)).toEqual(['resourceConfigurationDetails']);
    const portless = opened(configuration({ portRanges: undefined }));
    expect(told(portless)).toEqual(unknown);
    expect(messages(portless)).toEqual([
      'filter /ResourceConfigurationArn: which ports orders-db opens is not known',
    ]);
    const listed = facts({ resourceConfigurationDetails: [] });
    expect(told(listed)).toEqual(unknown);
  });

  it('is taken to have its port open by an owner who is not in the input', () => {
    const arn = 'arn:aws:vpc-lattice:eu-west-1:444455556666:resourceconfiguration/rcfg-9';
    const foreign = facts({
      vpcEndpoints: [resourceEndpoint({ ...holding, ResourceConfigurationArn: arn })],
      resourceConfigurationDetails: [],
    });
    const { verdict, assumptions } = only(foreign);
    expect([verdict, ...assumptions]).toEqual([
      'reachable',
      `${arn}, whose owner is not in the input, is taken to open the port`,
    ]);
  });
});

it('I20: what a service network endpoint leads to by one of its addresses, nobody knows', () => {
  const own = facts({
    vpcEndpoints: [serviceNetworkEndpoint(holding)],
    ...groups({ egress: allTraffic }),
  });
  expect(only(own)).toMatchObject({
    verdict: 'unknown',
    via: 'service-network-endpoint',
    missing: [
      {
        family: 'vpcEndpoints',
        reason: 'which service or resource of the service network stands behind an address of vpce-1',
      },
    ],
  });
});
