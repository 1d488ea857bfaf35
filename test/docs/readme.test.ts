import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The code blocks of a language. */
function blocks(language: string): readonly string[] {
  const page = readFileSync('README.md', 'utf8');
  const found = page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...found].map(([, code = '']) => code);
}

/** The output that is shown of something, by a word that stands only there. */
function shownWith(word: string): string {
  return blocks('text').find((block) => block.includes(word)) ?? '';
}

/** What is shown of an output and does not stand there; what is left out has a line with three dots in its place. */
function inventedIn(shown: string, printed: string): readonly string[] {
  const parts = shown.split('\n…\n').map((part) => part.trim());
  expect(parts.length).toBeGreaterThan(1);
  return parts.filter((part) => !printed.includes(part));
}

describe('README.ko.md', () => {
  it('shows the same commands and outputs in Korean, section by section', () => {
    const [english, korean] = ['README.md', 'README.ko.md'].map((path) => readFileSync(path, 'utf8'));
    const codeOf = (page = '') => [...page.matchAll(/^```\w+\n[\s\S]*?^```$/gm)].map(([code]) => code);
    expect(codeOf(korean)).toEqual(codeOf(english));
    const sectionsOf = (page = '') => page.match(/^#+ /gm);
    expect(sectionsOf(korean)).toEqual(sectionsOf(english));
    const headings = korean?.match(/^##+ .*$/gm) ?? [];
    expect(headings.filter((heading) => !/[가-힣]/.test(heading))).toEqual([]);
  });
});

describe('README.md', () => {
  it('names options of collection that there are', () => {
    const commands = [
      ...readFileSync('README.md', 'utf8').matchAll(/npx vpce-lint (scan|snapshot|permissions)([^\n`]*)/g),
    ];
    expect(commands.length).toBeGreaterThan(3);
    for (const [, command = '', rest = ''] of commands) {
      const help = execFileSync(process.execPath, ['dist/bin.cjs', command, '--help'], { encoding: 'utf8' });
      for (const [flag] of rest.matchAll(/--[a-z-]+/g)) expect(help).toContain(flag);
    }
  });

  it('shows what the demo really prints', () => {
    const printed = execFileSync(process.execPath, ['dist/bin.cjs', 'demo', '--color', 'never'], {
      encoding: 'utf8',
    });
    expect(inventedIn(shownWith('error['), printed)).toEqual([]);
  });

  it('shows what is really answered about a path', () => {
    const command = blocks('sh').find((code) => code.includes('vpce-lint path')) ?? '';
    const words = command.trim().replace('npx vpce-lint ', '').split(' ');
    const printed = execFileSync(process.execPath, ['dist/bin.cjs', ...words], { encoding: 'utf8' });
    expect(inventedIn(shownWith(': BLOCKED'), printed)).toEqual([]);
  });

  it('shows what is really said of an error', () => {
    const command = blocks('sh').find((code) => code.includes('vpce-lint why')) ?? '';
    const words = [...command.trim().matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? '',
    );
    const printed = execFileSync(process.execPath, ['dist/bin.cjs', ...words.slice(2)], { encoding: 'utf8' });
    expect(inventedIn(shownWith('no-such-name'), printed)).toEqual([]);
  });

  it('shows what the matrix really is', () => {
    const command = blocks('sh').find((code) => code.includes('vpce-lint matrix')) ?? '';
    const words = command.trim().replace('npx vpce-lint ', '').split(' ');
    const printed = execFileSync(process.execPath, ['dist/bin.cjs', ...words], { encoding: 'utf8' });
    expect(inventedIn(shownWith('blocked: DNS off'), printed)).toEqual([]);
  });

  it('shows what is really answered about a request', () => {
    const command = blocks('sh').find((code) => code.includes('--action')) ?? '';
    const words = command.trim().replace('npx vpce-lint ', '').replaceAll('"', '').split(' ');
    const printed = execFileSync(process.execPath, ['dist/bin.cjs', ...words], { encoding: 'utf8' });
    expect(inventedIn(shownWith('does not let'), printed)).toEqual([]);
  });

  it('shows what is really said of a missing fact', () => {
    const shown = shownWith('undecided[');
    const estate = JSON.parse(readFileSync('fixtures/demo/estate.json', 'utf8'));
    for (const scope of estate.scopes) delete scope.facts.vpcAttributes;
    const file = join(folder, 'estate.json');
    writeFileSync(file, JSON.stringify(estate));
    const { stdout } = spawnSync(process.execPath, ['dist/bin.cjs', 'check', file], { encoding: 'utf8' });
    expect(shown).not.toBe('');
    expect(stdout).toContain(shown);
  });

  it('names exactly the exit codes that there are', async () => {
    const { exitCode } = await import('../../src/cli/exit-code.ts');
    const named = [...readFileSync('README.md', 'utf8').matchAll(/^\| (\d) \|/gm)].map(([, code]) =>
      Number(code),
    );
    expect(named).toEqual(Object.values(exitCode));
  });
});
