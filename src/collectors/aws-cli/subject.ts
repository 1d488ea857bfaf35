import { basename } from 'node:path';
import type { FamilyName } from '../../model/fact-families.ts';
import { parsePolicy } from '../../model/policy-document.ts';

/** How the subject of a call looks in a path, by the field that would name it. */
const subjectPatterns: Readonly<Record<string, RegExp>> = {
  PrefixListId: idPattern('pl'),
  ServiceId: idPattern('vpce-svc'),
  TransitGatewayRouteTableId: idPattern('tgw-rtb'),
  // Those of AWS have names without a digit.
  PolicyId: /(?<![a-z0-9])p-(?:(?:RCP)?FullAWSAccess|(?=[a-z]*[0-9])[0-9a-z]+)/,
  ChildId: /(?<![a-z0-9])ou-[0-9a-z]+-[0-9a-z]+|(?<![0-9])[0-9]{12}(?![0-9])/,
  VpcId: idPattern('vpc'),
  HostedZoneId: /(?<![A-Za-z0-9])Z[A-Z0-9]{6,32}(?![A-Za-z0-9])/,
};

/** Ids hold a digit; what follows `vpc-` in the name of a call (`describe-vpc-attribute`) does not. */
function idPattern(prefix: string): RegExp {
  return new RegExp(`(?<![a-z0-9])${prefix}-(?=[a-z]*[0-9])[0-9a-z]+`);
}

/** The subject that a path names, the file's own name before its folders; null when it names none. */
export function subjectFromName(field: string, path: string): string | null {
  const pattern = subjectPatterns[field];
  if (!pattern) return nameWithoutEnding(path);
  for (const part of path.split(/[/\\]/).reverse()) {
    const found = pattern.exec(part);
    if (found) return found[0];
  }
  return null;
}

/** What a policy answer belongs to. The answer does not say: its resources do, else the file's name. */
export function subjectOfPolicy(
  policy: unknown,
  answer: Readonly<Record<string, unknown>>,
  path: string,
): { readonly family: FamilyName; readonly id: string } {
  const parsed = parsePolicy(policy);
  const resources =
    'document' in parsed ? parsed.document.statements.flatMap(({ resources: names }) => names ?? []) : [];
  for (const resource of resources) {
    const bucket = /^arn:[^:]+:s3:::([^/*]+)/.exec(resource)?.[1];
    if (bucket) return { family: 'bucketPolicies', id: bucket };
  }
  const isBucket = resources.length === 0 || /bucket/i.test(basename(path));
  const named = resources.find((resource) => resource.startsWith('arn:'));
  if ('PolicyName' in answer || 'RevisionId' in answer || named || !isBucket) {
    return { family: 'resourcePolicies', id: named ?? nameWithoutEnding(path) };
  }
  return { family: 'bucketPolicies', id: nameWithoutEnding(path) };
}

function nameWithoutEnding(path: string): string {
  return basename(path)
    .replace(/\.gz$/, '')
    .replace(/\.json$/, '');
}
