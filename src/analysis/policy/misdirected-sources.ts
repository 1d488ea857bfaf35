import { distinctMissing, isTrue, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PolicyCondition, PolicyStatement } from '../../model/policy-document.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { appliesToClass, isNegated } from './endpoint-conditions.ts';
import { contextOf } from './request-class.ts';
import type { PolicyHolder } from './resource-policies.ts';
import { conditionsOn } from './statement.ts';
import { usedWays } from './used-endpoints.ts';

/** Sources that a Deny names as those to spare, by their VPC or its endpoint, and denies for the way that they take. */
export interface Misdirected {
  readonly statement: PolicyStatement;
  readonly condition: PolicyCondition;
  readonly vpc: Vpc;
  /** The endpoint that they use, and from where. */
  readonly used: VpcEndpoint;
  readonly subnets: readonly Subnet[];
  /** Whether none of the VPC gets there by a way that is spared. */
  readonly isAll: boolean;
}

export interface MisdirectedSources {
  readonly found: readonly Misdirected[];
  readonly missing: readonly MissingFact[];
}

/** The sources that the policy of a resource means to spare by a key, in lower case, and does not (9.2, C1, DNS16). */
export function misdirectedSources(
  network: Network,
  holder: PolicyHolder,
  statements: readonly PolicyStatement[],
  key: 'aws:sourcevpc' | 'aws:sourcevpce',
): MisdirectedSources {
  const found: Misdirected[] = [];
  const missing: MissingFact[] = [];
  for (const statement of statements.filter(({ effect }) => effect === 'Deny')) {
    for (const condition of conditionsOn(statement, key).filter(isNegated)) {
      for (const value of condition.values.filter((text) => !/[*?]/.test(text))) {
        const vpc = vpcOf(network, holder, key, value);
        if (vpc === 'another-service') continue;
        if (typeof vpc === 'string') {
          missing.push(holder.resource.missing(`${value} is not in the input`, vpc));
          continue;
        }
        const judged = judgeVpc(network, holder, statement, condition, vpc);
        found.push(...judged.found);
        missing.push(...judged.missing);
      }
    }
  }
  return { found, missing: distinctMissing(missing) };
}

/** The VPC that a value names, or the family in which it is missing. */
function vpcOf(
  network: Network,
  { service }: PolicyHolder,
  key: 'aws:sourcevpc' | 'aws:sourcevpce',
  value: string,
): Vpc | 'vpcs' | 'vpcEndpoints' | 'another-service' {
  const endpoint =
    key === 'aws:sourcevpce' ? network.all('vpcEndpoints').find(({ id }) => id === value) : null;
  if (endpoint === undefined) return 'vpcEndpoints';
  if (endpoint?.service.known === true && endpoint.service.value.service !== service)
    return 'another-service';
  const id = endpoint === null ? value : endpoint.vpcId;
  return network.all('vpcs').find((vpc) => vpc.id === id) ?? 'vpcs';
}

function judgeVpc(
  network: Network,
  holder: PolicyHolder,
  statement: PolicyStatement,
  condition: PolicyCondition,
  vpc: Vpc,
): MisdirectedSources {
  const { endpoints, others, missing } = usedWays(network, vpc, holder.service);
  const denied: { readonly used: VpcEndpoint; readonly subnets: readonly Subnet[] }[] = [];
  for (const [id, subnets] of endpoints) {
    const used = network.all('vpcEndpoints').find((endpoint) => endpoint.id === id);
    if (used === undefined) continue;
    const caller =
      vpc.account === null
        ? ({ kind: 'other-accounts', except: [] } as const)
        : ({ kind: 'account', account: vpc.account } as const);
    const context = contextOf({ kind: 'endpoint', endpoint: used, clients: null }, caller, holder.service);
    if (isTrue(appliesToClass(statement, { caller, context }, 'resource'))) denied.push({ used, subnets });
  }
  const isAll = denied.length === endpoints.size && !others && missing.length === 0;
  return { found: denied.map((each) => ({ statement, condition, vpc, ...each, isAll })), missing };
}
