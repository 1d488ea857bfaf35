import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { expect } from 'vitest';

/**
 * Holds what is said to the last word: a wrong word sends somebody to the wrong place at night. Where it is meant to
 * change, `TOLD=write npx vitest run -t told` writes what is said now, and the difference is to be read.
 */
export function expectTold(name: string, lines: readonly string[]): void {
  const path = `test/analysis/told/${name}.txt`;
  const text = `${lines.join('\n').trimEnd()}\n`;
  if (process.env.TOLD === 'write') writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
