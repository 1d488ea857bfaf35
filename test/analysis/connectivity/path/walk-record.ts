import type { DecidingRule, Note } from './deciding-rule.ts';
import type { PacketAddress, RawInterface } from './raw-estate.ts';

/** One packet with all that it and its reply carry. */
export interface Packet {
  readonly source: RawInterface;
  readonly sender: PacketAddress;
  readonly destination: PacketAddress;
  readonly protocol: number;
  readonly port: number;
  /** The port that the sender waits at, and the one that a NAT gateway would. */
  readonly replyPort: number;
  readonly natPort: number;
}

/** One thing on the way: whether it lets the packet pass, and what it would be blamed for. */
export interface Check {
  readonly outcome: 'passes' | 'stops' | 'open';
  readonly reason: string;
  readonly component: string;
  /** JSON pointer to the entry that decides, where one does for this packet. */
  readonly entry: string | null;
  /** The port that the reply goes to, where that is what is checked. */
  readonly repliesTo: number | null;
}

/** What a packet meets on its way. */
export class WalkRecord {
  readonly checks: Check[] = [];
  readonly rules = new Set<DecidingRule>();
  readonly note: Note = (rule) => this.rules.add(rule);

  check(passes: boolean, reason: string, component: string, entry: string | null = null): void {
    this.checks.push({ outcome: passes ? 'passes' : 'stops', reason, component, entry, repliesTo: null });
  }

  checkReply(passes: boolean, aclId: string, repliesTo: number): void {
    const reason = 'network-acl-reply-denied';
    this.checks.push({
      outcome: passes ? 'passes' : 'stops',
      reason,
      component: aclId,
      entry: null,
      repliesTo,
    });
  }

  open(reason: string, component: string): void {
    this.checks.push({ outcome: 'open', reason, component, entry: null, repliesTo: null });
  }
}
