import { type Fact, flatMap, known, type MissingFact, map, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Instance } from '../../model/resources/instance.ts';
import type { Role } from '../../model/resources/role.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { parseArn } from '../../model/scope.ts';

/** An instance with the role that programs on it have. */
export interface InstanceWithRole {
  readonly instance: Instance;
  readonly role: Role;
}

/** What the roles of the instances of a VPC show. */
export interface RolesOfInstances {
  /** By the names of the managed policies of AWS that are attached to their roles. */
  readonly byPolicy: ReadonlyMap<string, readonly InstanceWithRole[]>;
  /** Those that have a role of which the input does not tell what is attached to it. */
  readonly untold: readonly Instance[];
  readonly missing: readonly MissingFact[];
}

export function rolesOfInstances(network: Network, vpc: Vpc): RolesOfInstances {
  return network.memoOf(vpc, 'roles of instances', () => {
    const holders = network.index('roles', 'instance profile', ({ profileArns }) =>
      profileArns.known ? profileArns.value.map(profileKey) : null,
    );
    const holderOf = (arn: string, instance: Instance): Fact<Role | null> => {
      const [holder] = holders.get(profileKey(arn)) ?? [];
      return holder ? known(holder) : roleUnseen(network, instance);
    };
    const byPolicy = new Map<string, InstanceWithRole[]>();
    const untold: Instance[] = [];
    const missing: MissingFact[] = [];
    for (const instance of network.inVpc('instances', vpc).items) {
      const role = flatMap(instance.profileArn, (arn) => (arn === null ? none : holderOf(arn, instance)));
      const names = flatMap(role, (each) => (each === null ? nothing : namesOfAttached(each)));
      if (!names.known) {
        untold.push(instance);
        missing.push(...names.missing);
      }
      if (!names.known || !role.known || role.value === null) continue;
      for (const name of names.value) {
        const same = byPolicy.get(name) ?? [];
        byPolicy.set(name, same);
        same.push({ instance, role: role.value });
      }
    }
    return { byPolicy, untold, missing };
  });
}

const none: Fact<Role | null> = known(null);
const nothing: Fact<readonly string[]> = known([]);

/** Whether a profile that no role of the input has surely holds none. */
function roleUnseen(network: Network, instance: Instance): Fact<Role | null> {
  const untold = network.memo('what keeps roles from being told by profile', () =>
    network.all('roles').flatMap(({ profileArns }) => (profileArns.known ? [] : profileArns.missing)),
  );
  const missing = [...network.missing('roles', instance), ...untold];
  return missing.length > 0 ? unknown(...missing) : none;
}

/** A profile has a name that no other in its account has, whatever path stands before it. */
function profileKey(arn: string): string {
  const parsed = parseArn(arn);
  return parsed?.account ? `${parsed.account}/${parsed.resource.split('/').at(-1)}` : arn;
}

/** The names of those of its managed policies that are AWS's own. */
function namesOfAttached({ attachedPolicies }: Role): Fact<readonly string[]> {
  return map(attachedPolicies, (arns) =>
    arns.flatMap((arn) => {
      const parsed = parseArn(arn);
      return parsed?.account === 'aws' ? (parsed.resource.split('/').at(-1) ?? []) : [];
    }),
  );
}
