import { didYouMean } from '../../model/closest.ts';
import { rules as ours } from '../../rules/registry.ts';
import { exitCode } from '../exit-code.ts';
import { loadRules } from '../load-config.ts';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';
import { configOptions, readConfigChoice } from './config-options.ts';

const names = ['config', 'snapshot', 'report', 'path', 'why', 'matrix', 'diff', 'baseline'] as const;

const command: Command = {
  usage: 'schema <name>',
  describe: 'Print a JSON Schema',
  options: (parser) =>
    configOptions(
      parser.positional('name', { type: 'string', demandOption: true, describe: names.join(', ') }),
    )
      .example('vpce-lint schema snapshot', 'The format of snapshots')
      .example('vpce-lint schema config > vpce-lint.schema.json', 'For the editor of your vpce-lint.yaml'),
  run: async (given, console) => {
    const { name } = given;
    const { jsonSchemas } = await import('../json-schemas.ts');
    const known = names.find((candidate) => candidate === name);
    if (!known) {
      throw new UsageError(
        `Unknown schema "${String(name)}".${didYouMean(String(name), names)} Schemas: ${names.join(', ')}.`,
      );
    }
    // Only the schema of the configuration names rules, those of the user's own among them.
    const rules = known === 'config' ? await loadRules(readConfigChoice(given), ours) : ours;
    console.out(`${JSON.stringify(jsonSchemas(rules)[known], null, 2)}\n`);
    return exitCode.success;
  },
};

export default command;
