import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isSnapshotFile, readSnapshotFile } from '../../src/collectors/snapshot/read-snapshot-file.ts';
import { familyAction, familyCommand, familyNames } from '../../src/model/fact-families.ts';

const page = readFileSync('docs/inputs.md', 'utf8');

describe('docs/inputs.md', () => {
  it('lists every family of facts with its command and IAM action', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| `(aws [^`]+)` \| `([^`]+)` \|/gm)].map(
      ([, ...cells]) => cells,
    );
    expect(rows).toEqual(familyNames.map((name) => [name, familyCommand(name), familyAction(name)]));
  });

  it('shows a snapshot that is read as one', () => {
    const [, example = ''] = /^```json\n([\s\S]*?)^```$/m.exec(page) ?? [];
    const value: object = JSON.parse(example);
    expect(isSnapshotFile(value)).toBe(true);
    const read = readSnapshotFile(value, 0);
    expect('problem' in read ? read.problem : read.lists.length).toBe(4);
  });
});
