import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reasons } from '../../src/analysis/connectivity/reason.ts';
import { reasonMeanings } from '../../src/analysis/connectivity/reason-meaning.ts';
import { reasonsPage } from '../../src/reasons-page.ts';

const names = Object.keys(reasons);

const analysis = join('src', 'analysis');
const decisions = readdirSync(analysis, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/\breason(?:-meaning)?\.ts$/.test(path))
  .map((path) => readFileSync(join(analysis, path), 'utf8'))
  .join('\n');

describe('the reasons of path answers', () => {
  it('are all explained, each in one row of the page', () => {
    const rows = [...reasonsPage().matchAll(/^\| `([a-z-]+)` \| (.+) \| (.*) \|$/gm)];
    expect(new Set(rows.map(([, name]) => name))).toEqual(new Set(names));
    expect(rows).toHaveLength(names.length);
    for (const [, name = '', meaning = '', code] of rows) {
      expect(meaning, name).toMatch(/^[A-Z][^|]+\.$/);
      expect(meaning, name).not.toMatch(/\. [A-Z]/);
      expect(code === '' || /^`[A-Z0-9_]+`$/.test(code ?? ''), name).toBe(true);
    }
  });

  it('are all given by some decision', () => {
    expect(names.filter((name) => !decisions.includes(`'${name}'`))).toEqual([]);
  });

  it('mean different things', () => {
    const meanings = Object.values(reasonMeanings);
    expect(new Set(meanings).size).toBe(meanings.length);
  });
});
