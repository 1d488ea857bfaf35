import { describe, expect, it } from 'vitest';
import { locateInString } from '../../src/report/embedded-json.ts';
import { locate } from '../../src/report/locate.ts';

const policy = {
  Statement: [
    { Sid: 'Caf\u00e9 "x"', Effect: 'Deny', Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
  ],
};

function marked(text: string, pointer: string): string | null {
  const string = locate(text, 0, ['/PolicyDocument']).get('/PolicyDocument');
  const range = string && locateInString(text, string, pointer);
  return range ? text.slice((range.keyStart ?? range.start).offset, range.end.offset) : null;
}

describe('a place inside a policy that is written as a string', () => {
  const text = JSON.stringify({ VpcEndpointId: 'vpce-1', PolicyDocument: JSON.stringify(policy) }, null, 2);

  it('is the part of the string that holds the value', () => {
    expect(marked(text, '/Statement/0/Condition/NotIpAddress/aws:SourceIp')).toBe(
      '\\"aws:SourceIp\\":\\"10.0.0.0/8\\"',
    );
    expect(marked(text, '/Statement/0/Effect')).toBe('\\"Effect\\":\\"Deny\\"');
  });

  it('has the line of the string and its own column', () => {
    const string = locate(text, 0, ['/PolicyDocument']).get('/PolicyDocument');
    const range = string && locateInString(text, string, '/Statement/0/Effect');
    const line = text.split('\n')[2] ?? '';
    expect(range?.start.line).toBe(3);
    expect(line.slice((range?.start.column ?? 0) - 1)).toMatch(/^\\"Deny\\"/);
  });

  it('is what is nearest around a value that is not there', () => {
    expect(marked(text, '/Statement/0/Effect/Nothing')).toBe('\\"Effect\\":\\"Deny\\"');
  });

  it('is none where the string holds no JSON', () => {
    expect(marked('{"PolicyDocument": "%7B%22Statement%22%7D"}', '/Statement/0')).toBeNull();
    expect(marked('{"PolicyDocument": {"Statement": []}}', '/Statement')).toBeNull();
  });

  it('counts escapes as they are written', () => {
    const escaped = text.replaceAll('\u00e9', '\\u00e9');
    expect(marked(escaped, '/Statement/0/Effect')).toBe('\\"Effect\\":\\"Deny\\"');
  });
});
