import { gateway, latticeEstate } from '../../../src/rules/interface-endpoint/lattice-example-estate.ts';
import resourceEndpointAzNoOverlap from '../../../src/rules/interface-endpoint/resource-endpoint-az-no-overlap.ts';
import { decides } from './decide.ts';

decides(resourceEndpointAzNoOverlap, [
  {
    title: 'a gateway that has no subnet yet stands in no zone',
    facts: latticeEstate({ resourceGateways: [gateway({ subnetIds: [] })] }),
  },
]);
