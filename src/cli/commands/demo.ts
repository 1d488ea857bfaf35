import { join } from 'node:path';
import type { ConfigChoice } from '../load-config.ts';
import { packageRoot } from '../package-root.ts';
import { runCheck } from '../run-check.ts';
import { checkOptions, readCheckOptions } from './check-options.ts';
import type { Command } from './command.ts';

const command: Command = {
  usage: 'demo',
  describe: 'Check a small bundled estate with several faults; needs no AWS account',
  needsNoWords: true,
  options: (parser) =>
    checkOptions(parser)
      .example('vpce-lint demo', 'Read the report')
      .example('vpce-lint demo --format json', 'The same as JSON'),
  run: (given, console) => {
    const options = readCheckOptions(given);
    const inputs = [join(packageRoot(), 'fixtures', 'demo', 'estate.json')];
    const { config, failOn } = options;
    // Whatever lies about where somebody tries the demo says nothing about its estate.
    const chosen: ConfigChoice = config.from === 'nearest' ? { from: 'nowhere' } : config;
    return runCheck({ ...options, inputs, config: chosen, failOn: failOn ?? 'none' }, console);
  },
};

export default command;
