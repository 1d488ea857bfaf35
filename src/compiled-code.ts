import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import vm from 'node:vm';

/** A month, in milliseconds. */
const longestKept = 30 * 24 * 60 * 60 * 1000;
/** In seconds. V8 drops what it compiled of functions that have not run for a while. */
const longestRun = 5;
/** As parts of the source, and of what was kept before. */
const [enough, worthWriting] = [1.5, 1.2];

/** What Node gives the code of a CommonJS module. */
type Wrapper = (
  exports: unknown,
  require: (id: string) => unknown,
  module: NodeJS.Module,
  filename: string,
  folder: string,
) => void;

/**
 * Keeps what V8 compiles of our files between runs, so that the next start need not compile them again: a third of what a
 * small run takes. Node 22.1 and later do so by themselves once they are asked to. For Node 20 it is done here, in
 * the user's own folder of caches. As with Node's, `NODE_DISABLE_COMPILE_CACHE=1` turns it off, and where it does
 * not work, everything else does.
 */
export function keepCompiledCode(): void {
  const { enableCompileCache } = module as typeof module & { enableCompileCache?: () => unknown };
  if (enableCompileCache) enableCompileCache();
  else if (!process.env['NODE_DISABLE_COMPILE_CACHE']) compileOurselves(join(cacheFolder(), 'vpce-lint'));
}

/** The folder where programs of this user keep what they can make again. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (xdg) return xdg;
  if (process.platform === 'win32' && local) return local;
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
}

/** What every start loads is compiled with what is left of the last time. It must not import files of the user's. */
function compileOurselves(folder: string): void {
  const compiled: { readonly path: string; readonly script: vm.Script; readonly kept: number }[] = [];
  // Deprecated, and kept for good: there is no other way in Node 20 to compile a file for `require`.
  // oxlint-disable-next-line typescript/no-deprecated
  const { extensions } = module.createRequire(import.meta.url);
  const usual = extensions['.js'];
  extensions['.cjs'] = (loaded, filename) => {
    if (!basename(filename).startsWith('start-')) {
      usual(loaded, filename);
      return;
    }
    const source = readFileSync(filename, 'utf8');
    // Our files are named after what is in them, and V8 refuses what another version of it has made.
    const path = join(folder, `${basename(filename)}.${process.version}.${process.arch}`);
    const cachedData = readIfThere(path);
    const script = new vm.Script(module.wrap(source), {
      filename,
      ...(cachedData && { cachedData }),
    });
    const kept = script.cachedDataRejected ? 0 : (cachedData?.length ?? 0);
    // What judging compiles is nearly twice as long as the source; a run that did less leaves room for another.
    if (kept < enough * source.length) compiled.push({ path, script, kept });
    const run = script.runInThisContext() as Wrapper;
    run.call(
      loaded.exports,
      loaded.exports,
      (id) => loaded.require(id) as unknown,
      loaded,
      filename,
      dirname(filename),
    );
  };
  // At the end, what was compiled only when it was called is there too; at that of a long run, some of it is gone again.
  process.once('exit', () => {
    if (compiled.length === 0 || process.uptime() > longestRun) return;
    removeOld(folder);
    for (const { path, script, kept } of compiled) {
      const data = script.createCachedData();
      if (data.length > worthWriting * kept) writeIfPossible(path, data);
    }
  });
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** What other versions of us have left. What is still in use is made again. */
function removeOld(folder: string): void {
  const tooOld = Date.now() - longestKept;
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).mtimeMs < tooOld) rmSync(path, { force: true });
    }
  } catch {
    // There is none yet, or it is not ours to change.
  }
}

function writeIfPossible(path: string, data: Buffer): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, data, { mode: 0o600 });
    renameSync(unfinished, path);
  } catch {
    // It is made again the next time.
  }
}
