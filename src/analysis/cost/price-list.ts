import { type Prices, referencePrices, referenceRegion, regionalPrices } from '../../data/prices.ts';

/** Prices of a user's own, by Region; `*` for all. */
export type OwnPrices = Readonly<Record<string, { readonly [K in keyof Prices]?: Prices[K] | undefined }>>;

/** What things cost in a Region. */
export interface PriceList {
  readonly of: Prices;
  /** Where figures come from that are not the Region's, to be told beside them; empty where all are. */
  readonly remark: string;
}

/**
 * The prices of a Region: the user's own, else those that are known of it, else those of another Region, as the remark
 * says where one of those is among what is used.
 */
export function priceList(
  region: string | null,
  own: OwnPrices,
  ...used: readonly (keyof Prices)[]
): PriceList {
  const known = {
    ...regionalPrices[region ?? ''],
    ...withoutHoles(own['*']),
    ...withoutHoles(own[region ?? '']),
  };
  const isComplete = used.every((name) => name in known);
  const remark =
    isComplete || region === referenceRegion
      ? ''
      : ` (Prices of ${region ?? 'this Region'} that are not known here are taken to be those of ${referenceRegion}.)`;
  return { of: { ...referencePrices, ...known }, remark };
}

function withoutHoles(prices: OwnPrices[string] = {}): Partial<Prices> {
  return Object.fromEntries(Object.entries(prices).filter(([, price]) => price !== undefined));
}
