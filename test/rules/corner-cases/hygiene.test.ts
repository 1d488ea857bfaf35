import { estate, interfaceEndpoint } from '../../../src/rules/example-estate.ts';
import hygieneQuotaInterfacePerVpc from '../../../src/rules/hygiene/hygiene-quota-interface-per-vpc.ts';
import hygieneServiceManagedSkip from '../../../src/rules/hygiene/hygiene-service-managed-skip.ts';
import { decides } from './decide.ts';

decides(
  hygieneServiceManagedSkip,
  ['deleting', 'Deleted'].map((State) => ({
    title: `one that is ${State} is nobody's any more`,
    facts: estate({
      vpcEndpoints: [interfaceEndpoint('vpce', ['subnet-a'], { RequesterManaged: true, State })],
    }),
  })),
);

const withEndpoints = (count: number) =>
  estate({
    vpcEndpoints: Array.from({ length: count }, (_, index) =>
      interfaceEndpoint('ssm', ['subnet-a'], { VpcEndpointId: `vpce-${index}` }),
    ),
  });

decides(hygieneQuotaInterfacePerVpc, [
  { title: 'all are used', facts: withEndpoints(50), findings: [{ resource: 'vpc-1', message: '50 of 50' }] },
  { title: 'one more than can be', facts: withEndpoints(51) },
]);
