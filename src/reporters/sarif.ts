import type { Location, Log, Notification, Result } from 'sarif';
import type { Finding, Report, RuleDescriptor, UndecidedGroup } from '../report/report.ts';
import { jsonText } from './json-text.ts';
import { counted, firstFew, resourceText, scopeText } from './resource-text.ts';
import { rootId, sarifPlace, sarifResource } from './sarif/sarif-location.ts';
import { sarifMessage, sentence } from './sarif/sarif-message.ts';
import { levels, sarifRule } from './sarif/sarif-rule.ts';

/** GitHub keeps no more of a run; the report has the worst first. */
const mostResults = 5_000;
/** GitHub refuses a result with many more. */
const mostRelatedLocations = 50;
/** The JSON report has them all; a log must stay below 10 MB, compressed. */
const mostAffected = 50;
const mostNamed = 5;

/**
 * The report as a SARIF 2.1.0 log that GitHub code scanning takes as it is: every result has a place in a file
 * and a fingerprint of its own. What is suppressed is left out, because GitHub would open an alert for it; what
 * is undecided is a notification, because it is no result.
 */
export function sarifReport({ tool, findings, undecided, rules }: Report): string {
  const indexOfRule = new Map(rules.map(({ id }, index) => [id, index]));
  const open = findings.filter(({ suppressed }) => suppressed === undefined).slice(0, mostResults);
  const fingerprints = new Map<string, number>();
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
        automationDetails: { id: 'vpce-lint/' },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: undecided.map((group) => notification(group, rules, indexOfRule)),
          },
        ],
        originalUriBaseIds: {
          [rootId]: { description: { text: 'The directory in which vpce-lint was run.' } },
        },
        columnKind: 'utf16CodeUnits',
        results: open.map((finding) => {
          // Equal fingerprints are told apart by a count, as in the hashes that GitHub computes itself.
          const count = (fingerprints.get(finding.fingerprint) ?? 0) + 1;
          fingerprints.set(finding.fingerprint, count);
          return toResult(finding, indexOfRule, `${finding.fingerprint}:${count}`);
        }),
      },
    ],
  } satisfies Log;
  return `${jsonText(log)}\n`;
}

type RuleIndex = ReadonlyMap<string, number>;

function toResult(finding: Finding, indexOfRule: RuleIndex, identity: string): Result {
  const { rule, severity, category, resource, affected, code } = finding;
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
    partialFingerprints: { primaryLocationLineHash: identity, 'vpceLint/v1': identity },
    properties: {
      category,
      resource,
      ...(affected.length === 0 ? {} : { affected: affected.slice(0, mostAffected).map(({ id }) => id) }),
      ...(code === undefined ? {} : { reachabilityAnalyzerCode: code }),
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

function notification(
  { rule, missing, affected }: UndecidedGroup,
  rules: readonly RuleDescriptor[],
  indexOfRule: RuleIndex,
): Notification {
  const index = indexOfRule.get(rule);
  const severity = index === undefined ? 'info' : rules[index]?.severity;
  const facts = missing.map(
    (fact) => `${fact.family} of ${scopeText(fact) || 'unknown scope'} (${fact.reason})`,
  );
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
