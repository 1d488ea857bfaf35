import { describe, expect, it } from 'vitest';
import { exitCodeOf, type Outcome } from '../../src/cli/exit-code.ts';
import { type Finding, type RuleDescriptor, type Severity, severities } from '../../src/report/report.ts';
import { finding, fullAccess, reportOf } from '../reporters/sample-report.ts';

const suppressed = { suppressed: { kind: 'inline', reason: 'accepted' } };

function found(severity: Severity, fields: Partial<Finding> = {}): Finding {
  return finding({ severity, ...fields });
}

/** The exit code of a run that went well except for what is given. */
function codeOf(findings: readonly Finding[], fields: Partial<Outcome> = {}, open: readonly Severity[] = []) {
  const rules = severities.map((severity): RuleDescriptor => ({ ...fullAccess, id: severity, severity }));
  const undecided = open.map((rule) => ({ rule, missing: [], affected: [], count: 0 }));
  return exitCodeOf({
    report: reportOf(findings, { rules, undecided }),
    failOn: 'error',
    failOnUnknown: null,
    inputsUnusable: false,
    faultCode: null,
    reportsUnwritten: false,
    ...fields,
  });
}

describe('the exit code', () => {
  it.each([
    ['error', [1, 0, 0]],
    ['warning', [1, 1, 0]],
    ['info', [1, 1, 1]],
    ['none', [0, 0, 0]],
  ] as const)('with --fail-on %s is, for an error, a warning and an info, %j', (failOn, codes) => {
    expect(severities.map((severity) => codeOf([found(severity)], { failOn }))).toEqual(codes);
    expect(codeOf([], { failOn })).toBe(0);
  });

  it('does not count what is suppressed', () => {
    expect(codeOf([found('error', suppressed)], { failOn: 'info' })).toBe(0);
    expect(codeOf([found('error', suppressed), found('error')])).toBe(1);
  });

  it('is that of the worst of several findings', () => {
    expect(codeOf([found('info'), found('warning'), found('error')])).toBe(1);
  });

  it.each([
    [null, [0, 0, 0]],
    ['error', [4, 0, 0]],
    ['warning', [4, 4, 0]],
    ['info', [4, 4, 4]],
  ] as const)(
    'with --fail-on-unknown=%s is, for an undecided rule of each severity, %j',
    (failOnUnknown, codes) => {
      expect(severities.map((severity) => codeOf([], { failOnUnknown }, [severity]))).toEqual(codes);
      expect(codeOf([], { failOnUnknown })).toBe(0);
    },
  );

  it('is 5 above 2 above 3 above 1 above 4', () => {
    const all = {
      failOnUnknown: 'info',
      faultCode: 5,
      reportsUnwritten: true,
      inputsUnusable: true,
    } as const;
    const worse = [found('error')];
    const open = ['info'] as const;
    expect(codeOf(worse, all, open)).toBe(5);
    expect(codeOf(worse, { ...all, faultCode: null }, open)).toBe(2);
    expect(codeOf(worse, { ...all, faultCode: 2, reportsUnwritten: false }, open)).toBe(2);
    expect(codeOf(worse, { ...all, faultCode: null, reportsUnwritten: false }, open)).toBe(3);
    expect(codeOf(worse, { failOnUnknown: 'info' }, open)).toBe(1);
    expect(codeOf([], { failOnUnknown: 'info' }, open)).toBe(4);
  });
});
