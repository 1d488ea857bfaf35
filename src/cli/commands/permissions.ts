import * as z from 'zod';
import { exitCode } from '../exit-code.ts';
import { includeOption, readTopics } from './collect-options.ts';
import type { Command } from './command.ts';

const command: Command = {
  usage: 'permissions',
  describe: 'Print the read-only IAM policy that scan and snapshot need',
  options: (parser) =>
    includeOption(parser)
      .option('org', {
        type: 'boolean',
        default: false,
        describe: 'For who lists the accounts of the organization (scan --org)',
      })
      .option('all-regions', {
        type: 'boolean',
        default: false,
        describe: 'For who lists the enabled regions (scan --all-regions)',
      })
      .option('terraform', {
        type: 'boolean',
        default: false,
        describe: 'Print a data source of Terraform instead of JSON',
      })
      .example('vpce-lint permissions > policy.json', 'What a scan reads unless it is told to include more')
      .example('vpce-lint permissions --include buckets,secrets', 'For scan --include buckets,secrets')
      .example('vpce-lint permissions --include all --terraform', 'For Terraform'),
  run: async (given, console) => {
    const { include, org, allRegions, terraform } = options.parse(given);
    const { actionsFor, policyText, terraformText } = await import('../../collectors/aws/permissions.ts');
    const actions = actionsFor(readTopics(include), [
      ...(org ? (['organization'] as const) : []),
      ...(allRegions ? (['regions'] as const) : []),
    ]);
    console.out(terraform ? terraformText(actions) : policyText(actions));
    return exitCode.success;
  },
};

const options = z.object({
  include: z.array(z.string()).default([]),
  org: z.boolean(),
  allRegions: z.boolean(),
  terraform: z.boolean(),
});

export default command;
