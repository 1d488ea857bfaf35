import * as fc from 'fast-check';
import type { Placement } from './placement.ts';
import { type AclsAre, aclEntries } from './random-acls.ts';
import { type GroupsAre, permissions } from './random-groups.ts';
import {
  edgeRoutes,
  peerRoutes,
  privateRoutes,
  publicRoutes,
  type RoutesAre,
  regionalNatRoutes,
} from './random-routes.ts';
import type { RawBlockPublicAccess, RawExclusion, RawNatGateway } from './raw-estate.ts';

export const firstGroups = ['sg-1', 'sg-2', 'sg-3'];
export const secondGroups = ['sg-4', 'sg-5'];

function often<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(usual, usual, usual, usual, ...others);
}

const groupsOf = (ids: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.subarray([...ids], { minLength: 1, maxLength: 2 });

const rulesOf = (own: readonly string[], foreign: readonly string[], like: GroupsAre) =>
  fc.record({
    ingress: permissions(own, foreign, like),
    egress: fc.oneof(
      permissions(own, foreign, like),
      permissions(own, foreign, like === 'open' ? 'open' : 'mostly open'),
    ),
  });

/** What a network is like, so that rules that seldom decide decide often enough in some. */
export interface Leaning {
  readonly groups: GroupsAre;
  readonly acls: AclsAre;
  readonly routes: RoutesAre;
}

/** The ACLs of the three subnets of the first VPC, and of the two of the second. */
function aclsOf(like: Leaning['acls']) {
  const first =
    like === 'open'
      ? often('acl-3', 'acl-1')
      : fc.constantFrom('acl-1', 'acl-2', ...(like === 'mixed' ? ['acl-3', 'acl-3'] : []));
  const second = like === 'open' ? often('acl-5', 'acl-4') : fc.constantFrom('acl-4', 'acl-5', 'acl-5');
  return fc.tuple(first, first, first, second, second);
}

/** All that is left to chance in a network. */
export const drawing = ({ groups, acls, routes }: Leaning) =>
  fc.record({
    placement: fc.constantFrom<Placement>('one account', 'one account', 'two accounts', 'two Regions'),
    privateRoutes: privateRoutes(routes),
    mainRoutes: privateRoutes(routes),
    publicRoutes: publicRoutes(routes),
    natRoutes: regionalNatRoutes,
    peerRoutes: fc.tuple(peerRoutes, peerRoutes),
    // The tables of the first VPC's three subnets, and of the second's two.
    tables: fc.tuple(
      often('rtb-private', 'rtb-public', null),
      often('rtb-public', 'rtb-public', 'rtb-private', null),
      fc.constantFrom('rtb-private', null),
      fc.constantFrom('rtb-b', null),
      fc.constantFrom('rtb-b', null),
    ),
    acls: aclsOf(acls),
    entries: fc.tuple(aclEntries(acls), aclEntries(acls), aclEntries(acls)),
    firstRules: fc.tuple(...firstGroups.map(() => rulesOf(firstGroups, secondGroups, groups))),
    secondRules: fc.tuple(...secondGroups.map(() => rulesOf(secondGroups, firstGroups, groups))),
    groups: fc.record({
      app: groupsOf(firstGroups),
      lambda: groupsOf(firstGroups),
      second: groupsOf(firstGroups),
      third: groupsOf(firstGroups),
      appliance: groupsOf(firstGroups),
      endpoint: groupsOf(firstGroups),
      resource: groupsOf(firstGroups),
      resourceGateway: fc.constantFrom(...firstGroups.map((id) => [id])),
      peerApp: groupsOf(secondGroups),
      peerOther: groupsOf(secondGroups),
      peerEndpoint: groupsOf(secondGroups),
    }),
    publicAddresses: fc.subarray(['10.0.0.4', '10.0.0.14', '10.0.0.5', '10.0.0.13', '10.0.0.20', '10.1.0.4']),
    hasIpv6: fc.constantFrom(false, false, true),
    hasSecondAddress: fc.constantFrom(true, true, true, false),
    endpointStates: fc.tuple(
      often('available', 'Available', 'deleting', 'failed', 'pending', 'partial'),
      often('available', 'pendingAcceptance', 'Rejected', 'pending', 'expired', 'partial'),
      often('available', 'Pending', 'failed', 'deleted'),
      often('available', 'rejected', 'partial'),
    ),
    resourcePorts: fc.constantFrom(['443'], ['80-442'], ['1-80', '444-500'], ['444-65535'], ['0-65535']),
    endpointSubnet: fc.constantFrom<'subnet-1' | 'subnet-2'>('subnet-1', 'subnet-2'),
    applianceChecks: fc.constantFrom(false, false, true),
    edge: fc.option(edgeRoutes, { freq: 2 }),
    nat: fc.record({
      subnet: often<'subnet-1' | 'subnet-2' | 'subnet-3'>('subnet-2', 'subnet-2', 'subnet-3', 'subnet-1'),
      state: often('available', 'pending', 'failed', 'deleted'),
      type: often<RawNatGateway['ConnectivityType']>('public', 'public', 'public', 'private'),
      regionalState: often('available', 'pending', 'failed'),
      regionalZones: often<'enabled' | 'disabled'>('enabled', 'disabled', 'disabled'),
    }),
    peeringStatus: often('active', 'active', 'pending-acceptance', 'deleted'),
    requestedByFirst: fc.boolean(),
    vpnGatewayState: often('attached', 'attached', 'attached', 'detached'),
    publicAccess: fc.record({
      mode: fc.constantFrom<RawBlockPublicAccess['InternetGatewayBlockMode']>(
        ...Array.from({ length: 3 }, () => 'off' as const),
        'block-bidirectional',
        'block-bidirectional',
        'block-ingress',
      ),
      exclusions: fc.array(
        fc.record({
          resource: fc.constantFrom('vpc-a', 'subnet-1', 'subnet-1', 'subnet-2', 'subnet-2', 'subnet-3'),
          mode: fc.constantFrom<RawExclusion['InternetGatewayExclusionMode']>(
            'allow-bidirectional',
            'allow-egress',
          ),
          state: often('create-complete', 'update-complete', 'create-failed', 'create-in-progress'),
        }),
        { maxLength: 2 },
      ),
    }),
    lists: fc.tuple(
      fc.subarray(
        ['52.92.0.0/24', '52.92.0.0/25', '52.92.1.0/25', '3.5.0.0/26', '10.1.0.16/28', '10.0.0.16/28'],
        {
          minLength: 1,
        },
      ),
      fc.subarray(
        ['52.92.0.0/24', '52.92.0.64/26', '52.92.0.7/32', '3.5.0.0/27', '10.1.0.0/16', '10.0.0.0/29'],
        {
          minLength: 1,
        },
      ),
    ),
  });

export type Drawn = ReturnType<typeof drawing> extends fc.Arbitrary<infer T> ? T : never;
