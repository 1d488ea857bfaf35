import { expect, it } from 'vitest';
import { known } from '../../src/model/fact.ts';
import { parsePolicy } from '../../src/model/policy-document.ts';
import { estate, gatewayEndpoint } from '../../src/rules/example-estate.ts';
import { flawsIn, type HeldPolicy, type PolicySetting } from '../../src/rules/policy/statement-flaws.ts';
import { networkOfFacts } from '../analysis/connectivity/network-of-facts.ts';

const parsed = parsePolicy({ Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] });
const scope = (region: string) => ({ partition: 'aws', account: '111122223333', region });

function held(kind: HeldPolicy['kind'], region: string): HeldPolicy {
  if (!('document' in parsed)) throw new Error(parsed.error);
  const facts = estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])] });
  const [resource] = networkOfFacts(facts, scope(region)).all('vpcEndpoints');
  if (!resource) throw new Error('no endpoint');
  return { resource, field: 'PolicyDocument', kind, policy: known(parsed.document) };
}

it('looks at a document once for all that share it, and anew for another kind or region', () => {
  const seen: string[] = [];
  const find = (_statement: unknown, { kind, region }: PolicySetting) => {
    seen.push(`${kind} ${region}`);
    return [];
  };
  const policies = [
    held('gateway-endpoint', 'eu-west-1'),
    held('gateway-endpoint', 'eu-west-1'),
    held('interface-endpoint', 'eu-west-1'),
    held('gateway-endpoint', 'us-east-1'),
  ];
  expect([...flawsIn(policies, find, () => ({ message: '' }))]).toEqual([]);
  expect(seen).toEqual([
    'gateway-endpoint eu-west-1',
    'interface-endpoint eu-west-1',
    'gateway-endpoint us-east-1',
  ]);
});

it('tells of each resource whose policy has the flaw', () => {
  const policies = [held('gateway-endpoint', 'eu-west-1'), held('gateway-endpoint', 'eu-west-1')];
  const outcomes = flawsIn(
    policies,
    (statement) => [{ statement, pointer: statement.pointer, what: 'everything' }],
    (id) => ({ message: `The policy of ${id} allows everything.` }),
  );
  expect([...outcomes].map(({ kind, resource }) => [kind, resource])).toEqual(
    policies.map(({ resource }) => ['problem', resource]),
  );
});
