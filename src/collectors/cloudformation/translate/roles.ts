import {
  addMember,
  type DeclaredItem,
  leaveOpen,
  leaveUnwrittenOpen,
} from '../../infrastructure-code/declared-item.ts';
import { valueOrReason } from '../../infrastructure-code/open-value.ts';
import { requiredPolicyIn } from '../policy-property.ts';
import { soleReference } from '../references.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';

/** Roles and managed policies whose ARNs can be told, with what is attached to them. */
export function translateRoles(translation: Translation): void {
  for (const view of translation.ofType('AWS::IAM::Role')) declareRole(translation, view);
  for (const view of translation.ofType('AWS::IAM::Policy')) addInline(translation, view, 'Roles');
  for (const view of translation.ofType('AWS::IAM::RolePolicy')) addInline(translation, view, 'RoleName');
  for (const view of translation.ofType('AWS::IAM::ManagedPolicy')) declareManagedPolicy(translation, view);
  for (const view of translation.ofType('AWS::IAM::Role')) {
    const item = roleOf(translation, view);
    if (item) leaveUnwrittenOpen(item, ['RolePolicyList', 'AttachedManagedPolicies']);
  }
}

/** Null where only AWS knows it. */
function arnOf(view: ResourceView): string | null {
  const arn = valueOrReason(() => view.stack.attribute(view.resource.name, 'Arn'));
  if ('reason' in arn || typeof arn.value !== 'string' || soleReference(arn.value) !== null) return null;
  return arn.value;
}

function roleOf(translation: Translation, view: ResourceView): DeclaredItem | null {
  const arn = arnOf(view);
  return arn === null ? null : translation.declared('roles', arn);
}

function declareRole(translation: Translation, view: ResourceView): void {
  const arn = arnOf(view);
  if (arn === null) return;
  const { properties } = view;
  translation.declare(view, 'roles', arn, {
    RoleName: () => properties.text('RoleName') ?? undefined,
    RolePolicyList: () =>
      (properties.blocks('Policies') ?? []).map((policy) => ({
        PolicyName: policy.text('PolicyName'),
        PolicyDocument: requiredPolicyIn(policy, 'PolicyDocument'),
      })),
    AttachedManagedPolicies: () => (properties.texts('ManagedPolicyArns') ?? []).map(attachment),
    PermissionsBoundary: () => {
      const boundary = properties.text('PermissionsBoundary');
      return boundary === null ? undefined : { PermissionsBoundaryArn: boundary };
    },
    Tags: () => tagsOf(view),
  });
}

function attachment(PolicyArn: string) {
  return { PolicyArn, PolicyName: PolicyArn.split('/').at(-1) ?? '' };
}

/** The declared roles that a property names. Where it may name any, the field of all of them is left open. */
function rolesNamedBy(
  translation: Translation,
  { id, properties }: ResourceView,
  property: string,
  field: string,
): readonly DeclaredItem[] {
  const names = valueOrReason(() => properties.ids(property) ?? []);
  const all = translation.ofFamily('roles');
  if ('value' in names)
    return all.filter(({ fields }) => names.value.includes(String(fields.get('RoleName'))));
  for (const item of all) leaveOpen(item, field, `the ${property} of ${id} is not known: ${names.reason}`);
  return [];
}

function addInline(translation: Translation, view: ResourceView, property: 'Roles' | 'RoleName'): void {
  const field = 'RolePolicyList';
  const policy = valueOrReason(() => ({
    PolicyName: view.properties.text('PolicyName'),
    PolicyDocument: requiredPolicyIn(view.properties, 'PolicyDocument'),
  }));
  for (const item of rolesNamedBy(translation, view, property, field)) {
    if ('reason' in policy) leaveOpen(item, field, `${view.id} is not known: ${policy.reason}`);
    else addMember(item, field, policy.value, view.place);
  }
}

function declareManagedPolicy(translation: Translation, view: ResourceView): void {
  const field = 'AttachedManagedPolicies';
  const arn = arnOf(view);
  for (const item of rolesNamedBy(translation, view, 'Roles', field)) {
    if (arn === null) leaveOpen(item, field, `the ARN of ${view.id} is known after deployment`);
    else addMember(item, field, attachment(arn), view.place);
  }
  if (arn === null) return;
  const { properties } = view;
  translation.declare(view, 'managedPolicies', arn, {
    PolicyName: () => properties.text('ManagedPolicyName') ?? undefined,
    PolicyVersionList: () => [
      { Document: requiredPolicyIn(properties, 'PolicyDocument'), IsDefaultVersion: true },
    ],
  });
}
