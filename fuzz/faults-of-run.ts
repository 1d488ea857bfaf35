import type { Run } from './run-program.ts';

/** What a terminal obeys: everything but line ends. */
const control = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const workflowCommand = /^\s*(?:::|##(?:\[|vso))/m;
const page = new Set(['html', 'markdown']);
const annotations = 'github';

/** The promises that a run broke, in words; none when it kept them all. */
export function faultsOfRun(format: string, { exitCode, output, errors }: Run): readonly string[] {
  const faults: string[] = [];
  if (![0, 1, 2, 3, 4].includes(exitCode)) faults.push(`exit code ${exitCode}: ${errors.slice(0, 2000)}`);
  for (const [name, text] of [
    ['output', output],
    ['errors', errors],
  ] as const) {
    const found = control.exec(text);
    if (found) faults.push(`${name} hold a control character: ${around(text, found.index)}`);
    const command = format === annotations ? null : workflowCommand.exec(text);
    if (command) faults.push(`${name} hold a workflow command: ${around(text, command.index)}`);
  }
  if (page.has(format) && /<script>alert|<img src=x|\]\(javascript:/i.test(output)) {
    faults.push('output holds code of the input');
  }
  if (format === 'json' || format === 'sarif') {
    try {
      if (output !== '') JSON.parse(output);
    } catch (error) {
      faults.push(`output is not JSON: ${String(error)}`);
    }
  }
  if (/\n\s+at .*:\d+:\d+/.test(errors)) faults.push(`errors hold a stack trace: ${errors.slice(0, 2000)}`);
  const strange = [Object.prototype, Array.prototype].flatMap((prototype) => Object.keys(prototype));
  if (strange.length > 0) faults.push(`prototypes were written to: ${strange.join(', ')}`);
  return faults;
}

function around(text: string, index: number): string {
  return JSON.stringify(text.slice(Math.max(0, index - 60), index + 60));
}
