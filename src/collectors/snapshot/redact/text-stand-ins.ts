import { awsWords } from '../../../data/aws-words.ts';
import type { AddressStandIns } from './address-stand-ins.ts';

/** A resource id as AWS makes them: `vpc-0a1b2c3d`, `vpce-svc-0123456789abcdef0`, `tgw-rtb-…`. */
const resourceId = /(?<![A-Za-z0-9])(?:[a-z]{1,8}-){1,3}(?:[0-9a-f]{17}|[0-9a-f]{8})(?![A-Za-z0-9])/;
const serviceName = /(?<![\w-])(?:cn\.)?com\.amazonaws\.[\w.*-]+/;
const regionOrZone =
  /(?<![A-Za-z0-9])(?:[a-z]{2,4}(?:-[a-z]+){1,3}-\d(?:[a-z]|-[a-z]{3}-\d[a-z]?)?|[a-z]{2,4}\d-az\d)(?![A-Za-z0-9])/;
const timestamp = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}[\w:.+-]*/;
const ipv6 = /(?<![\w:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f.]*(?:\/\d{1,3})?(?![\w:])/;
const ipv4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?![\w])/;
/** An IPv4 address as it stands in names that Amazon's DNS gives: `ec2-198-51-100-7`. */
const dashedIpv4 = /(?<!\d)(?:\d{1,3}-){3}\d{1,3}(?!\d)/;
/** Identifiers without a meaning of their own: those of keys, load balancers, stacks. */
const opaque =
  /(?<![A-Za-z0-9])(?=[0-9a-f-]{0,39}\d)(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16,40})(?![A-Za-z0-9])/;
const account = /(?<!\d)\d{12}(?!\d)/;
const word = /[\p{L}\p{N}]+/u;

const pieces = new RegExp(
  Object.entries({
    timestamp,
    resourceId,
    serviceName,
    regionOrZone,
    ipv6,
    ipv4,
    dashedIpv4,
    opaque,
    account,
    word,
  })
    .map(([name, { source }]) => `(?<${name}>${source})`)
    .join('|'),
  'gu',
);

const words = new RegExp(word.source, 'gu');
const shortNumber = /^\d{1,6}$/;

/**
 * Stand-ins for whatever in a text could name a customer: account ids, addresses, and every word that is not
 * one of AWS's own. What a text is made of stays (separators, wildcards, resource ids, regions), and equal
 * words get equal stand-ins, so that a pattern still matches what it matched word by word.
 */
export class TextStandIns {
  readonly #addresses: AddressStandIns;
  readonly #accounts = new Map<string, string>();
  readonly #words = new Map<string, string>();

  constructor(addresses: AddressStandIns) {
    this.#addresses = addresses;
  }

  /** The text with stand-ins in it. */
  of(text: string): string {
    return text.replace(pieces, (piece, ...rest) => {
      const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
      if (groups['account'] !== undefined) return this.#account(piece);
      if (groups['ipv4'] !== undefined || groups['ipv6'] !== undefined) return this.#address(piece);
      if (groups['dashedIpv4'] !== undefined) return this.#dashed(piece);
      if (groups['serviceName'] !== undefined) return piece;
      if (groups['word'] !== undefined) return this.#word(piece);
      return piece;
    });
  }

  #account(id: string): string {
    let standIn = this.#accounts.get(id);
    if (standIn === undefined) {
      standIn = String(this.#accounts.size + 1).padStart(12, '0');
      this.#accounts.set(id, standIn);
    }
    return standIn;
  }

  /** Much that looks like an address is none: the hardware address of an interface, a version. */
  #address(text: string): string {
    return this.#addresses.of(text) ?? text.replace(words, (piece) => this.#word(piece));
  }

  #dashed(text: string): string {
    return this.#addresses.of(text.replaceAll('-', '.'))?.replaceAll('.', '-') ?? text;
  }

  #word(text: string): string {
    const key = text.toLowerCase();
    if (awsWords.has(key) || shortNumber.test(text)) return text;
    let standIn = this.#words.get(key);
    if (standIn === undefined) {
      standIn = `name${this.#words.size + 1}`;
      this.#words.set(key, standIn);
    }
    return text === key ? standIn : `N${standIn.slice(1)}`;
  }
}
