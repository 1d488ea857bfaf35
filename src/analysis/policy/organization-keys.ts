import { servicesSending } from '../../data/endpoint-condition-keys.ts';
import type { Fact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { accountOf, type Caller } from './caller.ts';
import { type Membership, membershipOf, organizationPath } from './organization.ts';
import { absent, type ContextValue, perhaps, present } from './request-context.ts';

type Keys = Readonly<Record<string, ContextValue>>;

/** Services whose requests say of which account the resource is; some actions of others do not (9.2). */
const sayOwner: ReadonlySet<string> = new Set([
  'dynamodb',
  'ecr',
  'execute-api',
  'kms',
  'lambda',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
]);

export interface Involved {
  readonly caller: Caller;
  /** The endpoint that the request comes through, if it comes through one. */
  readonly endpoint: VpcEndpoint | null;
  /** As actions name it. */
  readonly service: string | null;
  /** The account that owns the resource, where that is known. */
  readonly owner: string | null;
}

/** What requests show of the organizations of those involved, as far as the input tells which these are (9.2). */
export function keysOfOrganizations(network: Network, { caller, endpoint, service, owner }: Involved): Keys {
  const account = accountOf(caller);
  const isSaid = service !== null && sayOwner.has(service);
  const isSent = (key: string) => service !== null && servicesSending.get(key)?.has(service) === true;
  return {
    ...(account === null ? {} : ofAccount(network, account, 'aws:PrincipalOrg', () => true)),
    ...(owner === null
      ? {}
      : {
          'aws:ResourceAccount': isSaid ? present(owner) : perhaps(owner),
          ...ofAccount(network, owner, 'aws:ResourceOrg', () => isSaid),
        }),
    ...(endpoint === null || endpoint.account === null
      ? {}
      : ofAccount(network, endpoint.account, 'aws:VpceOrg', isSent)),
  };
}

function ofAccount(
  network: Network,
  account: string,
  prefix: string,
  isSent: (key: string) => boolean,
): Keys {
  const [id, paths] = [`${prefix}ID`, `${prefix}Paths`];
  const membership: Fact<Membership | null> = membershipOf(network, account);
  if (!membership.known) return {};
  if (membership.value === null) return { [id]: absent, [paths]: absent };
  const shown = (key: string, value: string) => (isSent(key.toLowerCase()) ? present(value) : perhaps(value));
  const { organization } = membership.value;
  const path = organizationPath(membership.value);
  return {
    ...(organization === null ? {} : { [id]: shown(id, organization) }),
    ...(path === null ? {} : { [paths]: shown(paths, path) }),
  };
}
