import type { Argv } from 'yargs';
import * as z from 'zod';
import type { ColorChoice } from '../console.ts';
import type { BaselineChoice } from '../load-baseline.ts';
import { restoreDash } from '../lone-dash.ts';
import { formatNames, parseOutputs } from '../output.ts';
import type { CheckOptions } from '../run-check.ts';
import type { RuleOptions } from '../settings.ts';
import { UsageError } from '../usage-error.ts';
import { configOptions, last, readConfigChoice } from './config-options.ts';

const failOnChoices = ['error', 'warning', 'info', 'none'] as const;
const severityChoices = ['error', 'warning', 'info'] as const;
const sarifProfiles = ['github', 'full'] as const;
const colorChoices = ['auto', 'always', 'never'] as const;

/** The options of commands that report what rules say. */
export function checkOptions(parser: Argv): Argv {
  return ruleOptions(parser)
    .option('format', {
      alias: 'f',
      array: true,
      nargs: 1,
      type: 'string',
      describe: `Report as NAME, to standard output or to NAME=FILE; repeatable (${formatNames.join(', ')})`,
    })
    .option('fail-on', {
      choices: failOnChoices,
      requiresArg: true,
      describe: 'Exit with 1 when a finding is at least this severe',
    })
    .option('fail-on-unknown', {
      type: 'string',
      describe: 'Exit with 4 when a rule of at least this severity is undecided [=info]',
    })
    .option('sarif-profile', {
      choices: sarifProfiles,
      requiresArg: true,
      describe: 'SARIF within the limits of GitHub, or with suppressed and undecided results too [github]',
    })
    .option('sarif-category', {
      type: 'string',
      requiresArg: true,
      describe: 'What tells several SARIF uploads for one commit apart, such as the name of the environment',
    })
    .option('color', {
      choices: colorChoices,
      requiresArg: true,
      default: 'auto',
      describe: 'Colour the text report',
    });
}

/** The options of every command that runs rules. */
export function ruleOptions(parser: Argv): Argv {
  return configOptions(parser)
    .option('only', ruleOption('Run only this rule; repeatable'))
    .option('enable', ruleOption('Run this rule too, though it is off by default; repeatable'))
    .option('disable', ruleOption('Do not run this rule; repeatable'))
    .option('expectations', {
      type: 'string',
      requiresArg: true,
      describe: 'Check the expectations of this file [those of the configuration]',
    })
    .option('baseline', {
      type: 'string',
      requiresArg: true,
      describe: 'Leave the findings of this file alone [that of the configuration]',
    })
    .option('no-baseline', { type: 'boolean', default: false, describe: 'Go by no baseline' })
    .option('now', {
      type: 'string',
      requiresArg: true,
      describe: 'Day or time at which suppressions hold or have expired [that of the clock]',
    })
    .option('verbose', {
      alias: 'v',
      type: 'boolean',
      default: false,
      describe: 'Say what was read and what was skipped',
    });
}

function ruleOption(describe: string) {
  return { array: true, nargs: 1, type: 'string', describe } as const;
}

const names = z.array(z.string()).default([]);

const ruleValues = z.object({
  inputs: names,
  // What stands behind `--`.
  _: names,
  only: names,
  enable: names,
  disable: names,
  expectations: last(z.string().optional()),
  baseline: last(z.string().optional()),
  noBaseline: last(z.boolean().default(false)),
  now: last(z.string().optional()),
  verbose: last(z.boolean().default(false)),
});

const values = z.object({
  format: names,
  failOn: last(z.enum(failOnChoices).optional()),
  failOnUnknown: last(z.string().optional()),
  sarifProfile: last(z.enum(sarifProfiles).optional()),
  sarifCategory: last(z.string().trim().min(1).optional()),
  color: last(z.enum(colorChoices).default('auto')),
});

/** The options as the user gave them. What is left open is for the configuration to say. */
export function readCheckOptions(given: Readonly<Record<string, unknown>>): CheckOptions {
  const read = values.parse(given);
  const color: ColorChoice = read.color;
  const unknown = read.failOnUnknown === '' ? 'info' : read.failOnUnknown;
  const failOnUnknown = severityChoices.find((severity) => severity === unknown) ?? null;
  if (unknown !== undefined && failOnUnknown === null) {
    throw new UsageError(`--fail-on-unknown takes ${severityChoices.join(', ')}, not "${unknown}".`);
  }
  return {
    outputs: read.format.length === 0 ? null : parseOutputs(read.format),
    failOn: read.failOn ?? null,
    failOnUnknown,
    sarif: { profile: read.sarifProfile ?? null, category: read.sarifCategory ?? null },
    color,
    ...readRuleOptions(given),
  };
}

/** What a command that runs rules and writes no report was told. */
export function readRuleOptions(given: Readonly<Record<string, unknown>>): RuleOptions {
  const read = ruleValues.parse(given);
  return {
    inputs: [...read.inputs, ...read._].map(restoreDash),
    config: readConfigChoice(given),
    expectationsFile: read.expectations ?? null,
    baseline: baselineChoice(read),
    now: timeOf(read.now),
    selection: { only: read.only, enable: read.enable, disable: read.disable },
    verbose: read.verbose,
  };
}

function baselineChoice({ baseline, noBaseline }: z.infer<typeof ruleValues>): BaselineChoice {
  if (baseline === undefined) return { from: noBaseline ? 'nowhere' : 'configuration' };
  if (noBaseline) throw new UsageError('--baseline and --no-baseline exclude each other.');
  return { from: 'file', path: baseline };
}

function timeOf(now: string | undefined): Date {
  if (now === undefined) return new Date();
  const time = /^\d{4}-\d{2}-\d{2}(?:T|$)/.test(now) ? new Date(now) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) {
    throw new UsageError(
      `--now takes a day or a time like 2027-01-31 or 2027-01-31T12:00:00Z, not "${now}".`,
    );
  }
  return time;
}
