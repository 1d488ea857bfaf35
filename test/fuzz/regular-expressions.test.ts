/** Regular expressions read names, tags and policies of others: none may take more than linear time on any text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'rolldown/utils';
import { describe, expect, it } from 'vitest';

interface Found {
  readonly place: string;
  readonly pattern: RegExp;
}

const found = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .flatMap((path) => patternsIn(join('src', path)));

function patternsIn(path: string): readonly Found[] {
  const patterns: Found[] = [];
  const { program } = parseSync(path, readFileSync(path, 'utf8'), { lang: 'ts' });
  new Visitor({
    Literal(node) {
      if (!('regex' in node)) return;
      const { pattern, flags } = node.regex;
      patterns.push({ place: `${path}: /${pattern}/${flags}`, pattern: new RegExp(pattern, flags) });
    },
  }).visit(program);
  return patterns;
}

const length = 20_000;
/** Linear takes some milliseconds, on a busy machine more; quadratic takes seconds, and everything worse never ends. */
const patience = 600;

/** It groups the digits of a number that our own code prints, of which there are never many. */
const ofOwnNumbers = '/\\B(?=(?:\\d{3})+(?:\\.|$))/g';

/** What a pattern may be led astray with: its own characters and some others, one or two again and again. */
function pumps({ source }: RegExp): readonly string[] {
  const own = source.replaceAll(/\\[a-zA-Z]\{?[^}]*\}?|[\\()[\]{}|^$?*+]/g, ' ');
  const letters = [...new Set([...Array.from(own), 'a', '0', ' ', '-', '.', ':'])];
  const pairs = letters.slice(0, 6).flatMap((one) => letters.slice(0, 6).map((other) => one + other));
  return [...letters, ...pairs, ...(source.match(/[A-Za-z0-9:/ ._-]{2,}/g) ?? [])];
}

/** The text that takes longer than it may, if there is one. It gets a second try, for the machine may be busy. */
function slowOn(pattern: RegExp): string | null {
  const isSlow = (text: string) => millisecondsFor(pattern, text) > patience;
  const texts = pumps(pattern).map((pump) => `${pump.repeat(Math.ceil(length / pump.length))}\u0000`);
  return texts.find((text) => isSlow(text) && isSlow(text)) ?? null;
}

function millisecondsFor(pattern: RegExp, text: string): number {
  const began = performance.now();
  // As `replace` and `matchAll` use it: from every place on.
  if (pattern.global) text.replace(pattern, '');
  else pattern.test(text);
  return performance.now() - began;
}

describe('the regular expressions', () => {
  it('are found', () => {
    expect(found.length).toBeGreaterThan(100);
  });

  it('take linear time on texts made to lead them astray', { timeout: 240_000 }, () => {
    const slow = found
      .filter(({ place }) => !place.endsWith(ofOwnNumbers))
      .flatMap(({ place, pattern }) => {
        const text = slowOn(pattern);
        return text === null ? [] : [[place, text.slice(0, 20)]];
      });
    expect(slow).toEqual([]);
  });
});
