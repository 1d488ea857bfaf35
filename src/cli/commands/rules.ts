import { rules as ours } from '../../rules/registry.ts';
import { exitCode } from '../exit-code.ts';
import { loadRules } from '../load-config.ts';
import type { Command } from './command.ts';
import { configOptions, readConfigChoice } from './config-options.ts';
import { languageOption, translatedTexts } from './language-option.ts';

const command: Command = {
  usage: 'rules',
  describe: 'List the rules, those of your own too, or test rules of your own',
  needsNoWords: true,
  options: (parser) =>
    configOptions(parser)
      .option('format', {
        alias: 'f',
        choices: ['text', 'json'] as const,
        default: 'text',
        requiresArg: true,
        describe: 'How to print them',
      })
      .option('lang', languageOption)
      .option('test', {
        type: 'string',
        array: true,
        describe: 'Run the examples of the rules in these modules instead',
      })
      .example('vpce-lint rules', 'One line a rule')
      .example('vpce-lint rules --format json', 'For scripts')
      .example('vpce-lint rules --test rules/*.mjs', 'Do rules of your own do what their examples say?')
      .epilog(
        'Exit codes: 0 listed, or all tests passed · 1 a test failed · 2 wrong usage · 5 a bug of ours',
      ),
  run: async (given, console) => {
    const { format, test } = given;
    if (Array.isArray(test)) {
      const { testRules } = await import('../test-rules.ts');
      return testRules(test.map(String), console);
    }
    const texts = await translatedTexts(given);
    const loaded = await loadRules(readConfigChoice(given), ours);
    const rules = loaded.map((rule) => ({ ...rule, ...texts?.[rule.id] }));
    if ([format].flat().at(-1) === 'json') {
      const { ruleSummary } = await import('../../rules/rule-page.ts');
      console.out(`${JSON.stringify({ rules: rules.map(ruleSummary) }, null, 2)}\n`);
      return exitCode.success;
    }
    const width = Math.max(...rules.map(({ id }) => id.length));
    const lines = rules.map(
      ({ id, severity, category, summary, onRequest, file }) =>
        `${id.padEnd(width)}  ${severity.padEnd(7)}  ${category.padEnd(12)}  ${summary}${onRequest ? ' (off by default)' : ''}${file === undefined ? '' : ` (${file})`}`,
    );
    console.out(`${lines.join('\n')}\n\n${rules.length} rules; "vpce-lint explain RULE" tells more.\n`);
    return exitCode.success;
  },
};

export default command;
