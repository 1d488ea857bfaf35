import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildNetwork } from '../../src/model/build-network.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';
import { corpus, readableInputs } from '../rules/honesty/readable-inputs.ts';

/** Origins of the corpus whose inputs describe networks, or parts of them; others are single answers and examples. */
const ofNetworks = /^(?:fixtures|corpus\/(?:batfish|cloud-custodian|terraform))\//;

/** What the rules that are on by default say of an input. */
export interface MeasuredInput {
  readonly name: string;
  readonly findings: number;
  /** How many rules leave something open. */
  readonly undecidedRules: number;
  /** How many of them do so about a resource of the input, and not only about what nobody sees. */
  readonly undecidedAboutSeen: number;
  readonly rules: number;
}

export function measuredInputs(): readonly MeasuredInput[] {
  const usual = rules.filter(({ onRequest }) => !onRequest).map((rule) => ({ rule }));
  return readableInputs((name) => ofNetworks.test(name) && !name.includes('/unit-json/'))
    .map(({ name, snapshot }) => {
      const { findings, undecided } = runRules(buildNetwork(snapshot).network, usual);
      return {
        name,
        findings: findings.length,
        undecidedRules: new Set(undecided.map(({ rule }) => rule)).size,
        undecidedAboutSeen: new Set(
          undecided.filter(({ affected }) => affected.length > 0).map(({ rule }) => rule),
        ).size,
        rules: usual.length,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The rows of the page, one an input. */
export function undecidedTable(inputs: readonly MeasuredInput[]): string {
  const row = ({ name, findings, undecidedRules, undecidedAboutSeen, rules: all }: MeasuredInput) =>
    `| ${name} | ${findings} | ${undecidedRules} of ${all} | ${((100 * undecidedRules) / all).toFixed(0)} % | ${undecidedAboutSeen} |`;
  return [
    '| input | findings | rules that leave something open | share | of those, about a resource of the input |',
    '|---|---|---|---|---|',
    ...inputs.map(row),
  ].join('\n');
}

/** Inputs that hold answers of Reachability Analyzer, and whether the network that they are about lies beside them. */
export function analyzerAnswers(): readonly { readonly path: string; readonly hasNetwork: boolean }[] {
  return ['fixtures', ...(existsSync(corpus) ? [corpus] : [])].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => readFileSync(path, 'utf8').includes('"NetworkInsightsAnalyses"'))
      .map((path) => {
        const hasNetwork = readdirSync(join(path, '..')).some((name) => /network-?interfaces/i.test(name));
        return { path: path.replace(corpus, 'corpus'), hasNetwork: hasNetwork && !path.includes('examples') };
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
}
