import { describe, expect, it } from 'vitest';
import {
  canonicalDnsName,
  domainOfWildcard,
  domainsFrom,
  isWithinDomain,
  parentDomain,
  wildcardOf,
} from '../../src/model/dns-name.ts';

describe('a DNS name', () => {
  it('is compared in lower case, without the dot at its end', () => {
    expect(canonicalDnsName('SSM.eu-west-1.AmazonAWS.com.')).toBe('ssm.eu-west-1.amazonaws.com');
    expect(canonicalDnsName('corp.example..')).toBe('corp.example');
    expect(canonicalDnsName('.')).toBe('');
  });

  it('is compared without the escapes of Route 53, save for a dot within a label', () => {
    expect(canonicalDnsName('\\052.example.com.')).toBe('*.example.com');
    expect(canonicalDnsName('a\\137b.example.com')).toBe('a_b.example.com');
    expect(canonicalDnsName('a\\056b.example.com')).toBe('a\\056b.example.com');
    expect(canonicalDnsName('a\\99.example.com')).toBe('a\\99.example.com');
  });

  it('stands in its domains up to the root', () => {
    expect(domainsFrom('a.b.c')).toEqual(['a.b.c', 'b.c', 'c', '']);
    expect(domainsFrom('')).toEqual(['']);
    expect(parentDomain('c')).toBe('');
  });

  it('is within a domain by whole labels', () => {
    expect(isWithinDomain('a.example.com', 'example.com')).toBe(true);
    expect(isWithinDomain('example.com', 'example.com')).toBe(true);
    expect(isWithinDomain('anexample.com', 'example.com')).toBe(false);
    expect(isWithinDomain('com', '')).toBe(true);
  });

  it('may be a wildcard of a domain, also of the root', () => {
    expect(wildcardOf('example.com')).toBe('*.example.com');
    expect(wildcardOf('')).toBe('*');
    for (const domain of ['example.com', 'com', ''])
      expect(domainOfWildcard(wildcardOf(domain))).toBe(domain);
    expect(domainOfWildcard('a.example.com')).toBeNull();
    expect(domainOfWildcard('a.*.com')).toBeNull();
  });
});
