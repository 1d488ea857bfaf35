import { actionPrefixes } from '../../data/action-prefixes.ts';
import type { Network } from '../../model/network.ts';
import type { Symptom } from './symptom.ts';

/** Where the packets of a symptom were meant to go, as `vpce-lint path --to` takes it; null where nothing tells. */
export function targetOf(network: Network, { target, action, endpoints }: Symptom): string | null {
  if (target !== null) return target.host;
  if (action !== null) return serviceOfAction(network, action);
  return endpoints.find((id) => network.all('vpcEndpoints').some((each) => each.id === id)) ?? null;
}

/** Of the services whose actions are called so, one that has an endpoint, else the one of that name, else the first. */
function serviceOfAction(network: Network, action: string): string {
  const [prefix = ''] = action.split(':');
  const services = Object.entries(actionPrefixes).flatMap(([service, of]) =>
    of === prefix ? [service] : [],
  );
  const present = new Set(
    network.all('vpcEndpoints').flatMap(({ service }) => (service.known ? [service.value.service] : [])),
  );
  const [first = prefix] = services;
  return services.find((service) => present.has(service)) ?? (services.includes(prefix) ? prefix : first);
}
