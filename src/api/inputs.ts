import type { Console } from '../cli/console.ts';
import { type NetworkInputs, readNetwork } from '../cli/read-network.ts';
import type { PolicyOwner } from '../collectors/policy/policy-owner.ts';
import type { Network } from '../model/network.ts';
import type { ReportInput } from '../report/report.ts';
import { InputError } from './input-error.ts';

export type { PolicyOwner };

export interface ReadOptions {
  /** The folder of the code that Terraform plans and states were made from; guessed where it is not given. */
  readonly source?: string;
  /** Lay the Terraform plan over what the other inputs describe. */
  readonly overlay?: boolean;
  /** Values of the parameters of CloudFormation templates, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What policy documents belong to that are given alone; told by their paths and resources where it is not given. */
  readonly policyFor?: PolicyOwner;
}

/** What was read: for `check`, `path` and `network`. */
export interface Inputs {
  readonly network: Network;
  /** What was read, one a file. */
  readonly files: readonly ReportInput[];
  /** What could not be read although it should be, a line each; what could is in the network. */
  readonly problems: readonly string[];
}

const readings = new WeakMap<Inputs, NetworkInputs>();

/**
 * Reads files and directories, as `vpce-lint check` does. Nothing is written, and no socket is opened.
 * @throws InputError where nothing in them can be used.
 */
export async function readInputs(
  paths: string | readonly string[],
  options: ReadOptions = {},
): Promise<Inputs> {
  const problems: string[] = [];
  const console: Console = { out: () => {}, note: (line) => problems.push(line) };
  const { source, overlay, policyFor, parameters = {} } = options;
  const given = [paths].flat();
  if (given.length === 0) throw new InputError('No input given.');
  const read = await readNetwork(
    {
      inputs: given,
      source,
      overlay,
      parameters: Object.entries(parameters).map(([name, value]) => `${name}=${value}`),
      policyFor: policyFor ?? null,
      verbose: false,
    },
    console,
  );
  if (!read) throw new InputError(problems.join('\n'));
  const inputs: Inputs = { network: read.network, files: read.inputs, problems };
  readings.set(inputs, read);
  return inputs;
}

/** All that was read. @throws InputError for what `readInputs` has not made. */
export function readingOf(inputs: Inputs): NetworkInputs {
  const reading = readings.get(inputs);
  if (!reading) throw new InputError('Inputs are made by readInputs().');
  return reading;
}
