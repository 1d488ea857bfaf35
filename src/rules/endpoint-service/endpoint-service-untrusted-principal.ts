import * as z from 'zod';
import { allowedAccounts } from '../../analysis/connectivity/provider/allowed-accounts.ts';
import { and, flatMap, isFalse, map } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { allowed, customer, provider, servicesNotCollected } from './provider-example-estate.ts';
import { standingServices } from './standing-services.ts';

export default defineRule({
  id: 'endpoint-service-untrusted-principal',
  topic: 'endpoint-service',
  severity: 'warning',
  category: 'security',
  securitySeverity: 5.0,
  onRequest: true,
  summary: 'An endpoint service allows an account that is not among the trusted ones.',
  why: 'The allowed principals of a service say which accounts may connect to what stands behind it. Which of them are trusted you say in the option trustedAccounts; as long as it is empty, this rule says nothing.',
  fix: 'Take the account off the principals (`aws ec2 modify-vpc-endpoint-service-permissions --remove-allowed-principals`), or add it to trustedAccounts.',
  semantics: ['E3'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'vpcEndpointServicePermissions'],
  options: z.strictObject({
    trustedAccounts: z
      .array(z.string().regex(/^\d{12}$/, 'expected the 12 digits of an account'))
      .default([])
      .describe('Accounts that may be allowed, beside the one of the service.'),
  }),
  examples: [
    {
      title: 'A role of an account that nobody trusts is allowed',
      facts: provider(allowed(`arn:aws:iam::${customer}:role/deploy`)),
      options: { trustedAccounts: ['999988887777'] },
      findings: [{ resource: 'vpce-svc-1', message: `account ${customer}` }],
    },
    {
      title: 'The account is trusted',
      facts: provider(),
      options: { trustedAccounts: [customer] },
    },
    { title: 'Nobody has said whom to trust', facts: provider() },
    {
      title: 'The own account is allowed',
      facts: provider(allowed('arn:aws:iam::111122223333:root')),
      options: { trustedAccounts: [customer] },
    },
    {
      title: 'The permissions were not collected',
      facts: without(provider(), 'vpcEndpointServicePermissions'),
      options: { trustedAccounts: [customer] },
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointServicePermissions'] }],
    },
    servicesNotCollected,
  ],
  *check({ network, options: { trustedAccounts } }) {
    if (trustedAccounts.length === 0) return;
    for (const its of standingServices(network)) {
      const permissions = network.answerFor('vpcEndpointServicePermissions', its.id, its);
      const strangers = flatMap(permissions, ({ principals }) =>
        map(principals, (all) => [
          ...new Set(
            allowedAccounts(all)
              .map(({ account }) => account)
              .filter((account) => account !== its.account && !trustedAccounts.includes(account)),
          ),
        ]),
      );
      const isOpen = and(
        its.isStanding,
        map(strangers, (all) => all.length > 0),
      );
      if (isFalse(isOpen)) continue;
      if (!isOpen.known || !strangers.known || !permissions.known) {
        yield undecided(its, isOpen.known ? [] : isOpen.missing);
      } else {
        const accounts = strangers.value.toSorted();
        yield problem({
          resource: its,
          at: permissions.value.at('/AllowedPrincipals'),
          message: `Endpoint service ${named(its)} allows account ${listed(accounts)}, which ${accounts.length === 1 ? 'is' : 'are'} not among the trusted ones. Take what is not meant off its principals.`,
        });
      }
    }
  },
});
