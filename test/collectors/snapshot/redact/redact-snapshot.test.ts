import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AttachmentStatus,
  AvailabilityMode,
  ConnectivityType,
  DnsRecordIpType,
  InternetGatewayBlockMode,
  IpAddressType,
  NatGatewayState,
  NetworkInterfaceType,
  RouteOrigin,
  RouteState,
  State,
  TransitGatewayAttachmentState,
  VpcEndpointType,
  VpcPeeringConnectionStateReasonCode,
  VpcState,
} from '@aws-sdk/client-ec2';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulesChangedByRedaction } from '../../../../src/cli/check-redaction.ts';
import { readInputs } from '../../../../src/collectors/read-inputs.ts';
import { redactSnapshot } from '../../../../src/collectors/snapshot/redact/redact-snapshot.ts';
import type { FamilyName } from '../../../../src/model/fact-families.ts';
import type { RawItem, Snapshot } from '../../../../src/model/snapshot.ts';
import { snapshotOfFacts } from '../../../../src/model/snapshot-of-facts.ts';
import { scopesOf } from '../../../analysis/connectivity/path/network-of-estate.ts';
import { randomNetwork } from '../../../analysis/connectivity/path/random-network.ts';
import { fixtureNames, inputOfFixture } from '../../../fixture-inputs.ts';

const key = new Uint8Array(32).fill(7);
const corpus = join('..', 'shared', 'corpus');

function read(path: string): Snapshot {
  return readInputs([path], () => new Uint8Array()).snapshot;
}

function itemOf(family: FamilyName, item: RawItem): RawItem | undefined {
  const { snapshot } = redactSnapshot(snapshotOfFacts({ [family]: [item] }), key);
  return snapshot.scopes[0]?.families[family]?.lists[0]?.items[0];
}

/** The same facts under ids as AWS makes them: others count as names. */
function withIdsOfAws<T>(facts: T): T {
  const text = JSON.stringify(facts).replace(
    /"([a-z]+)-([a-z0-9-]+)"/g,
    (written, kind: string, name: string) =>
      kind === 'eu' ? written : `"${kind}-${Buffer.from(name).toString('hex').padStart(17, '0').slice(-17)}"`,
  );
  return JSON.parse(text) as T;
}

describe('a redacted snapshot', () => {
  it.each(fixtureNames)('tells of %s what the original tells', (name) => {
    const snapshot = read(inputOfFixture(name));
    expect(rulesChangedByRedaction(snapshot, redactSnapshot(snapshot, key))).toEqual([]);
  });

  it.skipIf(!existsSync(corpus))('tells of published networks what the originals tell', () => {
    const networks = readdirSync(join(corpus, 'batfish')).map((name) => join(corpus, 'batfish', name));
    for (const path of [...networks, join(corpus, 'cloud-custodian'), join(corpus, 'cartography')]) {
      const snapshot = read(path);
      expect([path, rulesChangedByRedaction(snapshot, redactSnapshot(snapshot, key))]).toEqual([path, []]);
    }
  });

  it('tells of random networks what the originals tell', () => {
    fc.assert(
      fc.property(randomNetwork, fc.uint8Array({ minLength: 32, maxLength: 32 }), (random, anyKey) => {
        const scopes = scopesOf(random).flatMap(
          ([scope, facts]) => snapshotOfFacts(withIdsOfAws(facts), scope).scopes,
        );
        const snapshot = { documents: [], scopes, collectedAt: null };
        expect(rulesChangedByRedaction(snapshot, redactSnapshot(snapshot, anyKey))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('names nobody', () => {
    const text = JSON.stringify(
      itemOf('vpcEndpoints', {
        VpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
        OwnerId: '123456789012',
        ServiceName: 'com.amazonaws.eu-west-1.s3',
        State: 'available',
        Tags: [
          { Key: 'Name', Value: 'Initech payroll' },
          { Key: 'kubernetes.io/cluster/initech-live', Value: 'owned' },
        ],
        PolicyDocument: JSON.stringify({
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::123456789012:role/Initech-Admin' },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::initech-payroll/*',
            Condition: { StringEquals: { 'aws:PrincipalTag/initech-team': 'payroll' } },
          },
        }),
      }),
    );
    expect(text).not.toMatch(/initech|payroll|123456789012/i);
    expect(text).toContain('vpce-0a1b2c3d4e5f60718');
    expect(text).toContain('com.amazonaws.eu-west-1.s3');
    expect(text).toContain('kubernetes.io/cluster/');
    expect(text).toContain('s3:GetObject');
    expect(text).toContain('aws:PrincipalTag/');
  });

  it('gives one name one stand-in, wherever it stands', () => {
    const { rename } = redactSnapshot(snapshotOfFacts({}), key);
    const [bucket, object] = [rename('arn:aws:s3:::initech-payroll'), rename('initech-payroll/2026/*')];
    expect(object).toBe(`${bucket.slice('arn:aws:s3:::'.length)}/2026/*`);
    expect(rename('files.initech.internal').split('.').slice(1)).toEqual(
      rename('www.initech.internal').split('.').slice(1),
    );
  });

  it('keeps the states and kinds that AWS reports', () => {
    const { rename } = redactSnapshot(snapshotOfFacts({}), key);
    const enumerations: readonly Readonly<Record<string, string>>[] = [
      State,
      RouteOrigin,
      RouteState,
      NatGatewayState,
      NetworkInterfaceType,
      VpcEndpointType,
      VpcPeeringConnectionStateReasonCode,
      TransitGatewayAttachmentState,
      VpcState,
      AvailabilityMode,
      ConnectivityType,
      DnsRecordIpType,
      IpAddressType,
      InternetGatewayBlockMode,
      AttachmentStatus,
    ];
    const values = enumerations.flatMap((enumeration) => Object.values(enumeration));
    expect(values.filter((value) => rename(value) !== value)).toEqual([]);
    expect(values.length).toBeGreaterThan(60);
  });

  it('keeps what AWS names', () => {
    const { rename } = redactSnapshot(snapshotOfFacts({}), key);
    for (const text of [
      'com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0',
      'api.ecr.eu-west-1.amazonaws.com',
      'vpce-0a1b2c3d4e5f60718-abcd1234.ssm.eu-west-1.vpce.amazonaws.com'.replace('-abcd1234', ''),
      'pendingAcceptance',
      '2026-11-21T10:00:00.000Z',
      'eu-west-1a',
      'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
      'arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*',
      '10.0.0.0/8',
      '0.0.0.0/0',
    ]) {
      expect(rename(text)).toBe(text);
    }
  });
});
