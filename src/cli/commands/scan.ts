import * as z from 'zod';
import { checkOptions, readCheckOptions } from './check-options.ts';
import { collectOptions, readSelection } from './collect-options.ts';
import type { Command } from './command.ts';

const command: Command = {
  usage: 'scan',
  describe: 'Read accounts from AWS and find what keeps VPC endpoints from working',
  options: (parser) =>
    checkOptions(collectOptions(parser))
      .option('save', {
        type: 'string',
        requiresArg: true,
        describe: 'Keep what was collected in this file (gzipped if it ends in .gz), for check',
      })
      .example('vpce-lint scan --profile prod', 'The account and region of a profile')
      .example(
        'vpce-lint scan --profile a --profile b --region eu-west-1 --region us-east-1',
        'Several of both',
      )
      .example(
        'vpce-lint scan --org --role-name audit --all-regions --save all.json.gz',
        'A whole organization',
      )
      .example('vpce-lint scan --include buckets,secrets', 'Policies of buckets and secrets too')
      .epilog(epilog),
  run: async (given, console) => {
    const report = readCheckOptions(given);
    const { save } = z.object({ save: z.string().optional() }).parse(given);
    const { runScan } = await import('../run-scan.ts');
    return runScan({ ...report, from: readSelection(given), save: save ?? null }, console);
  },
};

const epilog = `Only reads, never writes; "vpce-lint permissions" prints the IAM policy that it needs. What may not be read
is left undecided, with the permission that would decide it.

Exit codes: 0 nothing at or above --fail-on (default error) · 1 findings · 2 wrong usage ·
3 nothing could be collected, or not the VPCs, endpoints or route tables · 4 undecided, with --fail-on-unknown only ·
5 a bug of ours`;

export default command;
