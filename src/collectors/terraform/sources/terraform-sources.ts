import { dirname, join, normalize } from 'node:path';
import type { DocumentSources, SourcePlace } from '../../../model/snapshot.ts';
import type { TerraformDocument, TerraformResource } from '../document.ts';
import { nameOf, parseReference } from '../reference.ts';
import type { Span } from './hcl-blocks.ts';
import type { PlacedBlock, SourceFolder } from './source-folder.ts';

/** What is open once the code was read. */
interface OpenSources {
  readonly root: string;
  readonly folder: (path: string) => SourceFolder;
  readonly folderOf: (path: readonly string[], call: PlacedBlock, from: string) => string | null;
}

/**
 * Where the resources of a plan or state were written. `given` names the folder of the root module; otherwise it
 * is that of the document, the one above it, or the working directory: the first whose code has any of the
 * resources.
 */
export function terraformSources(
  document: TerraformDocument,
  path: string,
  given: string | null,
): DocumentSources {
  const byPointer = new Map(document.resources.map((resource) => [resource.pointer, resource]));
  let sources: OpenSources | null = null;
  return {
    open: async () => {
      sources ??= await openSources(document, given === null ? guesses(path) : [given]);
    },
    find: (pointer) => {
      if (!sources) return null;
      for (let part = pointer; part !== ''; part = part.slice(0, part.lastIndexOf('/'))) {
        const resource = byPointer.get(part);
        if (resource) return placeOf(sources, resource, pointer.slice(resource.pointer.length));
      }
      return null;
    },
  };
}

function guesses(path: string): readonly string[] {
  const own = path.startsWith('<') ? '.' : dirname(path);
  return [...new Set([own, normalize(join(own, '..')), '.'])];
}

/** Null where no folder has code of the document. */
async function openSources(
  { resources }: TerraformDocument,
  candidates: readonly string[],
): Promise<OpenSources | null> {
  const { createHclParser } = await import('./hcl-parser.ts');
  const { moduleFolders } = await import('./module-folders.ts');
  const { readSourceFolder } = await import('./source-folder.ts');
  const parser = await createHclParser();
  const folders = new Map<string, SourceFolder>();
  const folder = (path: string): SourceFolder => {
    let read = folders.get(path);
    if (!read) folders.set(path, (read = readSourceFolder(parser, path)));
    return read;
  };
  const names = new Set(resources.map(nameInRoot));
  const root = candidates.find((path) => [...folder(path).keys()].some((name) => names.has(name)));
  return root === undefined ? null : { root, folder, folderOf: moduleFolders(root) };
}

/** How the root module's code calls a resource, or the module that it is in. */
function nameInRoot(resource: TerraformResource): string {
  const [module] = modulePath(resource.module);
  return module === undefined ? blockName(resource) : `module.${module}`;
}

function blockName({ mode, type, name }: TerraformResource): string {
  return `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}

/** The names of the modules on the way to a module instance. */
function modulePath(address: string): readonly string[] {
  const names = (parseReference(address) ?? []).map(nameOf).filter((name) => name !== null);
  return names.filter((_, index) => index % 2 === 1);
}

/** The block of a resource, or of the call of a module whose code is not here. */
function placeOf(
  { root, folder, folderOf }: OpenSources,
  resource: TerraformResource,
  rest: string,
): SourcePlace | null {
  let [from, call]: [string, PlacedBlock | null] = [root, null];
  const path = modulePath(resource.module);
  for (const [index, name] of path.entries()) {
    const block = folder(from).get(`module.${name}`);
    if (!block) return call && place(call, call.header);
    call = block;
    const next = folderOf(path.slice(0, index + 1), block, from);
    if (next === null) return place(block, block.header);
    from = next;
  }
  const block = folder(from).get(blockName(resource));
  if (!block) return call && place(call, call.header);
  return place(block, partOf(block, resource, rest) ?? block.header);
}

/** The attribute or the block of which a pointer below the resource speaks; null where several may be meant. */
function partOf(block: PlacedBlock, resource: TerraformResource, rest: string): Span | null {
  const values = resource.valuesPointer.slice(resource.pointer.length);
  if (!rest.startsWith(`${values}/`)) return null;
  const [name = ''] = rest.slice(values.length + 1).split('/');
  const [only, ...others] = block.parts.get(name) ?? [];
  return only && others.length === 0 ? only : null;
}

function place({ path, text }: PlacedBlock, { start, end }: Span): SourcePlace {
  return { path, text, start, end };
}
