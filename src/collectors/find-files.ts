import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FoundFile {
  readonly path: string;
  /** Named by the user, as opposed to met while walking a directory. */
  readonly named: boolean;
}

export interface UnreadablePath {
  readonly path: string;
  readonly problem: string;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly unreadable: readonly UnreadablePath[];
}

const neverWalked: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** The files that paths lead to, each once, directories walked in the order of their names. */
export function findFiles(paths: readonly string[]): FoundFiles {
  const files: FoundFile[] = [];
  const unreadable: UnreadablePath[] = [];
  const seen = new Set<string>();
  const visit = (path: string, named: boolean): void => {
    try {
      // Symbolic links may form a circle: each real place is visited once.
      const place = realpathSync(path);
      if (seen.has(place)) return;
      const stats = statSync(place);
      seen.add(place);
      if (stats.isDirectory()) {
        for (const name of readdirSync(path).sort()) {
          if (!neverWalked.has(name)) visit(join(path, name), false);
        }
      } else if (stats.isFile() || named) files.push({ path, named });
    } catch (error) {
      unreadable.push({ path, problem: systemProblem(error) });
    }
  };
  for (const path of paths) visit(path, true);
  // The order in which inputs are given must not show in a report.
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)), unreadable };
}

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'the symbolic links form a circle',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ENAMETOOLONG: 'the name is too long',
  ERR_STRING_TOO_LONG: 'the file is larger than 512 MB: split it by account or region',
  ERR_FS_FILE_TOO_LARGE: 'the file is larger than 2 GB: split it by account or region',
};

/** What the system says of a path, in plain words. */
export function systemProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return problems[code] ?? (code || (error instanceof Error ? error.message : String(error)));
}
