import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { selectRules } from '../../../src/cli/select-rules.ts';
import type { Network } from '../../../src/model/network.ts';
import { runRules } from '../../../src/rules/engine.ts';
import { rules } from '../../../src/rules/registry.ts';
import { resourceIn, templateReader } from './template-file.ts';

const read = templateReader();
const deployed = readFileSync('fixtures/pull-request/input/deployed.json', 'utf8');
const changed = readFileSync('fixtures/pull-request/network.yaml', 'utf8');
/** The template as it was deployed. */
const unchanged = changed.replace(
  '- !Ref TableA\n',
  '- !Ref TableA\n        - !Ref TableB\n        - !Ref TableC\n',
);

const overlaid = (template: string, existing = deployed) =>
  read({ 'network.yaml': template, 'deployed.json': existing }, {}, { plans: 'overlay' });

function verdicts(network: Network) {
  const { findings, undecided } = runRules(
    network,
    selectRules(rules, { only: [], enable: [], disable: [] }, null),
  );
  return { findings: findings.map(({ rule, resource }) => [rule, resource.id]), undecided };
}

describe('a template over what it was deployed as', () => {
  it('changes nothing where it is the same', () => {
    const { network } = overlaid(unchanged);
    expect(verdicts(network)).toEqual({ findings: [], undecided: [] });
    expect(network.all('vpcs')).toHaveLength(1);
    expect(network.all('routeTables')).toHaveLength(4);
  });

  it('takes away the routes of an endpoint that loses tables', () => {
    expect(verdicts(overlaid(changed).network)).toEqual({
      findings: [
        ['gateway-endpoint-subnet-not-routed', 'rtb-02d2c4b6a8e0f1357'],
        ['gateway-endpoint-subnet-not-routed', 'rtb-03d2c4b6a8e0f1357'],
      ],
      undecided: [],
    });
  });

  it('takes away what it no longer has, by its tags', () => {
    const without = unchanged.replace(/ {2}Workers:[\s\S]*?(?= {2}# The pull)/, '');
    const { network } = overlaid(without);
    expect(network.all('securityGroups').map(({ id }) => id)).toEqual(['sg-0f1e2d3c4b5a69780']);
  });

  it('adds what is new to what exists', () => {
    const more = `${unchanged}  Table:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref TableA, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat-1 }
`;
    const { network } = overlaid(more);
    const routes = resourceIn(network, 'routeTables', 'rtb-01d2c4b6a8e0f1357').raw.Routes;
    expect(routes?.map((route) => route.NatGatewayId ?? route.GatewayId)).toEqual(
      expect.arrayContaining(['local', 'nat-1', 'vpce-0d4f6a8b2c1e37590']),
    );
  });

  it('leaves a list undecided in which something stands that the template does not write', () => {
    const route =
      '{ "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "Origin": "CreateRoute", "State": "active" },';
    const other = deployed.replace(/("RouteTableId": "rtb-01[\s\S]*?"Routes": \[)/, `$1${route}`);
    const table = resourceIn(overlaid(unchanged, other).network, 'routeTables', 'rtb-01d2c4b6a8e0f1357');
    expect(table.isInDoubt('Routes')).toBe(true);
  });

  it('is new all of it where no stack made what exists', () => {
    const other = deployed.replaceAll('aws:cloudformation:', 'other:');
    expect(
      overlaid(unchanged, other)
        .network.all('vpcs')
        .map(({ id }) => id),
    ).toEqual(['Vpc', 'vpc-0a3c41d59e6b7f820']);
  });
});
