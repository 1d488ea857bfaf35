import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FoundFile {
  readonly path: string;
  /** Named by the user, as opposed to met while walking a directory. */
  readonly named: boolean;
  /** A named pipe, or the `<(…)` of a shell: it can be read once only. */
  readonly isPipe: boolean;
}

export interface UnreadablePath {
  readonly path: string;
  readonly problem: string;
  /** It should have been readable: named by the user, called JSON, or a directory. */
  readonly expected: boolean;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly unreadable: readonly UnreadablePath[];
}

/** A file without content, as people use it. */
const nullDevice = '/dev/null';

const neverWalked: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** The files that paths lead to, each once, sorted by path. The order of the paths changes nothing. */
export function findFiles(paths: readonly string[]): FoundFiles {
  const files: FoundFile[] = [];
  const unreadable: UnreadablePath[] = [];
  const directories: Directory[] = [];
  const seen = new Set<string>();
  const isFirst = (place: string) => seen.size < seen.add(place).size;
  const visit = (path: string, named: boolean): void => {
    try {
      const stats = statSync(path);
      if (stats.isDirectory()) {
        // Symbolic links may form a circle: each real place is visited once.
        const place = realpathSync(path);
        if (isFirst(place)) directories.push({ path, place });
      } else if (stats.isFile() || (named && path === nullDevice)) {
        if (isFirst(realpathSync(path))) files.push({ path, named, isPipe: false });
      } else if (named && stats.isFIFO()) {
        // The pipe of a shell has no real path.
        if (isFirst(path)) files.push({ path, named, isPipe: true });
      } else if (named) {
        unreadable.push({ path, problem: 'it is a device or a socket, not a file', expected: true });
      }
    } catch (error) {
      const expected = named || isCalledJson(path) || !isGone(error);
      unreadable.push({ path, problem: systemProblem(error), expected });
    }
  };
  for (const path of [...paths].sort()) visit(path, true);
  // Grows while it is walked. What was named is visited first, so that it counts as named.
  for (const directory of directories) {
    for (const entry of entriesOf(directory, unreadable)) {
      const [path, place] = [join(directory.path, entry.name), join(directory.place, entry.name)];
      // What is no link stands where it is met: the system need not be asked about each of very many files.
      if (entry.isFile()) {
        if (isFirst(place)) files.push({ path, named: false, isPipe: false });
      } else visit(path, false);
    }
  }
  return { files: files.sort(byPath), unreadable: unreadable.sort(byPath) };
}

interface Directory {
  readonly path: string;
  /** Without symbolic links. */
  readonly place: string;
}

type Entry = Pick<Dirent, 'name' | 'isFile'>;

function entriesOf({ path }: Directory, unreadable: UnreadablePath[]): readonly Entry[] {
  try {
    return listingOf(path)
      .filter(({ name }) => !neverWalked.has(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    unreadable.push({ path, problem: systemProblem(error), expected: true });
    return [];
  }
}

function listingOf(path: string): readonly Entry[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    // Where a file system tells no types, each entry is asked about, and one that is gone by then spoils the list.
    return readdirSync(path).map((name) => ({ name, isFile: () => false }));
  }
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** Whether a file that nobody named is one to complain about when it cannot be used. */
export function isCalledJson(path: string): boolean {
  return /\.json(\.gz)?$/i.test(path);
}

/** Links that lead nowhere lie about in many a directory. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ELOOP');
}

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'the symbolic links form a circle',
  EIO: 'it cannot be read (input/output error)',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file would be larger than files may be here',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
  ERR_STRING_TOO_LONG: 'the file is larger than 512 MB: split it by account or region',
  ERR_FS_FILE_TOO_LARGE: 'the file is larger than 2 GB: split it by account or region',
};

/** What the system says of a path, in plain words. */
export function systemProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return problems[code] ?? (code || (error instanceof Error ? error.message : String(error)));
}
