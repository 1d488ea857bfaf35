import * as z from 'zod';
import { severities } from '../report/report.ts';
import { workloadOptions, workloadSetting } from '../rules/bundle/declared-workload.ts';
import { costOptions, prices, traffic } from '../rules/cost/cost-options.ts';
import { expectationParts, remoteNetwork, sourceSelector } from '../rules/expectation/expectation-schema.ts';
import type { Rule } from '../rules/rule.ts';
import { presetNames } from './presets.ts';
import { isDay } from './suppressions/suppression.ts';

const ruleLevels = ['off', 'info', 'warning', 'error'] as const;
const ruleLevel = z.enum(ruleLevels);

/** What a configuration says of one rule; the options are checked by the rule's own schema. */
export type RuleSetting =
  | (typeof ruleLevels)[number]
  | {
      readonly severity?: (typeof ruleLevels)[number] | undefined;
      readonly options?: unknown;
    };

function ruleSetting({ summary, topic, options, onRequest }: Rule) {
  // Expectations, workloads, prices and traffic have keys of their own.
  const hasOptions =
    topic !== 'expectation' &&
    options !== workloadOptions &&
    options !== costOptions &&
    !(options instanceof z.ZodObject && Object.keys(options.def.shape).length === 0);
  return z
    .union([
      ruleLevel,
      z.strictObject({
        severity: ruleLevel.optional().describe('In place of the severities that the rule gives.'),
        ...(hasOptions ? { options: options.optional() } : {}),
      }),
    ])
    .optional()
    .describe(`${summary}${onRequest ? ' (off by default)' : ''}`);
}

/** Settings of rules, each under its id. */
function ruleSettings(rules: readonly Rule[]) {
  const settings = z.strictObject(Object.fromEntries(rules.map((rule) => [rule.id, ruleSetting(rule)])));
  return settings as unknown as z.ZodType<Readonly<Record<string, RuleSetting | undefined>>>;
}

const account = z
  .string()
  .regex(/^\d{12}$/, 'expected the 12 digits of an account')
  .describe('Twelve digits, in quotes.');

const organization = z.strictObject({
  id: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/, 'expected the id of an organization: o- and 10 to 32 letters and digits'),
  accounts: z.array(account).min(1, 'expected an account').describe('All that you know to be in it.'),
});

const scope = z.strictObject({
  accounts: z.array(account).optional(),
  regions: z.array(z.string()).optional().describe('`*` stands for anything: `eu-*`.'),
  vpcs: z.array(z.string()).optional().describe('Ids of VPCs. What stands in no VPC is left out then.'),
  tags: z
    .record(z.string(), z.string())
    .optional()
    .describe('Tags of the resource or of its VPC, all of them; `*` stands for anything.'),
});

const day = z.string().refine(isDay, 'expected a day like 2027-01-31').meta({ format: 'date' });
const pattern = z.string().min(1);

function suppression(rules: readonly Rule[]) {
  return z.strictObject({
    rule: z.enum(rules.map(({ id }) => id)),
    resource: pattern
      .optional()
      .describe('Id of the resource that the finding is about; `*` stands for anything.'),
    account: pattern.optional(),
    region: pattern.optional(),
    vpc: pattern.optional().describe('Id of the VPC that the resource stands in.'),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{16}$/, 'expected 16 hexadecimal digits')
      .optional()
      .describe('That of one finding, as the JSON report shows it.'),
    reason: z.string().trim().min(1, 'expected a reason'),
    owner: z.string().trim().min(1, 'expected who answers for it').describe('Who answers for it.'),
    expires: day.optional().describe('The last day on which it holds.'),
  });
}

const expected = z
  .strictObject({
    ...expectationParts,
    from: z
      .union([z.string(), sourceSelector])
      .describe('The name of a workload or remote network, or which senders are meant.'),
  })
  .refine(({ via, never }) => via !== undefined || never !== undefined, 'expected via or never');

/** What a configuration and a file of expectations share. */
const expectationKeys = {
  workloads: z
    .record(z.string(), workloadSetting)
    .default({})
    .describe('Senders by a name, for expectations, and what they need.'),
  remoteNetworks: z
    .record(z.string(), remoteNetwork)
    .default({})
    .describe('Networks outside of AWS or of the input by a name, for expectations.'),
  expectations: z.array(expected).default([]).describe('What must be reached, or never, and how.'),
};

/** The schema of a file of expectations. */
export const expectationsSchema = z.strictObject({ $schema: z.string().optional(), ...expectationKeys });

/** The schema of a configuration file, with a key for each of the rules. */
export function configSchema(rules: readonly Rule[]) {
  return z
    .strictObject({
      $schema: z.string().optional().describe('For editors.'),
      extends: z
        .array(z.enum(presetNames))
        .default(['recommended'])
        .describe('Which rules run: those of all presets that stand here.'),
      rules: ruleSettings(rules)
        .default({})
        .describe('Rules by id: `off`, a severity, or severity and options.'),
      customRules: z
        .array(z.string().min(1))
        .default([])
        .describe(
          'Modules with rules of your own, relative to this file; `*` stands for any part of a name: `rules/*.mjs`.',
        ),
      trustedAccounts: z
        .array(account)
        .default([])
        .describe('Accounts of others that may connect to endpoint services of yours.'),
      organization: organization
        .optional()
        .describe('Your organization, where AWS was not asked; its accounts are trusted.'),
      scope: scope.optional().describe('What is judged. All of the input is read, whatever stands here.'),
      ...expectationKeys,
      expectationsFile: z
        .string()
        .optional()
        .describe('A file with further `workloads` and `expectations`, relative to this one.'),
      prices: prices
        .default({})
        .describe(
          'What AWS charges you, in US dollars, by Region; `*` stands for all. In place of list prices.',
        ),
      traffic: traffic.default([]).describe('How much goes where in a month, for rules about cost.'),
      suppressions: z
        .array(suppression(rules))
        .default([])
        .describe('Findings that are known and accepted, for now or for good.'),
      tagSuppressions: z
        .boolean()
        .default(true)
        .describe('Whether tags of resources may suppress findings about them.'),
      baseline: z
        .string()
        .optional()
        .describe('A file of findings that were known when it was made, relative to this one.'),
      failOn: z
        .enum([...severities, 'none'])
        .optional()
        .describe('Exit with 1 when a finding is at least this severe.'),
      failOnUnknown: z
        .enum(severities)
        .optional()
        .describe('Exit with 4 when a rule of at least this severity is undecided.'),
      sarif: z
        .strictObject({
          profile: z.enum(['github', 'full']).optional(),
          category: z.string().trim().min(1).optional(),
        })
        .optional()
        .describe('As `--sarif-profile` and `--sarif-category`.'),
      outputs: z
        .array(z.string())
        .optional()
        .describe(
          'Reports to write, as for `--format`: `text`, `sarif=out.sarif`. Files are relative to this one.',
        ),
    })
    .readonly();
}

export type Config = z.infer<ReturnType<typeof configSchema>>;
export type ScopeSettings = z.infer<typeof scope>;
