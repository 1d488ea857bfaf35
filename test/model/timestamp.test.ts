import { describe, expect, it } from 'vitest';
import { parseTimestamp } from '../../src/model/timestamp.ts';

const noon = Date.UTC(2026, 10, 21, 12, 0, 0);

describe('a time as AWS writes it', () => {
  it.each([
    '2026-11-21T12:00:00Z',
    '2026-11-21T12:00:00.000Z',
    '2026-11-21T12:00:00+00:00',
    '2026-11-21 12:00:00+00:00',
    '2026-11-21T14:00:00+02:00',
    '2026-11-21T14:00:00+0200',
    '2026-11-21T06:30:00-05:30',
  ])('%s', (text) => {
    expect(parseTimestamp(text)).toBe(noon);
  });

  it('may be a number of seconds', () => {
    expect(parseTimestamp(noon / 1000)).toBe(noon);
    expect(parseTimestamp(0)).toBe(0);
  });

  it.each([
    ['without a zone, it differs from machine to machine', '2026-11-21T12:00:00'],
    ['a date is no time', '2026-11-21'],
    ['a month that does not exist', '2026-13-21T12:00:00Z'],
    ['words', 'yesterday'],
    ['nothing', ''],
    ['no text', { year: 2026 }],
    ['absent', undefined],
    ['no number', Number.NaN],
  ])('is not known: %s', (_reason, value) => {
    expect(parseTimestamp(value)).toBeNull();
  });
});
