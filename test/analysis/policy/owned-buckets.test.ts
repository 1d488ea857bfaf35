import { describe, expect, it } from 'vitest';
import { bucketsIn, refusedBuckets } from '../../../src/analysis/policy/owned-buckets.ts';
import { ecrLayers, ofServices } from '../../../src/data/aws-owned-buckets.ts';
import { isTrue } from '../../../src/model/fact.ts';
import { isOwnEndpointOfType } from '../../../src/model/resources/vpc-endpoint.ts';
import {
  ofOrganization,
  organization,
  withPolicyOf,
} from '../../../src/rules/policy/refused-buckets-examples.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from '../connectivity/network-of-facts.ts';

const layers = 'prod-eu-west-1-starport-layer-bucket';

/** Which buckets a policy refuses that allows what an account owns; null where that is not known. */
function refusedTo(
  account: string,
  { facts = {}, declared = [] }: { facts?: Facts; declared?: string[] } = {},
) {
  const toAccount = { Condition: { StringEquals: { 'aws:ResourceAccount': account } } };
  const input = networkOfFacts({ ...withPolicyOf(['ecr.api', 'ecr.dkr'], toAccount), ...facts });
  const network =
    declared.length === 0 ? input : input.withOrganization({ id: 'o-a1b2c3d4e5', accounts: declared });
  const gateway = network.all('vpcEndpoints').find((each) => isTrue(isOwnEndpointOfType(each, 'gateway')));
  if (!gateway) throw new Error('no gateway endpoint');
  const answer = refusedBuckets(network, gateway, ecrLayers);
  return answer.known ? (answer.value?.refused ?? []).map(({ bucket }) => bucket) : null;
}

describe('an endpoint policy that allows what one account owns', () => {
  it('refuses buckets of AWS where the account is known to be of the user', () => {
    expect(refusedTo('111122223333')).toEqual([layers]);
    expect(refusedTo(ofOrganization, { facts: organization })).toEqual([layers]);
    expect(refusedTo('999900001111', { facts: organization })).toEqual([layers]);
    expect(refusedTo(ofOrganization, { declared: [ofOrganization] })).toEqual([layers]);
  });

  it('may allow them where the account may be of AWS', () => {
    expect(refusedTo(ofOrganization)).toBeNull();
    expect(refusedTo('444455556666', { facts: organization, declared: [ofOrganization] })).toBeNull();
  });
});

describe('buckets of AWS', () => {
  it('have names in each region where their service is', () => {
    const [packages] = ofServices.filter(({ service }) => service === 'CodeArtifact');
    if (!packages) throw new Error('no CodeArtifact');
    expect(bucketsIn('us-east-1', packages)).toEqual(['assets-193858265520-us-east-1']);
    expect(bucketsIn('sa-east-1', packages)).toEqual([]);
    const names = ofServices.flatMap((wanted) => bucketsIn('eu-west-1', wanted));
    expect(names.filter((name) => !/^[a-z0-9.-]{3,63}$/.test(name))).toEqual([]);
  });
});
