import type { Argv } from 'yargs';
import * as z from 'zod';
import type { CodeChoice } from '../code-choice.ts';

/** The options of commands that read infrastructure code. */
export function codeOptions(parser: Argv): Argv {
  return parameterOptions(parser)
    .option('source', {
      type: 'string',
      requiresArg: true,
      describe: 'Folder of the code that a Terraform plan was made from [guessed from where the plan stands]',
    })
    .option('overlay', {
      type: 'boolean',
      default: false,
      describe: 'Take what the other inputs describe as it will be once the plan or template is deployed',
    });
}

/** Those that say with which values templates are deployed. */
export function parameterOptions(parser: Argv): Argv {
  return parser
    .option('parameter', {
      array: true,
      nargs: 1,
      type: 'string',
      describe: 'Value of a parameter of CloudFormation templates, NAME=VALUE (AWS::Region too); repeatable',
    })
    .option('parameters', {
      array: true,
      nargs: 1,
      type: 'string',
      describe: 'File with such values, as the AWS CLI takes it or as an object; repeatable',
    });
}

const texts = z.array(z.string()).optional();

/** Of an option that is given twice, the last counts. */
const lastOf = <T extends z.ZodType>(value: T) =>
  z.preprocess((given) => (Array.isArray(given) ? (given as readonly unknown[]).at(-1) : given), value);

const values = z.object({
  source: lastOf(z.string().optional()),
  overlay: lastOf(z.boolean().optional()),
  parameter: texts,
  parameters: texts,
});

export function readCodeOptions(given: Readonly<Record<string, unknown>>): CodeChoice {
  const { source, overlay, parameter, parameters } = values.parse(given);
  return { source, overlay, parameters: parameter, parameterFiles: parameters };
}
