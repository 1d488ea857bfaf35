import { type Fields, isFields } from '../infrastructure-code/fields.ts';

/** Whether a JSON value says that Terraform or OpenTofu wrote it. */
export function isTerraform(value: unknown): value is Fields {
  if (!isFields(value)) return false;
  if (typeof value['format_version'] === 'string') {
    // Of an empty state nothing else is shown.
    const isEmpty = Object.keys(value).length === 1;
    return isEmpty || ['planned_values', 'values', 'terraform_version'].some((key) => key in value);
  }
  return typeof value['version'] === 'number' && ('terraform_version' in value || 'lineage' in value);
}
