import type { Resource } from '../../model/resources/resource.ts';

/** Tags with this key, or one that goes on behind it, suppress a rule each on the resource that bears them. */
export const suppressionTag = 'vpce-lint:ignore';

/** Whether a resource bears a tag that may suppress something. */
export function bearsSuppression(resource: Resource): boolean {
  for (const { Key } of resource.tagList) if (Key.startsWith(suppressionTag)) return true;
  return false;
}
