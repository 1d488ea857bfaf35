import {
  addMember,
  type DeclaredItem,
  leaveOpen,
  leaveUnwrittenOpen,
  membersOf,
} from '../../infrastructure-code/declared-item.ts';
import { isFields } from '../../infrastructure-code/fields.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { arnOfIdentity, standInArn } from '../../infrastructure-code/stand-in-arn.ts';
import { requiredPolicyOf } from '../policy-documents.ts';
import type { ResourceView } from '../resource-view.ts';
import type { Translation } from '../translation.ts';

/** Roles, and managed policies whose ARNs can be told, with what is attached to them, and the profiles that hold them. */
export function translateRoles(translation: Translation): void {
  for (const view of translation.ofType('aws_iam_policy')) declareManagedPolicy(translation, view);
  const roles = translation.ofType('aws_iam_role').filter(({ resource }) => resource.mode === 'managed');
  for (const view of roles) declareRole(translation, view);
  for (const view of translation.ofType('aws_iam_role_policy')) addInline(translation, view);
  for (const view of translation.ofType('aws_iam_role_policy_attachment')) attach(translation, view, 'role');
  for (const view of translation.ofType('aws_iam_policy_attachment')) attach(translation, view, 'roles');
  for (const view of translation.ofType('aws_iam_instance_profile')) addProfile(translation, view);
  for (const view of roles) {
    const item = roleOf(translation, view);
    if (item) leaveUnwrittenOpen(item, ['RolePolicyList', 'AttachedManagedPolicies']);
  }
}

/** Null where it is not known. */
function arnOf(
  translation: Translation,
  view: ResourceView,
  kind: 'role' | 'policy' | 'instance-profile',
): string | null {
  const arn = valueOrReason(() => view.text('arn'));
  if ('value' in arn && arn.value !== null) return arn.value;
  const named = valueOrReason(() => [view.text('name'), view.text('path')] as const);
  if ('reason' in named) return null;
  const [name, path] = named.value;
  return name === null ? null : arnOfIdentity(translation.scopeOf(view), kind, path ?? '/', name);
}

/** What it goes by whose own ARN is not known: policies name no such role, but instances may have it. */
function idOf(translation: Translation, view: ResourceView, kind: 'role' | 'instance-profile'): string {
  const { address } = view.resource;
  return arnOf(translation, view, kind) ?? standInArn(translation.scopeOf(view), 'iam', `${kind}/${address}`);
}

function roleOf(translation: Translation, view: ResourceView): DeclaredItem | null {
  return translation.declared('roles', idOf(translation, view, 'role'));
}

function addProfile(translation: Translation, view: ResourceView): void {
  const Arn = idOf(translation, view, 'instance-profile');
  for (const item of rolesNamedBy(translation, view, 'role', 'InstanceProfileList')) {
    addMember(item, 'InstanceProfileList', { Arn }, view.resource.pointer);
  }
}

/**
 * The ARN of the instance profile that an attribute names; null where it names none.
 * @throws OpenValue where it is not known.
 */
export function profileNamedBy(
  translation: Translation,
  view: ResourceView,
  attribute: string,
): string | null {
  const profiles = translation.ofType('aws_iam_instance_profile');
  const name = valueOrReason(() => view.text(attribute));
  if ('reason' in name) {
    const target = view.onlyTarget(attribute, 'aws_iam_instance_profile');
    const found = profiles.find(({ resource }) => resource === target);
    if (!found) throw new OpenValue(name.reason);
    return idOf(translation, found, 'instance-profile');
  }
  const { value } = name;
  if (value === null || value === '') return null;
  const found = profiles.find(({ values }) => values['name'] === value);
  if (found) return idOf(translation, found, 'instance-profile');
  const arn = arnOfIdentity(translation.scopeOf(view), 'instance-profile', '/', value);
  if (arn === null) throw new OpenValue(`the account of ${value} is not known`);
  return arn;
}

function declareManagedPolicy(translation: Translation, view: ResourceView): void {
  const arn = arnOf(translation, view, 'policy');
  if (arn === null) return;
  translation.declare(
    view,
    'managedPolicies',
    arn,
    {
      PolicyName: () => view.text('name') ?? undefined,
      PolicyVersionList: () => [{ Document: requiredPolicyOf(translation, view), IsDefaultVersion: true }],
    },
    { 'PolicyVersionList/0/Document': 'policy' },
  );
}

function declareRole(translation: Translation, view: ResourceView): void {
  translation.declare(
    view,
    'roles',
    idOf(translation, view, 'role'),
    {
      RoleName: () => view.text('name') ?? undefined,
      RolePolicyList: () =>
        view.isLeftToAws('inline_policy')
          ? []
          : (view.blocks('inline_policy') ?? []).flatMap((block) => {
              const [name, policy] = [block.text('name'), block.text('policy')];
              // The provider shows an empty block where there is none.
              if (policy === null || wasGiven(translation, view, 'aws_iam_role_policy', 'name', name))
                return [];
              return { PolicyName: name, PolicyDocument: policy };
            }),
      AttachedManagedPolicies: () =>
        view.isLeftToAws('managed_policy_arns')
          ? []
          : (view.texts('managed_policy_arns') ?? [])
              .filter(
                (arn) => !wasGiven(translation, view, 'aws_iam_role_policy_attachment', 'policy_arn', arn),
              )
              .map(attachment),
      PermissionsBoundary: () => {
        view.expect('permissions_boundary');
        const boundary = view.text('permissions_boundary');
        return boundary === null ? undefined : { PermissionsBoundaryArn: boundary };
      },
    },
    { RolePolicyList: 'inline_policy', AttachedManagedPolicies: 'managed_policy_arns' },
  );
}

/** Whether a role shows a policy only because a resource gave it before the plan, which removes or changes that. */
function wasGiven(
  translation: Translation,
  role: ResourceView,
  type: string,
  attribute: string,
  value: string | null,
): boolean {
  return translation.former.some(
    (former) =>
      former.type === type &&
      former.values['role'] === role.values['name'] &&
      former.values[attribute] === value,
  );
}

function attachment(PolicyArn: string) {
  return { PolicyArn, PolicyName: PolicyArn.split('/').at(-1) ?? '' };
}

/** The declared roles that an attribute names. Where it may be any, all are left open in the field. */
function rolesNamedBy(
  translation: Translation,
  view: ResourceView,
  attribute: 'role' | 'roles',
  field: string,
): readonly DeclaredItem[] {
  const names = valueOrReason(() =>
    attribute === 'role' ? [view.requiredText('role')] : (view.texts('roles') ?? []),
  );
  const all = translation.ofFamily('roles');
  if ('value' in names) {
    return all.filter(({ fields, id }) =>
      names.value.some((name) => name === fields.get('RoleName') || name === id),
    );
  }
  const target = view.onlyTarget(attribute, 'aws_iam_role');
  const found = translation.ofType('aws_iam_role').find(({ resource }) => resource === target);
  if (found) return [roleOf(translation, found) ?? []].flat();
  for (const item of all) leaveOpen(item, field, `the role of ${view.resource.address} is ${names.reason}`);
  return [];
}

function addInline(translation: Translation, view: ResourceView): void {
  const policy = valueOrReason(() => ({
    PolicyName: view.isOpen('name') ? view.resource.address : view.text('name'),
    PolicyDocument: requiredPolicyOf(translation, view),
  }));
  for (const item of rolesNamedBy(translation, view, 'role', 'RolePolicyList')) {
    if ('reason' in policy) leaveOpen(item, 'RolePolicyList', `${view.resource.address} is ${policy.reason}`);
    else if (!has(item, 'RolePolicyList', 'PolicyName', policy.value.PolicyName)) {
      addMember(item, 'RolePolicyList', policy.value, view.resource.pointer);
    }
  }
}

function attach(translation: Translation, view: ResourceView, attribute: 'role' | 'roles'): void {
  const field = 'AttachedManagedPolicies';
  const known = valueOrReason(() => view.text('policy_arn'));
  const target = view.onlyTarget('policy_arn', 'aws_iam_policy');
  const found = translation.ofType('aws_iam_policy').find(({ resource }) => resource === target);
  const arn = 'value' in known ? known.value : found ? arnOf(translation, found, 'policy') : null;
  for (const item of rolesNamedBy(translation, view, attribute, field)) {
    if (arn === null) leaveOpen(item, field, `${view.resource.address} is known after apply`);
    else if (!has(item, field, 'PolicyArn', arn))
      addMember(item, field, attachment(arn), view.resource.pointer);
  }
}

/** A role shows what resources of their own have given it already. */
function has(item: DeclaredItem, field: string, name: string, value: string | null): boolean {
  return (membersOf(item, field) ?? []).some((member) => isFields(member) && member[name] === value);
}
