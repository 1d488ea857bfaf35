import type { MatrixColumn } from '../analysis/connectivity/matrix/matrix-entry.ts';
import { targetsWithEndpoints } from '../analysis/connectivity/matrix/targets-with-endpoints.ts';
import { type AskedTarget, readTarget } from '../analysis/connectivity/read-target.ts';
import type { Network } from '../model/network.ts';
import type { Protocol } from '../report/path-report.ts';

import { UsageError } from './usage-error.ts';

/** A column as it was asked for and as it was understood. */
export interface AskedColumn extends MatrixColumn {
  /** Null where the protocol has none. */
  readonly port: number | null;
}

interface Asked {
  /** Targets beside those that have endpoints. */
  readonly services: readonly string[];
  readonly protocol: Protocol;
  /** Undefined for that of each target. */
  readonly port: number | undefined;
}

/**
 * The columns: every service that has an endpoint in the input and those that are asked for, by name; then the
 * endpoints that are asked for by themselves, each from its own VPC only.
 * @throws UsageError for a service that is none.
 */
export function matrixColumns(network: Network, { services, protocol, port }: Asked): readonly AskedColumn[] {
  const served = targetsWithEndpoints(network);
  const column = (service: string, vpcId: string | null, asked: AskedTarget): AskedColumn => {
    const { target, traffic } = asked;
    return { service, vpcId, target, traffic, port: asked.port };
  };
  const named = [...new Set([...served.services, ...services])].sort().map((service) => {
    const asked = readTarget(network, { to: service, protocol, port });
    if (typeof asked === 'string') throw new UsageError(asked);
    return column(service, null, asked);
  });
  const byId = served.endpoints.flatMap(({ id, vpcId }) => {
    const asked = readTarget(network, { to: id, protocol, port });
    return typeof asked === 'string' || vpcId === null || services.includes(id)
      ? []
      : column(id, vpcId, asked);
  });
  return [...named, ...byId];
}
