import type { Denial, SymptomKind } from './symptom.ts';

/** The words of resolvers, sockets, TLS libraries and AWS for each kind; the first that fits counts. */
const words: readonly (readonly [SymptomKind, RegExp])[] = [
  [
    'denied',
    /is not authorized to perform|explicit deny|AccessDenied|access denied|UnauthorizedOperation|\bunauthorized\b.*\b403\b|\b403\b|Forbidden/i,
  ],
  [
    'no-such-name',
    /no such host|NXDOMAIN|ENOTFOUND|EAI_AGAIN|EAI_NONAME|Could not resolve host|UnknownHostException|Name or service not known|Temporary failure in name resolution|nodename nor servname|NameResolutionError|Failed to resolve|getaddrinfo failed|SERVFAIL|server misbehaving/i,
  ],
  ['refused', /connection refused|ECONNREFUSED|actively refused/i],
  [
    'timeout',
    /connect(?:ion)? timed? ?out|connect timeout|timed out|timeout|ETIMEDOUT|deadline exceeded|Could not connect to the endpoint URL|EHOSTUNREACH|ENETUNREACH|No route to host|network is unreachable|Failed to connect|Unable to connect/i,
  ],
  [
    'tls',
    /x509|certificate|\btls\b|\bSSL\b|handshake|ERR_CERT|UNABLE_TO_VERIFY|wrong version number|altnames/i,
  ],
];

/** How it failed; null where the text tells of no failure. */
export function symptomKind(text: string): SymptomKind | null {
  // Addresses and paths hold numbers and words of all kinds.
  const spoken = text.replaceAll(/\bhttps?:\/\/\S+/g, ' ');
  return words.find(([, pattern]) => pattern.test(spoken))?.[0] ?? null;
}

const policies: readonly (readonly [Denial['policy'], string])[] = [
  ['vpc-endpoint', 'VPC endpoint'],
  ['identity-based', 'identity-based'],
  ['resource-based', 'resource-based'],
  ['service-control', 'service control'],
  ['resource-control', 'resource control'],
  ['session', 'session'],
  ['permissions-boundary', 'permissions boundary'],
];

/** Which policy AWS says it was (PO2): `because no … policy allows the … action`, `with an explicit deny in a … policy`. */
export function denialIn(text: string): Denial | null {
  const spoken = text.replaceAll(/\s+/g, ' ');
  for (const [policy, name] of policies) {
    const isExplicit = new RegExp(`explicit deny in an? ${name}(?: policy)?`, 'i').test(spoken);
    if (isExplicit || new RegExp(`no ${name}(?: policy)? allows`, 'i').test(spoken)) {
      return { policy, isExplicit };
    }
  }
  return /VpceAccessDenied/.test(spoken) ? { policy: 'vpc-endpoint', isExplicit: false } : null;
}
