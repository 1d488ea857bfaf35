import { expect, it } from 'vitest';
import { isRegionalServiceName } from '../../../../src/analysis/connectivity/name/gateway-service-name.ts';

it.each([
  ['sqs.eu-west-1.amazonaws.com', true],
  ['sqs.eu-west-1.api.aws', true],
  ['sqs.eu-west-1.amazonaws.com.cn', false],
  ['sqs.eu-west-1.example.com', false],
  ['eu-west-1.amazonaws.com', false],
  ['sqs.amazonaws.com', false],
  ['111122223333.dkr.ecr.eu-west-1.amazonaws.com', true],
  ['any.thing.eu-west-1.amazonaws.com', false],
  ['amazonlinux.eu-west-1.amazonaws.com', false],
  ['packages.eu-west-1.amazonaws.com', false],
  ['repo.eu-west-1.amazonaws.com', false],
])('%s is called so as a service of a region: %s', (name, expected) => {
  expect(isRegionalServiceName(name, 'aws')).toBe(expected);
});
