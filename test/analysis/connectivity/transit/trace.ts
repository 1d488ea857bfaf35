/** Questions to the analysis about planned networks, and its answers in short. */
import { expect } from 'vitest';
import type { PathBranch } from '../../../../src/analysis/connectivity/path-answer.ts';
import { sourcesNamed } from '../../../../src/analysis/connectivity/sources-of.ts';
import { tracePath } from '../../../../src/analysis/connectivity/trace-path.ts';
import { AddressSet } from '../../../../src/model/address-set.ts';
import { buildNetwork } from '../../../../src/model/build-network.ts';
import type { FamilyName } from '../../../../src/model/fact-families.ts';
import type { Network } from '../../../../src/model/network.ts';
import { staticRoutesOnly } from '../../../../src/model/resources/peering-and-transit.ts';
import type { RawItem } from '../../../../src/model/snapshot.ts';
import { snapshotOfFacts } from '../../../../src/model/snapshot-of-facts.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import { networkOfFacts } from '../network-of-facts.ts';
import { factsOf } from './facts.ts';
import { open, type Plan } from './plan.ts';

const https = { protocol: 6, port: 443 };

export function trace(network: Network, from: string, ...to: readonly string[]): readonly PathBranch[] {
  return (sourcesNamed(network, from)?.items ?? []).flatMap((source) =>
    tracePath(network, source, AddressSet.fromCidrs(to), https),
  );
}

/** Another host of the open plan, and one in the other zone. */
export const near = '10.2.1.10';
export const far = '10.2.2.10';

/** The one branch from the instance in zone a of the first VPC. */
export function only(network: Network, to = near, from = 'eni-0a'): PathBranch {
  const [branch, ...others] = trace(network, from, to);
  if (!branch || others.length > 0) throw new Error(`${others.length + 1} branches`);
  return branch;
}

/** Verdict and what does not pass, as reasons. */
export function told({ verdict, hops }: PathBranch): readonly string[] {
  return [verdict, ...hops.filter(({ decision }) => decision !== 'pass').map(({ reason }) => reason)];
}

export function toldOf(plan: Plan, changes: Facts = {}, to = near, from = 'eni-0a'): readonly string[] {
  return told(only(networkOfFacts(facts(plan, changes)), to, from));
}

/** The items of a family of the open plan, with some fields of those that match changed. */
export function changed(family: FamilyName, id: Readonly<Record<string, string>>, fields: RawItem): Facts {
  const items = facts(open)[family] ?? [];
  const isMeant = (item: RawItem) => Object.entries(id).every(([key, value]) => item[key] === value);
  expect(items.filter(isMeant)).toHaveLength(1);
  return { [family]: items.map((item) => (isMeant(item) ? { ...item, ...fields } : item)) };
}

/** The facts of a plan in one region. */
export function facts(plan: Plan, changes: Facts = {}): Facts {
  const [[, own] = []] = factsOf(plan);
  return { ...own, ...changes };
}

export function transitRoute(
  DestinationCidrBlock: string,
  TransitGatewayAttachmentId: string,
  ResourceType: string,
  ResourceId: string,
): RawItem {
  return {
    DestinationCidrBlock,
    TransitGatewayAttachments: [{ TransitGatewayAttachmentId, ResourceType, ResourceId }],
    Type: 'static',
    State: 'active',
  };
}

/** The open plan with more routes in the gateway's table. */
export function withRoutes(added: readonly RawItem[], changes: Facts = {}): Facts {
  const tables = facts(open).transitGatewayRoutes ?? [];
  const transitGatewayRoutes = tables.map((table) => ({ ...table, Routes: [...routesIn(table), ...added] }));
  return facts(open, { transitGatewayRoutes, ...changes });
}

/** The route tables of the open plan, with more routes in some of them. */
export function tablesWith(added: Readonly<Record<string, readonly RawItem[]>>): Facts {
  const tables = facts(open).routeTables ?? [];
  const ids = tables.map(({ RouteTableId }) => RouteTableId);
  expect(ids).toEqual(expect.arrayContaining(Object.keys(added)));
  return {
    routeTables: tables.map((table) => ({
      ...table,
      Routes: [...routesIn(table), ...(added[String(table['RouteTableId'])] ?? [])],
    })),
  };
}

function routesIn({ Routes }: RawItem): readonly RawItem[] {
  return Routes as readonly RawItem[];
}

/** The network of a plan whose transit gateway tables were searched for static routes only. */
export function networkOfStaticSearch(scopes: ReturnType<typeof factsOf>): Network {
  const { network, malformed } = buildNetwork({
    documents: [],
    scopes: scopes
      .flatMap(([scope, facts]) => snapshotOfFacts(facts, scope).scopes)
      .map(({ scope, families }) => {
        const { transitGatewayRoutes: routes } = families;
        const cut = routes ? { ...routes, complete: false, reason: staticRoutesOnly } : undefined;
        return { scope, families: { ...families, ...(cut ? { transitGatewayRoutes: cut } : {}) } };
      }),
    collectedAt: null,
  });
  expect(malformed).toEqual([]);
  return network;
}
