import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { runCommand, runProgram } from '../cli/run-program.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folderWith = temporaryFolders();

/** The first code of a page in JavaScript. */
function codeOf(page: string): string {
  return /^```js\n([\s\S]*?)^```$/m.exec(readFileSync(page, 'utf8'))?.[1] ?? '';
}

describe.concurrent('the code on the page', () => {
  it('docs/programming-interface.md runs', async () => {
    const cwd = folderWith({
      'main.mjs': codeOf('docs/programming-interface.md'),
      'fixtures/demo/estate.json': readFileSync('fixtures/demo/estate.json', 'utf8'),
    });
    mkdirSync(join(cwd, 'node_modules'));
    symlinkSync(resolve('.'), join(cwd, 'node_modules', 'vpce-lint'), 'junction');
    const run = await runCommand(process.execPath, ['main.mjs'], { cwd });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('error dns-support-disabled vpc-');
    expect(run.stdout).toContain('## vpce-lint');
    expect(run.stdout).toMatch(/^blocked null$/m);
  });

  it('docs/custom-rules.md is a rule that passes its tests', async () => {
    const cwd = folderWith({ 'rule.mjs': codeOf('docs/custom-rules.md') });
    const run = await runProgram(['rules', '--test', 'rule.mjs'], { cwd });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('1 rule: 6 passed, 0 failed');
  });
});
