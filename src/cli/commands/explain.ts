import { rules as ours } from '../../rules/registry.ts';
import { exitCode } from '../exit-code.ts';
import { loadRules } from '../load-config.ts';
import { findRule } from '../select-rules.ts';
import type { Command } from './command.ts';
import { configOptions, readConfigChoice } from './config-options.ts';
import { languageOption, translatedTexts } from './language-option.ts';

const command: Command = {
  usage: 'explain <rule>',
  describe: 'Tell what a rule finds, why it matters and how to fix it',
  options: (parser) =>
    configOptions(
      parser.positional('rule', { type: 'string', demandOption: true, describe: 'The id of a rule' }),
    )
      .option('lang', languageOption)
      .example('vpce-lint explain gateway-endpoint-no-route-tables', ''),
  run: async (given, console) => {
    const rules = await loadRules(readConfigChoice(given), ours);
    const rule = findRule(rules, String(given['rule']));
    const texts = (await translatedTexts(given))?.[rule.id];
    if (texts) {
      const { koreanPage } = await import('../../rules/korean-page.ts');
      console.out(koreanPage(rule, texts));
      return exitCode.success;
    }
    const { rulePages } = await import('../../rules/pages.ts');
    const page = rulePages.get(rule.id) ?? (await import('../../rules/rule-page.ts')).rulePage(rule);
    console.out(page);
    return exitCode.success;
  },
};

export default command;
