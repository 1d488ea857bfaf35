import { answerPath } from '../../../../src/analysis/connectivity/answer-path.ts';
import { cellKey, cellOf } from '../../../../src/analysis/connectivity/matrix/matrix-cell.ts';
import type { MatrixColumn } from '../../../../src/analysis/connectivity/matrix/matrix-entry.ts';
import { type MatrixRow, rowsByVpc } from '../../../../src/analysis/connectivity/matrix/matrix-rows.ts';
import { targetsWithEndpoints } from '../../../../src/analysis/connectivity/matrix/targets-with-endpoints.ts';
import { parseTarget, type Target } from '../../../../src/analysis/connectivity/parse-target.ts';
import { https, type Traffic } from '../../../../src/analysis/connectivity/security-group-admission.ts';
import { judgePath } from '../../../../src/analysis/policy/judge-path.ts';
import type { Network } from '../../../../src/model/network.ts';
import type { Subnet } from '../../../../src/model/resources/subnet.ts';

/** The target that a text names. */
export function parsedTarget(text: string): Target {
  const parsed = parseTarget(text);
  if (!parsed) throw new Error(`not a target: ${text}`);
  return parsed.target;
}

/** A column that all subnets ask for. */
export function column(service: string, traffic: Traffic = https): MatrixColumn {
  return { service, target: parsedTarget(service), traffic, vpcId: null };
}

/** The columns of everything that has an endpoint, all of them for all VPCs. */
export function columnsOf(network: Network, traffic: Traffic = https): readonly MatrixColumn[] {
  const { services, endpoints } = targetsWithEndpoints(network);
  // What code declares has ids that nobody can type as a target.
  const ids = endpoints.map(({ id }) => id).filter((id) => parseTarget(id) !== null);
  return [...services, ...ids].map((service) => column(service, traffic));
}

/** The rows of all VPCs. */
export function matrixRows(
  network: Network,
  columns: readonly MatrixColumn[],
  subnets: readonly Subnet[],
): readonly MatrixRow[] {
  return [...rowsByVpc(network, columns, subnets)].flatMap(({ rows }) => rows);
}

const nothingAsked = { action: null, resource: null, principal: null };

/** Where the matrix says something else than the path from the subnet to the service, in text; none where nowhere. */
export function differences(
  network: Network,
  columns: readonly MatrixColumn[],
  subnets = network.all('subnets'),
): readonly string[] {
  return matrixRows(network, columns, subnets).flatMap(({ subnet, entries, assumptions }) => {
    const assumed = new Set<string>();
    const cells = entries.flatMap(({ column: { service, target, traffic }, cell }) => {
      const question = { from: subnet.id, to: target, traffic };
      const packets = answerPath(network, question);
      const answer = packets && judgePath(network, question, nothingAsked, packets);
      if (!answer) return [`${subnet.id} is no source`];
      for (const assumption of answer.assumptions) assumed.add(assumption);
      const [wanted, found] = [cellKey(cellOf(answer.branches)), cellKey(cell)];
      return wanted === found ? [] : [`${subnet.id} to ${service}: ${found} and not ${wanted}`];
    });
    const [wanted, found] = [[...assumed].sort().join('\n'), assumptions.join('\n')];
    return wanted === found ? cells : [...cells, `${subnet.id} assumes ${found} and not ${wanted}`];
  });
}
