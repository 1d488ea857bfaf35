import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a configuration file may be called. */
const configFileNames = ['vpce-lint.yaml', 'vpce-lint.yml', 'vpce-lint.json', 'vpce-lint.jsonc'] as const;

/**
 * The configuration files of the nearest folder that has any, from `folder` upwards. The root of a repository is as
 * far as it goes: what lies above belongs to somebody else.
 */
export function findConfig(folder: string): readonly string[] {
  for (let at = folder; ; at = dirname(at)) {
    const here = at;
    const found = configFileNames.map((name) => join(here, name)).filter((path) => existsSync(path));
    if (found.length > 0 || existsSync(join(at, '.git')) || dirname(at) === at) return found;
  }
}
