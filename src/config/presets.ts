import type { Severity } from '../report/report.ts';
import type { Rule } from '../rules/rule.ts';

export const presetNames = ['recommended', 'strict', 'perimeter', 'cost'] as const;
export type PresetName = (typeof presetNames)[number];

/** A choice of rules by what they are about, and what fails a run unless something else is said. */
export interface Preset {
  readonly describe: string;
  readonly includes: (rule: Pick<Rule, 'category' | 'topic' | 'onRequest'>) => boolean;
  readonly failOn?: Severity;
  readonly failOnUnknown?: Severity;
}

const perimeterTopics: ReadonlySet<string> = new Set(['policy', 'endpoint-service']);

export const presets: Readonly<Record<PresetName, Preset>> = {
  recommended: {
    describe: 'the rules that are on by default',
    includes: ({ onRequest }) => onRequest !== true,
  },
  strict: {
    describe: 'every rule; warnings fail the run, and so does what is undecided about them or about errors',
    includes: () => true,
    failOn: 'warning',
    failOnUnknown: 'warning',
  },
  perimeter: {
    describe: 'who may use endpoints and endpoint services: policies, principals, everything about security',
    includes: ({ category, topic }) => category === 'security' || perimeterTopics.has(topic),
  },
  cost: {
    describe: 'what costs more than it must',
    includes: ({ category }) => category === 'cost',
  },
};
