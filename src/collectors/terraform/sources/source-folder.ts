import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parser } from 'web-tree-sitter';
import { textOf } from '../../input-text.ts';
import { type HclBlock, readBlocks } from './hcl-blocks.ts';
import { readJsonBlocks } from './json-blocks.ts';

/** A block with the file that it stands in. */
export interface PlacedBlock extends HclBlock {
  readonly path: string;
  readonly text: string;
}

/** The blocks of the code in a folder, by name; of two with one name, that in the first file by name. */
export type SourceFolder = ReadonlyMap<string, PlacedBlock>;

/** Reads the code of a folder. Files that cannot be read are passed over: what is in them is only not found. */
export function readSourceFolder(parser: Parser, folder: string): SourceFolder {
  const blocks = new Map<string, PlacedBlock>();
  for (const name of codeFilesIn(folder)) {
    const path = join(folder, name);
    const text = readCode(path);
    const read = name.endsWith('.json') ? readJsonBlocks : (code: string) => readBlocks(parser, code);
    for (const block of text === null ? [] : read(text)) {
      if (!blocks.has(block.name)) blocks.set(block.name, { ...block, path, text: text ?? '' });
    }
  }
  return blocks;
}

function codeFilesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(tf|tofu)(\.json)?$/.test(name) && !name.startsWith('.'))
      .sort();
  } catch {
    return [];
  }
}

function readCode(path: string): string | null {
  try {
    return textOf(readFileSync(path));
  } catch {
    return null;
  }
}
