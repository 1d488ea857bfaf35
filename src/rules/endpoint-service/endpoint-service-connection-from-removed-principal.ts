import * as z from 'zod';
import { mayConnect } from '../../analysis/connectivity/provider/allowed-accounts.ts';
import { connectionsOf } from '../../analysis/connectivity/provider/provided-service.ts';
import { all, and, flatMap, isFalse, known, map, not } from '../../model/fact.ts';
import { without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { counted, listed, named } from '../wording.ts';
import { allowed, connection, customer, provider, servicesNotCollected } from './provider-example-estate.ts';
import { standingServices } from './standing-services.ts';

const toOthers = allowed('arn:aws:iam::999988887777:root');

export default defineRule({
  id: 'endpoint-service-connection-from-removed-principal',
  topic: 'endpoint-service',
  severity: 'warning',
  category: 'security',
  securitySeverity: 5.0,
  summary: 'An account is connected to an endpoint service that no longer allows it.',
  why: 'To take an account off the allowed principals keeps it from making new endpoints. Those that it has stay connected until they are rejected.',
  fix: 'Reject the endpoints (`aws ec2 reject-vpc-endpoint-connections`), or allow the account again if it is meant to be connected.',
  semantics: ['E3', 'E14'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html'],
  subject: 'vpcEndpointServiceConfigurations',
  needs: ['vpcEndpointServiceConfigurations', 'vpcEndpointServicePermissions', 'vpcEndpointConnections'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'An account is connected, and another one is allowed',
      facts: provider(toOthers),
      findings: [{ resource: 'vpce-svc-1', affected: ['vpce-customer'], message: customer }],
    },
    { title: 'The account that is connected is allowed', facts: provider() },
    {
      title: 'A role of the account is allowed',
      facts: provider(allowed(`arn:aws:iam::${customer}:role/deploy`)),
    },
    { title: 'Everybody is allowed', facts: provider(allowed('*')) },
    {
      title: 'The account of the service itself is connected',
      facts: provider({
        ...toOthers,
        vpcEndpointConnections: [connection({ VpcEndpointOwner: '111122223333' })],
      }),
    },
    {
      title: 'The endpoint was rejected',
      facts: provider({
        ...toOthers,
        vpcEndpointConnections: [connection({ VpcEndpointState: 'rejected' })],
      }),
    },
    {
      title: 'An organization is allowed, which the account may belong to',
      facts: provider(allowed('arn:aws:organizations::999988887777:organization/o-1')),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointServicePermissions'] }],
    },
    {
      title: 'The connections were not collected',
      facts: without(provider(), 'vpcEndpointConnections'),
      undecided: [{ resource: 'vpce-svc-1', missing: ['vpcEndpointConnections'] }],
    },
    servicesNotCollected,
  ],
  *check({ network }) {
    for (const its of standingServices(network)) {
      const permissions = network.answerFor('vpcEndpointServicePermissions', its.id, its);
      const strangers = flatMap(connectionsOf(network, its), (connections) =>
        map(
          all(
            connections.map((each) => {
              const isConnected = and(
                map(each.state, (state) => state === 'available'),
                map(each.owner, (owner) => owner !== its.account),
              );
              if (isFalse(isConnected)) return known([]);
              const isStranger = and(
                isConnected,
                not(
                  flatMap(permissions, (answer) => flatMap(each.owner, (owner) => mayConnect(answer, owner))),
                ),
              );
              return map(isStranger, (stranger) => (stranger ? [each] : []));
            }),
          ),
          (found) => found.flat(),
        ),
      );
      const found = and(
        its.isStanding,
        map(strangers, (each) => each.length > 0),
      );
      if (isFalse(found)) continue;
      if (!found.known || !strangers.known || !permissions.known) {
        yield undecided(its, found.known ? [] : found.missing);
      } else {
        const owners = [...new Set(strangers.value.flatMap(({ account }) => account ?? []))].sort();
        const count = strangers.value.length;
        yield problem({
          resource: its,
          affected: strangers.value,
          at: permissions.value.at('/AllowedPrincipals'),
          message: `${counted(count, 'endpoint')} of account ${listed(owners)} ${count === 1 ? 'is' : 'are'} connected to endpoint service ${named(its)}, which does not allow ${owners.length === 1 ? 'that account' : 'those accounts'}: to take principals off does not end connections. Reject what is not meant to be connected.`,
        });
      }
    }
  },
});
