import { vpcTopology } from '../analysis/connectivity/vpc-topology.ts';
import type { Subnet } from '../model/resources/subnet.ts';
import type { DrawnVpc, EstateView } from '../report/estate-view.ts';
import { lookUpLocations } from '../report/look-up-locations.ts';
import type { MatrixVpc } from '../report/matrix-report.ts';
import type { PathReport } from '../report/path-report.ts';
import type { Citation, Report } from '../report/report.ts';
import { matrixColumns } from './matrix-columns.ts';
import { matrixReport } from './matrix-report.ts';
import { answerQuestion } from './path-question.ts';
import { citationsIn, located, pathReport } from './path-report.ts';
import type { NetworkInputs } from './read-network.ts';

/** Each answer takes some kilobytes of a page that must stay usable. */
const mostPaths = 3000;

/** More VPCs make a page that nobody scrolls through. */
const mostVpcs = 40;

/**
 * What a page shows of an estate: the matrix and a drawing of its VPCs, those with findings before others, and the
 * answers behind the first cells.
 */
export function estateView(
  { network, snapshot, inputs }: NetworkInputs,
  { findings }: Pick<Report, 'findings'>,
): EstateView {
  const protocol = 'tcp';
  const columns = matrixColumns(network, { services: [], protocol, port: undefined });
  const withFindings = new Set(findings.flatMap(({ resource }) => resource.vpcId ?? resource.id));
  const rank = ({ vpcId }: Subnet) => `${withFindings.has(vpcId ?? '') ? 0 : 1} ${vpcId ?? '~'}`;
  const ranked = [...network.all('subnets')].sort((a, b) => compare(rank(a), rank(b)));
  const shown = new Set([...new Set(ranked.map(({ vpcId }) => vpcId))].slice(0, mostVpcs));
  const subnets = ranked.filter(({ vpcId }) => shown.has(vpcId));
  const matrix = matrixReport(network, { columns, protocol, subnets, inputs });
  const bySubnet = new Map(subnets.map((subnet) => [subnet.id, subnet]));
  const drawn = matrix.vpcs.flatMap((vpc) => drawnVpc(network, vpc, bySubnet) ?? []);
  const asked = matrix.vpcs
    .flatMap(({ subnets: own }) => own)
    .flatMap(({ subnet, cells }) => cells.map(({ service }) => ({ from: subnet.id, to: service })))
    .slice(0, mostPaths);
  const reports = asked.flatMap(({ from, to }): readonly PathReport<Citation>[] => {
    const answered = answerQuestion(network, { from, to, protocol, port: undefined });
    return typeof answered === 'string' ? [] : [pathReport(network, answered.asked, answered.answer)];
  });
  const locationOf = lookUpLocations(snapshot.documents, reports.flatMap(citationsIn));
  const paths = new Map<string, Map<string, PathReport>>();
  for (const report of reports) {
    const ofSubnet = paths.get(report.from) ?? new Map<string, PathReport>();
    paths.set(report.from, ofSubnet.set(report.to, located(report, locationOf)));
  }
  return { matrix, vpcs: drawn, paths };
}

function drawnVpc(
  network: NetworkInputs['network'],
  { id, subnets }: MatrixVpc,
  bySubnet: ReadonlyMap<string, Subnet>,
): DrawnVpc | null {
  const own = subnets.flatMap(({ subnet }) => bySubnet.get(subnet.id) ?? []);
  const [first] = own;
  if (id === null || !first) return null;
  const vpc = network.answerFor('vpcs', id, first);
  return vpc.known ? { id, ...vpcTopology(network, vpc.value, own) } : null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
