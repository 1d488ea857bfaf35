import { type Home, hex, transitGatewayIdIn } from './home.ts';
import { arn, type Item, nameTag } from './network-items.ts';
import type { VpcPlan } from './plan.ts';

/** A transit gateway of one home, to which VPCs of the same region are attached, also those of other accounts. */
export interface TransitPlan {
  readonly owner: Home;
  /** At most one of each home. */
  readonly attached: readonly VpcPlan[];
  /** Of other regions, which it is peered with. */
  readonly peers: readonly TransitPlan[];
}

const idOf = ({ owner }: TransitPlan): string => transitGatewayIdIn(owner.ordinal);
const routeTableIdOf = ({ owner }: TransitPlan): string => `tgw-rtb-0aa${hex(owner.ordinal + 1, 14)}`;
const attachmentIdOf = ({ home }: VpcPlan): string => `tgw-attach-0aa${hex(home.ordinal + 1, 14)}`;

/** One peering has one id on both sides. */
function peeringIdOf(one: TransitPlan, other: TransitPlan): string {
  const [first = 0, second = 0] = [one.owner.ordinal, other.owner.ordinal].sort((a, b) => a - b);
  return `tgw-attach-0bb${hex(first + 1, 7)}${hex(second + 1, 7)}`;
}

/** The transit gateway as an account sees it that owns it, or that it is shared with. */
export function transitGatewayItems(plan: TransitPlan): readonly Item[] {
  const id = idOf(plan);
  return [
    {
      TransitGatewayId: id,
      TransitGatewayArn: arn(plan.owner, 'ec2', `transit-gateway/${id}`),
      State: 'available',
      OwnerId: plan.owner.account,
      Tags: nameTag('hub'),
    },
  ];
}

/** The owner sees all attachments, others see theirs. */
function seenFrom(home: Home, { owner, attached }: TransitPlan): readonly VpcPlan[] {
  return home === owner ? attached : attached.filter((vpc) => vpc.home === home);
}

function attachment(plan: TransitPlan, id: string, name: string): Item {
  return {
    TransitGatewayAttachmentId: id,
    TransitGatewayId: idOf(plan),
    State: 'available',
    Association: { TransitGatewayRouteTableId: routeTableIdOf(plan), State: 'associated' },
    Tags: nameTag(name),
  };
}

export function transitGatewayAttachmentItems(home: Home, plan: TransitPlan): readonly Item[] {
  return [
    ...seenFrom(home, plan).map((vpc) => ({
      ...attachment(plan, attachmentIdOf(vpc), `vpc ${vpc.cidr}`),
      TransitGatewayOwnerId: plan.owner.account,
      ResourceOwnerId: vpc.home.account,
      ResourceType: 'vpc',
      ResourceId: vpc.id,
    })),
    ...(home === plan.owner ? plan.peers : []).map((peer) => ({
      ...attachment(plan, peeringIdOf(plan, peer), `peering with ${peer.owner.region}`),
      TransitGatewayOwnerId: plan.owner.account,
      ResourceOwnerId: peer.owner.account,
      ResourceType: 'peering',
      ResourceId: idOf(peer),
    })),
  ];
}

export function transitGatewayVpcAttachmentItems(home: Home, plan: TransitPlan): readonly Item[] {
  return seenFrom(home, plan).map((vpc) => ({
    ...attachment(plan, attachmentIdOf(vpc), `vpc ${vpc.cidr}`),
    VpcId: vpc.id,
    VpcOwnerId: vpc.home.account,
    SubnetIds: vpc.privateSubnets.map(({ id }) => id),
  }));
}

export function transitGatewayPeeringAttachmentItems(home: Home, plan: TransitPlan): readonly Item[] {
  const end = (of: TransitPlan): Item => ({
    TransitGatewayId: idOf(of),
    OwnerId: of.owner.account,
    Region: of.owner.region,
  });
  return (home === plan.owner ? plan.peers : []).map((peer) => {
    const [requester, accepter] = plan.owner.ordinal < peer.owner.ordinal ? [plan, peer] : [peer, plan];
    return {
      TransitGatewayAttachmentId: peeringIdOf(plan, peer),
      RequesterTgwInfo: end(requester),
      AccepterTgwInfo: end(accepter),
      State: 'available',
      Status: { Code: 'available', Message: 'The attachment is available' },
      Tags: [],
    };
  });
}

/** Route tables are seen by their owner alone. */
export function transitGatewayRouteTableItems(home: Home, plan: TransitPlan): readonly Item[] {
  if (home !== plan.owner) return [];
  return [
    {
      TransitGatewayRouteTableId: routeTableIdOf(plan),
      TransitGatewayId: idOf(plan),
      State: 'available',
      DefaultAssociationRouteTable: true,
      DefaultPropagationRouteTable: true,
      Tags: [],
    },
  ];
}

/** The answer about the routes of a transit gateway's table: to what is attached, and to what its peers have attached. */
export function transitGatewayRoutesAnswer(plan: TransitPlan): Item {
  return {
    TransitGatewayRouteTableId: routeTableIdOf(plan),
    Routes: [
      ...plan.attached.map((vpc) => ({
        DestinationCidrBlock: vpc.cidr,
        TransitGatewayAttachments: [
          { ResourceId: vpc.id, TransitGatewayAttachmentId: attachmentIdOf(vpc), ResourceType: 'vpc' },
        ],
        Type: 'propagated',
        State: 'active',
      })),
      ...plan.peers.flatMap((peer) =>
        peer.attached.map(({ cidr }) => ({
          DestinationCidrBlock: cidr,
          TransitGatewayAttachments: [
            {
              ResourceId: idOf(peer),
              TransitGatewayAttachmentId: peeringIdOf(plan, peer),
              ResourceType: 'peering',
            },
          ],
          Type: 'static',
          State: 'active',
        })),
      ),
    ],
    AdditionalRoutesAvailable: false,
  };
}
