import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectRules } from '../../../src/cli/select-rules.ts';
import { AwsSession } from '../../../src/collectors/aws/aws-session.ts';
import type { Call } from '../../../src/collectors/aws/call.ts';
import { callTable } from '../../../src/collectors/aws/call-table.ts';
import { collectScope } from '../../../src/collectors/aws/collect-scope.ts';
import { limitTo } from '../../../src/collectors/aws/limiter.ts';
import { defaultLimits, type Limits } from '../../../src/collectors/aws/limits.ts';
import { collectedSnapshot } from '../../../src/collectors/snapshot/collected-snapshot.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import type { SnapshotFile } from '../../../src/model/snapshot-file.ts';
import { runRules } from '../../../src/rules/engine.ts';
import { rules } from '../../../src/rules/registry.ts';
import { type AwsServer, startAwsServer } from './aws-server.ts';
import { account, demoFacts, estateReply, region } from './estate-server.ts';
import { type Fault, faults } from './faults.ts';

type Facts = SnapshotFile['scopes'][number]['facts'];

/** Short, so that what never ends takes seconds; long enough for a machine that is busy. */
const limits: Limits = {
  ...defaultLimits,
  attempts: 2,
  callTimeout: 8_000,
  answerTimeout: 8_000,
  fruitlessPages: 2,
};
/** What takes longer has no end, even on a busy machine. */
const hangs = 120_000;
/** Cases that run at once: most of their time is waiting for the next attempt. */
const casesAtOnce = 40;

const sound = estateReply(demoFacts());

interface Case {
  readonly call: Call;
  readonly fault: Fault;
  /** How often the call was sent. */
  attempts: number;
}

/** Cases by the key that their calls are signed with: one server serves all of them. */
const cases = new Map<string, Case>();
let server: AwsServer;
let whole: Facts;
let findings: ReadonlySet<string>;

beforeAll(async () => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  server = await startAwsServer((request) => {
    const running = cases.get(request.accessKey);
    const isMeant = running?.call.service === request.service && running.call.operation === request.operation;
    if (!running || !isMeant) return sound(request);
    running.attempts += 1;
    return running.fault.reply(running.call, request, running.attempts, () => sound(request));
  });
  whole = await collectWith('whole', callTable);
  findings = findingsOf(whole);
});
afterAll(() => server.close());

async function collectWith(accessKeyId: string, calls: readonly Call[]): Promise<Facts> {
  const session = new AwsSession({
    region,
    credentials: async () => ({ accessKeyId, secretAccessKey: 'example' }),
    endpointUrl: server.url,
    limits,
    traffic: { calls: 0, retries: 0 },
    signal: new AbortController().signal,
    shared: new Map(),
    onCall: () => {},
  });
  const { scope } = await collectScope(session, calls, {
    partition: 'aws',
    account,
    vpcs: [],
    tags: [],
    limits,
  });
  await session.close();
  return scope.facts;
}

/** The call, those whose items it is asked about, and those that are asked about its items. */
function callsAround(call: Call): readonly Call[] {
  const needs = ({ subjects, only }: Call) => [...(subjects?.of ?? []), ...(only ? [only.of] : [])];
  const names = new Set([call.name]);
  const reach = (isReached: (each: Call) => boolean, added: (each: Call) => readonly string[]) => {
    for (let size = 0; size < names.size; ) {
      size = names.size;
      for (const each of callTable.filter(isReached)) for (const name of added(each)) names.add(name);
    }
  };
  reach(
    (each) => needs(each).some((name) => names.has(name)),
    ({ name }) => [name],
  );
  reach(({ name }) => names.has(name), needs);
  const families = new Set(callTable.filter(({ name }) => names.has(name)).map(({ family }) => family));
  reach(
    ({ family }) => family !== null && families.has(family),
    ({ name }) => [name],
  );
  reach(({ name }) => names.has(name), needs);
  return callTable.filter(({ name }) => names.has(name));
}

function findingsOf(facts: Facts): ReadonlySet<string> {
  const file: SnapshotFile = {
    format: 'vpce-lint/snapshot',
    version: 1,
    collectedAt: '2026-01-01T00:00:00.000Z',
    scopes: [{ partition: 'aws', account, region, facts }],
  };
  const { network } = buildNetwork(collectedSnapshot(file, null).snapshot);
  const verdicts = runRules(network, selectRules(rules, { only: [], enable: [], disable: [] }, null));
  expect(verdicts.faults).toEqual([]);
  return new Set(
    verdicts.findings.map(({ rule, resource, fingerprint }) => `${rule} ${resource.id} ${fingerprint}`),
  );
}

/** The same coverage is judged once, whatever the error code is. */
const judged = new Map<string, readonly string[]>();

function inventedBy(facts: Facts): readonly string[] {
  const shown = Object.entries(facts).map(([name, entry]) => [
    name,
    entry.status,
    entry.complete,
    entry.items,
  ]);
  const key = JSON.stringify(shown);
  let invented = judged.get(key);
  if (invented === undefined) {
    invented = [...findingsOf({ ...whole, ...facts })].filter((finding) => !findings.has(finding));
    judged.set(key, invented);
  }
  return invented;
}

/** What is wrong with what a case gave; null when nothing is. */
function complaint({ call, fault, attempts }: Case, facts: Facts): string | null {
  if (attempts === 0) return `${call.name}: was never asked`;
  const isSpared = fault.codes === null || fault.spares?.(call) === true;
  for (const [name, entry] of Object.entries(facts)) {
    const expected = whole[name as keyof Facts];
    const isSame = JSON.stringify(entry) === JSON.stringify(expected);
    if (isSpared && fault.name !== 'an answer that is cut off' && !isSame)
      return `${call.name}: changed ${name}`;
  }
  if (!isSpared && call.family !== null) {
    const entry = facts[call.family];
    if (entry?.complete !== false) return `${call.name}: counts as complete`;
    const code = entry.error?.code ?? '';
    if (!fault.codes.test(code) && !code.startsWith('needs '))
      return `${call.name}: has the code ${entry.error?.code}`;
    if (fault.name === 'access denied' && entry.status === 'failed') {
      return `${call.name}: is ${entry.status}`;
    }
  }
  const [invented] = inventedBy(facts);
  return invented === undefined ? null : `${call.name}: invented ${invented}`;
}

describe('a fault in one call', () => {
  it.each(faults)(
    'does no more harm than it must: $name',
    async (fault) => {
      const limit = limitTo(fault.name === 'an answer that never ends' ? callTable.length : casesAtOnce);
      const complaints = await Promise.all(
        callTable.map((call, index) =>
          limit(async () => {
            const running: Case = { call, fault, attempts: 0 };
            const key = `CASE${faults.indexOf(fault)}X${index}`;
            cases.set(key, running);
            return complaint(running, await collectWith(key, callsAround(call)));
          }),
        ),
      );
      expect(complaints.filter((each) => each !== null)).toEqual([]);
    },
    hangs,
  );

  it('leaves everything else as it is', async () => {
    const operations: readonly string[] = [
      'DescribeVpcs',
      'DescribeSecurityGroups',
      'ListHostedZonesByVPC',
      'ListBuckets',
    ];
    for (const operation of operations) {
      const call = callTable.find((each) => each.operation === operation);
      const fault = faults.find(({ name }) => name === 'access denied');
      if (!call || !fault) throw new Error(`no call ${operation}`);
      const key = `ALONE${operation}`;
      cases.set(key, { call, fault, attempts: 0 });
      const facts = await collectWith(key, callTable);
      const around = new Set(callsAround(call).map(({ family }) => family));
      const changed = Object.entries(facts)
        .filter(([name, entry]) => JSON.stringify(entry) !== JSON.stringify(whole[name as keyof Facts]))
        .map(([name]) => name);
      expect(changed.filter((name) => !around.has(name as never))).toEqual([]);
      expect(inventedBy(facts)).toEqual([]);
    }
  });
});
