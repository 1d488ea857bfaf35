import { estate, interfaceEndpoint } from '../../../src/rules/example-estate.ts';
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
