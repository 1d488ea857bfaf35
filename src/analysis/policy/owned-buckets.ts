import type { OwnedBuckets } from '../../data/aws-owned-buckets.ts';
import {
  and,
  complete,
  type Fact,
  filterListing,
  flatMap,
  isFalse,
  isTrue,
  known,
  type MissingFact,
  map,
  unknown,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { vpcOf } from '../connectivity/vpc-of.ts';
import { accountsNamed } from './accounts-named.ts';
import type { Caller } from './caller.ts';
import { endpointPolicy } from './endpoint-policy.ts';
import { isOwnAccount } from './organization.ts';
import { judgePolicy, type PolicyVerdict } from './policy-verdict.ts';
import { contextOf } from './request-class.ts';
import { type ContextValue, perhaps, perhapsSomehow, present, presentSomehow } from './request-context.ts';
import type { PolicyRequest } from './statement-answer.ts';
import { usedWays } from './used-endpoints.ts';

/** A bucket of AWS from which the policy of an endpoint keeps a VPC that needs it. */
export interface RefusedBucket {
  readonly bucket: string;
  readonly verdict: PolicyVerdict;
  readonly request: PolicyRequest;
}

export interface RefusedBuckets {
  readonly vpc: Vpc;
  readonly refused: readonly RefusedBucket[];
  /** The endpoints or instances that show that the VPC uses the service. */
  readonly shownBy: readonly Resource[];
}

/**
 * The buckets of a set that the policy of an S3 endpoint refuses to the compute that uses it (9.4, PO16); null where
 * it refuses none, or the VPC does not show that it needs them.
 */
export function refusedBuckets(
  network: Network,
  endpoint: VpcEndpoint,
  wanted: OwnedBuckets,
): Fact<RefusedBuckets | null> {
  const policy = endpointPolicy(endpoint);
  if (policy.known && policy.value === null) return known(null);
  const isS3 = map(endpoint.service, ({ service }) => service === 's3');
  if (isFalse(isS3)) return known(null);
  const shown = whatShows(network, endpoint, wanted);
  if (isFalse(map(shown, (found) => found.length > 0))) return known(null);
  const vpc = vpcOf(network, endpoint);
  const open = [policy, isS3, shown, vpc].flatMap((fact): readonly MissingFact[] =>
    fact.known ? [] : fact.missing,
  );
  if (!policy.known || policy.value === null || !shown.known || !vpc.known || !isS3.known) {
    return { known: false, missing: open };
  }
  const verdicts = judgeBuckets(network, endpoint, policy.value, wanted);
  const passes = (each: RefusedBucket) => isTrue(each.verdict.passes);
  if (wanted.anyIsEnough === true ? verdicts.some(passes) : verdicts.every(passes)) return known(null);
  const ways = usedWays(network, vpc.value, 's3');
  if (!ways.endpoints.has(endpoint.id)) {
    return ways.missing.length > 0 ? { known: false, missing: ways.missing } : known(null);
  }
  const refused = verdicts.filter(({ verdict }) => isFalse(verdict.passes));
  const isEnough = wanted.anyIsEnough !== true || refused.length === verdicts.length;
  if (refused.length > 0 && isEnough) return known({ vpc: vpc.value, refused, shownBy: shown.value });
  const missing = verdicts.flatMap(({ verdict }) => (verdict.passes.known ? [] : verdict.passes.missing));
  return { known: false, missing };
}

function whatShows(
  network: Network,
  endpoint: VpcEndpoint,
  { shownBy }: OwnedBuckets,
): Fact<readonly Resource[]> {
  if (shownBy !== 'linux-instances') return endpointsThatShow(network, endpoint, shownBy);
  const vpc = vpcOf(network, endpoint);
  return flatMap(vpc, (found) => {
    const linux = filterListing(network.inVpc('instances', found), ({ platform }) =>
      map(platform, (name) => name === 'Linux/UNIX'),
    );
    return linux.items.length > 0 ? known(linux.items) : complete(linux);
  });
}

/** One endpoint of the VPC for each service that shows the need; none where one of them is not there. */
function endpointsThatShow(
  network: Network,
  endpoint: VpcEndpoint,
  shownBy: readonly string[],
): Fact<readonly VpcEndpoint[]> {
  const { vpcId } = endpoint;
  if (vpcId === null) return unknown(endpoint.missing(`no VpcId on ${endpoint.id}`));
  const { items: beside, missing: unseen } = network.inVpcOf('vpcEndpoints', vpcId, endpoint);
  const isFor = (other: VpcEndpoint, service: string) =>
    and(
      isOwnEndpointOfType(other, 'interface'),
      map(other.service, (name) => name.kind === 'aws' && name.service === service),
    );
  const found = shownBy.flatMap((service) => beside.find((each) => isTrue(isFor(each, service))) ?? []);
  if (found.length === shownBy.length) return known(found);
  const missing = [
    ...unseen,
    ...beside.flatMap((each) =>
      shownBy.flatMap((service) => {
        const answer = isFor(each, service);
        return answer.known ? [] : answer.missing;
      }),
    ),
  ];
  return missing.length > 0 ? { known: false, missing } : known([]);
}

function judgeBuckets(
  network: Network,
  endpoint: VpcEndpoint,
  policy: PolicyDocument,
  wanted: OwnedBuckets,
): readonly RefusedBucket[] {
  const { caller, action = 's3:GetObject' } = wanted;
  const { account, region, scope, endpointType } = endpoint;
  if (region === null) return [];
  const sender = senderOf(caller, account);
  const context = contextOf(
    { kind: 'endpoint', endpoint, clients: null },
    sender,
    's3',
    keysOfAws(network, policy, caller),
  );
  const kind = isTrue(map(endpointType, (type) => type === 'gateway'))
    ? 'gateway-endpoint'
    : 'interface-endpoint';
  return bucketsIn(region, wanted).map((bucket) => {
    const resource = `arn:${scope.partition}:s3:::${bucket}/*`;
    const request = { caller: sender, action, resource, context };
    return { bucket, request, verdict: judgePolicy(policy, request, kind) };
  });
}

/** The names of the buckets of a set in a region; none where the service is not. */
export function bucketsIn(region: string, { buckets, accounts }: OwnedBuckets): readonly string[] {
  const account = accounts?.get(region) ?? null;
  if (accounts !== undefined && account === null) return [];
  return buckets.map((name) =>
    name
      .replaceAll('{region}', region)
      .replaceAll('{region-without-hyphens}', region.replaceAll('-', ''))
      .replaceAll('{account}', account ?? ''),
  );
}

function senderOf(caller: OwnedBuckets['caller'], account: string | null): Caller {
  if (caller === 'anonymous') return { kind: 'anonymous' };
  if (caller === 'service-of-aws') return { kind: 'service', name: null };
  const except = account === null ? [] : [account];
  if (caller === 'principal-of-aws' || account === null) return { kind: 'other-accounts', except };
  return { kind: 'account', account };
}

/** Stands for what belongs to AWS, and equals no account or organization that a policy could name as its own. */
const ofAws = '(AWS)';

/** The keys of a bucket of AWS, and of a principal of AWS where one asks for it (PO16). */
function keysOfAws(
  network: Network,
  { statements }: PolicyDocument,
  caller: OwnedBuckets['caller'],
): Readonly<Record<string, ContextValue>> {
  // An account that is not one of the user's own may be that of AWS.
  const isOwnOnly = accountsNamed(statements).every((account) => isOwnAccount(network, account));
  const ofAccount = (key: string) => (isOwnOnly ? present(ofAws) : presentSomehow(key));
  const bucket = {
    'aws:ResourceOrgID': present(ofAws),
    'aws:ResourceOrgPaths': present(ofAws),
    'aws:ResourceAccount': ofAccount('aws:ResourceAccount'),
  };
  if (caller === 'service-of-aws') {
    // Whether a service shows an organization is not known; it is none of the user's.
    return { ...bucket, 'aws:PrincipalOrgID': perhaps(ofAws), 'aws:PrincipalOrgPaths': perhaps(ofAws) };
  }
  if (caller !== 'principal-of-aws') return bucket;
  return {
    ...bucket,
    'aws:PrincipalOrgID': present(ofAws),
    'aws:PrincipalOrgPaths': present(ofAws),
    'aws:PrincipalAccount': ofAccount('aws:PrincipalAccount'),
    'aws:PrincipalIsAWSService': perhapsSomehow('aws:PrincipalIsAWSService'),
  };
}
