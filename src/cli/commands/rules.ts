import { rules } from '../../rules/registry.ts';
import { exitCode } from '../exit-code.ts';
import type { Command } from './command.ts';

const command: Command = {
  usage: 'rules',
  describe: 'List the rules',
  needsNoWords: true,
  options: (parser) =>
    parser
      .option('format', {
        alias: 'f',
        choices: ['text', 'json'] as const,
        default: 'text',
        requiresArg: true,
        describe: 'How to print them',
      })
      .example('vpce-lint rules', 'One line a rule')
      .example('vpce-lint rules --format json', 'For scripts'),
  run: async ({ format }, console) => {
    if ([format].flat().at(-1) === 'json') {
      const { ruleSummary } = await import('../../rules/rule-page.ts');
      console.out(`${JSON.stringify({ rules: rules.map(ruleSummary) }, null, 2)}\n`);
      return exitCode.success;
    }
    const width = Math.max(...rules.map(({ id }) => id.length));
    const lines = rules.map(
      ({ id, severity, category, summary, onRequest }) =>
        `${id.padEnd(width)}  ${severity.padEnd(7)}  ${category.padEnd(12)}  ${summary}${onRequest ? ' (off by default)' : ''}`,
    );
    console.out(`${lines.join('\n')}\n\n${rules.length} rules; "vpce-lint explain RULE" tells more.\n`);
    return exitCode.success;
  },
};

export default command;
