/** IAM policy documents that stand in files alone, without what they belong to. */

import type { FamilyName } from '../../model/fact-families.ts';
import { type PolicyStatement, parsePolicy } from '../../model/policy-document.ts';
import { parseArn } from '../../model/scope.ts';
import type { RawItem } from '../../model/snapshot.ts';
import type { CollectedList } from '../merge-scopes.ts';
import { type PolicyOwner, policyOwners } from './policy-owner.ts';

/** A policy document as it was read, and where. */
export interface PolicyFile {
  readonly value: object;
  readonly path: string;
  /** Index into the documents of the snapshot. */
  readonly document: number;
}

/** Whether a value is a policy document and nothing else. */
export function isPolicyDocument(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.includes('Statement') && keys.every((key) => ['Version', 'Id', 'Statement'].includes(key));
}

/**
 * What a policy document belongs to: what the user says, else what its path or its resources show. In words why it
 * cannot be judged otherwise.
 */
export function ownerOfPolicy(
  { value, path }: PolicyFile,
  said: PolicyOwner | null,
): PolicyOwner | { readonly problem: string } {
  const parsed = parsePolicy(value);
  if ('error' in parsed) return { problem: `it is no policy that AWS takes: ${parsed.error}` };
  const { statements } = parsed.document;
  if (said !== null) return said;
  if (statements.every(({ principal, notPrincipal }) => principal === null && notPrincipal === null)) {
    return {
      problem: 'it is the policy of a role or user, or of an organization, which is not judged alone',
    };
  }
  const named = path.split(/[/\\]/).at(-1) ?? path;
  if (/endpoint|vpce/i.test(named)) return 'vpc-endpoint';
  const owners = ownersByResource(statements);
  const [only, ...others] = owners;
  if (only !== undefined && others.length === 0) return only;
  return {
    problem: `what it belongs to does not show: say so with --policy-for ${Object.keys(policyOwners).join('|')}`,
  };
}

/** A policy of a resource names that resource; one of an endpoint may name many. */
function ownersByResource(statements: readonly PolicyStatement[]): readonly PolicyOwner[] {
  const arns = statements.flatMap(({ resources }) => resources ?? []).flatMap((text) => parseArn(text) ?? []);
  const names = new Set(arns.map(({ service, resource }) => `${service} ${resource.split('/', 1)[0] ?? ''}`));
  if (names.size !== 1 || /[*?]/.test([...names][0] ?? '*')) return [];
  const services = new Set(arns.map(({ service }) => service));
  return Object.entries(policyOwners).flatMap(([owner, { service }]) =>
    service !== null && services.has(service) && isOwner(owner) ? owner : [],
  );
}

function isOwner(name: string): name is PolicyOwner {
  return Object.hasOwn(policyOwners, name);
}

/** The facts that a policy document alone comes to. */
export function factsOfPolicy(file: PolicyFile, owner: PolicyOwner): readonly CollectedList[] {
  const { value, path, document } = file;
  const { family, field } = policyOwners[owner];
  const item: RawItem = { ...identityOf(file, owner), [field]: value };
  const declared = {
    open: new Map<string, string>(),
    parts: new Map([[`/${field}`, { document, pointer: '' }]]),
    families: new Map<string, FamilyName>(),
  };
  const one = collected(family, { document, pointer: '', items: [item], whole: true, declared });
  return [
    one,
    ...families
      .filter((name) => name !== family)
      .map((name) => collected(name, { document, pointer: path, items: [] })),
  ];
}

const families = ['vpcEndpoints', 'vpcEndpointServices', 'bucketPolicies', 'resourcePolicies'] as const;

function collected(family: FamilyName, list: NonNullable<CollectedList['list']>): CollectedList {
  const scope = { partition: 'aws', account: null, region: null };
  return { scope, family, source: 'snapshot', status: 'collected', incomplete: null, list };
}

/** The fields that name what the policy belongs to: by its path where the policy does not. */
function identityOf({ value, path }: PolicyFile, owner: PolicyOwner): RawItem {
  const parsed = parsePolicy(value);
  const statements = 'document' in parsed ? parsed.document.statements : [];
  const resources = statements.flatMap(({ resources: names }) => names ?? []);
  const named = resources
    .flatMap((text) => parseArn(text) ?? [])
    .filter(({ resource }) => !/^[^/]*[*?]/.test(resource));
  if (owner === 'vpc-endpoint') {
    const actions = statements.flatMap(({ actions: texts }) => texts ?? []);
    const [prefix = '*', ...others] = new Set(actions.map((action) => action.split(':', 1)[0] ?? ''));
    const service = others.length > 0 || prefix.includes('*') ? 'any' : prefix.toLowerCase();
    return {
      VpcEndpointId: path,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${service}`,
      State: 'available',
    };
  }
  if (owner === 's3-bucket') {
    const bucket = named.find(({ service }) => service === 's3')?.resource.split('/', 1)[0];
    return { Bucket: bucket ?? path };
  }
  const { service } = policyOwners[owner];
  const arn = resources.find((text) => parseArn(text)?.service === service && !/[*?]/.test(text));
  return { ARN: arn ?? `arn:aws:${service}:::${path}` };
}
