import type {
  ExpectationResult,
  Finding,
  Report,
  RuleDescriptor,
  Severity,
  TraceStep,
  UndecidedGroup,
} from '../report/report.ts';
import { isInFile, repositoryPath } from './repository-path.ts';
import { affectedText, counted, firstFew, resourceText, scopeText } from './resource-text.ts';
import { visibleText } from './visible-text.ts';

export interface JUnitOptions {
  /** Findings that are at least this severe are failures, the others tests that passed with a remark. */
  readonly failOn: Severity | 'none';
}

const worstFirst: readonly string[] = ['error', 'warning', 'info'];
const mostNamed = 5;

const signs: Readonly<Record<TraceStep['decision'], string>> = { pass: '+', block: 'x', unknown: '?' };

type Outcome = 'passed' | 'failed' | 'skipped';

/** A test as it is written: its outcome, and its element. */
interface Case {
  readonly outcome: Outcome;
  readonly lines: readonly string[];
}

/**
 * The report as JUnit XML: a suite for each rule, a test for each finding in it, or one that passed. A test fails
 * where the finding fails the run; what is suppressed or undecided counts as skipped, with the reason.
 */
export function junitReport(report: Report, options: JUnitOptions): string {
  const suites = report.rules.map((rule) => suiteOf(rule, report, options));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element('testsuites', {
      name: report.tool.name,
      ...counts(suites.flatMap(({ cases }) => cases)),
      time: '0',
    }),
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suiteOf(rule: RuleDescriptor, { findings, undecided, expectations }: Report, options: JUnitOptions) {
  const told = [
    ...findings.filter((finding) => finding.rule === rule.id).map((finding) => caseOf(finding, options)),
    ...undecided.filter((group) => group.rule === rule.id).map(undecidedCase),
    ...(rule.topic === 'expectation' ? expectations.flatMap((each) => expectationCase(each, rule)) : []),
  ];
  const cases = told.length > 0 ? told : [passed(rule)];
  return {
    cases,
    lines: [
      `  ${element('testsuite', { name: rule.id, ...counts(cases), time: '0' })}`,
      ...cases.flatMap(({ lines }) => lines),
      '  </testsuite>',
    ],
  };
}

function counts(cases: readonly Case[]) {
  const of = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome).length;
  return { tests: cases.length, failures: of('failed'), errors: 0, skipped: of('skipped') };
}

function passed({ id, summary }: RuleDescriptor): Case {
  const attributes = { classname: `vpce-lint.${id}`, name: `no finding: ${summary}`, time: '0' };
  return { outcome: 'passed', lines: [`    ${element('testcase', attributes, '/')}`] };
}

/** Expectations that are not met are findings, and tests as such. */
function expectationCase({ name, outcome }: ExpectationResult, { id }: RuleDescriptor): readonly Case[] {
  const attributes = { classname: `vpce-lint.${id}`, name, time: '0' };
  if (outcome === 'broken') return [];
  if (outcome === 'met') {
    return [{ outcome: 'passed', lines: [`    ${element('testcase', attributes, '/')}`] }];
  }
  const message = 'undecided: facts are missing';
  return [nested('skipped', attributes, [element('skipped', { message }, '/')])];
}

function caseOf(finding: Finding, { failOn }: JUnitOptions): Case {
  const { rule, severity, message, label, resource, location, affected, trace = [], suppressed } = finding;
  const place = isInFile(location)
    ? { file: repositoryPath(location, resource).join('/'), line: location.line }
    : {};
  const attributes = {
    classname: `vpce-lint.${rule}`,
    name: `${label === undefined ? '' : `${label}: `}${resourceText(resource)} [${finding.fingerprint}]`,
    ...place,
    time: '0',
  };
  if (suppressed !== undefined) {
    return nested('skipped', attributes, [
      element('skipped', { message: `suppressed: ${suppressed.reason}` }, '/'),
    ]);
  }
  const where = 'file' in place ? [`${place.file}:${place.line}`] : [];
  const details = [
    message,
    ...where,
    ...(affected.length === 0 ? [] : [`Affects ${affectedText(affected)}.`]),
    ...trace.map(({ plane, decision, message: hop }) => `${signs[decision]} ${plane}: ${hop}`),
    `vpce-lint explain ${rule}`,
  ];
  const text = details.map(xmlText).join('\n');
  const isFailure = failOn !== 'none' && worstFirst.indexOf(severity) <= worstFirst.indexOf(failOn);
  return isFailure
    ? nested('failed', attributes, [`${element('failure', { type: severity, message })}${text}</failure>`])
    : nested('passed', attributes, [`<system-out>${xmlText(severity)}: ${text}</system-out>`]);
}

function undecidedCase({ rule, missing, affected }: UndecidedGroup): Case {
  const facts = missing.map(
    (fact) => `${fact.family} of ${scopeText(fact) || 'unknown scope'} (${fact.reason})`,
  );
  const about =
    affected.length === 0
      ? 'resources that are not in the input'
      : `${counted(affected.length, 'resource')} (${firstFew(affected.map(resourceText), mostNamed)})`;
  const attributes = { classname: `vpce-lint.${rule}`, name: `undecided about ${about}`, time: '0' };
  const message = `undecided: missing ${firstFew(facts, mostNamed)}`;
  return nested('skipped', attributes, [element('skipped', { message }, '/')]);
}

function nested(outcome: Outcome, attributes: Attributes, children: readonly string[]): Case {
  return {
    outcome,
    lines: [
      `    ${element('testcase', attributes)}`,
      ...children.map((child) => `      ${child}`),
      '    </testcase>',
    ],
  };
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, close: '' | '/' = ''): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`);
  return `<${name}${list.join('')}${close}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text for XML 1.0, which cannot hold every character, not even escaped; and for a log that shows the file, which must
 * not take a name for a command of its pipeline.
 */
function xmlText(text: string): string {
  return visibleText(text)
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
    .replace(/^(\s*):(?=:)/, '$1&#58;')
    .replace(/##(?=(?:vso|teamcity)?\[)/g, '#&#35;');
}
