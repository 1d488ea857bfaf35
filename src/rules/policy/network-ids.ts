/** Conditions on VPCs and endpoints whose values cannot be the ids of such. */

import { comparisons } from '../../analysis/policy/condition-comparison.ts';
import { parseConditionOperator } from '../../analysis/policy/condition-operator.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import type { Flaw } from './statement-flaws.ts';

/** How ids look, by the key that holds them, in lower case. */
const shapes: ReadonlyMap<string, RegExp> = new Map([
  ['aws:sourcevpc', /^vpc-(?:[0-9a-z]{8}|[0-9a-z]{17})$/],
  ['aws:sourcevpce', /^vpce-(?:[0-9a-z]{8}|[0-9a-z]{17})$/],
  ['aws:ec2instancesourcevpc', /^vpc-(?:[0-9a-z]{8}|[0-9a-z]{17})$/],
]);

/** Whether a text is meant as an id, as what stands for one in an example is not. */
const meantAsId = /^vpce?-[0-9a-z]+$/i;

/** Values that would be ids if they were written small, where the operator compares case. */
export function capitalIds(statement: PolicyStatement): readonly Flaw[] {
  return valuesOf(statement).filter(({ what }) => meantAsId.test(what) && what !== what.toLowerCase());
}

/** Values that are written like ids, of which some part is wrong; capitals aside. */
export function malformedIds(statement: PolicyStatement): readonly Flaw[] {
  return valuesOf(statement).filter(
    ({ what, shape }) => meantAsId.test(what) && !shape.test(what.toLowerCase()),
  );
}

function valuesOf(statement: PolicyStatement): readonly (Flaw & { readonly shape: RegExp })[] {
  return statement.conditions.flatMap(({ key, operator, values, pointer }) => {
    const shape = shapes.get(key.toLowerCase());
    const parsed = parseConditionOperator(operator);
    const comparesCase = caseSensitive.some((name) => comparisons.get(name) === parsed?.test);
    if (shape === undefined || !comparesCase) return [];
    return values.map((what) => ({ statement, pointer, what, shape }));
  });
}

const caseSensitive = ['StringEquals', 'StringLike'];
