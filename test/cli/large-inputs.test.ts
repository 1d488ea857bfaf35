import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GeneratedEstate, generateEstate } from '../../bench/generate-estate.ts';
import { reportIn, runProgram } from './run-program.ts';

let folder = '';
let estate: GeneratedEstate;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vpce-lint-large-'));
  estate = generateEstate(folder, 60, 20);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What `check` finds and where, without the file's own name. */
async function findingsIn(path: string) {
  const { findings, undecided, ...rest } = reportIn(await runProgram(['check', path, '--format', 'json']));
  const text = JSON.stringify(findings).replaceAll(JSON.stringify(path).slice(1, -1), 'FILE');
  return { findings: JSON.parse(text) as readonly unknown[], undecided, summary: rest.summary };
}

function written(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('a file that is not kept in memory', () => {
  it('gives the report that the same text gives when it is', async () => {
    const text = readFileSync(estate.path, 'utf8');
    expect(text.length).toBeGreaterThan(2 ** 23);
    const inParts = await findingsIn(estate.path);
    expect(inParts.findings).toHaveLength(estate.seeded.length);
    // A text in UTF-16 is always read as a whole.
    const whole = await findingsIn(written('whole.json', Buffer.from(`\uFEFF${text}`, 'utf16le')));
    expect(inParts).toEqual(whole);
    expect(await findingsIn(written('estate.json.gz', gzipSync(text, { level: 1 })))).toEqual(whole);
  });

  it('is read whatever letters are in it, and in one line', async () => {
    const named = readFileSync(estate.path, 'utf8').replaceAll('"app"', '"앱 é 😀"');
    const line = `${JSON.stringify(JSON.parse(named))}${' '.repeat(2 ** 22)}`;
    const inParts = await findingsIn(written('line.json', line));
    const whole = await findingsIn(written('line-whole.json', Buffer.from(`\uFEFF${line}`, 'utf16le')));
    expect(line.length).toBeGreaterThan(2 ** 23);
    expect(inParts).toEqual(whole);
  });

  it('is refused with the place of its fault', async () => {
    const path = written('cut.json', readFileSync(estate.path));
    truncateSync(path, 2 ** 23 + 1000);
    const { code, stderr } = await runProgram(['check', path]);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /cut\.json:\d{5,}:\d+: the text ends in the middle of an? \w+: the file is truncated/,
    );
  });
});
