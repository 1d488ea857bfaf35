/** Endpoints that code declares have no interfaces yet; of those that AWS described it is not told. */
import { expect, it } from 'vitest';
import { buildNetwork } from '../../src/model/build-network.ts';
import { snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';
import { runRules } from '../../src/rules/engine.ts';
import { estate, interfaceEndpoint } from '../../src/rules/example-estate.ts';
import serviceIpTypeUnsupported from '../../src/rules/interface-endpoint/interface-endpoint-service-ip-type-unsupported.ts';
import unsupportedZone from '../../src/rules/interface-endpoint/interface-endpoint-unsupported-az.ts';

const facts = estate({
  vpcEndpoints: [
    interfaceEndpoint('ssm', ['subnet-b'], { IpAddressType: 'dualstack', NetworkInterfaceIds: undefined }),
  ],
  vpcEndpointServices: [
    {
      ServiceName: 'com.amazonaws.eu-west-1.ssm',
      ServiceType: [{ ServiceType: 'Interface' }],
      AvailabilityZones: ['eu-west-1a'],
      SupportedIpAddressTypes: ['ipv4'],
    },
  ],
});

const declared = { open: new Map(), parts: new Map(), families: new Map() };

it.each([serviceIpTypeUnsupported, unsupportedZone])('$id judges what code declares', (rule) => {
  const described = snapshotOfFacts(facts);
  const planned = {
    ...described,
    scopes: described.scopes.map(({ scope, families }) => {
      const { vpcEndpoints, ...others } = families;
      const lists = (vpcEndpoints?.lists ?? []).map((list) => ({ ...list, declared }));
      const status = 'collected' as const;
      return { scope, families: { ...others, vpcEndpoints: { status, complete: true, lists } } };
    }),
  };
  const said = [described, planned].map((snapshot) => {
    const { findings, undecided } = runRules(buildNetwork(snapshot).network, [{ rule }]);
    return [findings.length, undecided.length];
  });
  expect(said).toEqual([
    [0, 1],
    [1, 0],
  ]);
});
