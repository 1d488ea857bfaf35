import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import process from 'node:process';

/**
 * A rolldown plugin that makes the built program executable and puts it where `npx vpce-lint` and npm
 * scripts look for it, so that it works from a checkout as it does when installed.
 */
export function linkProgram() {
  return {
    name: 'link-program',
    writeBundle(output) {
      const program = resolve(output.dir, 'bin.cjs');
      chmodSync(program, 0o755);
      // Making links needs a privilege on Windows; there npx finds the program through package.json.
      if (process.platform === 'win32') return;
      const programs = resolve('node_modules/.bin');
      const link = join(programs, 'vpce-lint');
      mkdirSync(programs, { recursive: true });
      rmSync(link, { force: true });
      symlinkSync(relative(programs, program), link);
    },
  };
}
