import { rules } from '../../rules/registry.ts';
import { exitCode } from '../exit-code.ts';
import { findRule } from '../select-rules.ts';
import type { Command } from './command.ts';

const command: Command = {
  usage: 'explain <rule>',
  describe: 'Tell what a rule finds, why it matters and how to fix it',
  options: (parser) =>
    parser
      .positional('rule', { type: 'string', demandOption: true, describe: 'The id of a rule' })
      .example('vpce-lint explain gateway-endpoint-no-route-tables', ''),
  run: async ({ rule: id }, console) => {
    const { rulePages } = await import('../../rules/pages.ts');
    console.out(rulePages.get(findRule(rules, String(id)).id) ?? '');
    return exitCode.success;
  },
};

export default command;
