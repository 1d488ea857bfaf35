import type { MatrixCell as Cell } from '../analysis/connectivity/matrix/matrix-cell.ts';
import type { MatrixEntry, SenderCell } from '../analysis/connectivity/matrix/matrix-entry.ts';
import { type MatrixRow, type RowsOfVpc, rowsByVpc } from '../analysis/connectivity/matrix/matrix-rows.ts';
import { once } from '../analysis/connectivity/once.ts';
import { type Reason, reasons } from '../analysis/connectivity/reason.ts';
import { reasonMeanings } from '../analysis/connectivity/reason-meaning.ts';
import type { Network } from '../model/network.ts';
import type { Subnet } from '../model/resources/subnet.ts';
import { isCollectable } from '../report/is-collectable.ts';
import type {
  MatrixCell,
  MatrixOutcome,
  MatrixReport,
  MatrixSender,
  MatrixSubnet,
  MatrixVpc,
} from '../report/matrix-report.ts';
import type { Protocol } from '../report/path-report.ts';
import type { ReportInput } from '../report/report.ts';
import { reference } from '../rules/engine.ts';
import { version } from '../version.ts';
import { factSource } from './fact-source.ts';
import type { AskedColumn } from './matrix-columns.ts';

/** What the matrix is made of beside the network. */
export interface MatrixParts {
  readonly columns: readonly AskedColumn[];
  readonly protocol: Protocol;
  /** Those to show, sorted by VPC. */
  readonly subnets: readonly Subnet[];
  readonly inputs: readonly ReportInput[];
}

/** The matrix as plain data. */
export function matrixReport(
  network: Network,
  { columns, protocol, subnets, inputs }: MatrixParts,
): MatrixReport {
  const families = new Set<string>();
  const cited = new Set<Reason>();
  const vpcs: MatrixVpc[] = [];
  for (const rows of rowsByVpc(network, columns, subnets)) {
    const outcomes = rememberOutcomes();
    vpcs.push(vpcOf(network, rows, columns, outcomes));
    for (const { blockers, missing } of outcomes.all()) {
      for (const { reason } of blockers) cited.add(reason);
      for (const fact of missing) if (isCollectable(fact)) families.add(fact.family);
    }
  }
  const shown = new Set(vpcs.map(({ id }) => id));
  const asked = columns.filter(({ vpcId }) => vpcId === null || shown.has(vpcId));
  return {
    tool: { name: 'vpce-lint', version },
    inputs,
    services: asked.map(({ service, port }) => ({ service, protocol, port })),
    vpcs,
    reasons: Object.fromEntries([...cited].sort().map((reason) => [reason, reasonMeanings[reason]])),
    factSources: [...families].sort().flatMap((family) => factSource(family) ?? []),
  };
}

/** What the cells of a VPC tell, made once however many tell it. */
interface Outcomes {
  readonly ofEntries: (entries: readonly MatrixEntry[]) => readonly MatrixCell[];
  readonly all: () => Iterable<Cell>;
}

function vpcOf(
  network: Network,
  { vpcId: id, rows }: RowsOfVpc,
  columns: readonly AskedColumn[],
  outcomes: Outcomes,
): MatrixVpc {
  const [first, ...others] = rows;
  const vpc = first && id !== null ? network.answerFor('vpcs', id, first.subnet) : null;
  const subject = vpc?.known ? vpc.value : first?.subnet;
  const shared = (first?.assumptions ?? []).filter((assumption) =>
    others.every(({ assumptions }) => assumptions.includes(assumption)),
  );
  return {
    id,
    name: vpc?.known ? vpc.value.name : null,
    account: subject?.account ?? null,
    region: subject?.region ?? null,
    services: columns.filter(({ vpcId }) => vpcId === null || vpcId === id).map(({ service }) => service),
    assumptions: shared,
    subnets: rows.map((row) => subnetOf(row, new Set(shared), outcomes)),
  };
}

function subnetOf(
  { subnet, entries, hasCompute, assumptions }: MatrixRow,
  shared: ReadonlySet<string>,
  outcomes: Outcomes,
): MatrixSubnet {
  const { availabilityZone: zone } = subnet;
  return {
    subnet: reference(subnet),
    zone: zone.known ? zone.value : null,
    hasCompute,
    assumptions: assumptions.filter((assumption) => !shared.has(assumption)),
    cells: outcomes.ofEntries(entries),
  };
}

function senderOf({ source }: SenderCell, outcome: MatrixOutcome): MatrixSender {
  const { resource, groupIds, ephemeralPorts, publicAddresses, addresses } = source;
  return {
    example: resource.id,
    groupIds,
    replyPorts: ephemeralPorts.toString(),
    hasPublicIpv4: !publicAddresses.isEmpty(),
    hasIpv6: !addresses.ipv6Only().isEmpty(),
    ...outcome,
  };
}

function rememberOutcomes(): Outcomes {
  const outcomes = new Map<Cell, MatrixOutcome>();
  const told = new Map<readonly SenderCell[], readonly MatrixSender[]>();
  const cells = new Map<MatrixEntry, MatrixCell>();
  const lists = new Map<readonly MatrixEntry[], readonly MatrixCell[]>();
  const of = (cell: Cell) => once(outcomes, cell, () => outcomeFrom(cell));
  const sendersOf = (senders: readonly SenderCell[]) =>
    once(told, senders, () => senders.map((sender) => senderOf(sender, of(sender.cell))));
  const cellFrom = ({ column, cell, kinds, senders }: MatrixEntry): MatrixCell => {
    const { verdict, private: stays, ways, blockers, missing } = of(cell);
    const { service } = column;
    return { service, verdict, private: stays, ways, blockers, missing, kinds, senders: sendersOf(senders) };
  };
  return {
    ofEntries: (entries) =>
      once(lists, entries, () => entries.map((entry) => once(cells, entry, () => cellFrom(entry)))),
    all: () => outcomes.keys(),
  };
}

function outcomeFrom({ verdict, private: stays, ways, blockers, missing }: Cell): MatrixOutcome {
  return {
    verdict,
    private: stays,
    ways: ways.map(({ component, ...way }) => ({ ...way, viaName: component?.name ?? null })),
    blockers: blockers.map(({ plane, reason, component }) => ({
      plane,
      reason,
      code: reasons[reason],
      component: reference(component),
    })),
    missing,
  };
}
