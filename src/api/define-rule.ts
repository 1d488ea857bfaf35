import type { CustomRule, OptionsSchema } from '../rules/custom-rule.ts';

/** A rule of one's own, with the type of its options known inside `check`. */
export function defineRule<Schema extends OptionsSchema>(rule: CustomRule<Schema>): CustomRule<Schema> {
  return rule;
}
