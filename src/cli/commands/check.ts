import { type PolicyOwner, policyOwners } from '../../collectors/policy/policy-owner.ts';
import { runCheck } from '../run-check.ts';
import { UsageError } from '../usage-error.ts';
import { checkOptions, readCheckOptions } from './check-options.ts';
import { codeOptions, readCodeOptions } from './code-options.ts';
import type { Command } from './command.ts';

const ownerNames = Object.keys(policyOwners) as readonly PolicyOwner[];

const command: Command = {
  usage: 'check [inputs..]',
  describe: 'Find what keeps VPC endpoints from working, in snapshots, AWS CLI dumps and infrastructure code',
  options: (parser) =>
    codeOptions(
      checkOptions(
        parser.positional('inputs', {
          type: 'string',
          array: true,
          describe: 'Files, directories, or - for standard input; each may be gzipped',
        }),
      ),
    )
      .option('policy-for', {
        choices: ownerNames,
        requiresArg: true,
        describe: 'What policy documents belong to that are given alone [told by paths and resources]',
      })
      .example('vpce-lint check dumps/', 'Read a directory of AWS CLI output, one account and region or many')
      .example('vpce-lint check prod.json -f sarif=out.sarif -f text', 'Two reports from one run')
      .example(
        'aws ec2 describe-vpc-endpoints | vpce-lint check -',
        'One answer says little, but never wrongly',
      )
      .example('vpce-lint check --overlay plan.json prod.json', 'What exists, with the plan applied')
      .example('vpce-lint check plan.json', 'A Terraform plan, findings on the lines of the code')
      .example('vpce-lint check template.yaml --parameter Stage=prod', 'A CloudFormation template')
      .example('vpce-lint check policies/s3-endpoint.json', 'Policy documents in a repository, by themselves')
      .example('vpce-lint check dumps/ --fail-on warning --fail-on-unknown', 'A strict gate')
      .epilog(exitCodes),
  run: async (given, console) => {
    const options = readCheckOptions(given);
    if (options.inputs.length === 0) {
      throw new UsageError(
        'No input given. Name files or directories (or - for standard input): vpce-lint check dumps/\n' +
          '"vpce-lint demo" shows a report without any.',
      );
    }
    return runCheck(
      { ...options, ...readCodeOptions(given), policyFor: readOwner(given['policyFor']) },
      console,
    );
  },
};

/** The choices of the option are all that the parser lets pass, but it may be given twice. */
function readOwner(given: unknown): PolicyOwner | null {
  const last: unknown = Array.isArray(given) ? given.at(-1) : given;
  return ownerNames.find((name) => name === last) ?? null;
}

const exitCodes = `Exit codes: 0 nothing at or above --fail-on (default error) · 1 findings · 2 wrong usage ·
3 an input could not be read · 4 undecided, with --fail-on-unknown only · 5 a bug of ours`;

export default command;
