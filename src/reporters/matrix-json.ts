import type {
  MatrixCell,
  MatrixOutcome,
  MatrixReport,
  MatrixSender,
  MatrixVpc,
} from '../report/matrix-report.ts';
import type { MatrixDocument } from '../report/matrix-schema.ts';
import { missingEntry, resourceEntry } from './json-entries.ts';
import { jsonLine } from './json-text.ts';

type CellEntry = MatrixDocument['subnets'][number]['cells'][number];
type SenderEntry = NonNullable<CellEntry['senders']>[number];
type OutcomeEntry = Omit<CellEntry, 'service' | 'senders'>;

/**
 * The matrix as JSON: `vpce-lint/matrix`, version 1. The order of the keys is part of the contract. VPCs and
 * subnets stand on a line each, so that a large matrix stays small and two of them can be compared.
 */
export function matrixJson(report: MatrixReport): string {
  const { tool, inputs, services, vpcs } = report;
  const parts: readonly (readonly [string, string])[] = [
    ['format', '"vpce-lint/matrix"'],
    ['version', '1'],
    ['tool', jsonLine({ name: tool.name, version: tool.version })],
    ['inputs', list(inputs.map(({ path, kind }) => jsonLine({ path, kind })))],
    ['services', list(services.map(({ service, protocol, port }) => jsonLine({ service, protocol, port })))],
    ['vpcs', list(vpcs.map((vpc) => jsonLine(vpcEntry(vpc))))],
    ['subnets', list(vpcs.flatMap((vpc) => subnetEntries(vpc).map((subnet) => jsonLine(subnet))))],
  ];
  return `{\n${parts.map(([key, value]) => `  "${key}": ${value}`).join(',\n')}\n}\n`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${item}`).join(',\n')}\n  ]`;
}

function vpcEntry({
  id,
  name,
  account,
  region,
  services,
  assumptions,
}: MatrixVpc): MatrixDocument['vpcs'][number] {
  return {
    id,
    ...(name === null ? {} : { name }),
    account,
    region,
    services: [...services],
    assumptions: [...assumptions],
  };
}

function subnetEntries({ id: vpcId, subnets }: MatrixVpc): readonly MatrixDocument['subnets'][number][] {
  return subnets.map(({ subnet, zone, hasCompute, assumptions, cells }) => ({
    id: subnet.id,
    ...(subnet.name === undefined ? {} : { name: subnet.name }),
    account: subnet.account,
    region: subnet.region,
    vpcId,
    zone,
    hasCompute,
    assumptions: [...assumptions],
    cells: cells.map(cellEntry),
  }));
}

function cellEntry(cell: MatrixCell): CellEntry {
  return {
    service: cell.service,
    ...outcomeEntry(cell),
    ...(cell.senders.length === 0 ? {} : { senders: cell.senders.map(senderEntry) }),
  };
}

function senderEntry(sender: MatrixSender): SenderEntry {
  const { example, groupIds, replyPorts, hasPublicIpv4, hasIpv6 } = sender;
  return {
    example,
    groupIds: groupIds && [...groupIds],
    replyPorts,
    hasPublicIpv4,
    hasIpv6,
    ...outcomeEntry(sender),
  };
}

function outcomeEntry({ verdict, private: stays, ways, blockers, missing }: MatrixOutcome): OutcomeEntry {
  const [way, ...others] = ways;
  const isOne = way !== undefined && others.length === 0;
  return {
    verdict,
    private: stays,
    via: isOne ? way.via : null,
    viaId: isOne ? way.viaId : null,
    ...(isOne ? {} : { ways: ways.map(({ verdict: how, via, viaId }) => ({ verdict: how, via, viaId })) }),
    blockers: blockers.map(({ plane, reason, code, component }) => ({
      plane,
      reason,
      ...(code === null ? {} : { code }),
      component: resourceEntry(component),
    })),
    missing: missing.map(missingEntry),
  };
}
