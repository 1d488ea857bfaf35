/** What became of a pasted error: plain data, all that reporters see of it. */
import type { PathReport } from './path-report.ts';

export interface WhyAnswer {
  /** The senders that fare alike; the path is that of the first. */
  readonly from: readonly string[];
  /** Whether the input shows what was seen; null where no answer could. */
  readonly explains: 'yes' | 'no' | 'undecided' | null;
  /** Addresses to which the client sent, though by the input the name does not lead there. */
  readonly strangeAddresses: readonly string[];
  readonly path: PathReport;
}

export interface WhyReport {
  /** What the text was taken to say; null for what it does not. */
  readonly understood: {
    readonly kind: 'no-such-name' | 'timeout' | 'refused' | 'tls' | 'denied' | 'rejected' | null;
    readonly to: string;
    readonly port: number | null;
    readonly dialled: readonly string[];
    readonly dnsServer: string | null;
    readonly action: string | null;
    readonly resource: string | null;
    readonly principal: string | null;
    /** The kind of policy that AWS names in a denial. */
    readonly policy: string | null;
    readonly isExplicit: boolean | null;
  };
  /** What explains it comes first. */
  readonly answers: readonly WhyAnswer[];
}
