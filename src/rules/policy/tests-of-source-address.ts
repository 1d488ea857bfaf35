import { policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import type { SourceAddressTest } from '../../analysis/policy/source-address.ts';
import { statementName } from '../../analysis/policy/statement.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Problem } from '../rule.ts';
import { listed } from '../wording.ts';

/** The statements in which the tests stand, as a message names them. */
export function statementsOf(tests: readonly SourceAddressTest[]): string {
  return listed(tests.map(({ statement }) => statementName(statement)));
}

/** The first test as the place to show, the others as evidence; `field` holds the policy. */
export function placesOf(
  resource: Resource,
  field: string,
  [first, ...others]: readonly SourceAddressTest[],
): Pick<Problem, 'at' | 'evidence'> {
  return {
    at: policyPlace(resource, field, first?.condition.pointer ?? ''),
    evidence: others.map(({ statement, condition }) => ({
      message: `The test in ${statementName(statement)}`,
      at: policyPlace(resource, field, condition.pointer),
    })),
  };
}
