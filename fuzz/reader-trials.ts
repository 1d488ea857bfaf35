import { writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Parser } from 'web-tree-sitter';
import { readYamlTemplate } from '../src/collectors/cloudformation/yaml-template.ts';
import { textOf } from '../src/collectors/input-text.ts';
import { parseJsonText } from '../src/collectors/json-text.ts';
import { readInputs } from '../src/collectors/read-inputs.ts';
import { readBlocks } from '../src/collectors/terraform/sources/hcl-blocks.ts';
import { readJsonBlocks } from '../src/collectors/terraform/sources/json-blocks.ts';
import { buildNetwork } from '../src/model/build-network.ts';
import { escapePointer } from '../src/model/json-pointer.ts';
import { excerpt } from '../src/report/excerpt.ts';
import { locate } from '../src/report/locate.ts';
import { below, mutateBytes, mutated, type RandomNumber } from './mutate.ts';
import { pick } from './program-trials.ts';
import { readFileSeeds, readNetworkSeeds } from './seeds.ts';
import type { TrialMaker } from './trial.ts';

/** All readers on a spoiled file, the network of what they read, and where one of its values stands. */
export function readerTrials(folder: string): TrialMaker {
  const seeds = [...readFileSeeds(), ...readNetworkSeeds()];
  return (random) => {
    const original = pick(seeds, random);
    const bytes = mutated(original.bytes, random);
    const file = join(folder, `read${extname(original.path)}`);
    return {
      origin: original.path,
      command: 'readInputs(FILE), buildNetwork(…), locate(…)',
      bytes,
      run: () => {
        writeFileSync(file, bytes);
        const { snapshot } = readInputs([file], () => new Uint8Array());
        buildNetwork(snapshot);
        return { exitCode: null, faults: misplaced(bytes, random) };
      },
    };
  };
}

/** Infrastructure code as text, with and without sense. */
export function codeTrials(hcl: Parser): TrialMaker {
  const seeds = readFileSeeds().filter(({ path }) => /\.(?:tf|ya?ml|template|tf\.json)$/.test(path));
  return (random) => {
    const original = pick(seeds, random);
    const bytes = mutateBytes(original.bytes, random);
    const text = Buffer.from(bytes).toString('utf8');
    return {
      origin: original.path,
      command: 'readBlocks(FILE), readYamlTemplate(FILE), readJsonBlocks(FILE)',
      bytes,
      run: () => {
        if (original.path.endsWith('.tf')) readBlocks(hcl, text);
        else if (original.path.endsWith('.tf.json')) readJsonBlocks(text);
        else readYamlTemplate(text);
        return { exitCode: null, faults: [] };
      },
    };
  };
}

/** Where a value that was read is not found in the text that it was read from. */
function misplaced(bytes: Uint8Array, random: RandomNumber): readonly string[] {
  const text = textIn(bytes);
  const parsed = text === null ? null : parseJsonText(text);
  if (text === null || parsed === null || 'error' in parsed) return [];
  const { value, start } = parsed.values[below(random, parsed.values.length)] ?? { value: null, start: 0 };
  const { pointer, inner } = placeIn(value, random);
  const range = locate(text, start, [pointer]).get(pointer);
  if (!range) return [`no place for ${JSON.stringify(pointer)}`];
  excerpt(text, range);
  const found: unknown = JSON.parse(text.slice(range.start.offset, range.end.offset));
  return isDeepStrictEqual(found, inner) ? [] : [`another value at ${JSON.stringify(pointer)}`];
}

function textIn(bytes: Uint8Array): string | null {
  try {
    return textOf(bytes);
  } catch {
    return null;
  }
}

function placeIn(
  value: unknown,
  random: RandomNumber,
): { readonly pointer: string; readonly inner: unknown } {
  let [pointer, inner] = ['', value];
  while (typeof inner === 'object' && inner !== null && below(random, 5) > 0) {
    const entries = Object.entries(inner as Readonly<Record<string, unknown>>);
    const chosen = entries[below(random, entries.length)];
    if (!chosen) break;
    pointer += `/${escapePointer(chosen[0])}`;
    inner = chosen[1];
  }
  return { pointer, inner };
}
