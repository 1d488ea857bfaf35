import { every, type Fact, flatMap, known, map, no, or, unknown, yes } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { BlockPublicAccessOptions } from '../../model/resources/block-public-access.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { assume, decide, type Flight } from './flight.ts';

/** A way to the internet, as Block Public Access sees it. */
export interface PublicExit {
  readonly vpc: Vpc;
  /** The subnets in which the packets start and are translated; null for a NAT gateway that stands in none. */
  readonly subnets: readonly (Subnet | null)[];
  /** Whether only connections from within pass, as with NAT gateways and egress-only internet gateways. */
  readonly opensOutwardOnly: boolean;
}

/**
 * Lets a flight out to the internet where its account's VPC Block Public Access does: it is off, blocks only what
 * comes in, or exempts the VPC or the subnets (R24). Settings that were not collected are taken to be off.
 */
export function passBlockPublicAccess(network: Network, flight: Flight, exit: PublicExit): Flight {
  const { vpc } = exit;
  const options = optionsOf(network, vpc);
  if (!options) return withoutOptions(network, flight, exit);
  const passing = flatMap(options.isChanging, (isChanging) =>
    isChanging
      ? unknown(options.missing(`Block Public Access of ${options.id} is being changed`))
      : flatMap(options.mode, (current) => verdictOf(network, exit, options, current)),
  );
  const at = options.at('/InternetGatewayBlockMode');
  if (!passing.known) {
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'block-public-access-unknown',
      message: `whether VPC Block Public Access of ${options.id} lets them out of ${vpc.id} is not known`,
      at,
      missing: passing.missing,
    });
  }
  const { value } = passing;
  if (value === 'off') return flight;
  const told = options.mode.known ? options.mode.value : '';
  return decide(flight, {
    plane: 'filter',
    decision: value === 'blocked' ? 'block' : 'pass',
    reason: value === 'blocked' ? 'block-public-access' : 'block-public-access-passed',
    message:
      value === 'blocked'
        ? `VPC Block Public Access of ${options.id} is ${told}, and no exclusion exempts ${vpc.id} or the subnet`
        : `VPC Block Public Access of ${options.id} is ${told}, and lets these out`,
    at,
  });
}

function optionsOf(network: Network, { account, region }: Vpc): BlockPublicAccessOptions | null {
  const byPlace = network.index(
    'vpcBlockPublicAccessOptions',
    'account and region',
    (options) => `${options.account} ${options.region}`,
  );
  return byPlace.get(`${account} ${region}`)?.[0] ?? null;
}

/** Without the account's settings: a subnet may show a mode all the same. */
function withoutOptions(network: Network, flight: Flight, { vpc, subnets }: PublicExit): Flight {
  const missing = network.missing('vpcBlockPublicAccessOptions', vpc);
  if (missing.length === 0) return flight;
  const shown = subnets.find((subnet) => subnet?.blocksPublicAccess);
  if (shown) {
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'block-public-access-unknown',
      message: `${shown.id} shows that VPC Block Public Access is on, but the settings of the account are not known`,
      at: shown.at('/BlockPublicAccessStates'),
      missing,
    });
  }
  const whose = vpc.account === null ? '' : ` of ${vpc.account}`;
  return assume(flight, `VPC Block Public Access${whose} was not collected and is taken to be off`);
}

function verdictOf(
  network: Network,
  exit: PublicExit,
  options: BlockPublicAccessOptions,
  mode: string,
): Fact<'off' | 'passes' | 'blocked'> {
  if (mode === 'off') return known('off');
  const { vpc, subnets, opensOutwardOnly } = exit;
  if (mode === 'block-ingress' && opensOutwardOnly) return known('passes');
  const exempt = subnets.map((subnet) => isExempt(network, exit, subnet, mode));
  const all = every(exempt, (each) => each);
  const none = every(exempt, (each) => map(each, (is) => !is));
  if (all.known && all.value) return known('passes');
  if (none.known && none.value) return known('blocked');
  const missing = [all, none].flatMap((fact) => (fact.known ? [] : fact.missing));
  const reason = `whether an exclusion of one subnet of ${vpc.id} suffices where another is not excluded`;
  return unknown(...(missing.length > 0 ? missing : [options.missing(reason)]));
}

/** Whether the VPC, or this subnet of it, is excluded to the extent that packets may leave. */
function isExempt(network: Network, exit: PublicExit, subnet: Subnet | null, mode: string): Fact<boolean> {
  const { vpc, opensOutwardOnly } = exit;
  const byResource = network.index(
    'vpcBlockPublicAccessExclusions',
    'resource',
    ({ resourceId }) => resourceId,
  );
  const found = [vpc.id, subnet?.id ?? ''].flatMap((id) => byResource.get(id) ?? []);
  const standing = or(
    ...found.map((exclusion) =>
      flatMap(exclusion.state, (state) => {
        if (ended.has(state)) return no;
        if (!lasting.has(state)) return unknown(exclusion.missing(`${exclusion.id} is ${state}`));
        return flatMap(exclusion.mode, (allowed) => {
          if (allowed === 'allow-bidirectional') return yes;
          // It means nothing beside a mode that lets connections out anyway.
          if (mode === 'block-ingress') return no;
          if (opensOutwardOnly) return yes;
          const reason = `whether ${exclusion.id} lets out what an internet gateway takes without NAT`;
          return unknown(exclusion.missing(reason));
        });
      }),
    ),
  );
  if (standing.known && standing.value) return standing;
  const { items, missing: unseen } = network.inScope('vpcBlockPublicAccessExclusions', vpc.scope);
  const untold = items.filter(({ resourceId }) => resourceId === null);
  const missing = [...unseen, ...untold.map((each) => each.missing(`no ResourceArn on ${each.id}`))];
  return missing.length > 0 ? unknown(...missing, ...(standing.known ? [] : standing.missing)) : standing;
}

const lasting: ReadonlySet<string> = new Set(['create-complete', 'update-complete']);
const ended: ReadonlySet<string> = new Set(['create-failed', 'delete-complete']);
