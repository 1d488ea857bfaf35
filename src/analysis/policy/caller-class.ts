/** Who may send requests to a service, as far as policies tell them apart (9.2). */
import type { Fact } from '../../model/fact.ts';
import type { Caller } from './caller.ts';
import { type Membership, organizationPath } from './organization.ts';
import {
  type ContextValue,
  perhapsOtherThan,
  perhapsSomehow,
  present,
  presentSomehow,
} from './request-context.ts';

export type CallerKind = 'own-account' | 'own-organization' | 'foreign' | 'anonymous' | 'service';

/** Callers that belong together: of which no policy but one that names some of them tells one from another. */
export interface CallerClass {
  readonly kind: CallerKind;
  readonly caller: Caller;
  /** In words, to follow `requests of`: `account 111122223333`. */
  readonly name: string;
  /** What their organization puts into a request. */
  readonly keys: Readonly<Record<string, ContextValue>>;
}

/** Somebody who signs, of whatever account. */
export const someSigner: Caller = { kind: 'other-accounts', except: [] };

/**
 * Those who sign, by how near they are to an account, and those who do not. An account that is not known stands for
 * itself alone; the membership says in which organization it is, or that it is in none.
 */
export function callerClasses(
  account: string | null,
  membership: Fact<Membership | null>,
): readonly CallerClass[] {
  const own = membership.known ? membership.value : null;
  const organization = own?.organization ?? null;
  const others: Caller = { kind: 'other-accounts', except: account === null ? [] : [account] };
  const isAlone = membership.known && membership.value === null;
  return [
    {
      kind: 'own-account',
      caller: account === null ? someSigner : { kind: 'account', account },
      name: account === null ? 'its own account' : `account ${account}`,
      keys: own === null ? {} : keysOfMember(own),
    },
    ...(isAlone
      ? []
      : [
          {
            kind: 'own-organization',
            caller: others,
            name: `other accounts of ${organization === null ? 'its organization' : `organization ${organization}`}`,
            keys: {
              'aws:PrincipalOrgID':
                organization === null ? presentSomehow('aws:PrincipalOrgID') : present(organization),
              'aws:PrincipalOrgPaths': presentSomehow('aws:PrincipalOrgPaths'),
            },
          } as const,
        ]),
    {
      kind: 'foreign',
      caller: others,
      name: isAlone ? 'other accounts' : 'accounts outside of it',
      keys: {
        'aws:PrincipalOrgID':
          organization === null
            ? perhapsSomehow('aws:PrincipalOrgID')
            : perhapsOtherThan('aws:PrincipalOrgID', organization),
        'aws:PrincipalOrgPaths': perhapsSomehow('aws:PrincipalOrgPaths'),
      },
    },
    { kind: 'anonymous', caller: { kind: 'anonymous' }, name: 'callers who do not sign', keys: {} },
  ];
}

function keysOfMember(membership: Membership): CallerClass['keys'] {
  const path = organizationPath(membership);
  return {
    ...(membership.organization === null ? {} : { 'aws:PrincipalOrgID': present(membership.organization) }),
    ...(path === null ? {} : { 'aws:PrincipalOrgPaths': present(path) }),
  };
}
