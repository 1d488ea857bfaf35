import { collectCloudFormation } from './cloudformation/collect-cloudformation.ts';
import {
  type CodeCollectors,
  concludeInputs,
  type ReadInputs,
  type ReadingOptions,
} from './conclude-inputs.ts';
import { gatherInputs } from './gather-inputs.ts';
import { collectTerraform } from './terraform/collect-terraform.ts';

export type { ReadInputs } from './conclude-inputs.ts';

const collectors: CodeCollectors = { terraform: collectTerraform, cloudformation: collectCloudFormation };

/**
 * Reads files, directories and `-` into one snapshot. What cannot be read is said; the rest is read. It brings all
 * collectors along; `loadInputs` loads those that the inputs need.
 */
export function readInputs(
  paths: readonly string[],
  readStandardInput: () => Uint8Array,
  options: ReadingOptions = {},
): ReadInputs {
  return concludeInputs(gatherInputs(paths, readStandardInput), collectors, options);
}
