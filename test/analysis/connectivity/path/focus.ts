import type { Sender } from './ask-engine.ts';
import type { Drawn } from './drawing.ts';
import type { RawRoute } from './raw-estate.ts';

/** What a network is bent to, so that a rule that seldom decides does in it. */
export interface Focus {
  readonly bend: (drawn: Drawn) => Drawn;
  /** Who asks, where not anybody. */
  readonly asks?: readonly Sender[];
}

type Target = Pick<RawRoute, 'GatewayId' | 'NatGatewayId' | 'NetworkInterfaceId'>;

const sentFrom = (...ids: readonly string[]): readonly Sender[] =>
  ids.map((id) => ({ kind: 'interface', id }));

/** The first VPC's tables with one default route, whatever else they hold. */
function withDefault(drawn: Drawn, to: Target): Drawn {
  const all: RawRoute = {
    DestinationCidrBlock: '0.0.0.0/0',
    ...to,
    Origin: 'CreateRoute',
    State: 'active',
  };
  const replaced = (routes: readonly RawRoute[]) => [
    ...routes.filter((route) => route.DestinationCidrBlock !== '0.0.0.0/0'),
    all,
  ];
  return {
    ...drawn,
    privateRoutes: replaced(drawn.privateRoutes),
    mainRoutes: replaced(drawn.mainRoutes),
    publicRoutes: replaced(drawn.publicRoutes),
  };
}

const publicOnes = ['10.0.0.4', '10.0.0.14', '10.0.0.5', '10.0.0.13', '10.0.0.20', '10.0.0.21', '100.64.0.4'];
const natForIpv6: RawRoute = {
  DestinationIpv6CidrBlock: '64:ff9b::/96',
  NatGatewayId: 'nat-1',
  Origin: 'CreateRoute',
  State: 'active',
};
const outlet: RawRoute = {
  DestinationCidrBlock: '0.0.0.0/0',
  GatewayId: 'igw-a',
  Origin: 'CreateRoute',
  State: 'active',
};

function withNat64(routes: readonly RawRoute[]): readonly RawRoute[] {
  return [...routes.filter((route) => route.DestinationIpv6CidrBlock === undefined), natForIpv6];
}

const inner = sentFrom('eni-1', 'eni-3', 'eni-4', 'eni-5');

export const focuses = {
  'IPv6 addresses for IPv4 ones': {
    bend: (drawn) => ({
      ...drawn,
      hasIpv6: true,
      privateRoutes: withNat64(drawn.privateRoutes),
      mainRoutes: withNat64(drawn.mainRoutes),
    }),
    asks: sentFrom('eni-1', 'eni-3', 'eni-5'),
  },
  'zones of a regional NAT gateway': {
    bend: (drawn) => {
      const { tables, nat } = drawn;
      const [first, , ...others] = tables;
      return {
        ...withDefault(drawn, { NatGatewayId: 'nat-2' }),
        tables: [first, 'rtb-private', ...others],
        natRoutes: [outlet],
        nat: { ...nat, regionalState: 'available', regionalZones: 'disabled' },
      };
    },
    asks: sentFrom('eni-4', 'eni-4', 'eni-1'),
  },
  'public access': {
    bend: (drawn) => {
      const { mode, exclusions } = drawn.publicAccess;
      return {
        ...drawn,
        publicAddresses: publicOnes,
        publicAccess: {
          mode: mode === 'off' ? 'block-bidirectional' : mode,
          exclusions: [...exclusions, { resource: 'vpc-a', mode: 'allow-egress', state: 'create-complete' }],
        },
      };
    },
    asks: inner,
  },
  'edge table': {
    bend: (drawn) => ({
      ...withDefault(drawn, { GatewayId: 'igw-a' }),
      publicAddresses: publicOnes,
      edge: [
        {
          DestinationCidrBlock: '10.0.0.0/28',
          NetworkInterfaceId: 'eni-fw',
          Origin: 'CreateRoute',
          State: 'active',
        },
        ...(drawn.edge ?? []).filter((route) => route.DestinationCidrBlock !== '10.0.0.0/28'),
      ],
    }),
    asks: sentFrom('eni-1', 'eni-2', 'eni-3', 'eni-4'),
  },
  appliance: {
    bend: (drawn) => ({ ...withDefault(drawn, { NetworkInterfaceId: 'eni-fw' }), applianceChecks: true }),
    asks: inner,
  },
  'remote network': {
    bend: (drawn) => drawn,
    asks: [{ kind: 'remote', id: '192.168.0.0/30@vgw-a' }],
  },
  'VPN gateway that is not attached': {
    bend: (drawn) => ({ ...drawn, vpnGatewayState: 'detached' }),
    asks: [{ kind: 'remote', id: '192.168.0.0/30@vgw-a' }],
  },
  'two Regions': {
    bend: (drawn) => ({ ...drawn, placement: 'two Regions', peeringStatus: 'active' }),
    asks: sentFrom('eni-1', 'eni-2', 'eni-3', 'eni-6'),
  },
  'several senders': {
    // What one ACL lets pass of the replies, the other does not.
    bend: (drawn) => {
      const [first, second, third] = drawn.entries;
      const replies = (entries: typeof first, From: number, To: number) =>
        entries.map((entry) =>
          entry.Protocol === '6' && entry.PortRange?.From !== 443 && entry.RuleAction === 'allow'
            ? { ...entry, PortRange: { From, To } }
            : entry,
        );
      return {
        ...drawn,
        hasSecondAddress: true,
        entries: [replies(first, 32768, 50000), replies(second, 50001, 65535), replies(third, 50001, 65535)],
      };
    },
    asks: [{ kind: 'subnet', id: 'subnet-1' }, ...sentFrom('eni-6', 'eni-4')],
  },
} as const satisfies Readonly<Record<string, Focus>>;
