/** What is told to open a way that is closed: each change with its commands, and whom else it lets in. */
import { it } from 'vitest';
import { answerPath } from '../../../../src/analysis/connectivity/answer-path.ts';
import { smallestChange } from '../../../../src/analysis/connectivity/opening/smallest-change.ts';
import { parseTarget } from '../../../../src/analysis/connectivity/parse-target.ts';
import type { PathBranch } from '../../../../src/analysis/connectivity/path-answer.ts';
import { https } from '../../../../src/analysis/connectivity/security-group-admission.ts';
import { buildNetwork } from '../../../../src/model/build-network.ts';
import type { Network } from '../../../../src/model/network.ts';
import { snapshotOfFacts } from '../../../../src/model/snapshot-of-facts.ts';
import { rules } from '../../../../src/rules/registry.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import { expectTold } from '../../told/expect-told.ts';

/** What opens each way from one sender to each endpoint and to the internet that is known to be closed. */
function told(facts: Facts): readonly string[] {
  const snapshot = snapshotOfFacts(structuredClone(facts));
  const { network } = buildNetwork(snapshot);
  return questionsOf(network).flatMap(({ from, to }) => {
    const target = parseTarget(to)?.target;
    if (!target) throw new Error(`not a target: ${to}`);
    const question = { from, to: target, traffic: https };
    return (answerPath(network, question)?.branches ?? [])
      .filter(({ verdict }) => verdict === 'blocked')
      .flatMap((branch) => [
        `${from} to ${to}: ${blockersOf(branch)}`,
        ...linesOf(smallestChange(snapshot, network, question, branch)),
      ]);
  });
}

function blockersOf({ hops }: PathBranch): string {
  return hops.flatMap(({ decision, reason }) => (decision === 'block' ? [reason] : [])).join(', ');
}

function linesOf(opening: ReturnType<typeof smallestChange>): readonly string[] {
  if (opening === null) return ['  no change is known'];
  return opening.changes.flatMap(({ summary, commands, besides }) => [
    `  ${summary}, private then: ${opening.private}`,
    ...commands.map((command) => `    ${command}`),
    ...(besides === null ? [] : [`    besides: ${besides}`]),
  ]);
}

function questionsOf(network: Network): readonly { readonly from: string; readonly to: string }[] {
  const [sender] = network
    .all('networkInterfaces')
    .filter(({ role }) => role.known && role.value !== 'not-compute');
  if (!sender) return [];
  const endpoints = network
    .all('vpcEndpoints')
    .flatMap(({ id, service }) =>
      service.known && service.value.kind === 'aws' && service.value.service === 's3' ? ['s3'] : [id],
    );
  return [...new Set([...endpoints, '8.8.8.8'])].map((to) => ({ from: sender.id, to }));
}

it('told: what opens the ways that are closed in the estates of rules', () => {
  const before = new Set<string>();
  expectTold(
    'ways/changes',
    rules.flatMap(({ id, examples }) =>
      examples.flatMap(({ title, facts }) => {
        const lines = told(facts);
        const text = lines.join('\n');
        if (lines.length === 0 || before.has(text)) return [];
        before.add(text);
        return [`${id}: ${title}`, ...lines, ''];
      }),
    ),
  );
});
