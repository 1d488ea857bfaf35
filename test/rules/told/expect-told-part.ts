import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { expect } from 'vitest';

/**
 * Holds what is said of one case to the last word, in a file of many cases. Where it is meant to change, run the test with
 * `TOLD=write`, and read the difference.
 */
export function expectToldPart(file: string, title: string, lines: readonly string[]): void {
  const path = `test/rules/told/${file}.txt`;
  const parts = partsOf(path);
  const text = lines.length === 0 ? 'nothing' : lines.join('\n');
  if (process.env.TOLD === 'write') {
    parts.set(title, text);
    writeFileSync(path, [...parts].map(([name, part]) => `# ${name}\n${part}\n`).join('\n'));
  }
  expect(text).toBe(parts.get(title));
}

function partsOf(path: string): Map<string, string> {
  if (!existsSync(path)) return new Map();
  return new Map(
    readFileSync(path, 'utf8')
      .split(/^# /m)
      .slice(1)
      .map((part): [string, string] => {
        const [title = '', ...lines] = part.split('\n');
        return [title, lines.join('\n').trimEnd()];
      }),
  );
}
