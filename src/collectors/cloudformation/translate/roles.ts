import {
  addMember,
  type DeclaredItem,
  leaveOpen,
  leaveUnwrittenOpen,
} from '../../infrastructure-code/declared-item.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { arnOfIdentity, standInArn } from '../../infrastructure-code/stand-in-arn.ts';
import { requiredPolicyIn } from '../policy-property.ts';
import { soleReference } from '../references.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';

/** Roles, and managed policies whose ARNs can be told, with what is attached to them, and the profiles that hold them. */
export function translateRoles(translation: Translation): void {
  for (const view of translation.ofType('AWS::IAM::Role')) declareRole(translation, view);
  for (const view of translation.ofType('AWS::IAM::Policy')) addInline(translation, view, 'Roles');
  for (const view of translation.ofType('AWS::IAM::RolePolicy')) addInline(translation, view, 'RoleName');
  for (const view of translation.ofType('AWS::IAM::ManagedPolicy')) declareManagedPolicy(translation, view);
  for (const view of translation.ofType('AWS::IAM::InstanceProfile')) addProfile(translation, view);
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

/** What it goes by whose own ARN only AWS knows: policies name no such role, but instances may have it. */
function idOf(view: ResourceView, kind: 'role' | 'instance-profile'): string {
  return arnOf(view) ?? standInArn(view.scope, 'iam', `${kind}/${view.id}`);
}

function roleOf(translation: Translation, view: ResourceView): DeclaredItem | null {
  return translation.declared('roles', idOf(view, 'role'));
}

function addProfile(translation: Translation, view: ResourceView): void {
  const Arn = idOf(view, 'instance-profile');
  for (const item of rolesNamedBy(translation, view, 'Roles', 'InstanceProfileList')) {
    addMember(item, 'InstanceProfileList', { Arn }, view.place);
  }
}

/**
 * The ARN of the instance profile that an instance names; null where it names none.
 * @throws OpenValue where it is not known.
 */
export function profileOfInstance(
  translation: Translation,
  { properties, scope }: ResourceView,
): string | null {
  const name = properties.id('IamInstanceProfile');
  if (name === null) return null;
  const found = translation
    .ofType('AWS::IAM::InstanceProfile')
    .find((view) => view.id === name || nameOf(view, 'InstanceProfileName') === name);
  if (found) return idOf(found, 'instance-profile');
  const arn = arnOfIdentity(scope, 'instance-profile', '/', name);
  if (arn === null) throw new OpenValue(`the account of ${name} is not known`);
  return arn;
}

/** The name that a template gives to a resource; null where it gives none, or none that is known. */
function nameOf({ properties }: ResourceView, property: string): string | null {
  const name = valueOrReason(() => properties.text(property));
  return 'value' in name ? name.value : null;
}

function declareRole(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  translation.declare(view, 'roles', idOf(view, 'role'), {
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
  if ('value' in names) {
    const ofTemplate = translation
      .ofType('AWS::IAM::Role')
      .filter((view) => names.value.includes(view.id))
      .map((view) => roleOf(translation, view));
    return all.filter(
      (item) => ofTemplate.includes(item) || names.value.includes(String(item.fields.get('RoleName'))),
    );
  }
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
