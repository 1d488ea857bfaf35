/** What the policies of the role that calls say of a request, where they are in the input (PO20, PO22). */
import { isFalse, isTrue, type MissingFact, some } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { Place, Resource } from '../../model/resources/resource.ts';
import type { HeldDocument, Role } from '../../model/resources/role.ts';
import type { Decision } from '../connectivity/flight.ts';
import { type Caller, isCaller } from './caller.ts';
import { decidingPointer, explainVerdict } from './explain-verdict.ts';
import { noStep, type PolicyStep } from './judge-endpoint.ts';
import { judgePolicy, type PolicyVerdict } from './policy-verdict.ts';
import type { PolicyRequest } from './statement-answer.ts';

/** What the resource's own policy says of the same request. */
export type ResourceSays = 'allows' | 'nothing' | 'not-in-the-input';

/** The role that the caller is or has assumed, where it is in the input. */
export function roleOf(network: Network, caller: Caller): Role | null {
  if (caller.kind !== 'principal') return null;
  return network.all('roles').find(({ id }) => isTrue(isCaller('AWS', id, caller))) ?? null;
}

interface PlacedPolicy {
  readonly document: PolicyDocument;
  readonly place: (pointer: string) => Place;
}

interface Policies {
  readonly items: readonly PlacedPolicy[];
  readonly missing: readonly MissingFact[];
}

/** What the policies of a role say: one must allow, none deny, and its boundary must allow too. */
export function judgeIdentity(
  network: Network,
  role: Role,
  request: PolicyRequest,
  asked: string,
  resource: ResourceSays,
): PolicyStep {
  const own = judgeOwn(role, policiesOf(network, role), request, asked, resource);
  const boundary = judgeBoundary(network, role, request, asked, resource);
  return { decisions: [...own.decisions, ...boundary.decisions], assumptions: [] };
}

function judgeOwn(
  role: Role,
  { items, missing }: Policies,
  request: PolicyRequest,
  asked: string,
  resource: ResourceSays,
): PolicyStep {
  const verdicts = items.map((item) => ({ item, verdict: judgePolicy(item.document, request, 'identity') }));
  const at = (found: (typeof verdicts)[number] | undefined) =>
    found ? found.item.place(decidingPointer(found.verdict)) : role.at();
  const why = (found: (typeof verdicts)[number] | undefined) =>
    found ? explainVerdict(found.verdict, request) : 'it has no policy';
  const denying = verdicts.find(({ verdict }) => isTrue(verdict.denied));
  if (denying) {
    const message = `a policy of ${role.id} denies ${asked}: ${why(denying)}`;
    return step({ decision: 'block', reason: 'identity-policy-denied', message, at: at(denying) });
  }
  const denied = some(verdicts, ({ verdict }) => verdict.denied);
  const allowing = verdicts.find(({ verdict }) => isTrue(verdict.allowed));
  if (allowing && isFalse(denied) && missing.length === 0) {
    const message = `a policy of ${role.id} allows ${asked}: ${why(allowing)}`;
    return step({ decision: 'pass', reason: 'identity-policy-allowed', message, at: at(allowing) });
  }
  const allowed = some(verdicts, ({ verdict }) => verdict.allowed);
  const [nearest] = verdicts.filter(
    ({ verdict }) => verdict.decision === 'implicit-deny' && verdict.deciding !== null,
  );
  if (isFalse(allowed) && isFalse(denied) && missing.length === 0) {
    if (resource === 'allows') return noStep;
    const message = `no policy of ${role.id} allows ${asked}: ${why(nearest ?? verdicts[0])}`;
    if (resource === 'nothing') {
      return step({
        decision: 'block',
        reason: 'identity-policy-not-allowed',
        message,
        at: at(nearest ?? verdicts[0]),
      });
    }
    const lacking = [
      role.missing(`no policy of ${request.resource}, which could allow it`, 'resourcePolicies'),
    ];
    return step({
      decision: 'unknown',
      reason: 'identity-policy-unknown',
      message,
      at: role.at(),
      missing: lacking,
    });
  }
  const open = verdicts.find(({ verdict }) => verdict.decision === 'unknown');
  const message = `whether the policies of ${role.id} allow ${asked} is open: ${open ? why(open) : 'some are not in the input'}`;
  const lacking = [...missing, ...[denied, allowed].flatMap((fact) => (fact.known ? [] : fact.missing))];
  return step({
    decision: 'unknown',
    reason: 'identity-policy-unknown',
    message,
    at: at(open),
    missing: lacking,
  });
}

function judgeBoundary(
  network: Network,
  role: Role,
  request: PolicyRequest,
  asked: string,
  resource: ResourceSays,
): PolicyStep {
  const { permissionsBoundary: boundary } = role;
  if (boundary.known && boundary.value === null) return noStep;
  const { items, missing } = boundary.known
    ? managed(network, role, boundary.value ?? '')
    : { items: [], missing: boundary.missing };
  const [item] = items;
  const verdict: PolicyVerdict | null = item
    ? judgePolicy(item.document, request, 'permissions-boundary')
    : null;
  const at = item && verdict ? item.place(decidingPointer(verdict)) : role.at('/PermissionsBoundary');
  const why = verdict ? explainVerdict(verdict, request) : 'it is not in the input';
  if (verdict && isTrue(verdict.passes)) {
    const message = `the permissions boundary of ${role.id} allows ${asked}: ${why}`;
    return step({ decision: 'pass', reason: 'permissions-boundary-allowed', message, at });
  }
  // What a resource's policy grants to a session itself, no boundary takes away unless it denies it.
  const isCertain =
    verdict !== null && isFalse(verdict.passes) && (isTrue(verdict.denied) || resource === 'nothing');
  if (isCertain) {
    const message = `the permissions boundary of ${role.id} does not allow ${asked}: ${why}`;
    return step({ decision: 'block', reason: 'permissions-boundary-refused', message, at });
  }
  const open = verdict === null || verdict.passes.known ? [] : verdict.passes.missing;
  const lacking = [...missing, ...open];
  const message = `whether the permissions boundary of ${role.id} allows ${asked} is open: ${why}`;
  const reason = 'permissions-boundary-unknown';
  const fallback = [role.missing(`what its permissions boundary leaves of a grant by ${request.resource}`)];
  return step({ decision: 'unknown', reason, message, at, missing: lacking.length > 0 ? lacking : fallback });
}

function policiesOf(network: Network, role: Role): Policies {
  const { inlinePolicies: inline, attachedPolicies: attached } = role;
  const parts: readonly Policies[] = [
    inline.known ? placed(role, inline.value) : { items: [], missing: inline.missing },
    ...(attached.known
      ? attached.value.map((arn) => managed(network, role, arn))
      : [{ items: [], missing: attached.missing }]),
  ];
  return {
    items: parts.flatMap(({ items }) => items),
    missing: parts.flatMap(({ missing }) => missing),
  };
}

function managed(network: Network, role: Role, arn: string): Policies {
  const found = network.all('managedPolicies').find(({ id }) => id === arn);
  if (!found) return { items: [], missing: [role.missing(`${arn} is not in the input`, 'managedPolicies')] };
  const held = found.inForce;
  if (!held.known) return { items: [], missing: held.missing };
  if (held.value === null) {
    return { items: [], missing: [found.missing(`no version in force of ${arn}`)] };
  }
  return placed(found, [held.value]);
}

function placed(holder: Resource, documents: readonly HeldDocument[]): Policies {
  const items = documents.flatMap(({ policy, path }): readonly PlacedPolicy[] =>
    'document' in policy
      ? [{ document: policy.document, place: (pointer) => holder.at(`${path}${pointer}`) }]
      : [],
  );
  const missing = documents.flatMap(({ policy }) =>
    'error' in policy ? [holder.missing(`a policy of ${holder.id} cannot be read: ${policy.error}`)] : [],
  );
  return { items, missing };
}

function step(decision: Omit<Decision, 'plane'>): PolicyStep {
  return { decisions: [{ plane: 'policy', ...decision }], assumptions: [] };
}
