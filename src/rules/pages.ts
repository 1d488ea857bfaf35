import { rules } from './registry.ts';
import { rulePage } from './rule-page.ts';

/** The page of each rule by its id. The built program holds their text instead of the rules' examples. */
export const rulePages: ReadonlyMap<string, string> = new Map(rules.map((rule) => [rule.id, rulePage(rule)]));
