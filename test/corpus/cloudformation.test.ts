import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { selectRules } from '../../src/cli/select-rules.ts';
import { isTemplate } from '../../src/collectors/cloudformation/is-template.ts';
import { readYamlTemplate } from '../../src/collectors/cloudformation/yaml-template.ts';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const corpus = '../shared/corpus/cloudformation';
const folderWith = temporaryFolders();
const files = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ya?ml|json)$/.test(name))
      .sort()
  : [];

function check(path: string, parameters: ReadonlyMap<string, string> = new Map()) {
  const read = readInputs([path], () => new Uint8Array(), { parameters });
  const { network, malformed } = buildNetwork(read.snapshot);
  const { findings, undecided, faults } = runRules(
    network,
    selectRules(rules, { only: [], enable: [], disable: [] }, null),
  );
  return { read, malformed, faults, findings, undecided };
}

/** Everything that a report says, without where it stands. */
function told({ findings, undecided }: ReturnType<typeof check>) {
  return {
    findings: findings.map(({ rule, resource, severity, message }) => [rule, resource.id, severity, message]),
    undecided: undecided.map(({ rule, missing }) => [rule, missing]),
  };
}

/** A list of templates is no input. */
const templates = files.filter((name) => {
  const text = readFileSync(join(corpus, name), 'utf8');
  const read = readYamlTemplate(text);
  return 'value' in read && isTemplate(read.value);
});

describe.runIf(files.length > 0)('templates of others', () => {
  const region = new Map([['AWS::Region', 'eu-west-1']]);

  it.each(templates)('%s is read whole', (name) => {
    const { read, malformed, faults } = check(join(corpus, name));
    expect({ unusable: read.unusable, malformed, faults }).toEqual({
      unusable: [],
      malformed: [],
      faults: [],
    });
  });

  // What no policy restricts is open to everybody: that is so, whatever else is not known.
  it.each(templates)('%s has no faults but endpoints that let everybody through', (name) => {
    const rulesFound = new Set(check(join(corpus, name), region).findings.map(({ rule }) => rule));
    rulesFound.delete('policy-endpoint-default-full-access');
    expect([...rulesFound]).toEqual([]);
  });

  it.each(templates.filter((name) => /\.ya?ml$/.test(name)))('%s says the same in JSON', (name) => {
    const read = readYamlTemplate(readFileSync(join(corpus, name), 'utf8'));
    const value = 'value' in read ? read.value : null;
    const folder = folderWith({ 'template.json': value });
    expect(told(check(join(folder, 'template.json'), region))).toEqual(
      told(check(join(corpus, name), region)),
    );
  });
});
