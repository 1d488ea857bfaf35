import { type DecidingRule, decidingRules } from './deciding-rule.ts';
import type { PacketVerdict } from './judge-packets.ts';

/** Which part of the packets of the sample each rule decides at least. */
export const leastShare = 0.02;
/** Of packets that no scarce rule decides, every so manieth is of the sample. */
const everyManieth = 5;

/**
 * Counts packets by what decided them. All are compared; those that count are a stratified sample, in which
 * packets that are decided by rules that seldom decide are more than among all.
 */
export class PacketCount {
  /** Those of the sample. */
  packets = 0;
  compared = 0;
  readonly verdicts = new Map<PacketVerdict['verdict'], number>();
  readonly #decided = new Map<DecidingRule, number>(decidingRules.map((rule) => [rule, 0]));

  add(rules: ReadonlySet<DecidingRule>, verdict: PacketVerdict['verdict']): void {
    this.compared += 1;
    const isScarce = [...rules].some((rule) => this.#share(rule) < 1.1 * leastShare);
    if (!isScarce && this.compared % everyManieth !== 0) return;
    this.packets += 1;
    this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + 1);
    for (const rule of rules) this.#decided.set(rule, (this.#decided.get(rule) ?? 0) + 1);
  }

  #share(rule: DecidingRule): number {
    return (this.#decided.get(rule) ?? 0) / Math.max(1, this.packets);
  }

  /** Which percentage of the packets of the sample each rule decided, to a hundredth. */
  get shares(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      decidingRules.map((rule) => [rule, Math.round(10_000 * this.#share(rule)) / 100]),
    );
  }
}
