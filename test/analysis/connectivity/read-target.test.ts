import { expect, it } from 'vitest';
import { readTarget } from '../../../src/analysis/connectivity/read-target.ts';
import { estate, interfaceEndpoint } from '../../../src/rules/example-estate.ts';
import { networkOfFacts } from './network-of-facts.ts';

const network = networkOfFacts(
  estate({
    vpcEndpoints: [
      interfaceEndpoint('ssm', ['subnet-a'], { VpcEndpointId: 'vpce-0a1b2c3d' }),
      interfaceEndpoint('email-smtp', ['subnet-a'], { VpcEndpointId: 'vpce-0d4e5f6a' }),
    ],
  }),
);

/** The traffic that a question is about, or why there is none. */
function asked(to: string, protocol: 'tcp' | 'udp' | 'icmp' = 'tcp', port?: number) {
  const answer = readTarget(network, { to, protocol, port });
  return typeof answer === 'string' ? answer : [answer.traffic.protocol, answer.port, answer.traffic.port];
}

it.each([
  ['ssm', [6, 443, 443]],
  ['email-smtp', [6, 25, 25]],
  ['vpce-0a1b2c3d', [6, 443, 443]],
  ['vpce-0d4e5f6a', [6, 25, 25]],
  ['vpce-99999999', [6, 443, 443]],
  ['10.0.9.4', [6, 443, 443]],
  ['https://db.corp:8443', [6, 8443, 8443]],
])('%s is asked on the port of the service, of the URL, or that of HTTPS', (to, expected) => {
  expect(asked(to)).toEqual(expected);
});

it('goes by the port and protocol that are asked for before those of the target', () => {
  expect(asked('https://db.corp:8443', 'tcp', 22)).toEqual([6, 22, 22]);
  expect(asked('ssm', 'udp', 53)).toEqual([17, 53, 53]);
  expect(asked('ssm', 'icmp', 53)).toEqual([1, null, 0]);
});

it('says what is no target, and which endpoint is meant by a misspelt one', () => {
  expect(asked('not a target')).toBe(
    '"not a target" is no service, DNS name, URL, endpoint id, address or CIDR block.',
  );
  expect(asked('vpce-0a1b2c3e')).toBe(
    'No endpoint in the input has the id "vpce-0a1b2c3e". Did you mean "vpce-0a1b2c3d"?',
  );
});
