import type { NetworkAclEntry } from '../../model/resources/network-acl.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { listed } from '../wording.ts';

/** The closing denies of both families have these numbers (N2). */
const firstClosingRule = 32767;

/** The entry that somebody wrote, if it is one and not the closing deny. */
function writtenEntry(entry: NetworkAclEntry | null): NetworkAclEntry | null {
  return entry !== null && entry.ruleNumber < firstClosingRule ? entry : null;
}

/** What denies, to follow what is denied: ` by its rule 90`, `, as no rule allows it`. */
export function reasonText(entry: NetworkAclEntry | null): string {
  const written = writtenEntry(entry);
  return written ? ` by its rule ${written.ruleNumber}` : ', as no rule allows it';
}

/** The place of the entry that denies, or of all entries where one is missing. */
export function entryPath(entry: NetworkAclEntry | null): string {
  const written = writtenEntry(entry);
  return written ? `/Entries/${written.index}` : '/Entries';
}

/** `vpce-1 (s3)`. */
export function endpointText({ id, service }: VpcEndpoint): string {
  return service.known ? `${id} (${service.value.service})` : id;
}

/** `gateway endpoint vpce-1 (s3)`, `gateway endpoints vpce-1 (s3) and vpce-2 (dynamodb)`. */
export function endpointsText(kind: 'gateway' | 'interface', endpoints: readonly VpcEndpoint[]): string {
  return `${kind} endpoint${endpoints.length === 1 ? '' : 's'} ${listed(endpoints.map(endpointText))}`;
}
