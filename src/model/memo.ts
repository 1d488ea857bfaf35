import { Resource } from './resources/resource.ts';

const chunkSize = 512;
const notYet = Symbol('not computed yet');

/**
 * What is remembered of subjects. Of resources it stands in lists by their serial numbers: those that belong together were read
 * together, so what is remembered of them is close together too, and nothing is hashed.
 */
export class Memo {
  readonly #ofResources: unknown[][] = [];
  readonly #ofOthers = new Map<object, unknown>();

  /** Computes once for each subject what `compute` returns. */
  of<T>(subject: object, compute: () => T): T {
    if (!(subject instanceof Resource)) return this.#ofOther(subject, compute);
    const { serial } = subject;
    const chunk = (this.#ofResources[Math.floor(serial / chunkSize)] ??= new Array<unknown>(chunkSize).fill(
      notYet,
    ));
    const place = serial % chunkSize;
    const before = chunk[place];
    if (before !== notYet) return before as T;
    const value = compute();
    chunk[place] = value;
    return value;
  }

  #ofOther<T>(subject: object, compute: () => T): T {
    const before = this.#ofOthers.get(subject);
    if (before !== undefined || this.#ofOthers.has(subject)) return before as T;
    const value = compute();
    this.#ofOthers.set(subject, value);
    return value;
  }
}
