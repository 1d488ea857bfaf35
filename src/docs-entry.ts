/**
 * What is generated from the code: a page for each rule, one of what they cover, one about the reasons of path
 * answers, one about what workloads need, the JSON Schemas.
 */

import { factSource } from './cli/fact-source.ts';
import { jsonSchemas } from './cli/json-schemas.ts';
import { mergeScopes } from './collectors/merge-scopes.ts';
import { readSnapshotFile } from './collectors/snapshot/read-snapshot-file.ts';
import { buildNetwork } from './model/build-network.ts';
import type { Snapshot } from './model/snapshot.ts';
import { reasonsPage } from './reasons-page.ts';
import { assembleReport } from './report/assemble-report.ts';
import { textReport } from './reporters/text/text-report.ts';
import { coveragePage } from './rules/coverage-page.ts';
import { runRules } from './rules/engine.ts';
import { account, region } from './rules/example-estate.ts';
import { rules } from './rules/registry.ts';
import type { Rule, RuleExample } from './rules/rule.ts';
import { rulePage } from './rules/rule-page.ts';
import { workloadsPage } from './workloads-page.ts';

interface GeneratedFile {
  /** From the project's root. */
  readonly path: string;
  readonly content: string;
}

/** All generated files. */
export function generatedFiles(): readonly GeneratedFile[] {
  const schemas = Object.entries(jsonSchemas(rules)).map(([name, schema]) => ({
    path: `schemas/${name}.schema.json`,
    content: `${JSON.stringify(schema, null, 2)}\n`,
  }));
  return [
    ...rules.map(pageOfRule),
    { path: 'docs/rules/README.md', content: index() },
    { path: 'docs/rules/coverage.md', content: coveragePage(rules) },
    { path: 'docs/reasons.md', content: reasonsPage() },
    { path: 'docs/workloads.md', content: workloadsPage() },
    ...schemas,
  ];
}

/** A rule's page, with what the program prints for each of its examples. */
export function pageOfRule(rule: Rule): GeneratedFile {
  return {
    path: `docs/rules/${rule.id}.md`,
    content: rulePage(rule, (example) => outputOf(rule, example)),
  };
}

function index(): string {
  const rows = rules.map(
    ({ id, severity, category, summary }) => `| [${id}](${id}.md) | ${severity} | ${category} | ${summary} |`,
  );
  return `# Rules\n\n[What is checked, and what is not](coverage.md)\n\n| rule | severity | category | finds |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** What the program prints for an example, read from a snapshot file as a user would write it. */
function outputOf(rule: Rule, { facts, options }: RuleExample): string {
  const collected = Object.entries(facts).map(([family, items]): [string, object] => [
    family,
    { status: 'collected', complete: true, items },
  ]);
  const scopes = [{ partition: 'aws', account, region, facts: Object.fromEntries<object>(collected) }];
  const text = JSON.stringify({ format: 'vpce-lint/snapshot', version: 1, scopes }, null, 2);
  const read = readSnapshotFile(JSON.parse(text) as object, 0);
  if ('problem' in read) throw new Error(`${rule.id}: ${read.problem} at ${read.pointer}`);
  const snapshot: Snapshot = {
    documents: [{ path: 'example.json', kind: 'snapshot', start: 0, readText: () => text }],
    scopes: mergeScopes(read.lists),
    collectedAt: null,
  };
  const { network } = buildNetwork(snapshot);
  const report = assembleReport({
    tool: { name: 'vpce-lint', version: '' },
    snapshot,
    verdicts: runRules(network, [{ rule, options: options ?? {} }]),
    inputs: [{ path: 'example.json', kind: 'snapshot' }],
    extent: { endpoints: network.all('vpcEndpoints').length, endpointServices: 0, vpcs: 1, scopes: 1 },
    factSource,
  });
  return textReport(report, { color: 'never', width: 100 });
}
