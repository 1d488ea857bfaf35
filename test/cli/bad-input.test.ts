import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCheck } from '../../src/cli/run-check.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { faultyEstate, onlyThatRule, type Run, reportIn, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();
const isLinux = process.platform === 'linux';
const isRoot = process.getuid?.() === 0;

const snapshot = (facts: object) => ({
  format: 'vpce-lint/snapshot',
  version: 1,
  scopes: [{ partition: 'aws', account: '111122223333', region: 'eu-west-1', facts }],
});

const files = {
  'good.json': faultyEstate(),
  'truncated.json': '{\n  "Vpcs": [\n    {"VpcId": "vpc-1"',
  'comment.json': '{"Vpcs": [], // none\n}',
  'object.json': { Vpcs: {} },
  'number.json': { Vpcs: [1] },
  'id.json': '{"Vpcs": [\n  {"VpcId": 5}]}',
  'cidr.json': '{"Vpcs": [\n  {"VpcId": "vpc-1",\n   "CidrBlock": "x"}]}',
  'huge-number.json': {
    SecurityGroups: [{ GroupId: 'sg-1', IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1e30 }] }],
  },
  'version.json': { format: 'vpce-lint/snapshot', version: 99, scopes: [] },
  'family.json': snapshot({ vpcz: {} }),
  'status.json': snapshot({ vpcs: { status: 'fine', complete: true } }),
  'zero.json': '',
  'blank.json': ' \n ',
  'binary.json': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]),
  'damaged.json.gz': gzipSync('{"Vpcs": []}').subarray(0, 15),
  'foreign.json': { name: 'a package' },
  'deep.json': `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  'deep-version.json': `{"format":"vpce-lint/snapshot","version":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  'names\u001b[31m\n\u202e.json': '{"\u202e\\u001b[31m": 1}',
  'only-foreign/notes.md': 'Notes',
  'only-foreign/package.json': { name: 'x' },
};

let folder: string;
beforeAll(() => {
  folder = folderWith(files);
  mkdirSync(join(folder, 'empty'));
  symlinkSync('nowhere', join(folder, 'dangling.json'));
  symlinkSync('circle.json', join(folder, 'circle.json'));
});

/** Everything that a terminal would obey but not show. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** The text without line breaks, and without colours where it stands alone. */
function shown(text: string): string {
  const [first = '', ...coloured] = text.replaceAll('\n', '').split('\u001b[');
  return [first, ...coloured.map((part) => part.replace(/^[\d;]*m/, ''))].join('');
}

const options = {
  config: { from: 'nowhere' },
  expectationsFile: null,
  sarif: { profile: null, category: null },
  baseline: { from: 'nowhere' },
  now: new Date(0),
  outputs: [{ format: 'json', file: null }],
  failOn: 'error',
  failOnUnknown: null,
  selection: { only: [onlyThatRule[1]], enable: [], disable: [] },
  color: 'never',
  verbose: false,
} as const;

/** What the program does with these files of the folder, without starting it anew. */
async function checkHere(names: readonly string[]): Promise<Run> {
  const printed: string[] = [];
  const noted: string[] = [];
  const code = await runCheck(
    { ...options, inputs: names.map((name) => join(folder, name)) },
    { out: (text) => printed.push(text), note: (line) => noted.push(line.replace(folder + sep, '')) },
  );
  return { code, stdout: printed.join(''), stderr: noted.join('\n') };
}

describe('an input that cannot be used', () => {
  it.each([
    ['truncated.json', ':3:22: the text ends in the middle of an object: the file is truncated'],
    ['comment.json', ":1:14: unexpected character '/' after ',': expected a key in double quotes"],
    ['object.json', ':1:2: expected a list under Vpcs'],
    ['number.json', ':1:10: expected an object in Vpcs'],
    ['id.json', ':2:4: VpcId must be a string, not a number'],
    ['cidr.json', ':3:4: CidrBlock: expected a CIDR block, not "x"'],
    ['huge-number.json', expect.stringMatching(/^:1:\d+: IpPermissions\.0\.FromPort: /)],
    ['version.json', ':1:32: snapshot version 99 is not one that this vpce-lint reads (it reads version 1)'],
    ['family.json', expect.stringMatching(/^:1:\d+: unknown key "vpcz"$/)],
    [
      'status.json',
      expect.stringMatching(/^:1:\d+: scopes\.0\.facts\.vpcs\.status: expected one of .*, not "fine"$/),
    ],
    ['zero.json', ': the file is empty'],
    ['blank.json', ':1:1: the text is empty'],
    ['binary.json', ': the file is binary, not JSON text'],
    ['damaged.json.gz', ': the gzip data is damaged'],
    ['foreign.json', ': no key of it is one that vpce-lint reads (it has "name")'],
    ['deep.json', ': it is a list of no kind of item that is known'],
    ['deep-version.json', ':1:32: version: expected 1'],
    ['gone.json', ': no such file or directory'],
    ['dangling.json', ': no such file or directory'],
    ['circle.json', ': the symbolic links form a circle'],
    ['good.json/x', ': a part of the path is not a directory'],
  ])('%s is told in one line with its place, and the rest is still reported', async (name, problem) => {
    const run = await checkHere([name, 'good.json']);
    expect(run.code).toBe(3);
    expect(run.stderr.startsWith(name)).toBe(true);
    expect(run.stderr.slice(name.length)).toEqual(problem);
    expect(reportIn(run).findings.map(({ resource }) => resource.id)).toEqual(['vpce-1']);
  });

  it.each([
    [['empty'], 'empty holds nothing that vpce-lint reads: there is no file a snapshot'],
    [['only-foreign'], 'only-foreign holds nothing that vpce-lint reads: none of 2 files is a snapshot'],
    [
      ['empty', 'only-foreign'],
      'the inputs hold nothing that vpce-lint reads: none of 2 files is a snapshot',
    ],
  ])('%j hold nothing, and nothing is reported', async (names, message) => {
    const run = await checkHere(names);
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toContain(message);
  });

  it.skipIf(!isLinux)('is a device, or fails while it is read: the program does not hang', async () => {
    const run = await runProgram(['check', '/dev/null', '/dev/zero', '/proc/self/mem', 'good.json'], {
      cwd: folder,
    });
    expect(run.code).toBe(3);
    expect(run.stderr.split('\n').sort()).toEqual([
      '',
      'vpce-lint: /dev/null: the file is empty',
      'vpce-lint: /dev/zero: it is a device or a socket, not a file',
      'vpce-lint: /proc/self/mem: it cannot be read (input/output error)',
    ]);
  });

  // The superuser may read everything, so there is nothing to refuse.
  it.skipIf(isRoot || !isLinux)('may be one that may not be read', async () => {
    const closed = folderWith({ 'closed.json': '{}', 'good.json': faultyEstate() });
    chmodSync(join(closed, 'closed.json'), 0);
    const run = await runProgram(['check', '.', ...onlyThatRule], { cwd: closed });
    expect(run).toMatchObject({ code: 3, stderr: 'vpce-lint: closed.json: permission denied\n' });
    expect(run.stdout).toContain('vpce-1');
  });

  it('does not hide others: a directory of all of them is read to its end', async () => {
    const run = await runProgram(['check', '.', '-v', ...onlyThatRule], { cwd: folder });
    expect(run.code).toBe(3);
    expect(run.stdout).toContain('gateway-endpoint-no-route-tables');
    expect(run.stderr).toContain('vpce-lint: good.json: read as aws-cli\n');
    expect(run.stderr).toContain('vpce-lint: foreign.json: skipped: no key of it');
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(run.stderr).toContain('names\\u001b[31m\\n\\u202e.json');
    expect(run.stderr.split('\n').every((line) => line === '' || line.startsWith('vpce-lint: '))).toBe(true);
    expect(shown(run.stderr)).not.toMatch(invisible);
  });
});

describe('hostile content', () => {
  const nasty = 'a\u001b[2J\u001b]0;title\u0007\r\n\u009b31m\u202e\u2066\u200bz';

  it('sends nothing to the terminal but what can be seen', async () => {
    const estate = faultyEstate([`vpce-${nasty}`], {
      ServiceName: nasty,
      Tags: [{ Key: 'Name', Value: nasty }],
    });
    const input = JSON.stringify({ [nasty]: 1, ...estate });
    for (const color of ['never', 'always']) {
      const run = await runProgram(['check', '-', '-v', '--color', color], { input });
      expect(run.code).toBe(1);
      expect(shown(run.stdout)).not.toMatch(invisible);
      expect(shown(run.stderr)).not.toMatch(invisible);
      expect(run.stdout).toContain('\\u001b[2J');
    }
  });

  it('is plain data: keys of the prototype, keys that come twice, numbers of any size, nesting of any depth', async () => {
    const estate = JSON.stringify(faultyEstate(['vpce-1'], { Size: 0 }));
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const input = `{
      "__proto__": {"Vpcs": [{"VpcId": "vpc-of-the-prototype"}]},
      "constructor": {"prototype": {"Vpcs": []}},
      "Vpcs": [{"VpcId": "vpc-of-the-first-key"}],
      ${estate.slice(1, -1).replace('"Size":0', `"Size":123456789012345678901234567890e99,"__proto__":{"State":"failed"},"Deep":${deep}`)}
    }`;
    const twice = folderWith({ 'a b/Ünï\ncode.json': input, 'copy.json': input });
    const run = await runProgram(['check', '.', '-f', 'json', ...onlyThatRule], { cwd: twice });
    expect(run).toMatchObject({ code: 1, stderr: '' });
    const { findings } = reportIn(run);
    expect(findings.map(({ resource }) => resource.id)).toEqual(['vpce-1']);
    expect(findings[0]?.location).toMatchObject({ file: 'a b/Ünï\ncode.json', line: 5 });
    expect(run.stdout).not.toContain('vpc-of-the');
  });

  it('may be one line of many megabytes: it is shown in part', async () => {
    const padding = 'x'.repeat(4_000_000);
    const input = JSON.stringify(faultyEstate(['vpce-1'], { Before: padding })).replace(
      '"State"',
      `"After":"${padding}","State"`,
    );
    const run = await runProgram(['check', '-', ...onlyThatRule], { input });
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(Math.max(...run.stdout.split('\n').map(({ length }) => length))).toBeLessThan(200);
  });

  it('does not drown the user in lines', async () => {
    const items = Array.from({ length: 500 }, (_, index) => ({
      VpcId: `vpc-${index}`,
      CidrBlock: `10.0.${index}`,
    }));
    const odd = { Vpcs: items, Subnets: items.map(() => ({ SubnetId: 5 })) };
    const [brief, verbose] = await Promise.all(
      [[], ['-v']].map((words) =>
        runProgram(['check', '-', ...words, ...onlyThatRule], { input: JSON.stringify(odd) }),
      ),
    );
    expect(brief?.stderr.trim().split('\n')).toHaveLength(11);
    expect(brief?.stderr).toContain('more problems (-v shows all)');
    expect(verbose?.stderr).toContain('SubnetId must be a string, not a number (and 499 more like it)');
    expect(verbose?.stderr.trim().split('\n').length).toBeGreaterThan(500);
  });
});
