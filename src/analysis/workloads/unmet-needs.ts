import { distinctMissing, isTrue, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { PathBranch } from '../connectivity/path-answer.ts';
import type { SourceInVpc } from '../connectivity/source.ts';
import { hasStandingEndpoint } from './standing-endpoint.ts';
import { leadsToNat, type WayToNeed, wayToNeed } from './way-to-need.ts';

/** A service or host that something needs. */
export interface NeededTarget {
  /** As `path --to` takes it. */
  readonly to: string;
  readonly kind: 'service' | 'host';
  /** It is needed for certain only if one of these services has an endpoint or a way. */
  readonly certainBeside: readonly string[];
  /** It is not needed where this is so, which nobody can see; null where it is needed in any case. */
  readonly unless: string | null;
}

/** Who needs it. */
export interface Needing {
  readonly vpc: Vpc;
  readonly sources: Listing<SourceInVpc>;
  /** Whether each of them needs it; else it is enough that one gets there. */
  readonly everySource: boolean;
}

export type NeedStatus =
  | { readonly kind: 'met' }
  | {
      readonly kind: 'unmet';
      /** Those that do not get there. */
      readonly sources: readonly SourceInVpc[];
      /** What becomes of the packets of the first. */
      readonly branch: PathBranch;
      readonly isCertain: boolean;
    }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingFact[] };

const met: NeedStatus = { kind: 'met' };

/**
 * Whether senders reach what they need, by any way. What has an endpoint in their VPC counts as met: what is wrong
 * with an endpoint is not that it is missing.
 */
export function statusOfNeed(network: Network, needing: Needing, target: NeededTarget): NeedStatus {
  const { vpc, sources, everySource } = needing;
  const stands = target.kind === 'service' ? hasStandingEndpoint(network, vpc, target.to) : null;
  if (stands && isTrue(stands)) return met;
  const isOpenTo = (source: SourceInVpc) => wayOf(network, source, target).kind === 'open';
  if (!everySource && sources.items.some(isOpenTo)) return met;
  const ways = sources.items.map((source) => ({ source, way: wayOf(network, source, target) }));
  const closed = ways.flatMap(({ source, way }) =>
    way.kind === 'closed' ? [{ source, branch: way.branch }] : [],
  );
  const [first] = closed;
  const lacking = [...missingIn(ways.map(({ way }) => way)), ...sources.missing];
  const isUnmet = first !== undefined && (everySource || lacking.length === 0);
  if (!isUnmet) return lacking.length === 0 ? met : { kind: 'unknown', missing: distinctMissing(lacking) };
  if (stands && !stands.known) return { kind: 'unknown', missing: stands.missing };
  return {
    kind: 'unmet',
    sources: closed.map(({ source }) => source),
    branch: first.branch,
    isCertain:
      target.certainBeside.length === 0
        ? target.unless === null
        : hasOneOf(network, needing, target.certainBeside),
  };
}

const open: WayToNeed = { kind: 'open' };

function wayOf(network: Network, source: SourceInVpc, { to }: NeededTarget): WayToNeed {
  return leadsToNat(network, source) ? open : wayToNeed(network, source, to);
}

function missingIn(ways: readonly WayToNeed[]): readonly MissingFact[] {
  return ways.flatMap((way) => (way.kind === 'unknown' ? way.missing : []));
}

function hasOneOf(network: Network, { vpc, sources }: Needing, services: readonly string[]): boolean {
  return services.some(
    (service) =>
      isTrue(hasStandingEndpoint(network, vpc, service)) ||
      sources.items.some((source) => wayToNeed(network, source, service).kind === 'open'),
  );
}
