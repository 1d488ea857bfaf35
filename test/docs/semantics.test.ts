import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A statement's id: `R16`, `DNS4`, `PO11`. Statements about a table are known by the table's number: `9.2`. */
const statementId = /^(?:(?:C|DNS|E|G|H|I|L|N|P|PO|R|S|T)[1-9]\d?[a-z]?|\d{1,2}\.\d)$/;

/** The members of a range such as `T1-T3`, or the id itself. */
function membersOf(text: string): readonly string[] {
  const [, topic, first, last] = /^([A-Z]+)(\d+)-\1(\d+)$/.exec(text) ?? [];
  if (topic === undefined) return [text];
  const length = Number(last) - Number(first) + 1;
  return Array.from({ length }, (_, index) => `${topic}${Number(first) + index}`);
}

/** Ids in the parentheses of comments, such as `(R7, R8)`, and in the `semantics` of rules. */
function citationsIn(source: string): readonly string[] {
  const comments = source.match(/\/\*[\s\S]*?\*\/|(?<![:'"])\/\/.*/g) ?? [];
  const inComments = comments.flatMap((comment) =>
    [...comment.matchAll(/\(([^()]*)\)/g)].flatMap(([, inside = '']) => inside.split(/[\s,;*]+/)),
  );
  const inRules = [...source.matchAll(/semantics: \[([^\]]*)\]/g)].flatMap(([, inside = '']) =>
    [...inside.matchAll(/'([^']+)'/g)].map(([, id = '']) => id),
  );
  return [...inComments, ...inRules].flatMap(membersOf).filter((id) => statementId.test(id));
}

function citedIds(): ReadonlyMap<string, string> {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  return new Map(
    files.flatMap((path) =>
      citationsIn(readFileSync(join('src', path), 'utf8')).map((id) => [id, path] as const),
    ),
  );
}

const page = readFileSync('docs/semantics.md', 'utf8');
const entries = [...page.matchAll(/^\*\*([^*\s]+)\*\* /gm)].map(([, id = '']) => id);

/** Ids that entries name, such as `see R12`; the id at the beginning of an entry is not one. */
function idsNamedByEntries(): ReadonlySet<string> {
  return new Set(page.replace(/^\*\*[^*]+\*\*/gm, '').match(/\b(?:[A-Z]+[1-9]\d?[a-z]?|\d{1,2}\.\d)\b/g));
}

describe('docs/semantics.md', () => {
  it('has every statement that the code cites', () => {
    const unexplained = [...citedIds()].filter(([id]) => !entries.includes(id));
    expect(unexplained.map(([id, path]) => `${id} (src/${path})`)).toEqual([]);
  });

  it('has no statement that neither the code nor another statement cites', () => {
    const cited = citedIds();
    const named = idsNamedByEntries();
    expect(entries.filter((id) => !cited.has(id) && !named.has(id))).toEqual([]);
  });

  it('has each statement once', () => {
    expect(entries).toEqual([...new Set(entries)]);
  });

  it('has a page of AWS behind every link', () => {
    const defined = [...page.matchAll(/^\[([^\]]+)\]: https:\/\/docs\.aws\.amazon\.com\//gm)].map(
      ([, key]) => key,
    );
    const used = new Set([...page.matchAll(/\]\[([^\]]+)\]/g)].map(([, key]) => key));
    expect(used).toEqual(new Set(defined));
  });

  it('has a page, another statement, or a mark of doubt behind every statement', () => {
    const bare = page
      .split('\n\n')
      .filter((entry) => entry.startsWith('**'))
      .filter(
        (entry) =>
          !/\]\[|\*(?:Derived|Not verified|Pages disagree)\*|: [A-Z]+\d+[a-z]?[.,]|: 9\.2\./.test(entry),
      );
    expect(bare).toEqual([]);
  });
});
