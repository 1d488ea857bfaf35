/** The programming interface: `import { check, path, readInputs } from 'vpce-lint'`. */
export { type CheckOptions, check } from './api/check.ts';
export { defineRule } from './api/define-rule.ts';
export { InputError } from './api/input-error.ts';
export { type Inputs, type PolicyOwner, type ReadOptions, readInputs } from './api/inputs.ts';
export { type PathOptions, type PathQuestion, path } from './api/path.ts';
export { programVersion as version } from './api/program-version.ts';
export { type RenderOptions, type ReportFormat, renderCheck, renderPath } from './api/render.ts';
export { UsageError } from './cli/usage-error.ts';
export {
  all,
  and,
  complete,
  distinctMissing,
  every,
  everyOf,
  type Fact,
  filterListing,
  flatMap,
  isFalse,
  isTrue,
  type Known,
  known,
  type Listing,
  type MissingFact,
  map,
  no,
  not,
  or,
  some,
  someOf,
  type Unknown,
  unknown,
  yes,
} from './model/fact.ts';
export type { FamilyName } from './model/fact-families.ts';
export type { Network } from './model/network.ts';
export type { Place, Resource } from './model/resources/resource.ts';
export { isOwnEndpointOfType } from './model/resources/vpc-endpoint.ts';
export type { RawItem } from './model/snapshot.ts';
export type { PathHop, PathReport, PathReportBranch } from './report/path-report.ts';
export type { Category, Finding, Report, Severity, UndecidedGroup } from './report/report.ts';
export type { CustomRule, OptionsSchema } from './rules/custom-rule.ts';
export {
  type Facts,
  type Outcome,
  type Problem,
  problem,
  type RuleContext,
  type RuleExample,
  type Undecided,
  undecided,
} from './rules/rule.ts';
