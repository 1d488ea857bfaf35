/** What a page shows of an estate beside its findings: plain data, all that reporters see of it. */
import type { MatrixReport } from './matrix-report.ts';
import type { PathReport } from './path-report.ts';

export const nodeKinds = ['subnet', 'route-table', 'local', 'gateway', 'endpoint'] as const;

export interface DrawnNode {
  /** Id of the resource; unique within its VPC. */
  readonly id: string;
  readonly kind: (typeof nodeKinds)[number];
  /** Value of the Name tag. */
  readonly name: string | null;
  /** What else tells it: a CIDR block, a service, a kind of gateway. */
  readonly detail: string;
  /** Name of the zone of a subnet, where it is known. */
  readonly zone: string | null;
}

/** Traffic that comes to one node may go on to the other. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
}

/** What stands in a VPC, and what its route tables lead to. */
export interface DrawnVpc {
  readonly id: string;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

export interface EstateView {
  readonly matrix: MatrixReport;
  /** One for each VPC of the matrix that has an id, in their order. */
  readonly vpcs: readonly DrawnVpc[];
  /** The answers behind the cells, of as many subnets as were asked for, by subnet and then by service. */
  readonly paths: ReadonlyMap<string, ReadonlyMap<string, PathReport>>;
}
