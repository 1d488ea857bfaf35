import { AddressSet } from '../../model/address-set.ts';
import type { PathAnswer } from '../connectivity/path-answer.ts';
import type { Symptom } from './symptom.ts';

/** Whether an answer is what a symptom shows; null where no answer could be. */
export type Explanation = 'yes' | 'no' | 'undecided' | null;

type Plane = 'name' | 'route' | 'filter' | 'policy';

/** On which planes a failure of a kind arises. A resolver that cannot be reached looks like a timeout as well. */
const planesOfKind: Readonly<Record<string, readonly Plane[]>> = {
  'no-such-name': ['name'],
  timeout: ['name', 'route', 'filter'],
  rejected: ['filter'],
  denied: ['policy'],
};

/** Whether the input shows what was seen. */
export function explains({ kind }: Symptom, { branches }: PathAnswer): Explanation {
  const planes = kind === null ? undefined : planesOfKind[kind];
  if (planes === undefined) return null;
  const isThere = branches.some(({ verdict, hops }) =>
    hops.some(
      ({ decision, plane }) => verdict !== 'unknown' && decision === 'block' && planes.includes(plane),
    ),
  );
  if (isThere) return 'yes';
  return branches.some(({ verdict }) => verdict === 'unknown') ? 'undecided' : 'no';
}

/** Addresses to which the client sent, though by the input the name does not lead there. */
export function strangeAddresses({ dialled }: Symptom, { branches }: PathAnswer): readonly string[] {
  const led = AddressSet.unionAll(branches.map(({ destinations }) => destinations));
  if (led.isEmpty()) return [];
  return dialled.filter((address) => !AddressSet.fromCidrs([address]).overlaps(led));
}
