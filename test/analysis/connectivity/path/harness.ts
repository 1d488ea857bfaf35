export { compareNetworks } from './compare-networks.ts';
export { PacketCount } from './packet-count.ts';
