import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';

/** A network behind an attachment, by its addresses. */
export interface RemoteName {
  readonly addresses: AddressSet;
  readonly attachmentId: string;
}

/** Reads `10.50.0.0/16@vgw-0a1`: a network behind a VPN gateway, a peering, or a transit gateway's attachment. */
export function parseRemote(text: string): RemoteName | null {
  const [block = '', attachmentId = '', ...others] = text.split('@');
  const range = parseCidr(block);
  if (range === null || others.length > 0 || !/^(?:vgw|pcx|tgw-attach)-[0-9a-z]+$/.test(attachmentId)) {
    return null;
  }
  return { addresses: AddressSet.of(range), attachmentId };
}
