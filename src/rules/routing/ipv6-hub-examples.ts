import type { FamilyName } from '../../model/fact-families.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { hubEstate } from '../hub-example-estate.ts';
import type { Facts } from '../rule.ts';

const blockOf = (vpcId: unknown): string =>
  vpcId === 'vpc-1' ? '2001:db8:0:100::/56' : '2001:db8:0:200::/56';
const allow = (Egress: boolean): RawItem => {
  return { RuleNumber: 101, Egress, Protocol: '-1', RuleAction: 'allow', Ipv6CidrBlock: '::/0' };
};

/** Hub and spoke of the examples with addresses of both families, and with the options of an attachment. */
export function ipv6Hub(optionsOf: (attachmentId: string) => RawItem = () => ({})): Facts {
  const own = hubEstate();
  const patch = (family: FamilyName, fieldsOf: (item: RawItem) => RawItem): Facts => ({
    [family]: (own[family] ?? []).map((item) => ({ ...item, ...fieldsOf(item) })),
  });
  const listOf = (item: RawItem, field: string) => (item[field] ?? []) as readonly RawItem[];
  return {
    ...own,
    ...patch('vpcs', ({ VpcId }) => ({
      Ipv6CidrBlockAssociationSet: [
        { Ipv6CidrBlock: blockOf(VpcId), Ipv6CidrBlockState: { State: 'associated' } },
      ],
    })),
    ...patch('networkInterfaces', ({ VpcId, PrivateIpAddress }) => ({
      Ipv6Addresses: [
        {
          Ipv6Address: `2001:db8:0:${VpcId === 'vpc-1' ? 1 : 2}00::${String(PrivateIpAddress).split('.').at(-1)}`,
        },
      ],
    })),
    ...patch('routeTables', (table) => ({
      Routes: [
        ...listOf(table, 'Routes'),
        { DestinationIpv6CidrBlock: blockOf(table['VpcId']), GatewayId: 'local', State: 'active' },
        { DestinationIpv6CidrBlock: '2001:db8::/48', TransitGatewayId: 'tgw-1', State: 'active' },
      ],
    })),
    ...patch('networkAcls', (acl) => ({ Entries: [...listOf(acl, 'Entries'), allow(false), allow(true)] })),
    ...patch('securityGroups', () => ({
      IpPermissions: [
        { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
      ],
      IpPermissionsEgress: [
        { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
      ],
    })),
    ...patch('vpcEndpoints', () => ({ IpAddressType: 'dualstack' })),
    ...patch('resourceRecordSets', (answer) => ({
      ResourceRecordSets: listOf(answer, 'ResourceRecordSets').flatMap((record) => [
        record,
        { ...record, Type: 'AAAA' },
      ]),
    })),
    ...patch('transitGatewayRoutes', (table) => ({
      Routes: listOf(table, 'Routes').flatMap((entry) => [
        entry,
        {
          ...entry,
          DestinationCidrBlock:
            entry['DestinationCidrBlock'] === '10.0.0.0/16' ? blockOf('vpc-1') : blockOf('vpc-2'),
        },
      ]),
    })),
    ...patch('transitGatewayVpcAttachments', ({ Options, TransitGatewayAttachmentId }) => ({
      Options: {
        ...(Options as RawItem),
        Ipv6Support: 'enable',
        ...optionsOf(String(TransitGatewayAttachmentId)),
      },
    })),
  };
}

/** IPv6 support of the spoke's attachment is off. */
export function withoutIpv6Support(attachmentId: string): RawItem {
  return attachmentId === 'tgw-attach-2' ? { Ipv6Support: 'disable' } : {};
}
