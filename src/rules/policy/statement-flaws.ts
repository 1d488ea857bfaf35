/** What rules about the statements of policies have in common: where these stand, and how flaws in them are told. */
import { endpointPolicy, policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import type { PolicyKind } from '../../analysis/policy/principal-match.ts';
import { resourcePolicies } from '../../analysis/policy/resource-policies.ts';
import { statementName } from '../../analysis/policy/statement.ts';
import { type Fact, isTrue, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PolicyDocument, PolicyStatement } from '../../model/policy-document.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { Severity } from '../../report/report.ts';
import { type Outcome, problem, undecided } from '../rule.ts';

/** A policy and where it stands. */
export interface HeldPolicy {
  readonly resource: Resource;
  /** The field in which it stands. */
  readonly field: string;
  readonly kind: PolicyKind;
  /** Null where there is none that AWS evaluates. */
  readonly policy: Fact<PolicyDocument | null>;
}

/** The policies of the user's own gateway and interface endpoints, where AWS evaluates any or may do so. */
export function endpointPolicies(network: Network): readonly HeldPolicy[] {
  return network.memo('policies of endpoints', () =>
    network.all('vpcEndpoints').flatMap((endpoint): readonly HeldPolicy[] => {
      const policy = endpointPolicy(endpoint);
      if (policy.known && policy.value === null) return [];
      return [{ resource: endpoint, field: 'PolicyDocument', kind: kindOf(endpoint), policy }];
    }),
  );
}

/** How the principals in the policy of an endpoint are read. */
export function kindOf({ endpointType }: VpcEndpoint): PolicyKind {
  return isTrue(map(endpointType, (type) => type === 'gateway')) ? 'gateway-endpoint' : 'interface-endpoint';
}

/** The policies of buckets, keys, queues and other resources. */
export function policiesOfResources(network: Network): readonly HeldPolicy[] {
  return resourcePolicies(network).map(({ resource, field, policy }) => ({
    resource,
    field,
    kind: 'resource',
    policy,
  }));
}

/** A part of a statement that a rule objects to. */
export interface Flaw {
  readonly statement: PolicyStatement;
  /** JSON pointer within the document. */
  readonly pointer: string;
  /** For the message: a value, a key, an ARN. */
  readonly what: string;
}

/** What a flaw may hang on beside the statement: a document is looked at once for all resources that share these. */
export interface PolicySetting {
  readonly document: PolicyDocument;
  readonly kind: PolicyKind;
  readonly region: string | null;
}

/** One finding for each policy with flaws: the first one is its place, the others are evidence. */
export function* flawsIn(
  policies: Iterable<HeldPolicy>,
  find: (statement: PolicyStatement, setting: PolicySetting) => readonly Flaw[],
  tell: (
    id: string,
    flaws: readonly [Flaw, ...Flaw[]],
  ) => { readonly message: string; readonly severity?: Severity },
): Iterable<Outcome> {
  const flawsOf = rememberingFlaws(find);
  for (const { resource, field, kind, policy } of policies) {
    if (!policy.known) yield undecided(resource, policy.missing);
    if (!policy.known || policy.value === null) continue;
    const [first, ...others] = flawsOf({ document: policy.value, kind, region: resource.region });
    if (first === undefined) continue;
    yield problem({
      resource,
      at: policyPlace(resource, field, first.pointer),
      evidence: others.map(({ statement, pointer, what }) => ({
        message: `${what} in ${statementName(statement)}`,
        at: policyPlace(resource, field, pointer),
      })),
      ...tell(resource.id, [first, ...others]),
    });
  }
}

/** Thousands of endpoints have the same policy. */
function rememberingFlaws(find: (statement: PolicyStatement, setting: PolicySetting) => readonly Flaw[]) {
  const known = new Map<PolicyDocument, (PolicySetting & { readonly flaws: readonly Flaw[] })[]>();
  return (setting: PolicySetting): readonly Flaw[] => {
    const { document, kind, region } = setting;
    let seen = known.get(document);
    if (!seen) known.set(document, (seen = []));
    const same = seen.find((other) => other.kind === kind && other.region === region);
    if (same) return same.flaws;
    const flaws = document.statements.flatMap((statement) => find(statement, setting));
    seen.push({ ...setting, flaws });
    return flaws;
  };
}

/** The distinct things that flaws are about, in their order. */
export function whatOf(flaws: readonly Flaw[]): string[] {
  return [...new Set(flaws.map(({ what }) => what))];
}

/** The statements in which flaws stand, as a message names them. */
export function statementsWith(flaws: readonly Flaw[]): string[] {
  return [...new Set(flaws.map(({ statement }) => statementName(statement)))];
}
