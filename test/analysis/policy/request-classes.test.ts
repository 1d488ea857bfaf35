import { describe, expect, it } from 'vitest';
import { callerClasses } from '../../../src/analysis/policy/caller-class.ts';
import { appliesToClass } from '../../../src/analysis/policy/endpoint-conditions.ts';
import { requestClasses } from '../../../src/analysis/policy/request-class.ts';
import { waysTo } from '../../../src/analysis/policy/ways-to-service.ts';
import { known } from '../../../src/model/fact.ts';
import { parsePolicy } from '../../../src/model/policy-document.ts';
import { account, estate, gatewayEndpoint, interfaceEndpoint } from '../../../src/rules/example-estate.ts';
import { networkOfFacts } from '../connectivity/network-of-facts.ts';
import { s3Gateway, withS3 } from '../connectivity/vectors/common-estate.ts';
import { askPath } from './ask-path.ts';

const nat = { NatGatewayId: 'nat-1', VpcId: 'vpc-1', NatGatewayAddresses: [{ PublicIp: '203.0.113.9' }] };
const vpn = { VpnGatewayId: 'vgw-1', VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }] };
const member = { organization: 'o-own', managementAccount: null, levels: { items: [account], missing: [] } };

const peering = (requester: string, accepter: string) => ({
  VpcPeeringConnectionId: `pcx-${requester}-${accepter}`,
  RequesterVpcInfo: { VpcId: requester, OwnerId: account },
  AccepterVpcInfo: { VpcId: accepter, OwnerId: account },
  Status: { Code: 'active' },
});

function facts(...further: readonly object[]) {
  return estate({
    vpcEndpoints: [
      gatewayEndpoint('s3', ['rtb-main'], { VpcEndpointId: 'vpce-gw' }),
      interfaceEndpoint('s3', ['subnet-a'], { VpcEndpointId: 'vpce-if' }),
      interfaceEndpoint('kms', ['subnet-a'], { VpcEndpointId: 'vpce-kms' }),
    ],
    natGateways: [nat],
    vpnGateways: [vpn],
    ...Object.assign({}, ...further),
  });
}

const classes = (further: object = {}, membership: Parameters<typeof callerClasses>[1] = known(member)) =>
  requestClasses(waysTo(networkOfFacts(facts(further)), 's3'), callerClasses(account, membership), 's3');
const wayNames = (further: object = {}) => [...new Set(classes(further).map(({ wayName }) => wayName))];

describe('the classes of requests to a service', () => {
  it('come by the ways that the network has', () => {
    expect(wayNames()).toEqual([
      'requests through vpce-gw',
      'requests through vpce-if',
      'requests through vpce-if from networks beyond its VPC',
      'requests over NAT gateways',
      'requests over the internet',
      'requests from the console',
      'requests that a service forwards',
      'requests of AWS services themselves',
    ]);
    expect(wayNames({ vpnGateways: [], natGateways: [], vpcEndpoints: [] })).toEqual(wayNames().slice(4));
  });

  it.each<[string, object, boolean]>([
    ['nothing', {}, false],
    ['a VPN', { vpnGateways: [vpn] }, true],
    [
      'the VPN of another VPC',
      { vpnGateways: [{ ...vpn, VpcAttachments: [{ VpcId: 'vpc-2', State: 'attached' }] }] },
      false,
    ],
    ['a peering that it asked for', { vpcPeeringConnections: [peering('vpc-1', 'vpc-2')] }, true],
    ['a peering that it was asked for', { vpcPeeringConnections: [peering('vpc-2', 'vpc-1')] }, true],
    [
      'a peering that was turned down',
      { vpcPeeringConnections: [{ ...peering('vpc-1', 'vpc-2'), Status: { Code: 'rejected' } }] },
      false,
    ],
    ['a peering of others', { vpcPeeringConnections: [peering('vpc-2', 'vpc-3')] }, false],
    [
      'one of two peerings',
      { vpcPeeringConnections: [peering('vpc-2', 'vpc-3'), peering('vpc-1', 'vpc-2')] },
      true,
    ],
  ])('come from networks beyond the VPC by %s', (_joint, joints, joined) => {
    const beyond = 'requests through vpce-if from networks beyond its VPC';
    expect(wayNames({ vpnGateways: [], ...joints }).includes(beyond)).toBe(joined);
  });

  it('are of the own account, its organization, others and nobody', () => {
    const through = (membership?: Parameters<typeof callerClasses>[1]) =>
      classes({}, membership)
        .filter(({ wayName }) => wayName.endsWith('vpce-gw'))
        .map(({ name }) => name);
    expect(through()).toEqual([
      `requests of account ${account} through vpce-gw`,
      'requests of other accounts of organization o-own through vpce-gw',
      'requests of accounts outside of it through vpce-gw',
      'requests of callers who do not sign through vpce-gw',
    ]);
    expect(through(known(null))).toHaveLength(3);
    const kinds = (wayName: string) =>
      classes()
        .filter((each) => each.wayName === wayName)
        .map(({ kind }) => kind);
    expect(kinds('requests from the console')).toEqual(['own-account', 'own-organization', 'foreign']);
    expect(kinds('requests of AWS services themselves')).toEqual(['service']);
  });

  it('carry the keys of their way and callers', () => {
    const shown = (name: string, key: string) => {
      const found = classes().find((each) => each.name === name);
      const value = found?.context(key);
      if (value === undefined || value.presence === 'absent') return value?.presence;
      return value.values.known ? [value.presence, ...value.values.value] : [value.presence];
    };
    const own = `requests of account ${account}`;
    expect(shown(`${own} through vpce-gw`, 'aws:sourcevpce')).toEqual(['present', 'vpce-gw']);
    expect(shown(`${own} through vpce-gw`, 'aws:sourceip')).toBe('absent');
    expect(shown(`${own} over NAT gateways`, 'aws:sourceip')).toEqual(['present', '203.0.113.9']);
    expect(shown(`${own} over NAT gateways`, 'aws:sourcevpc')).toBe('absent');
    expect(shown(`${own} that a service forwards`, 'aws:viaawsservice')).toEqual(['present', 'true']);
    expect(shown(`${own} from the console`, 'aws:principalorgid')).toEqual(['present', 'o-own']);
    expect(
      shown('requests of an AWS service of AWS services themselves', 'aws:principalisawsservice'),
    ).toEqual(['present', 'true']);
  });

  it('are told apart by conditions on addresses and organizations', () => {
    const condition = (Condition: object) => {
      const parsed = parsePolicy({
        Version: '2012-10-17',
        Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition },
      });
      if ('error' in parsed) throw new Error(parsed.error);
      const [statement] = parsed.document.statements;
      return (wayName: string) =>
        Object.fromEntries(
          classes()
            .filter((each) => each.wayName === wayName)
            .map((each) => {
              const applies = statement && appliesToClass(statement, each, 'resource');
              return [each.kind, applies?.known === true ? applies.value : null];
            }),
        );
    };
    const ofOrganization = condition({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-own' } });
    expect(ofOrganization('requests through vpce-gw')).toEqual({
      'own-account': false,
      'own-organization': false,
      foreign: true,
      anonymous: true,
    });
    const partner = condition({ StringNotEquals: { 'aws:PrincipalOrgID': ['o-own', 'o-partner'] } });
    expect(partner('requests through vpce-gw')['foreign']).toBeNull();
    const inside = condition({ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' } });
    expect(inside('requests through vpce-if')['own-account']).toBe(true);
    expect(inside('requests through vpce-if from networks beyond its VPC')['own-account']).toBe(false);
  });
});

describe('a path without a request', () => {
  const ask = (...statements: readonly object[]) =>
    askPath(
      {
        ...withS3([], {
          vpcEndpoints: [{ ...s3Gateway, PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
        }),
      },
      's3',
    );
  const everything = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

  it('is answered for each kind of callers, with what the answer depends on', () => {
    const answer = ask({
      ...everything,
      Sid: 'Ours',
      Resource: 'arn:aws:s3:::logs/*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
    });
    expect(answer.verdict).toBe('reachable');
    const [hop] = answer.branches[0]?.hops.filter(({ plane }) => plane === 'policy') ?? [];
    expect(hop?.classes).toEqual([
      { callers: `account ${account}`, decision: 'unknown', dependsOn: ['Resource of statement Ours'] },
      {
        callers: 'other accounts of its organization',
        decision: 'unknown',
        dependsOn: ['Resource and StringEquals aws:PrincipalAccount of statement Ours'],
      },
      {
        callers: 'accounts outside of it',
        decision: 'unknown',
        dependsOn: ['Resource and StringEquals aws:PrincipalAccount of statement Ours'],
      },
      { callers: 'callers who do not sign', decision: 'block', dependsOn: [] },
    ]);
    expect(answer.messages[0]).toContain(`those of account ${account} hang on Resource of statement Ours`);
    expect(answer.messages[0]).toContain('those of callers who do not sign do not pass');
  });

  it('has no need to tell callers apart where all are treated alike', () => {
    const [hop] = ask(everything).branches[0]?.hops.filter(({ plane }) => plane === 'policy') ?? [];
    expect([hop?.reason, hop?.classes]).toEqual(['endpoint-policy-allowed', undefined]);
  });
});
