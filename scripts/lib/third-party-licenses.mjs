import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the package that a bundled module belongs to, or undefined for modules of our own. */
function packageFolder(moduleId) {
  if (!moduleId.includes('/node_modules/')) return undefined;
  for (let folder = dirname(moduleId); !folder.endsWith('/node_modules'); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version !== undefined)
      return folder;
  }
  return undefined;
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  return `${name} ${version} (${license})\n${text}`;
}

/**
 * A rolldown plugin that ships the licences of the packages whose code is in the bundle, as they ask for, and
 * of those in the given folders, of which other files are shipped.
 */
export function thirdPartyLicenses(others = []) {
  return {
    name: 'third-party-licenses',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) =>
        chunk.type === 'chunk' ? chunk.moduleIds : [],
      );
      const folders = new Set([...others, ...modules.map((id) => packageFolder(id.replaceAll('\\', '/')))]);
      folders.delete(undefined);
      this.emitFile({
        type: 'asset',
        fileName: 'THIRD-PARTY-LICENSES.txt',
        source: [...new Set([...folders].map(notice))].sort().join(`\n${'-'.repeat(80)}\n\n`),
      });
    },
  };
}
