import { rules as ours } from '../rules/registry.ts';
import { faultsOf, ruleTests } from '../rules/rule-tests.ts';
import type { Console } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { loadCustomRules } from './load-custom-rules.ts';
import { UsageError } from './usage-error.ts';

/** Tests the rules in modules and prints a line for each test; returns the exit code. */
export async function testRules(files: readonly string[], console: Console): Promise<ExitCode> {
  if (files.length === 0) throw new UsageError('--test needs a module: vpce-lint rules --test rules/*.mjs');
  const rules = await loadCustomRules(files, ours);
  let passed = 0;
  let failed = 0;
  for (const rule of rules) {
    console.out(`${rule.id} (${rule.file ?? ''})\n`);
    for (const test of ruleTests(rule)) {
      const faults = faultsOf(test);
      if (faults.length === 0) passed += 1;
      else failed += 1;
      console.out(`  ${faults.length === 0 ? 'ok    ' : 'FAILED'}  ${test.title}\n`);
      for (const fault of faults) console.out(`            ${fault}\n`);
    }
  }
  const what = rules.length === 1 ? '1 rule' : `${rules.length} rules`;
  console.out(`\n${what}: ${passed} passed, ${failed} failed\n`);
  return failed === 0 ? exitCode.success : exitCode.findings;
}
