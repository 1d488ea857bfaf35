import { describe, expect, it } from 'vitest';
import { vpcTopology } from '../../../src/analysis/connectivity/vpc-topology.ts';
import { readInputs } from '../../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';

const { snapshot } = readInputs(['fixtures/demo/estate.json'], () => new Uint8Array());
const { network } = buildNetwork(snapshot);

function topologyOf(name: string) {
  const vpc = network.all('vpcs').find((each) => each.name === name);
  if (!vpc) throw new Error(`no VPC is called ${name}`);
  return vpcTopology(network, vpc, network.inVpc('subnets', vpc).items);
}

describe('the topology of a VPC', () => {
  const { nodes, edges } = topologyOf('shop-prod');
  const idOf = (name: string) => nodes.find((node) => node.name === name)?.id ?? `no ${name}`;
  const targetsOf = (id: string) => edges.filter(({ from }) => from === id).map(({ to }) => to);

  it('leads each subnet to its effective route table alone', () => {
    const subnets = nodes.filter(({ kind }) => kind === 'subnet');
    expect(subnets).toHaveLength(11);
    expect(subnets.map(({ id }) => targetsOf(id).length)).toEqual(subnets.map(() => 1));
    expect(targetsOf(idOf('shop-prod-db-a'))).toEqual([idOf('shop-prod-db')]);
  });

  it('leads a table to what its routes name, and the local route to endpoints with interfaces', () => {
    const peering = nodes.find(({ detail }) => detail === 'peering connection');
    expect(new Set(targetsOf(idOf('shop-prod-endpoints')))).toEqual(new Set(['local', peering?.id]));
    expect(targetsOf('local')).toContain(idOf('shop-prod-sqs'));
    expect(targetsOf('local')).not.toContain(idOf('shop-prod-s3'));
    const table = nodes.find(({ kind, name }) => kind === 'route-table' && name === 'shop-prod-app-a');
    expect(targetsOf(table?.id ?? '')).toContain(idOf('shop-prod-s3'));
  });

  it('names no edge without both its ends', () => {
    const ids = new Set(nodes.map(({ id }) => id));
    expect(edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
  });
});
