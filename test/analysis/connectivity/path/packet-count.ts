import { type DecidingRule, finerRules, strata } from './deciding-rule.ts';
import type { PacketVerdict } from './judge-packets.ts';

/** Counts packets by what decided them. */
export class PacketCount {
  packets = 0;
  readonly verdicts = new Map<PacketVerdict['verdict'], number>();
  readonly #shares = new Map<string, number>();

  add(rules: ReadonlySet<DecidingRule>, verdict: PacketVerdict['verdict']): void {
    this.packets += 1;
    this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + 1);
    for (const [stratum, members] of Object.entries(strata)) {
      if (members.some((rule) => rules.has(rule))) this.#count(stratum);
    }
    for (const rule of rules) this.#count(`finer: ${rule}`);
  }

  #count(name: string): void {
    this.#shares.set(name, (this.#shares.get(name) ?? 0) + 1);
  }

  /** Which percentage of the packets each stratum decided, to a hundredth. */
  get shares(): Readonly<Record<string, number>> {
    return this.#percentages(Object.keys(strata), '');
  }

  get finerShares(): Readonly<Record<string, number>> {
    return this.#percentages(Object.keys(finerRules), 'finer: ');
  }

  #percentages(names: readonly string[], prefix: string): Readonly<Record<string, number>> {
    return Object.fromEntries(
      names.map((name) => {
        const share = (this.#shares.get(prefix + name) ?? 0) / Math.max(1, this.packets);
        return [name, Math.round(10_000 * share) / 100];
      }),
    );
  }
}
