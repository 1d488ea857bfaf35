import type { Location, Log, Notification, Result, Suppression } from 'sarif';
import type { Finding, MissingFact, Report, RuleDescriptor, UndecidedGroup } from '../report/report.ts';
import { jsonText } from './json-text.ts';
import { counted, firstFew, resourceText, scopeText } from './resource-text.ts';
import { sarifFlow } from './sarif/sarif-flow.ts';
import { rootId, sarifPlace, sarifResource } from './sarif/sarif-location.ts';
import { escapeLinks, sarifMessage, sentence } from './sarif/sarif-message.ts';
import { levels, sarifRule } from './sarif/sarif-rule.ts';
import { visibleText } from './visible-text.ts';

/** GitHub keeps no more of a run; the report has the worst first. */
const mostResults = 5_000;
/** GitHub refuses a result with many more. */
const mostRelatedLocations = 50;
/** The JSON report has them all; a log must stay below 10 MB, compressed. */
const mostAffected = 50;
const mostNamed = 5;

export interface SarifOptions {
  /** `github`: what fails and nothing else, within GitHub's limits. `full`: all that is known, for other readers. */
  readonly profile: 'github' | 'full';
  /** What tells several logs about one commit apart. */
  readonly category: string | null;
  /** Whether a text is short enough, compressed, to be taken. */
  readonly fits: (text: string) => boolean;
}

/**
 * The report as a SARIF 2.1.0 log that GitHub code scanning takes as it is: every result has a place in a file
 * and a fingerprint of its own. What is suppressed is left out, because GitHub would open an alert for it; what
 * is undecided is a notification, because it is no result. The profile `full` has both as results of their kind.
 */
export function sarifReport(report: Report, options: SarifOptions): string {
  const open = report.findings.filter(({ suppressed }) => suppressed === undefined);
  if (options.profile === 'full') return logText(report, report.findings, options);
  // The worst come first, so that what must go is the least.
  for (let most = mostResults; ; most = Math.floor(most / 2)) {
    const text = logText(report, open.slice(0, most), options);
    if (most === 0 || options.fits(text)) return text;
  }
}

function logText(
  { tool, findings, undecided, rules }: Report,
  shown: readonly Finding[],
  { profile, category }: SarifOptions,
): string {
  const indexOfRule = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprints = new Map<string, number>();
  const open = findings.filter(({ suppressed }) => suppressed === undefined);
  const leftOut = profile === 'full' ? 0 : open.length - shown.length;
  const notifications = [
    ...(leftOut === 0 ? [] : [leftOutNotification(leftOut)]),
    ...undecided.map((group) => notification(group, rules, indexOfRule)),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            semanticVersion: tool.version,
            ...(tool.informationUri === undefined ? {} : { informationUri: tool.informationUri }),
            rules: rules.map(sarifRule),
          },
        },
        automationDetails: { id: category === null ? 'vpce-lint/' : `vpce-lint/${category}/` },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
        originalUriBaseIds: {
          [rootId]: { description: { text: 'The directory in which vpce-lint was run.' } },
        },
        columnKind: 'utf16CodeUnits',
        results: [
          ...shown.map((finding) => {
            // Equal fingerprints are told apart by a count, as in the hashes that GitHub computes itself.
            const count = (fingerprints.get(finding.fingerprint) ?? 0) + 1;
            fingerprints.set(finding.fingerprint, count);
            return toResult(finding, indexOfRule, `${finding.fingerprint}:${count}`);
          }),
          ...(profile === 'full' ? undecided.flatMap((group) => openResults(group, indexOfRule)) : []),
        ],
      },
    ],
  } satisfies Log;
  return jsonText(log);
}

type RuleIndex = ReadonlyMap<string, number>;

function toResult(finding: Finding, indexOfRule: RuleIndex, identity: string): Result {
  const { rule, severity, category, resource, affected, code, label, trace, suppressed } = finding;
  const related = relatedLocations(finding);
  const ruleIndex = indexOfRule.get(rule);
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: {
      text: sarifMessage(
        finding,
        related.map(({ message }) => message?.text ?? ''),
      ),
    },
    locations: [
      {
        physicalLocation: sarifPlace(finding.location, resource),
        logicalLocations: [sarifResource(resource)],
      },
    ],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(trace === undefined ? {} : { codeFlows: [sarifFlow(trace)] }),
    ...(suppressed === undefined ? {} : { suppressions: [sarifSuppression(suppressed)] }),
    partialFingerprints: { primaryLocationLineHash: identity, 'vpceLint/v1': identity },
    properties: {
      category,
      resource,
      ...(affected.length === 0 ? {} : { affected: affected.slice(0, mostAffected).map(({ id }) => id) }),
      ...(code === undefined ? {} : { reachabilityAnalyzerCode: code }),
      ...(label === undefined ? {} : { label }),
    },
  };
}

/** The evidence that stands in a file, numbered from 1 for the links of the message. */
function relatedLocations({ evidence, resource }: Finding): Location[] {
  return evidence
    .filter(({ location }) => location !== null)
    .slice(0, mostRelatedLocations)
    .map(({ message, location }, index) => ({
      id: index + 1,
      message: { text: sentence(message) },
      physicalLocation: sarifPlace(location, resource),
    }));
}

function sarifSuppression({ kind, reason, owner, expires }: NonNullable<Finding['suppressed']>): Suppression {
  return {
    kind: 'external',
    status: 'accepted',
    justification: visibleText(reason),
    properties: {
      kind,
      ...(owner === undefined ? {} : { owner }),
      ...(expires === undefined ? {} : { expires }),
    },
  };
}

/** What a rule cannot tell of a resource: neither a finding nor a pass. */
function openResults({ rule, missing, affected }: UndecidedGroup, indexOfRule: RuleIndex): readonly Result[] {
  const index = indexOfRule.get(rule);
  return affected.map((resource) => ({
    ruleId: rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    kind: 'open',
    level: 'none',
    message: {
      text: escapeLinks(
        sentence(
          `Undecided about ${resourceText(resource)}. Missing: ${firstFew(missing.map(factText), mostNamed)}`,
        ),
      ),
    },
    locations: [
      { physicalLocation: sarifPlace(null, resource), logicalLocations: [sarifResource(resource)] },
    ],
  }));
}

function factText(fact: MissingFact): string {
  return `${fact.family} of ${scopeText(fact) || 'unknown scope'} (${fact.reason})`;
}

function leftOutNotification(count: number): Notification {
  return {
    level: 'warning',
    message: { text: `${counted(count, 'finding')} did not fit in here; the JSON report has them all.` },
  };
}

function notification(
  { rule, missing, affected }: UndecidedGroup,
  rules: readonly RuleDescriptor[],
  indexOfRule: RuleIndex,
): Notification {
  const index = indexOfRule.get(rule);
  const severity = index === undefined ? 'info' : rules[index]?.severity;
  const facts = missing.map(factText);
  const about =
    affected.length === 0
      ? 'resources that are not in the input'
      : `${counted(affected.length, 'resource')} (${firstFew(affected.map(resourceText), mostNamed)})`;
  return {
    level: severity === 'error' ? 'warning' : 'note',
    message: {
      text: sentence(`${rule} is undecided about ${about}. Missing: ${firstFew(facts, mostNamed)}`),
    },
    associatedRule: index === undefined ? { id: rule } : { id: rule, index },
  };
}
