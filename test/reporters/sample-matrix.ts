import type {
  MatrixCell,
  MatrixOutcome,
  MatrixReport,
  MatrixSender,
  MatrixSubnet,
  MatrixVpc,
  MatrixWay,
} from '../../src/report/matrix-report.ts';

const scope = { account: '111122223333', region: 'eu-west-1' };

export function way(
  via: MatrixWay['via'],
  viaId: string | null = null,
  verdict: MatrixWay['verdict'] = 'reachable',
): MatrixWay {
  return { verdict, via, viaId, viaName: viaId === null ? null : `name of ${viaId}` };
}

export const byEndpoint: MatrixOutcome = {
  verdict: 'reachable',
  private: true,
  ways: [way('interface-endpoint', 'vpce-1')],
  blockers: [],
  missing: [],
};

export const byNat: MatrixOutcome = { ...byEndpoint, private: false, ways: [way('nat-gateway', 'nat-1')] };

export const blocked: MatrixOutcome = {
  verdict: 'blocked',
  private: null,
  ways: [way('interface-endpoint', 'vpce-1', 'blocked')],
  blockers: [
    {
      plane: 'filter',
      reason: 'security-group-denied',
      code: 'ENI_SG_RULES_MISMATCH',
      component: { type: 'AWS::EC2::SecurityGroup', id: 'sg-1', name: 'app', ...scope, vpcId: 'vpc-1' },
    },
  ],
  missing: [],
};

export const unknown: MatrixOutcome = {
  verdict: 'unknown',
  private: null,
  ways: [way('unknown', null, 'unknown')],
  blockers: [],
  missing: [{ family: 'vpcAttributes', ...scope, reason: 'not collected' }],
};

export function cell(service: string, outcome: MatrixOutcome, more: Partial<MatrixCell> = {}): MatrixCell {
  return { service, ...outcome, kinds: 1, senders: [], ...more };
}

export function sender(example: string, groupId: string, outcome: MatrixOutcome): MatrixSender {
  const traits = { replyPorts: '32768-60999', hasPublicIpv4: false, hasIpv6: false };
  return { example, groupIds: [groupId], ...traits, ...outcome };
}

export function subnet(
  id: string,
  name: string | undefined,
  cells: readonly MatrixCell[],
  more: Partial<MatrixSubnet> = {},
): MatrixSubnet {
  const named = name === undefined ? {} : { name };
  return {
    subnet: { type: 'AWS::EC2::Subnet', id, ...named, ...scope, vpcId: 'vpc-1' },
    zone: 'eu-west-1a',
    hasCompute: true,
    assumptions: [],
    cells,
    ...more,
  };
}

export function vpc(subnets: readonly MatrixSubnet[], more: Partial<MatrixVpc> = {}): MatrixVpc {
  return {
    id: 'vpc-1',
    name: 'shop',
    ...scope,
    services: subnets[0]?.cells.map(({ service }) => service) ?? [],
    assumptions: [],
    subnets,
    ...more,
  };
}

export function matrix(vpcs: readonly MatrixVpc[], more: Partial<MatrixReport> = {}): MatrixReport {
  const services = [...new Set(vpcs.flatMap((each) => each.services))];
  return {
    tool: { name: 'vpce-lint', version: '1.0.0' },
    inputs: [{ path: 'dumps/vpcs.json', kind: 'aws-cli' }],
    services: services.map((service) => ({ service, protocol: 'tcp', port: 443 })),
    vpcs,
    reasons: {},
    factSources: [],
    ...more,
  };
}
