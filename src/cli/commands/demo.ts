import { join } from 'node:path';
import * as z from 'zod';
import type { ConfigChoice } from '../load-config.ts';
import { packageRoot } from '../package-root.ts';
import { runCheck } from '../run-check.ts';
import { checkOptions, readCheckOptions } from './check-options.ts';
import type { Command } from './command.ts';

const scenes = ['estate', 'pull-request'] as const;

function estate() {
  return { inputs: [join(packageRoot(), 'fixtures', 'demo', 'estate.json')] };
}

/** A template as a pull request changes it, laid over what it was deployed as. */
function pullRequest() {
  const folder = join(packageRoot(), 'fixtures', 'pull-request');
  return {
    inputs: [join(folder, 'network.yaml'), join(folder, 'input', 'deployed.json')],
    overlay: true,
  };
}

const command: Command = {
  usage: 'demo',
  describe: 'Check a small bundled estate with several faults; needs no AWS account',
  needsNoWords: true,
  options: (parser) =>
    checkOptions(parser)
      .option('scene', {
        choices: scenes,
        requiresArg: true,
        default: 'estate',
        describe: 'What to check: an estate, or a pull request that takes S3 from two subnets of it',
      })
      .example('vpce-lint demo', 'Read the report')
      .example('vpce-lint demo --scene pull-request', 'A template laid over what it was deployed as')
      .example('vpce-lint demo --format json', 'The report as JSON'),
  run: (given, console) => {
    const options = readCheckOptions(given);
    const { scene } = z.object({ scene: z.enum(scenes).default('estate') }).parse(given);
    const read = scene === 'estate' ? estate() : pullRequest();
    const { config, failOn } = options;
    // Whatever lies about where somebody tries the demo says nothing about its estate.
    const chosen: ConfigChoice = config.from === 'nearest' ? { from: 'nowhere' } : config;
    return runCheck({ ...options, ...read, config: chosen, failOn: failOn ?? 'none' }, console);
  },
};

export default command;
