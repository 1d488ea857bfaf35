import { describe, expect, it } from 'vitest';
import { servicePorts, servicesWithPorts } from '../../src/data/service-ports.ts';
import { parseServiceName } from '../../src/model/service-name.ts';

const portsOf = (name: string) => servicePorts(parseServiceName(name));

describe('ports of a service', () => {
  it('are 443 where nothing else is known of an AWS service, in every partition', () => {
    for (const name of [
      'com.amazonaws.eu-west-1.ssm',
      'com.amazonaws.eu-west-1.ecr.api',
      'cn.com.amazonaws.cn-north-1.sts',
      'com.amazonaws.s3-global.accesspoint',
      'aws.sagemaker.eu-west-1.notebook',
    ]) {
      expect(portsOf(name), name).toEqual({ ports: [443], certain: true });
    }
  });

  it.each(servicesWithPorts)('of %s are others than 443 alone, each once', (service) => {
    const { ports } = servicePorts({ service, kind: 'aws' });
    expect(ports.filter((port) => port !== 443).length).toBeGreaterThan(0);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('are those of SMTP and CQL where a service speaks these', () => {
    expect(portsOf('com.amazonaws.eu-west-1.email-smtp')).toEqual({
      ports: [25, 465, 587, 2465, 2587],
      certain: true,
    });
    expect(portsOf('com.amazonaws.us-gov-west-1.cassandra')).toEqual({ ports: [9142], certain: true });
  });

  it('hold both ends of a range', () => {
    const { ports, certain } = portsOf('com.amazonaws.us-east-1.appstream.streaming');
    expect(certain).toBe(true);
    expect(ports).toHaveLength(101);
    expect(ports).toEqual(expect.arrayContaining([443, 1400, 1499]));
    expect(ports).not.toContain(1500);
  });

  it('are uncertain where no page states them', () => {
    expect(portsOf('com.amazonaws.eu-west-1.transfer.server')).toMatchObject({ certain: false });
    expect(portsOf('com.amazonaws.eu-west-1.transfer.server').ports).toContain(22);
    expect(portsOf('com.amazonaws.eu-west-1.transfer')).toEqual({ ports: [443], certain: true });
  });

  it('are unknown for a customer’s endpoint service', () => {
    expect(portsOf('com.amazonaws.vpce.eu-west-1.vpce-svc-0123')).toEqual({ ports: [], certain: false });
  });

  it('are not looked up in what every object inherits', () => {
    expect(servicePorts({ service: 'constructor', kind: 'aws' })).toEqual({ ports: [443], certain: true });
  });

  it('exist, each once', () => {
    for (const service of ['email-smtp', 'cassandra', 'appstream.streaming', 'storagegateway', 'datasync']) {
      const { ports } = servicePorts({ service, kind: 'aws' });
      expect(new Set(ports).size).toBe(ports.length);
      expect(ports.every((port) => Number.isInteger(port) && port > 0 && port < 65536)).toBe(true);
    }
  });
});
