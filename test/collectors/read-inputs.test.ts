import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folderWith = temporaryFolders();
const noInput = () => new Uint8Array();

/** What was read from a folder with these files, with paths relative to it. */
function readFolder(files: Readonly<Record<string, unknown>>, named: readonly string[] = ['.']) {
  const folder = folderWith(files);
  return readPaths(folder, named);
}

function readPaths(folder: string, named: readonly string[], standardInput: () => Uint8Array = noInput) {
  const paths = named.map((path) => (path === '-' ? path : join(folder, path)));
  const { inputs, snapshot, unusable, skipped } = readInputs(paths, standardInput);
  const short = (path: string) => (path.startsWith('<') ? path : relative(folder, path));
  return {
    inputs: inputs.map(({ path, kind }) => [short(path), kind]),
    ids: idsOf(snapshot),
    unusable: unusable.map(({ path, problem }) => [short(path), problem]),
    skipped: skipped.map(({ path, problem }) => [short(path), problem]),
    snapshot,
  };
}

function idsOf({ scopes }: ReturnType<typeof readInputs>['snapshot']): string[] {
  return scopes
    .flatMap(({ families }) => Object.values(families).flatMap(({ lists }) => lists))
    .flatMap(({ items }) => items.map((item) => String(Object.values(item)[0])))
    .sort();
}

const vpcs = { Vpcs: [{ VpcId: 'vpc-1' }] };
const subnets = { Subnets: [{ SubnetId: 'subnet-1' }] };
const text = JSON.stringify(vpcs);

const snapshotFile = {
  format: 'vpce-lint/snapshot',
  version: 1,
  collectedAt: '2026-01-02T03:04:05Z',
  scopes: [
    {
      partition: 'aws',
      account: '111122223333',
      region: 'eu-west-1',
      facts: { vpcs: { status: 'collected', complete: true, items: [{ VpcId: 'vpc-9' }] } },
    },
  ],
};

describe('one file', () => {
  it.each([
    ['plain', text],
    ['with a byte order mark', `\ufeff${text}`],
    ['as UTF-16, little end first', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['as UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['gzipped', gzipSync(text)],
    ['gzipped UTF-16', gzipSync(Buffer.from(`\ufeff${text}`, 'utf16le'))],
  ])('is read %s, whatever its name', (_, content) => {
    expect(readFolder({ 'any name': content }, ['any name'])).toMatchObject({
      inputs: [['any name', 'aws-cli']],
      ids: ['vpc-1'],
      unusable: [],
    });
  });

  it.each([
    ['one after another', `${text}\n${JSON.stringify(subnets, null, 2)}`],
    ['without anything between them', text + JSON.stringify(subnets)],
    ['one a line', `${text}\r\n${JSON.stringify(subnets)}\r\n`],
    ['in an array', JSON.stringify([vpcs, subnets])],
    ['merged', JSON.stringify({ ...vpcs, ...subnets })],
  ])('holds several answers %s', (_, content) => {
    expect(readFolder({ 'all.json': content })).toMatchObject({
      inputs: [['all.json', 'aws-cli']],
      ids: ['subnet-1', 'vpc-1'],
    });
  });

  it('is a snapshot by what it says of itself', () => {
    const read = readFolder({ 'prod.txt': snapshotFile }, ['prod.txt']);
    expect(read).toMatchObject({ inputs: [['prod.txt', 'snapshot']], ids: ['vpc-9'] });
    expect(read.snapshot.collectedAt).toBe('2026-01-02T03:04:05Z');
  });

  it('keeps where each of its values begins, for the positions of findings', () => {
    const { snapshot } = readFolder({ 'all.json': `${text}\n${JSON.stringify(subnets)}` });
    expect(snapshot.documents.map(({ start }) => start)).toEqual([0, text.length + 1]);
    expect(snapshot.documents[1]?.readText()).toContain('subnet-1');
  });
});

describe('standard input', () => {
  it('is read once, together with files, and can be looked at again', () => {
    let reads = 0;
    const standardInput = () => {
      reads += 1;
      return Buffer.from(text);
    };
    const folder = folderWith({ 'subnets.json': subnets });
    const read = readPaths(folder, ['-', 'subnets.json', '-'], standardInput);
    expect(read).toMatchObject({
      inputs: [
        ['subnets.json', 'aws-cli'],
        ['<stdin>', 'aws-cli'],
      ],
      ids: ['subnet-1', 'vpc-1'],
      unusable: [],
    });
    expect(read.snapshot.documents[0]?.readText()).toBe(text);
    expect(reads).toBe(1);
  });

  it.each([
    ['empty', () => new Uint8Array(), 'the file is empty'],
    [
      'unreadable',
      () => {
        throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
      },
      'it is a directory',
    ],
  ])('that is %s is an input that cannot be used', (_, standardInput, problem) => {
    expect(readPaths(folderWith(), ['-'], standardInput).unusable).toEqual([['<stdin>', problem]]);
  });
});

describe('directories', () => {
  it('are walked; what is not for us is skipped with its reason, once a file', () => {
    expect(
      readFolder({
        '111122223333/eu-west-1/vpcs.json': vpcs,
        'notes.md': '# Notes',
        'photo.png': Buffer.from([0x89, 0x50, 0, 1]),
        'empty.txt': '',
        'package.json': { name: 'x', version: '1' },
        'many.json': '{"a":1}\n{"b":2}\n{"c":3}\n',
        'entries.json': { Entries: [{ Cidr: '10.0.0.0/8' }] },
        'node_modules/x/vpcs.json': { Vpcs: [{ VpcId: 'vpc-of-a-module' }] },
        '.git/vpcs.json': { Vpcs: [{ VpcId: 'vpc-of-git' }] },
      }),
    ).toMatchObject({
      ids: ['vpc-1'],
      unusable: [],
      skipped: [
        ['empty.txt', 'the file is empty'],
        ['entries.json', expect.stringContaining('put it into the file name')],
        ['many.json', 'no key of it is one that vpce-lint reads (it has "a")'],
        ['notes.md', "this is not JSON: it begins with '#'"],
        ['package.json', 'no key of it is one that vpce-lint reads (it has "name", "version")'],
        ['photo.png', 'the file is binary, not JSON text'],
      ],
    });
  });

  it('do not hide a JSON file that is broken', () => {
    expect(
      readFolder({ 'a.json': '{"Vpcs": [', 'b.json.gz': Buffer.from([0x1f, 0x8b, 1]), 'c.json': vpcs }),
    ).toMatchObject({
      ids: ['vpc-1'],
      unusable: [
        ['a.json', 'the text ends in the middle of an array: the file is truncated'],
        ['b.json.gz', 'the gzip data is damaged'],
      ],
    });
  });

  it('give each file once, also through links, and links in a circle end', () => {
    const folder = folderWith({ 'dumps/vpcs.json': vpcs });
    symlinkSync('..', join(folder, 'dumps', 'up'));
    symlinkSync('vpcs.json', join(folder, 'dumps', 'same.json'));
    symlinkSync('loop', join(folder, 'dumps', 'loop'));
    symlinkSync('nowhere', join(folder, 'dumps', 'stale'));
    const read = readPaths(folder, ['dumps', 'dumps/vpcs.json', 'dumps/../dumps']);
    expect(read).toMatchObject({ ids: ['vpc-1'], unusable: [] });
    expect(read.inputs).toHaveLength(1);
    expect(read.skipped).toEqual([
      ['dumps/loop', 'the symbolic links form a circle'],
      ['dumps/stale', 'no such file or directory'],
    ]);
  });

  it('hold a link called JSON that leads nowhere: that is said', () => {
    const folder = folderWith({ 'vpcs.json': vpcs });
    symlinkSync('gone.json', join(folder, 'subnets.json'));
    expect(readPaths(folder, ['.'])).toMatchObject({
      ids: ['vpc-1'],
      unusable: [['subnets.json', 'no such file or directory']],
    });
  });

  it('give what stands in them in the same order, however they are named', () => {
    const folder = folderWith({
      'b/vpcs.json': vpcs,
      'a/subnets.json': subnets,
      'c.json': { NatGateways: [] },
    });
    const paths = (named: readonly string[]) =>
      readPaths(folder, named).snapshot.documents.map(({ path }) => path);
    const expected = ['a/subnets.json', 'b/vpcs.json', 'c.json'].map((path) => join(folder, path));
    expect(paths(['b', 'c.json', 'a'])).toEqual(expected);
    expect(paths(['a', 'b', 'c.json'])).toEqual(expected);
    expect(paths(['.'])).toEqual(expected);
  });
});

describe('a file that is named', () => {
  it.each([
    ['nothing of ours', '{"a":1}', 'no key of it is one that vpce-lint reads (it has "a")'],
    ['no JSON', '# Notes', "this is not JSON: it begins with '#'"],
    ['empty', '', 'the file is empty'],
    ['binary', Buffer.from([1, 0, 2]), 'the file is binary, not JSON text'],
    ['without its subject', '{"Entries": []}', expect.stringContaining('do not say which PrefixListId')],
    [
      'a policy of nobody',
      '{"Version": "2012-10-17", "Statement": []}',
      expect.stringContaining('IAM policy'),
    ],
    [
      'a plan of a format to come',
      '{"format_version": "2.0", "planned_values": {}}',
      'it has format version 2.0; versions 0.1 to 1.x can be read',
    ],
    [
      'a state of old',
      '{"version": 3, "terraform_version": "0.11.14", "modules": []}',
      expect.stringContaining('a Terraform state of version 3; version 4 can be read; run "terraform show'),
    ],
    ['a template', '{"Resources": {}}', 'it is a CloudFormation template without resources'],
    ['a report of ours', '{"format": "vpce-lint/report"}', 'it is a document of ours, but no snapshot'],
    ['a log', '{"$schema": "x", "version": "2.1.0", "runs": []}', 'it is a SARIF log'],
  ])('and is %s cannot be used', (_, content, problem) => {
    expect(readFolder({ 'x.json': content, 'vpcs.json': vpcs }, ['x.json', 'vpcs.json'])).toMatchObject({
      ids: ['vpc-1'],
      unusable: [['x.json', problem]],
    });
  });

  it('counts as named even when it stands in a directory that is named too', () => {
    const folder = folderWith({ 'd/notes.md': 'Notes', 'd/vpcs.json': vpcs });
    expect(readPaths(folder, ['d', 'd/notes.md']).unusable).toHaveLength(1);
    expect(readPaths(folder, ['d']).unusable).toEqual([]);
  });

  it('says which of its values is not ours', () => {
    const folder = folderWith({ 'mixed.json': `${text}\n{"a":1}` });
    const { unusable } = readInputs([join(folder, 'mixed.json')], noInput);
    expect(unusable).toMatchObject([{ place: { start: text.length + 1 } }]);
  });

  it('may vanish after it was read: its text is still there for the positions of findings', () => {
    const folder = folderWith({ 'vpcs.json': vpcs });
    const { snapshot } = readInputs([join(folder, 'vpcs.json')], noInput);
    rmSync(join(folder, 'vpcs.json'));
    expect(idsOf(snapshot)).toEqual(['vpc-1']);
    expect(snapshot.documents[0]?.readText()).toBe(JSON.stringify(vpcs));
  });

  it('may be missing, or stand below something that is no directory', () => {
    const folder = folderWith({ 'vpcs.json': vpcs });
    mkdirSync(join(folder, 'nothing'));
    expect(readPaths(folder, ['gone.json', 'vpcs.json/x.json', 'nothing']).unusable).toEqual([
      ['gone.json', 'no such file or directory'],
      ['vpcs.json/x.json', 'a part of the path is not a directory'],
    ]);
  });
});

describe('what was collected', () => {
  it('has the time that all inputs agree on, and none where one differs or does not tell', () => {
    const timeOf = (...files: readonly unknown[]) =>
      readFolder(Object.fromEntries(files.map((file, index) => [`${index}.json`, file]))).snapshot
        .collectedAt;
    const { collectedAt, ...timeless } = snapshotFile;
    expect(timeOf(snapshotFile, snapshotFile)).toBe(collectedAt);
    expect(timeOf(snapshotFile, { ...snapshotFile, collectedAt: '2026-01-03T03:04:05Z' })).toBeNull();
    expect(timeOf(snapshotFile, timeless)).toBeNull();
    expect(timeOf(snapshotFile, vpcs)).toBeNull();
  });
});
