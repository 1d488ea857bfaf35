import type { MissingFact } from '../../model/fact.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';

/** Sources that carry the same security groups, so that what these permit holds for all of them alike (S1). */
export interface SourceClass {
  /** Sorted; at least one. */
  readonly groupIds: readonly string[];
  /** At least one. */
  readonly sources: readonly [NetworkInterface, ...NetworkInterface[]];
  /** The subnets in which the sources stand, null among them where one does not tell. */
  readonly subnetIds: ReadonlySet<string | null>;
}

export interface ClassifiedSources {
  readonly classes: readonly SourceClass[];
  /** Sources of which it is not known what they carry. */
  readonly others: readonly { readonly source: NetworkInterface; readonly missing: readonly MissingFact[] }[];
}

interface GrowingClass {
  readonly groupIds: readonly string[];
  readonly sources: [NetworkInterface, ...NetworkInterface[]];
  readonly subnetIds: Set<string | null>;
}

/** The sources by the set of security groups that they carry. */
export function classifySources(sources: Iterable<NetworkInterface>): ClassifiedSources {
  const classes = new Map<string, GrowingClass>();
  const others: { source: NetworkInterface; missing: readonly MissingFact[] }[] = [];
  for (const source of sources) {
    const carried = source.groupIds;
    const [first, ...more] = carried.known ? carried.value : [];
    if (!carried.known || first === undefined) {
      const missing = carried.known ? [source.missing(`no security group of ${source.id}`)] : carried.missing;
      others.push({ source, missing });
      continue;
    }
    const key = more.length === 0 ? first : carried.value.join(' ');
    const subnetId = subnetIdOf(source);
    const same = classes.get(key);
    if (same) {
      same.sources.push(source);
      same.subnetIds.add(subnetId);
    } else {
      classes.set(key, { groupIds: carried.value, sources: [source], subnetIds: new Set([subnetId]) });
    }
  }
  return { classes: [...classes.values()], others };
}

/** The same for those of the sources that stand in the subnets. */
export function classesWithin(
  { classes, others }: ClassifiedSources,
  subnetIds: ReadonlySet<string | null>,
): ClassifiedSources {
  const stands = (source: NetworkInterface): boolean => subnetIds.has(subnetIdOf(source));
  return {
    classes: classes.flatMap((whole): readonly SourceClass[] => {
      const inside = new Set([...whole.subnetIds].filter((id) => subnetIds.has(id)));
      if (inside.size === whole.subnetIds.size) return [whole];
      const [first, ...more] = inside.size === 0 ? [] : whole.sources.filter(stands);
      return first ? [{ groupIds: whole.groupIds, sources: [first, ...more], subnetIds: inside }] : [];
    }),
    others: others.filter(({ source }) => stands(source)),
  };
}

function subnetIdOf({ subnetId }: NetworkInterface): string | null {
  return subnetId.known ? subnetId.value : null;
}
