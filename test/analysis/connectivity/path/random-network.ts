import * as fc from 'fast-check';
import { drawing, type Leaning } from './drawing.ts';
import { estateOf } from './drawn-estate.ts';
import type { Placement } from './placement.ts';
import type { RawEstate } from './raw-estate.ts';

export interface RandomNetwork {
  readonly estate: RawEstate;
  readonly placement: Placement;
  /** Which addresses are worth most of the packets. */
  readonly about: 'everything' | 'the internet' | 'the other VPC';
}

interface Kind extends Leaning {
  readonly weight: number;
  readonly about: RandomNetwork['about'];
}

const kinds: readonly Kind[] = [
  { weight: 5, groups: 'mixed', acls: 'mixed', routes: 'tying', about: 'the internet' },
  { weight: 20, groups: 'naming groups', acls: 'open', routes: 'peering', about: 'the other VPC' },
  { weight: 5, groups: 'open', acls: 'mixed', routes: 'tying', about: 'the internet' },
  { weight: 9, groups: 'naming groups', acls: 'mixed', routes: 'tying', about: 'everything' },
  { weight: 10, groups: 'open', acls: 'mixed', routes: 'translating', about: 'the internet' },
  { weight: 5, groups: 'splitting', acls: 'narrow', routes: 'peering', about: 'everything' },
];

/** Two VPCs with all that decides paths in and between them, described completely. */
export const randomNetwork: fc.Arbitrary<RandomNetwork> = fc.oneof(
  ...kinds.map(({ weight, about, ...leaning }) => ({
    weight,
    arbitrary: drawing(leaning).map((drawn) => ({
      estate: estateOf(drawn),
      placement: drawn.placement,
      about,
    })),
  })),
);
