import type { FieldsAt } from '../model/known-fields.ts';
import {
  type CodeCollectors,
  concludeInputs,
  type ReadInputs,
  type ReadingOptions,
} from './conclude-inputs.ts';
import { type GatheredInputs, gatherInputs } from './gather-inputs.ts';

export interface LoadingOptions extends ReadingOptions {
  /** What is kept of the items of long lists: `knownItems`, where none of them is written again; all unless told. */
  readonly fieldsAt?: FieldsAt;
}

/** Reads files, directories and `-` into one snapshot. What cannot be read is said; the rest is read. */
export async function loadInputs(
  paths: readonly string[],
  readStandardInput: () => Uint8Array,
  { fieldsAt, ...options }: LoadingOptions,
): Promise<ReadInputs> {
  const gathered = gatherInputs(paths, readStandardInput, fieldsAt);
  return concludeInputs(gathered, await collectorsFor(gathered), options);
}

async function collectorsFor({ code }: GatheredInputs): Promise<CodeCollectors> {
  const terraform =
    code.terraform.length > 0 ? (await import('./terraform/collect-terraform.ts')).collectTerraform : null;
  const cloudformation =
    code.cloudformation.length > 0
      ? (await import('./cloudformation/collect-cloudformation.ts')).collectCloudFormation
      : null;
  return { ...(terraform ? { terraform } : {}), ...(cloudformation ? { cloudformation } : {}) };
}
