/**
 * What stands in an account that has nothing to do with another changes nothing of what is said there, even where both
 * have the same addresses, as accounts that were set up alike do.
 */
import { expect, it } from 'vitest';
import { buildNetwork } from '../../src/model/build-network.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { exampleScope, snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';
import { runRules } from '../../src/rules/engine.ts';
import { account } from '../../src/rules/example-estate.ts';
import { rules } from '../../src/rules/registry.ts';
import type { Facts, Rule } from '../../src/rules/rule.ts';

const stranger = '777788889999';

/** Rules for which accounts are no strangers. */
const acquainted: Readonly<Record<string, string>> = {
  'cost-s3-ddb-via-nat': 'prefix lists of AWS are those of the Region',
  'gateway-endpoint-subnet-not-routed': 'prefix lists of AWS are those of the Region',
  'sg-source-egress-missing-prefix-list': 'prefix lists of AWS are those of the Region',
  'interface-endpoint-service-ip-type-unsupported': 'services of AWS are those of the Region',
  'interface-endpoint-unsupported-az': 'services of AWS are those of the Region',
  'policy-notipaddress-deny-lockout': 'buckets may be asked through endpoints of every account',
  'policy-sourcevpce-unknown-endpoint': 'buckets may be asked through endpoints of every account',
  'private-dns-disabled': 'a zone anywhere may lead the VPCs of others to the endpoint',
  'hybrid-forward-to-vpc-plus-two': 'whose server it is cannot be told where two VPCs have the address',
  'endpoint-service-no-alarm': 'the load balancers of the examples have the same id',
  'policy-sourcevpce-deny-lockout': 'buckets may be asked through endpoints of every account',
  'hybrid-inbound-resolver-wrong-vpc': 'endpoints of every account may be meant to be found from outside',
  'endpoint-service-untrusted-principal': 'accounts in the input are trusted',
};

/** What ids begin with, longer ones first. */
const kinds =
  'tgw-attach tgw-rtb rslvr-rrassoc rslvr-in rslvr-out rslvr-rr vpce-svc vpce-nfn vpce-con vpce vpc subnet eni sg rtb acl nat igw eigw tgw pcx pl dopt vgw vpn cgw rgw rcfg sn i fl dxgw';
const startOfId = new RegExp(`\\b(${kinds.replaceAll(' ', '|')})-(?=[0-9a-z])`, 'g');

/** The facts as a stranger has them: with other ids, and the same addresses. */
function ofStranger(facts: Facts): Facts {
  const text = JSON.stringify(facts)
    .replaceAll(account, stranger)
    .replace(startOfId, '$1-other')
    .replace(/\bZ(\w+)\b/g, 'ZOTHER$1')
    .replace(/\b(reports|logs|artifacts)\b/g, 'other$1');
  return JSON.parse(text) as Facts;
}

function verdicts(rule: Rule, options: object, snapshots: readonly Snapshot[]): readonly string[] {
  const { network } = buildNetwork({
    documents: [],
    collectedAt: null,
    scopes: snapshots.flatMap(({ scopes }) => scopes),
  });
  const { findings, undecided, faults } = runRules(network, [{ rule, options }]);
  expect(faults).toEqual([]);
  return [
    ...findings.map(
      ({ severity, message, affected }) => `${severity} ${message} ${affected.map(({ id }) => id).join(' ')}`,
    ),
    ...undecided.flatMap(({ affected }) => affected.map(({ id }) => `undecided ${id}`)),
  ];
}

const strangers = rules.filter(({ id }) => !(id in acquainted));
/** What fires, what does not, and what is undecided are most often among these. */
const fewExamples = 4;

it.each(strangers.map((rule) => [rule.id, rule] as const))('%s is not misled by strangers', (_, rule) => {
  const [first, ...others] = rule.examples;
  const options = first?.options ?? {};
  const here = snapshotOfFacts(structuredClone(first?.facts ?? {}));
  for (const { title, facts } of others.slice(0, fewExamples)) {
    const there = snapshotOfFacts(ofStranger(facts), { ...exampleScope, account: stranger });
    const apart = [here, there].flatMap((each) => verdicts(rule, options, [each]));
    expect([...verdicts(rule, options, [here, there])].sort(), title).toEqual(apart.sort());
  }
});
