import { policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { decidingPointer, explainVerdict } from '../../analysis/policy/explain-verdict.ts';
import { refusedBuckets } from '../../analysis/policy/owned-buckets.ts';
import type { OwnedBuckets } from '../../data/aws-owned-buckets.ts';
import type { Network } from '../../model/network.ts';
import { type Outcome, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';

/** The S3 endpoints whose policies refuse buckets of AWS to a VPC that needs them; `effect` ends the first sentence. */
export function* refusals(
  network: Network,
  wanted: OwnedBuckets,
  effect: string,
  key?: string,
): Iterable<Outcome> {
  for (const endpoint of network.all('vpcEndpoints')) {
    const answer = refusedBuckets(network, endpoint, wanted);
    if (!answer.known) {
      yield undecided(endpoint, answer.missing);
      continue;
    }
    const { refused, vpc, shownBy } = answer.value ?? { refused: [], vpc: null, shownBy: [] };
    const [first] = refused;
    if (!first || vpc === null) continue;
    const buckets = refused.map(({ bucket }) => bucket);
    yield problem({
      resource: endpoint,
      ...(key === undefined ? {} : { key }),
      at: policyPlace(endpoint, 'PolicyDocument', decidingPointer(first.verdict)),
      affected: shownBy,
      message: `The policy of endpoint ${endpoint.id}, which ${named(vpc)} uses for S3, does not allow ${first.request.action} on ${listed(buckets)}: ${explainVerdict(first.verdict, first.request)}. ${effect} Allow ${first.request.action} on ${refused.length === 1 ? 'its objects' : 'their objects'}.`,
    });
  }
}
