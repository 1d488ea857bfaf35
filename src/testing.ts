/** What tests of rules of one's own are made of: `import { estate, testRule } from 'vpce-lint/testing'`. */
export { testRule } from './api/test-rule.ts';
export {
  aclEntry,
  endpointInterface,
  estate,
  gatewayEndpoint,
  instanceInterface,
  interfaceEndpoint,
  networkAcl,
  permission,
  route,
  routeTable,
  securityGroup,
  subnet,
  vpc,
  vpcAttributes,
  without,
} from './rules/example-estate.ts';
