/** What is said of ways: which component decided what, at which entry, and why. */
import { readdirSync } from 'node:fs';
import { it } from 'vitest';
import { readInputs } from '../../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import type { Network } from '../../../src/model/network.ts';
import { rules } from '../../../src/rules/registry.ts';
import { inputOfFixture } from '../../fixture-inputs.ts';
import { expectTold } from '../told/expect-told.ts';
import { type Question, toldWays } from '../told/told-ways.ts';
import { networkOfFacts } from './network-of-facts.ts';
import { gatewayEndpointVectors } from './vectors/gateway-endpoint-vectors.ts';
import { interfaceEndpointVectors } from './vectors/interface-endpoint-vectors.ts';
import { otherVpcVectors } from './vectors/other-vpc-vectors.ts';

it('told: ways of the worked vectors', () => {
  const vectors = [...interfaceEndpointVectors, ...gatewayEndpointVectors, ...otherVpcVectors];
  expectTold(
    'ways/vectors',
    vectors.flatMap(({ id, title, facts, from = 'eni-1', to }) => [
      `${id}: ${title}`,
      ...toldWays(networkOfFacts(facts), { from, to }),
    ]),
  );
});

/** From one compute interface of each set of groups and subnet, and from the networks behind gateways. */
function questionsOf(network: Network): readonly Question[] {
  const kinds = new Map(
    network
      .all('networkInterfaces')
      .filter(({ raw }) => raw.Attachment?.InstanceId !== undefined || raw.InterfaceType === 'lambda')
      .map((each) => [JSON.stringify([each.raw.SubnetId, each.raw.Groups]), each.id]),
  );
  const remote = network
    .all('transitGatewayAttachments')
    .filter(({ raw }) => raw.ResourceType === 'vpn')
    .map(({ id }) => `192.168.0.0/16@${id}`);
  const services = network
    .all('vpcEndpoints')
    .flatMap(({ service }) => (service.known && service.value.kind === 'aws' ? service.value.service : []));
  const endpoints = network.all('vpcEndpoints').map(({ id }) => id);
  const targets = [...new Set([...services, ...endpoints, 'sts', '203.0.113.9', '10.1.0.0/16'])].sort();
  return [...kinds.values(), ...remote].sort().flatMap((from) => targets.map((to) => ({ from, to })));
}

/** Estates that differ from each other in how things are joined. */
const estates = ['hub-and-spoke', 'private-eks', 'saas-provider'];

it.each(estates)('told: ways in the estate %s', (name) => {
  const { snapshot } = readInputs([inputOfFixture(name)], () => new Uint8Array());
  const { network } = buildNetwork(snapshot);
  expectTold(
    `ways/${name}`,
    questionsOf(network).flatMap((question) => toldWays(network, question)),
  );
});

/** The rules in whose estates names and routes lead in other ways: those that have a file. */
const ofRules = readdirSync('test/analysis/told/ways/rules').map((file) => file.replace('.txt', ''));

it.each(ofRules)('told: ways in an estate in which %s finds something', (id) => {
  const examples = rules.find((rule) => rule.id === id)?.examples ?? [];
  const [example] = examples.filter(({ findings = [] }) => findings.length > 0);
  const network = networkOfFacts(structuredClone(example?.facts ?? {}));
  expectTold(
    `ways/rules/${id}`,
    fewQuestions(network).flatMap((each) => toldWays(network, each)),
  );
});

/** From one compute interface to an endpoint, to what it is for by its name, and to the internet. */
function fewQuestions(network: Network): readonly Question[] {
  const [sender] = network
    .all('networkInterfaces')
    .filter(({ role }) => role.known && role.value !== 'not-compute');
  const [endpoint] = network.all('vpcEndpoints');
  const service = endpoint?.service.known === true ? endpoint.service.value : null;
  const host = service?.kind === 'aws' ? `${service.service}.eu-west-1.amazonaws.com` : null;
  return [endpoint?.id, host, '8.8.8.8'].flatMap((to) =>
    sender && typeof to === 'string' ? { from: sender.id, to } : [],
  );
}
