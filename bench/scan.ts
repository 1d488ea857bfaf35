/**
 * `npm run bench:scan -- 200` collects an account of that many VPCs from a server of this machine, and prints the
 * calls that were made against those that the API makes necessary, and the time against a bare loop that sends
 * the same calls with the SDK. It fails only when a call too many was made.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { AwsSession, type SessionOptions } from '../src/collectors/aws/aws-session.ts';
import type { Answer, Call, Parameters } from '../src/collectors/aws/call.ts';
import { callsFor } from '../src/collectors/aws/call-table.ts';
import { collectScope } from '../src/collectors/aws/collect-scope.ts';
import { limitTo } from '../src/collectors/aws/limiter.ts';
import { defaultLimits } from '../src/collectors/aws/limits.ts';
import { readInputs } from '../src/collectors/read-inputs.ts';
import { startAwsServer } from '../test/collectors/aws/aws-server.ts';
import { account, estateReply, type FactItems, region } from '../test/collectors/aws/estate-server.ts';
import { generateEstate } from './generate-estate.ts';
import { median } from './measure.ts';
import { table } from './table.ts';

const seed = 20;
const rounds = 3;
/** The answer of the server takes as long as one of AWS at its quickest, in milliseconds. */
const latency = 20;
const pageSize = 1000;

const calls = callsFor(new Set());

interface SentCall {
  readonly service: string;
  readonly operation: string;
  readonly parameters: Parameters;
}

/** A session that remembers what was asked of it. */
class RecordingSession extends AwsSession {
  readonly sent: SentCall[] = [];

  override call(service: string, operation: string, parameters: Parameters): Promise<Answer> {
    this.sent.push({ service, operation, parameters });
    return super.call(service, operation, parameters);
  }
}

function optionsFor(url: string): SessionOptions {
  return {
    region,
    credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' }),
    endpointUrl: url,
    limits: defaultLimits,
    traffic: { calls: 0, retries: 0 },
    signal: new AbortController().signal,
    shared: new Map(),
    onCall: () => {},
  };
}

async function collect(
  url: string,
): Promise<{ readonly sent: readonly SentCall[]; readonly facts: FactItems }> {
  const session = new RecordingSession(optionsFor(url));
  const options = { partition: 'aws', account, vpcs: [], tags: [], limits: defaultLimits };
  const { scope } = await collectScope(session, calls, options);
  await session.close();
  const facts = Object.entries(scope.facts).map(([name, { items = [] }]) => [name, items]);
  return { sent: session.sent, facts: Object.fromEntries(facts) as FactItems };
}

/** The same calls one after the other, as many at once as collection makes. */
async function bareLoop(url: string, sent: readonly SentCall[]): Promise<void> {
  const session = new AwsSession({
    ...optionsFor(url),
    limits: { ...defaultLimits, concurrency: sent.length },
  });
  const limit = limitTo(defaultLimits.concurrency);
  await Promise.all(
    sent.map(({ service, operation, parameters }) =>
      limit(() => session.call(service, operation, parameters)),
    ),
  );
  await session.close();
}

/** The calls that the API makes necessary to get these facts. */
function fewestCalls(facts: FactItems): number {
  const itemsOf = (name: string) => facts[name as keyof FactItems] ?? [];
  const needed = ({ name, subjects, parameters, pages }: Call): number => {
    if (subjects === null) {
      const largest = Math.min(pages?.size?.[1] ?? Number.POSITIVE_INFINITY, pageSize);
      return parameters.length * Math.max(1, Math.ceil(itemsOf(name).length / largest));
    }
    const asked = new Set(subjects.ids(itemsOf, account)).size;
    return parameters.length * Math.ceil(asked / (subjects.most ?? 1));
  };
  return calls.reduce((sum, call) => sum + needed(call), 0);
}

async function timeOf(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

async function bench(vpcCount: number, folder: string): Promise<void> {
  const { path } = generateEstate(folder, vpcCount, seed);
  const { snapshot } = readInputs([path], () => new Uint8Array());
  const entries = Object.entries(snapshot.scopes[0]?.families ?? {}).map(([name, { lists }]) => [
    name,
    lists.flatMap(({ items }) => items),
  ]);
  const reply = estateReply(Object.fromEntries(entries) as FactItems, pageSize);
  const server = await startAwsServer((request) => ({ late: latency, reply: reply(request) }));
  try {
    const { sent, facts } = await collect(server.url);
    const fewest = fewestCalls(facts);
    console.log(
      `${vpcCount} VPCs: ${server.requests.length} calls, of which the API makes ${fewest} necessary`,
    );
    if (server.requests.length > fewest) process.exitCode = 1;
    const collecting: number[] = [];
    const looping: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      collecting.push(await timeOf(() => collect(server.url)));
      looping.push(await timeOf(() => bareLoop(server.url, sent)));
    }
    const comparison = {
      what: 'collection',
      value: median(collecting),
      against: 'a bare loop of the same calls',
      reference: median(looping),
      aim: 1.2,
      unit: 'milliseconds',
    } as const;
    console.log(table([comparison]));
  } finally {
    await server.close();
  }
}

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const vpcCount = Number(process.argv[2] ?? 200);
const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-bench-'));
try {
  await bench(vpcCount, folder);
} finally {
  rmSync(folder, { recursive: true });
}
