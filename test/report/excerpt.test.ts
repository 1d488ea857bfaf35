import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Excerpt, excerpt } from '../../src/report/excerpt.ts';
import { locate, type Position, type Range } from '../../src/report/locate.ts';

function excerptOf(source: string, pointer: string, maxLines?: number): Excerpt {
  const range = locate(source, 0, [pointer]).get(pointer);
  if (range === undefined) throw new Error(`nothing at ${pointer}`);
  return excerpt(source, range, maxLines);
}

function markedTexts(shown: Excerpt): (string | null)[] {
  return shown.lines.map(({ text, marked }) =>
    marked === null ? null : text.slice(marked.from - 1, marked.to - 1),
  );
}

describe('excerpt', () => {
  it('shows the line of a member and marks it from its key to the end of its value', () => {
    const source = '{\n  "VpcId": "vpc-1",\n  "RouteTableIds": [],\n  "State": "available"\n}\n';
    expect(excerptOf(source, '/RouteTableIds')).toEqual({
      firstLine: 3,
      lines: [{ number: 3, text: '  "RouteTableIds": [],', marked: { from: 3, to: 22 } }],
      elided: 0,
    });
  });

  it('marks a value over several lines without its indentation, its line ends and what follows it', () => {
    const source = '{\r\n  "Tags": [ \r\n\r\n    1,\r\n    2\r\n  ], "State": 1\r\n}';
    const shown = excerptOf(source, '/Tags');
    expect(shown.lines.map(({ number, text }) => [number, text])).toEqual([
      [2, '  "Tags": [ '],
      [3, ''],
      [4, '    1,'],
      [5, '    2'],
      [6, '  ], "State": 1'],
    ]);
    expect(markedTexts(shown)).toEqual(['"Tags": [', null, '1,', '2', ']']);
    expect(shown.elided).toBe(0);
  });

  it('leaves out the middle of a long value and says how many lines', () => {
    const source = JSON.stringify(
      { SubnetIds: Array.from({ length: 10 }, (_, i) => `subnet-${i}`) },
      null,
      2,
    );
    const shown = excerptOf(source, '/SubnetIds');
    expect(shown.lines.map(({ number, text }) => [number, text.trim()])).toEqual([
      [2, '"SubnetIds": ['],
      [3, '"subnet-0",'],
      [4, '"subnet-1",'],
      [5, '"subnet-2",'],
      [13, ']'],
    ]);
    expect(shown.elided).toBe(7);
    expect(excerptOf(source, '/SubnetIds', 1)).toMatchObject({
      firstLine: 2,
      lines: [{ number: 2 }],
      elided: 11,
    });
    expect(excerptOf(source, '/SubnetIds', 12)).toMatchObject({ elided: 0 });
  });

  it('shows a short window of a minified file of 5 MB', () => {
    const item = { VpcEndpointId: 'vpce-1', RouteTableIds: [], Padding: 'x'.repeat(80) };
    const source = JSON.stringify({ VpcEndpoints: Array.from({ length: 40_000 }, () => item) });
    expect(source.length).toBeGreaterThan(5_000_000);
    const shown = excerptOf(source, '/VpcEndpoints/20000/RouteTableIds');
    expect(shown).toMatchObject({ firstLine: 1, elided: 0 });
    expect(shown.lines).toHaveLength(1);
    expect(shown.lines[0]?.text).toMatch(/^….{118}…$/);
    expect(markedTexts(shown)).toEqual(['"RouteTableIds":[]']);
  });

  it('shows the beginning of a long line as it is, up to the mark and beyond', () => {
    const shown = excerptOf(`{"State": 1, "Padding": "${'x'.repeat(200)}"}`, '/State');
    expect(shown.lines[0]?.text).toBe(`{"State": 1, "Padding": "${'x'.repeat(94)}…`);
    expect(markedTexts(shown)).toEqual(['"State": 1']);
  });

  it('shows the end of a long line as it is', () => {
    const shown = excerptOf(`{"Padding": "${'x'.repeat(200)}", "State": 1}`, '/State');
    expect(shown.lines[0]?.text).toBe(`…${'x'.repeat(105)}", "State": 1}`);
    expect(markedTexts(shown)).toEqual(['"State": 1']);
  });

  it('shows the beginning of a value that is longer than the window', () => {
    const source = `{"Padding": "${'x'.repeat(200)}", "PolicyDocument": "${'y'.repeat(5000)}"}`;
    const shown = excerptOf(source, '/PolicyDocument');
    expect(shown.lines[0]?.text).toMatch(/^…x{16}", "PolicyDocument": "y{80}…$/);
    expect(markedTexts(shown)).toEqual([`"PolicyDocument": "${'y'.repeat(80)}`]);
  });

  it('goes on to the last line when a line in between has no near end', () => {
    const source = `{"a": [\n"${'x'.repeat(10_000)}",\n1\n]}`;
    const shown = excerptOf(source, '/a');
    expect(shown.lines.map(({ number, text }) => [number, text.length])).toEqual([
      [1, 7],
      [2, 120],
      [4, 2],
    ]);
    expect(shown.elided).toBe(1);
  });

  it('shows that a line goes on where it is too long to be looked at', () => {
    const shown = excerptOf(`{"a": [\n${' '.repeat(10_000)}1\n]}`, '/a');
    expect(shown.lines[1]).toMatchObject({ number: 2, marked: null });
    expect(shown.lines[1]?.text).toMatch(/^… +…$/);
  });

  it('keeps control characters for the reporter to deal with', () => {
    const shown = excerptOf('{"Name": "a\u007f\u009b31m"}', '/Name');
    expect(shown.lines[0]?.text).toBe('{"Name": "a\u007f\u009b31m"}');
  });

  it('shows the first line without the byte order mark', () => {
    const shown = excerptOf('\ufeff{"a": 1}', '/a');
    expect(shown.lines).toEqual([{ number: 1, text: '{"a": 1}', marked: { from: 2, to: 8 } }]);
  });

  it('is, for any place in any text, lines of that text with what the place covers marked', () => {
    const word = fc.oneof(
      fc.constantFrom('\n', '\n', '\r\n', ' ', '    ', '😀', '😀😀😀'),
      fc.string({ maxLength: 6 }).map((part) => part.replace(/[\r\n…]/g, '.')),
      fc.integer({ min: 1, max: 200 }).map((length) => 'ab😀'.repeat(length)),
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 7 }),
        (parts, a, b, max) => {
          const source = parts.join('');
          const whole = source.split('\n').map((line) => line.replace(/\r$/, ''));
          const boundaries = Array.from({ length: source.length + 1 }, (_, i) => i).filter(
            (i) => !/^[\udc00-\udfff]/.test(source.slice(i)),
          );
          const picked = [a, b].map((n) => boundaries[n % boundaries.length] ?? 0).sort((x, y) => x - y);
          const [start = 0, end = 0] = picked;
          const range: Range = { start: naivePosition(source, start), end: naivePosition(source, end) };
          const shown = excerpt(source, range, max);

          expect(shown.firstLine).toBe(range.start.line);
          expect(shown.lines[0]?.number).toBe(range.start.line);
          expect(shown.lines.length).toBeLessThanOrEqual(max);
          expect(shown.lines.length + shown.elided).toBe(range.end.line - range.start.line + 1);
          for (const { number, text, marked } of shown.lines) {
            const line = whole[number - 1] ?? '';
            const covered = line.slice(
              number === range.start.line ? range.start.column - 1 : 0,
              number === range.end.line ? range.end.column - 1 : line.length,
            );
            expect(text.length).toBeLessThanOrEqual(120);
            expect(text).not.toMatch(/[\ud800-\udfff]/u);
            expect(line).toContain(text.replace(/^…|…$/g, ''));
            if (line.length <= 120) expect(text).toBe(line);
            expect(marked === null).toBe(covered.trim() === '');
            if (marked === null) continue;
            const markedText = text.slice(marked.from - 1, marked.to - 1);
            expect(covered.trim().startsWith(markedText)).toBe(true);
            if (covered.trim().length <= 70) expect(markedText).toBe(covered.trim());
            expect(markedText.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

function naivePosition(source: string, offset: number): Position {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, offset };
}
