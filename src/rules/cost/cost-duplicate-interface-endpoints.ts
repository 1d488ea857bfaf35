import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { centralBreakEven, gigabytes } from '../../analysis/cost/monthly-cost.ts';
import { priceList } from '../../analysis/cost/price-list.ts';
import { volumeOfEndpoint } from '../../analysis/cost/traffic.ts';
import { all, and, distinctMissing, isFalse, type MissingFact, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { account, estate, interfaceEndpoint, vpc, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { counted, listed, named } from '../wording.ts';
import { costOptions } from './cost-options.ts';

const attachment = (id: string, VpcId: string, State = 'available') => ({
  TransitGatewayAttachmentId: `tgw-attach-${id}`,
  TransitGatewayId: 'tgw-1',
  VpcId,
  VpcOwnerId: account,
  State,
  SubnetIds: [],
});
const twice = {
  vpcs: [vpc(), vpc({ VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16' })],
  vpcEndpoints: [
    interfaceEndpoint('kms', ['subnet-a', 'subnet-b']),
    interfaceEndpoint('kms', ['subnet-c', 'subnet-d'], { VpcEndpointId: 'vpce-2', VpcId: 'vpc-2' }),
  ],
  transitGatewayVpcAttachments: [attachment('1', 'vpc-1'), attachment('2', 'vpc-2')],
};

export default defineRule({
  id: 'cost-duplicate-interface-endpoints',
  topic: 'cost',
  severity: 'info',
  category: 'cost',
  onRequest: true,
  summary:
    'Several VPCs of one transit gateway have an interface endpoint of their own for the same service.',
  why: 'One endpoint in a hub serves all of them, with a hosted zone for its names. It saves the hours of the others; what the spokes send costs by the gigabyte on the transit gateway in return. Endpoints of its own keep a VPC apart from the others, and their policies can differ.',
  fix: 'Share one endpoint, and associate a hosted zone of its name (or a Route 53 Profile) with the VPCs, where isolation does not matter.',
  semantics: ['C1', 'I24', 'I13'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'transitGatewayVpcAttachments', 'metricSums'],
  options: costOptions,
  examples: [
    {
      title: 'Two VPCs behind one transit gateway have an endpoint each',
      facts: estate(twice),
      findings: [
        {
          resource: 'vpce-1',
          affected: ['vpce-1', 'vpce-2'],
          message: '2 zones × 730 h × $0.011 = $16.06 less with one in 2 zones; $16.06 / $0.02 = 803 GB',
        },
      ],
    },
    {
      title: 'More is sent than one endpoint would save',
      facts: estate(twice),
      options: {
        traffic: [
          { endpoint: 'vpce-1', gbPerMonth: 900 },
          { endpoint: 'vpce-2', gbPerMonth: 900 },
        ],
      },
    },
    {
      title: 'The VPCs have nothing in common',
      facts: estate({ ...twice, transitGatewayVpcAttachments: [attachment('1', 'vpc-1')] }),
    },
    {
      title: 'One is not attached any more',
      facts: estate({
        ...twice,
        transitGatewayVpcAttachments: [attachment('1', 'vpc-1'), attachment('2', 'vpc-2', 'deleted')],
      }),
    },
    {
      title: 'The attachments were not collected',
      facts: without(estate(twice), 'transitGatewayVpcAttachments'),
      undecided: [{ resource: 'vpce-1', missing: ['transitGatewayVpcAttachments'] }],
    },
  ],
  *check({ network, options: { prices, traffic } }) {
    const { groups, missing: untold } = sharedServices(network);
    if (untold.length > 0) yield { kind: 'undecided', resource: null, missing: untold };
    for (const endpoints of groups) {
      const [first] = endpoints;
      if (!first) continue;
      const homeless = endpoints.find(({ vpcId }) => vpcId === null);
      if (homeless) {
        yield undecided(first, [homeless.missing(`no VpcId on ${homeless.id}`)]);
        continue;
      }
      const vpcIds = endpoints.map(({ vpcId }) => vpcId ?? '');
      const gateways = gatewaysOf(network, vpcIds);
      const placed = new Set(gateways.shared.flatMap(({ vpcs }) => [...vpcs]));
      const [alone, ...others] = endpoints.filter(({ vpcId }) => !placed.has(vpcId ?? ''));
      if (alone && gateways.missing.length > 0) yield undecided(alone, gateways.missing);
      else if (alone && others.length > 0) {
        const { missing } = network.inVpcOf('transitGatewayVpcAttachments', alone.vpcId ?? '', alone);
        if (missing.length > 0) yield undecided(alone, missing);
      }
      for (const { id, vpcs } of gateways.shared) {
        const behind = endpoints.filter(({ vpcId }) => vpcs.has(vpcId ?? ''));
        const [leader = first] = behind;
        const subnets = all(behind.map(({ subnetIds }) => subnetIds));
        if (!subnets.known) {
          yield undecided(leader, subnets.missing);
          continue;
        }
        const zones = subnets.value.map((ids) => ids.length);
        const most = Math.max(...zones);
        const saved = zones.reduce((sum, count) => sum + count, 0) - most;
        const { of, remark } = priceList(leader.region, prices, 'interfaceEndpointHour', 'transitGatewayGb');
        const even = centralBreakEven(of, most, saved);
        if (even === null) continue;
        const volumes = behind.map((each) => volumeOfEndpoint(network, traffic, each.id));
        const spokes = volumes.slice(1).filter((volume) => volume !== null);
        const gb = spokes.reduce((sum, volume) => sum + volume.gb, 0);
        if (spokes.length === behind.length - 1 && gb >= even.gb) continue;
        const service = leader.service.known ? leader.service.value.service : '';
        yield problem({
          resource: leader,
          key: id,
          affected: behind,
          message: `${counted(behind.length, 'VPC')} behind ${id} (${listed(behind.map(({ vpcId }) => vpcId ?? ''))}) have interface endpoints of their own for ${service}, among them ${named(leader)}. One for all of them costs less up to ${gigabytes(even.gb)} a month through the transit gateway: ${even.arithmetic}.${remark} Share one where isolation does not matter.`,
        });
      }
    }
  },
});

interface SharedServices {
  readonly groups: readonly (readonly VpcEndpoint[])[];
  /** What keeps others from being seen. */
  readonly missing: readonly MissingFact[];
}

/** The available interface endpoints of each service of AWS that has some in several VPCs of a Region, sorted. */
function sharedServices(network: Network): SharedServices {
  const byName = new Map<string, VpcEndpoint[]>();
  const vpcIds = new Set<string | null>();
  const missing: MissingFact[] = [];
  for (const endpoint of network.all('vpcEndpoints')) {
    const applies = and(
      isAvailableEndpointOfType(endpoint, 'interface'),
      map(endpoint.service, ({ kind }) => kind === 'aws'),
    );
    if (isFalse(applies)) continue;
    vpcIds.add(endpoint.vpcId);
    if (!applies.known || !endpoint.serviceName.known) {
      missing.push(...[applies, endpoint.serviceName].flatMap((fact) => (fact.known ? [] : fact.missing)));
      continue;
    }
    const name = endpoint.serviceName.value;
    const group = byName.get(name);
    if (!group) byName.set(name, [endpoint]);
    else if (endpoint.vpcId === null || !group.some(({ vpcId }) => vpcId === endpoint.vpcId)) {
      group.push(endpoint);
    }
  }
  const gateways = gatewaysOf(
    network,
    [...vpcIds].flatMap((id) => id ?? []),
  );
  // Endpoints of VPCs that no transit gateway joins are not shared, whatever they are of.
  const mayBeShared = vpcIds.has(null) || gateways.shared.length + gateways.missing.length > 0;
  return {
    groups: [...byName.values()].filter((group) => group.length > 1),
    missing: mayBeShared ? distinctMissing(missing) : [],
  };
}

/** The transit gateways to which at least two of some VPCs are attached. */
function gatewaysOf(network: Network, vpcIds: readonly string[]) {
  const byVpc = network.index('transitGatewayVpcAttachments', 'attached VPC', ({ vpcId }) => vpcId);
  const gateways = new Map<string, Set<string>>();
  const missing: MissingFact[] = [];
  for (const vpcId of vpcIds) {
    for (const { state, transitGatewayId } of byVpc.get(vpcId) ?? []) {
      if (!state.known || !transitGatewayId.known) {
        missing.push(...[state, transitGatewayId].flatMap((fact) => (fact.known ? [] : fact.missing)));
        continue;
      }
      if (state.value !== 'available') continue;
      const vpcs = gateways.get(transitGatewayId.value) ?? new Set<string>();
      gateways.set(transitGatewayId.value, vpcs.add(vpcId));
    }
  }
  const shared = [...gateways].filter(([, vpcs]) => vpcs.size > 1).map(([id, vpcs]) => ({ id, vpcs }));
  return { shared, missing };
}
