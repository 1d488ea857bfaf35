import * as fc from 'fast-check';
import type { Sender } from './ask-engine.ts';
import { drawing, type Leaning } from './drawing.ts';
import { estateOf } from './drawn-estate.ts';
import { type Focus, focuses } from './focus.ts';
import type { Placement } from './placement.ts';
import type { RawEstate } from './raw-estate.ts';

export interface RandomNetwork {
  readonly estate: RawEstate;
  readonly placement: Placement;
  /** Which addresses are worth most of the packets. */
  readonly about: 'everything' | 'the internet' | 'the other VPC' | 'IPv6 for IPv4';
  /** Who asks, where not anybody. */
  readonly asks: readonly Sender[];
}

interface Kind extends Leaning {
  readonly weight: number;
  readonly about: RandomNetwork['about'];
  readonly focus?: keyof typeof focuses;
}

const kinds: readonly Kind[] = [
  { weight: 12, groups: 'mixed', acls: 'mixed', routes: 'tying', about: 'the internet' },
  { weight: 20, groups: 'naming groups', acls: 'open', routes: 'peering', about: 'the other VPC' },
  { weight: 5, groups: 'open', acls: 'mixed', routes: 'tying', about: 'the internet' },
  { weight: 19, groups: 'naming groups', acls: 'mixed', routes: 'tying', about: 'everything' },
  { weight: 10, groups: 'open', acls: 'mixed', routes: 'translating', about: 'the internet' },
  { weight: 5, groups: 'splitting', acls: 'narrow', routes: 'peering', about: 'everything' },
  ...focused('IPv6 addresses for IPv4 ones', { weight: 3, routes: 'translating', about: 'IPv6 for IPv4' }),
  ...focused('zones of a regional NAT gateway', { weight: 5, routes: 'translating' }),
  ...focused('public access', { weight: 21, routes: 'translating' }),
  ...focused('edge table', { weight: 4, routes: 'mixed' }),
  ...focused('appliance', { weight: 3, routes: 'mixed' }),
  ...focused('remote network', { weight: 3, routes: 'mixed', about: 'everything' }),
  ...focused('VPN gateway that is not attached', { weight: 3, routes: 'mixed', about: 'everything' }),
  ...focused('two Regions', {
    weight: 5,
    groups: 'naming groups',
    routes: 'peering',
    about: 'the other VPC',
  }),
  ...focused('several senders', {
    weight: 20,
    groups: 'splitting',
    acls: 'narrow',
    routes: 'peering',
    about: 'everything',
  }),
];

function focused(
  focus: keyof typeof focuses,
  { weight, ...leaning }: Pick<Kind, 'weight'> & Partial<Kind>,
): readonly Kind[] {
  return [
    { groups: 'open', acls: 'open', routes: 'mixed', about: 'the internet', ...leaning, focus, weight },
  ];
}

/** Two VPCs with all that decides paths in and between them, described completely. */
export const randomNetwork: fc.Arbitrary<RandomNetwork> = fc.oneof(
  ...kinds.map(({ weight, about, focus, ...leaning }) => {
    const { bend, asks = [] }: Focus = focus ? focuses[focus] : { bend: (drawn) => drawn };
    return {
      weight,
      arbitrary: drawing(leaning).map((drawn) => {
        const bent = bend(drawn);
        return { estate: estateOf(bent), placement: bent.placement, about, asks };
      }),
    };
  }),
);
