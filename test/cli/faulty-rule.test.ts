import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { CheckOptions } from '../../src/cli/run-check.ts';
import type { Rule } from '../../src/rules/rule.ts';

const registry = '../../src/rules/registry.ts';

function rule(id: string, check: Rule['check']): Rule {
  return {
    id,
    topic: 'hygiene',
    severity: 'info',
    category: 'hygiene',
    summary: 'A rule of a test.',
    why: '',
    fix: '',
    semantics: [],
    references: [],
    subject: 'vpcs',
    needs: ['vpcs'],
    options: z.strictObject({}),
    examples: [],
    check,
  };
}

const faulty = rule('faulty', () => {
  throw new TypeError('a mistake of ours');
});
const sound = rule('sound', ({ network }) =>
  network.all('vpcs').map((resource) => ({ kind: 'problem', resource, message: 'It is there.' })),
);

// The registry is read when the command is loaded, so both are loaded anew for these tests alone.
describe('a rule that fails', () => {
  beforeAll(() => {
    vi.resetModules();
    vi.doMock(registry, () => ({ rules: [faulty, sound] }));
  });
  afterAll(() => {
    vi.doUnmock(registry);
    vi.resetModules();
  });

  it('is a bug of ours: exit code 5, and the other rules still report', async () => {
    const { runCheck } = await import('../../src/cli/run-check.ts');
    const printed: string[] = [];
    const noted: string[] = [];
    const options: CheckOptions = {
      inputs: ['fixtures/demo/estate.json'],
      config: { from: 'nowhere' },
      expectationsFile: null,
      sarif: { profile: null, category: null },
      baseline: { from: 'nowhere' },
      now: new Date(0),
      outputs: [{ format: 'json', file: null }],
      failOn: 'info',
      failOnUnknown: 'info',
      selection: { only: [], enable: [], disable: [] },
      color: 'never',
      verbose: false,
    };
    const code = await runCheck(options, {
      out: (text) => printed.push(text),
      note: (line) => noted.push(line),
    });
    expect(code).toBe(5);
    expect(noted.join('\n')).toContain('rule faulty failed, which is a bug in vpce-lint');
    expect(noted.join('\n')).toContain('a mistake of ours');
    const report = JSON.parse(printed.join('')) as { findings: { rule: string }[] };
    expect(new Set(report.findings.map((found) => found.rule))).toEqual(new Set(['sound']));
  });
});
