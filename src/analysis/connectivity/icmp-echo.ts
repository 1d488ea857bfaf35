/** Type and code of an ICMP message. */
export interface IcmpMessage {
  readonly type: number;
  readonly code: number;
}

const echoes: ReadonlyMap<number, { readonly request: IcmpMessage; readonly reply: IcmpMessage }> = new Map([
  [1, { request: { type: 8, code: 0 }, reply: { type: 0, code: 0 } }],
  [58, { request: { type: 128, code: 0 }, reply: { type: 129, code: 0 } }],
]);

/** The messages that a question about ICMP or ICMPv6 means: echo and its reply; null for other protocols. */
export function echoOf(protocol: number) {
  return echoes.get(protocol) ?? null;
}

/** Whether a rule with this type and code, -1 for any, is about a message (S6, N4). */
export function coversMessage({ type, code }: IcmpMessage, message: IcmpMessage): boolean {
  return (type === -1 || type === message.type) && (code === -1 || code === message.code);
}
