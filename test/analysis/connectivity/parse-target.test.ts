import { describe, expect, it } from 'vitest';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';

/** A target in a few words, and the port that the text names. */
function read(text: string): string | null {
  const parsed = parseTarget(text);
  if (!parsed) return null;
  const { target, port } = parsed;
  const suffix = port === null ? '' : ` at ${port}`;
  switch (target.kind) {
    case 'addresses':
      return `addresses ${target.addresses.toCidrs().join()}${suffix}`;
    case 'endpoint':
      return `endpoint ${target.id}${suffix}`;
    case 'name':
      return `name ${target.name}${suffix}`;
    case 'service':
      return `service ${target.service}${target.region === null ? '' : ` in ${target.region}`}${suffix}`;
  }
}

describe('parseTarget', () => {
  it.each([
    ['10.0.9.7', 'addresses 10.0.9.7/32'],
    ['10.0.9.7/24', 'addresses 10.0.9.0/24'],
    ['2001:db8::1', 'addresses 2001:db8::1/128'],
    ['2001:db8::/32', 'addresses 2001:db8::/32'],
    ['vpce-0b7c1ce0e6d6ec009', 'endpoint vpce-0b7c1ce0e6d6ec009'],
    ['s3', 'service s3'],
    ['SSM', 'service ssm'],
    ['ecr.api', 'service ecr.api'],
    ['s3-global.accesspoint', 'service s3-global.accesspoint'],
    ['iot.fleethub.api', 'service iot.fleethub.api'],
    ['vpce-svc-0123456789abcdef0', 'service vpce-svc-0123456789abcdef0'],
    ['com.amazonaws.eu-west-1.ecr.dkr', 'service ecr.dkr in eu-west-1'],
    ['com.amazonaws.vpce.eu-west-1.vpce-svc-01', 'service vpce-svc-01 in eu-west-1'],
    ['cn.com.amazonaws.cn-north-1.ecr.api', 'service ecr.api in cn-north-1'],
    ['example.com', 'name example.com'],
    ['db.corp', 'name db.corp'],
    ['Bucket.s3.eu-west-1.amazonaws.com.', 'name bucket.s3.eu-west-1.amazonaws.com'],
    ['vpce-0a1-b2c3.ssm.eu-west-1.vpce.amazonaws.com', 'name vpce-0a1-b2c3.ssm.eu-west-1.vpce.amazonaws.com'],
    ['_sip._tcp.example.co.uk', 'name _sip._tcp.example.co.uk'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['https://sqs.eu-west-1.amazonaws.com/1/queue', 'name sqs.eu-west-1.amazonaws.com at 443'],
    ['https://db.corp:8443', 'name db.corp at 8443'],
    ['HTTP://Example.com/a?b#c', 'name example.com at 80'],
    ['https://user:secret@10.0.9.7:9443/', 'addresses 10.0.9.7/32 at 9443'],
    ['https://[2001:db8::1]/', 'addresses 2001:db8::1/128 at 443'],
    ['postgres://db.corp:5432/orders', 'name db.corp at 5432'],
    ['amqps://queue.example.com', 'name queue.example.com'],
    ['https://s3', 'name s3 at 443'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    '',
    '10.0.0.256',
    '10.0.0.0/33',
    '10.0.0',
    '1',
    '2001:db8::/129',
    '10.0.0.1:443',
    'two words',
    'a..b',
    '-a.example.com',
    `${'a'.repeat(64)}.example.com`,
    'https://',
    'https://a b/',
    '\u001b[31m',
    '*.example.com',
  ])('%j is nothing that packets could go to', (text) => {
    expect(read(text)).toBeNull();
  });
});
