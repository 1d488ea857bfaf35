import { flatMap, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { parseArn } from '../../model/scope.ts';
import { assume, decide, type Flight } from './flight.ts';
import type { Journey } from './journey.ts';
import { leaveResourceGateway } from './leave-resource-gateway.ts';

const tcp = 6;

/**
 * Lets what a resource endpoint brings on to its resource, at the ports that the resource configuration opens (I19).
 * One of an account that is not in the input is taken to open them.
 */
export function passResourceConfiguration(
  { network, traffic }: Journey,
  flight: Flight,
  endpoint: VpcEndpoint,
): Flight {
  // Of another protocol the endpoint takes nothing, at whatever port.
  if (traffic.protocol !== tcp) return flight;
  const arn = endpoint.resourceConfigurationArn;
  const configuration = flatMap(arn, (id) => network.answerFor('resourceConfigurationDetails', id, endpoint));
  if (!configuration.known) {
    if (arn.known && isOfStranger(network, arn.value)) {
      return assume(flight, `${arn.value}, whose owner is not in the input, is taken to open the port`);
    }
    return open(
      flight,
      endpoint,
      `which ports the resource behind ${endpoint.id} takes`,
      configuration.missing,
    );
  }
  const { value } = configuration;
  const { ports, name } = value;
  const called = name ?? value.id;
  if (!ports.known) return open(flight, endpoint, `which ports ${called} opens`, ports.missing);
  if (ports.value === null) {
    const missing = [value.missing(`${called} names no ports of its own`)];
    return open(flight, endpoint, `which ports ${called} opens`, missing);
  }
  const opens = ports.value.contains(traffic.port);
  const opened = decide(flight, {
    plane: 'filter',
    decision: opens ? 'pass' : 'block',
    reason: opens ? 'resource-configuration-passed' : 'resource-configuration-port',
    message: `${called} opens ports ${ports.value.toString()}${opens ? '' : `, and not ${traffic.port}`}`,
    at: value.at('/portRanges'),
  });
  return leaveResourceGateway({ network, traffic }, opened, value);
}

function isOfStranger(network: Network, arn: string): boolean {
  const account = parseArn(arn)?.account ?? '';
  return account !== '' && network.scopes.every((scope) => scope.account !== account);
}

function open(flight: Flight, endpoint: VpcEndpoint, what: string, missing: readonly MissingFact[]): Flight {
  return decide(flight, {
    plane: 'filter',
    decision: 'unknown',
    reason: 'resource-configuration-unknown',
    message: `${what} is not known`,
    at: endpoint.at('/ResourceConfigurationArn'),
    missing,
  });
}
