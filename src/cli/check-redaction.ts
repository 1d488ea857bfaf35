import type { Redaction } from '../collectors/snapshot/redact/redact-snapshot.ts';
import { buildNetwork } from '../model/build-network.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { runRules, type Verdicts } from '../rules/engine.ts';
import { rules } from '../rules/registry.ts';

/**
 * The rules whose verdicts a redacted snapshot does not keep, sorted; none when it tells all that the original
 * tells, up to the names in it. All rules are asked, those that run only on request included.
 */
export function rulesChangedByRedaction(before: Snapshot, { snapshot: after, rename }: Redaction): string[] {
  const expected = countedVerdicts(verdictsOf(before), rename);
  const actual = countedVerdicts(verdictsOf(after), (text) => text);
  const verdicts = new Set([...expected.keys(), ...actual.keys()]);
  const changed = [...verdicts].filter((verdict) => expected.get(verdict) !== actual.get(verdict));
  return [...new Set(changed.map(ruleOfVerdict))].sort();
}

function verdictsOf(snapshot: Snapshot): Verdicts {
  return runRules(
    buildNetwork(snapshot).network,
    rules.map((rule) => ({ rule })),
  );
}

/** Each verdict as a text without prose, with how often it stands. */
function countedVerdicts(verdicts: Verdicts, rename: (text: string) => string): ReadonlyMap<string, number> {
  const ids = (resources: readonly { readonly type: string; readonly id: string }[]) =>
    resources.map(({ type, id }) => `${type} ${rename(id)}`).sort();
  const texts = [
    ...verdicts.findings.map(({ rule, severity, code, resource, affected }) => [
      rule,
      severity,
      code ?? null,
      ids([resource]),
      ids(affected),
    ]),
    ...verdicts.undecided.map(({ rule, missing, affected, count }) => [
      rule,
      // Sorted anew, because their order is that of the names.
      missing
        .map(({ family, account, region }) =>
          JSON.stringify([family, account === null ? null : rename(account), region]),
        )
        .sort(),
      ids(affected),
      count,
    ]),
  ].map((verdict) => JSON.stringify(verdict));
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function ruleOfVerdict(text: string): string {
  const [rule] = JSON.parse(text) as readonly [string];
  return rule;
}
