import bundleHalfPrivate from '../../../src/rules/bundle/bundle-half-private.ts';
import { decides } from './decide.ts';

/** The facts of an example of the rule's page. */
function factsOf(part: string) {
  const found = bundleHalfPrivate.examples.find(({ title }) => title.includes(part));
  if (!found) throw new Error(`no example with ${part}`);
  return found.facts;
}

const declared = (uses: readonly string[]) => ({
  workloads: [{ name: 'orders', from: { subnets: ['subnet-a'] }, uses }],
});

decides(bundleHalfPrivate, [
  {
    title: 'services are told in the order of their names',
    facts: factsOf('A declared workload'),
    options: declared(['sqs', 'kms', 'ecr.api']),
    findings: [{ resource: 'vpc-1', message: 'reach ecr.api privately, and kms and sqs over the internet.' }],
  },
]);
