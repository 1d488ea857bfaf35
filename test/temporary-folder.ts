import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** Content of files by path: text and bytes as they are, anything else as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** A way to make folders that are gone when the tests of the calling file are over. */
export function temporaryFolders(): (files?: Files) => string {
  const folders: string[] = [];
  const patience = 120_000; // What tries all deletions leaves thousands of folders.
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }, patience);
  return (files = {}) => {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'vpce-lint-'));
    folders.push(folder);
    for (const [path, content] of Object.entries(files)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      const isRaw = typeof content === 'string' || content instanceof Uint8Array;
      writeFileSync(file, isRaw ? content : JSON.stringify(content));
    }
    return folder;
  };
}
