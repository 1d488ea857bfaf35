import process from 'node:process';
import { type CollectedFromAws, collectFromAws } from '../../../src/collectors/aws/collect-from-aws.ts';
import { defaultLimits, type Limits } from '../../../src/collectors/aws/limits.ts';
import type { Selection } from '../../../src/collectors/aws/selection.ts';
import type { AwsServer } from './aws-server.ts';
import { region } from './estate-server.ts';

const selectionOf = (server: Pick<AwsServer, 'url'>, some: Partial<Selection> = {}): Selection => ({
  profiles: [],
  regions: [region],
  defaultRegion: null,
  allRegions: false,
  roleArns: [],
  roleName: '',
  externalId: null,
  organization: null,
  vpcs: [],
  tags: [],
  endpointUrl: server.url,
  topics: new Set(),
  ...some,
});

/** Collects from a server of this machine, with credentials that it does not check. */
export function collectFrom(
  server: Pick<AwsServer, 'url'>,
  some: Partial<Selection> = {},
  limits: Partial<Limits> = {},
): Promise<CollectedFromAws> {
  process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  return collectFromAws(selectionOf(server, some), {
    tool: { name: 'vpce-lint', version: '0.0.0' },
    signal: new AbortController().signal,
    onProgress: () => {},
    now: '2026-01-01T00:00:00.000Z',
    limits: { ...defaultLimits, ...limits },
  });
}
