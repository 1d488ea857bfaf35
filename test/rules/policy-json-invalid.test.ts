import { describe, expect, it } from 'vitest';
import { buildNetwork } from '../../src/model/build-network.ts';
import { runRules } from '../../src/rules/engine.ts';
import { interfaceEndpoint } from '../../src/rules/example-estate.ts';
import rule from '../../src/rules/policy/policy-json-invalid.ts';

/** The findings about an endpoint that code declares. */
function messages(PolicyDocument: unknown): readonly string[] {
  const declared = { open: new Map(), parts: new Map(), families: new Map() };
  const list = {
    document: 0,
    pointer: '/0',
    items: [interfaceEndpoint('s3', ['subnet-a'], { PolicyDocument })],
    declared,
  };
  const facts = { status: 'collected', complete: true, lists: [list] } as const;
  const scope = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };
  const { network } = buildNetwork({
    documents: [],
    scopes: [{ scope, families: { vpcEndpoints: facts } }],
    collectedAt: null,
  });
  return runRules(network, [{ rule, options: {} }]).findings.map(({ message }) => message);
}

describe('policy-json-invalid in code', () => {
  it('names what is wrong with a policy that AWS would refuse', () => {
    expect(messages('{"Statement": [')).toEqual([expect.stringContaining('not a JSON object')]);
    const statement = { Effect: 'allow', Principal: '*', Action: '*', Resource: '*' };
    expect(messages({ Statement: [statement] })).toEqual([expect.stringContaining('/Statement/0/Effect')]);
    expect(messages({ Statement: [{ ...statement, Effect: 'Allow' }] })).toEqual([]);
  });
});
