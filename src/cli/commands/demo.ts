import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { runCheck } from '../run-check.ts';
import { checkOptions, readCheckOptions } from './check-options.ts';
import type { Command } from './command.ts';

const command: Command = {
  usage: 'demo',
  describe: 'Check a small bundled estate with several faults; needs no AWS account',
  options: (parser) =>
    checkOptions(parser)
      .example('vpce-lint demo', 'Read the report')
      .example('vpce-lint demo --format json', 'The same as JSON'),
  run: (given, console) => {
    const options = readCheckOptions(given, { failOn: 'none' });
    const inputs = [join(packageRoot(), 'fixtures', 'demo', 'estate.json')];
    return runCheck({ ...options, inputs }, console);
  },
};

export default command;
