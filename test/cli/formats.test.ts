import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseXml } from '../reporters/parse-xml.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { faultyEstate, onlyThatRule, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();

describe('the formats for pipelines', () => {
  it('come out of one run, each in its file, and agree with each other', async () => {
    const folder = folderWith({
      'dumps/estate.json': JSON.stringify(faultyEstate(['vpce-1', 'vpce-2']), null, 2),
    });
    const files = ['gitlab=gl.json', 'junit=out/junit.xml', 'markdown=summary.md', 'json=report.json'];
    const run = await runProgram(
      ['check', 'dumps', ...onlyThatRule, '-f', 'github', ...files.flatMap((file) => ['--format', file])],
      { cwd: folder },
    );
    expect(run).toMatchObject({ code: 1, stderr: '' });
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    expect(run.stdout.match(/^::error file=dumps\/estate\.json,line=\d+,col=7,/gm)).toHaveLength(2);
    expect(JSON.parse(read('gl.json'))).toMatchObject([
      { check_name: 'gateway-endpoint-no-route-tables', location: { path: 'dumps/estate.json' } },
      { severity: 'major' },
    ]);
    expect(parseXml(read('out/junit.xml')).attributes).toMatchObject({ tests: '2', failures: '2' });
    expect(read('summary.md')).toContain('2 findings: 2 errors');
    expect(JSON.parse(read('report.json'))).toMatchObject({ summary: { error: 2 } });
  });

  it('call a test failed only where the finding fails the run', async () => {
    const failures = async (failOn: string) => {
      const { code, stdout } = await runProgram(
        ['check', '-', '-f', 'junit', '--fail-on', failOn, ...onlyThatRule],
        {
          input: JSON.stringify(faultyEstate()),
        },
      );
      return [code, parseXml(stdout).attributes.failures];
    };
    expect(await Promise.all(['error', 'none'].map(failures))).toEqual([
      [1, '1'],
      [0, '0'],
    ]);
  });

  it('let no name of a resource speak for itself', async () => {
    const Tags = [{ Key: 'Name', Value: 'a\n::error::owned <b> @octocat ]]> "' }];
    const estate = JSON.stringify(faultyEstate(['vpce-1'], { Tags }));
    const [github, markdown, junit, text] = await Promise.all(
      ['github', 'markdown', 'junit', 'text'].map(async (format) => {
        const { stdout } = await runProgram(['check', '-', '-f', format, ...onlyThatRule], { input: estate });
        return stdout;
      }),
    );
    expect(github?.match(/^::/gm)).toHaveLength(2);
    expect(markdown).not.toMatch(/<b> |@octocat/);
    expect(JSON.stringify(parseXml(junit ?? ''))).toContain('<b> @octocat');
    expect(text).not.toMatch(/^\s*::/m);
  });
});
