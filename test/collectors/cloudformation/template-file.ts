import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadingOptions } from '../../../src/collectors/conclude-inputs.ts';
import { readInputs } from '../../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import type { FamilyName } from '../../../src/model/fact-families.ts';
import type { Network } from '../../../src/model/network.ts';
import type { ResourceOf } from '../../../src/model/resource-types.ts';
import { temporaryFolders } from '../../temporary-folder.ts';

/** A function that reads the files of a folder of its own; call it where tests are defined. */
export function templateReader() {
  const folderWith = temporaryFolders();
  return (
    files: Readonly<Record<string, unknown>>,
    parameters: Readonly<Record<string, string>> = {},
    options: ReadingOptions = {},
  ) => {
    const folder = folderWith({});
    for (const [name, content] of Object.entries(files)) {
      const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
      writeFileSync(join(folder, name), text);
    }
    const read = readInputs([folder], () => new Uint8Array(), {
      ...options,
      parameters: new Map(Object.entries(parameters)),
    });
    const { network, malformed } = buildNetwork(read.snapshot);
    return { ...read, network, malformed };
  };
}

/** The resource that a network holds under an id. */
export function resourceIn<F extends FamilyName>(network: Network, family: F, id: string): ResourceOf<F> {
  const found = network.all(family).find((resource) => resource.id === id);
  if (!found) throw new Error(`no ${id} among ${family}`);
  return found;
}
