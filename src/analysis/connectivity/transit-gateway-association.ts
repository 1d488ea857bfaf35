import { type Fact, flatMap, known, type MissingFact, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { TableAttachment, TransitGatewayAssociations } from '../../model/resources/transit-gateway.ts';
import type { Attachment } from './transit-gateway-attachment.ts';

/**
 * The route table that routes what an attachment brings to its gateway, at most one; null where there is
 * none, so that nothing is routed (C5).
 */
export function associatedTableId(network: Network, attachment: Attachment): Fact<string | null> {
  const claims = [...claimOfAttachment(attachment), ...claimsOfTables(network, attachment)];
  const missing = claims.flatMap((claim) => (claim.known ? [] : claim.missing));
  if (missing.length > 0) return unknown(...missing);
  const tables = new Set(claims.flatMap((claim) => (claim.known ? [claim.value] : [])));
  const [table, ...others] = tables;
  const { id, whereabouts } = attachment;
  if (others.length > 0) {
    return unknown(missingOf(attachment, `two descriptions of ${id} differ in its route table`));
  }
  if (table !== undefined) return known(table);
  const open = network.missing('transitGatewayAttachments', whereabouts);
  return unknown(...(open.length > 0 ? open : [missingOf(attachment, `no route table of ${id}`)]));
}

/** What the attachment says. To another account than the gateway's, AWS may not show the association. */
function claimOfAttachment(attachment: Attachment): readonly Fact<string | null>[] {
  const { ofAny } = attachment;
  if (!ofAny) return [];
  const { association } = ofAny;
  if (!association.known) return [association];
  if (association.value) return [decoded(attachment, association.value.tableId, association.value.state)];
  const { TransitGatewayOwnerId: owner } = ofAny.raw;
  const { account } = ofAny.scope;
  const isForeign = typeof owner === 'string' && account !== null && owner !== account;
  return isForeign ? [] : [known(null)];
}

/** What the tables say. The two gateways of a peering share the attachment's id, so the table must be of the gateway. */
function claimsOfTables(network: Network, attachment: Attachment): readonly Fact<string | null>[] {
  const byAttachment = network.index('transitGatewayRouteTableAssociations', 'attachment', (table) =>
    table.associations.known
      ? table.associations.value.flatMap(({ attachmentId }) => attachmentId ?? [])
      : null,
  );
  const type = attachment.ofVpc ? 'vpc' : attachment.ofAny?.resourceType;
  return (byAttachment.get(attachment.id) ?? []).flatMap((table) => {
    const claim = firstClaims(network, table).get(attachment.id);
    if (!claim) return [];
    if (type !== 'vpc') {
      const gateway = flatMap(
        network.answerFor('transitGatewayRouteTables', table.id, table),
        (described) => described.transitGatewayId,
      );
      if (!gateway.known || gateway.value !== attachment.gatewayId) return [];
    }
    return [decoded(attachment, table.id, claim.state)];
  });
}

/** The first association of each attachment with a table. */
function firstClaims(
  network: Network,
  table: TransitGatewayAssociations,
): ReadonlyMap<string | null, TableAttachment> {
  return network.memoOf(table, 'associations by attachment', () => {
    const { associations } = table;
    const claims = associations.known ? associations.value : [];
    // Of several the first stays, as it is set last.
    return new Map([...claims].reverse().map((claim) => [claim.attachmentId, claim]));
  });
}

function decoded(attachment: Attachment, tableId: string | null, state: string): Fact<string | null> {
  if (state === 'disassociated') return known(null);
  if (tableId !== null && state === 'associated') return known(tableId);
  const reason = `the route table of ${attachment.id} is ${state || 'in a state that is not known'}`;
  return unknown(missingOf(attachment, reason));
}

function missingOf({ whereabouts: { account, region } }: Attachment, reason: string): MissingFact {
  return { family: 'transitGatewayAttachments', account, region, reason };
}
