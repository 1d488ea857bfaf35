/**
 * A DNS name in the one form in which names are compared: lower case, without the dot at its end, and with
 * Route 53's octal escapes undone (`\052.example.com.` is `*.example.com`). The root is the empty text.
 */
export function canonicalDnsName(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '.') end--;
  const name = text.slice(0, end).toLowerCase();
  if (!name.includes('\\')) return name;
  return name.replace(/\\([0-3][0-7]{2})/g, (written, octal: string) =>
    // An escaped dot is part of a label, so it stays as it is written.
    octal === '056' ? written : String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

/** The domain right above a name; the root for a name of one label, and for the root itself. */
export function parentDomain(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}

/** A name and all domains above it, the most specific first and the root last. */
export function domainsFrom(name: string): readonly string[] {
  const domains = [name];
  for (let domain = name; domain !== ''; domain = parentDomain(domain)) domains.push(parentDomain(domain));
  return domains;
}

/** Whether a name is that of a domain, or stands below it. */
export function isWithinDomain(name: string, domain: string): boolean {
  return domain === '' || name === domain || name.endsWith(`.${domain}`);
}

/** The name that stands for all names below a domain. */
export function wildcardOf(domain: string): string {
  return domain === '' ? '*' : `*.${domain}`;
}

/** The domain whose names a wildcard stands for; null for a name that is no wildcard. */
export function domainOfWildcard(name: string): string | null {
  if (name === '*') return '';
  return name.startsWith('*.') ? name.slice(2) : null;
}
