/**
 * Adds to package-lock.json the platform packages that npm left out of it. npm drops an optional dependency
 * whose metadata it cannot get (a registry mirror need not carry binaries for every platform), and from then
 * on `npm ci` refuses the lockfile. An entry is skipped on other platforms than its own, so its name, version
 * and platform are enough. Run it after an `npm install` that changed the lockfile.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const { packages } = lockfile;

/** The folders in which Node looks for what a package imports, nearest first. */
function foldersOf(path) {
  const parts = path.split('/node_modules/');
  return parts.map(
    (_part, index) => `${parts.slice(0, parts.length - index).join('/node_modules/')}/node_modules`,
  );
}

function isLocked(path, name, version) {
  const found = [...foldersOf(path), 'node_modules'].find(
    (folder) => packages[`${folder}/${name}`] !== undefined,
  );
  return found !== undefined && packages[`${found}/${name}`].version === version;
}

function platformOf(name) {
  const [, os, cpu, rest] =
    /\b([a-z0-9]+)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x)(?:-(\w+))?$/.exec(name) ?? [];
  if (os === undefined) return name.endsWith('-wasm32-wasi') ? { cpu: ['wasm32'] } : undefined;
  const libc = { gnu: 'glibc', musl: 'musl' }[os === 'linux' ? rest : ''];
  return { cpu: [cpu], ...(libc === undefined ? {} : { libc: [libc] }), os: [os] };
}

const added = {};
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    if (platform === undefined || isLocked(path, name, version)) continue;
    const [own, beside] = [`${path}/node_modules/${name}`, `node_modules/${name}`];
    added[packages[beside] === undefined ? beside : own] = {
      version,
      ...platform,
      ...(dev === true ? { dev } : {}),
      optional: true,
    };
  }
}

const sorted = Object.entries({ ...packages, ...added }).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(
  'package-lock.json',
  `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
);
console.log(`${Object.keys(added).length} platform packages added to package-lock.json`);
