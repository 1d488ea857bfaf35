import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, jsonIsland } from '../../../src/reporters/html/html-text.ts';

describe('markup', () => {
  it('shows what is put in as text, also in attributes, and keeps markup', () => {
    const hostile = `"><script>'&\u202e`;
    const inner = html`<b>${hostile}</b>`;
    expect(html`<i title="${hostile}">${[inner, null, 7]}</i>`.text).toBe(
      '<i title="&quot;&gt;&lt;script&gt;&#39;&amp;\\u202e"><b>&quot;&gt;&lt;script&gt;&#39;&amp;\\u202e</b>7</i>',
    );
  });

  it('holds any JSON value in a script that the value cannot end', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const { text } = jsonIsland([value, '</script><!--']);
        expect(text).not.toMatch(/[<>]/);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify([value, '</script><!--'])));
      }),
      { numRuns: 30 },
    );
  });
});
