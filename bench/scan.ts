/**
 * `npm run bench:scan -- 200` collects an account of that many VPCs from a server of this machine, and prints the
 * calls that were made against those that the API makes necessary, and the time against a bare loop that sends
 * the same calls with the SDK. It fails only when a call too many was made. `npm run bench:scan:moto -- 200` does
 * so against moto, an emulator of AWS that others wrote, without the calls that it cannot answer.
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
import { region as regionOfEmulator } from '../test/live/build-estate.ts';
import { buildVpcs } from './build-vpcs.ts';
import { generateEstate } from './generate-estate.ts';
import { median } from './measure.ts';
import { table } from './table.ts';

const seed = 20;
const rounds = 3;
/** The answer of the server takes as long as one of AWS at its quickest, in milliseconds. */
const latency = 20;
const pageSize = 1000;

/** What is collected, and where. */
interface Place {
  readonly url: string;
  readonly account: string;
  readonly region: string;
  readonly calls: readonly Call[];
}

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

interface Collection {
  readonly sent: readonly SentCall[];
  readonly facts: FactItems;
  /** How many calls went out, retries included. */
  readonly count: number;
  /** Calls that gave no answer, or were not made for want of another's. */
  readonly failed: ReadonlySet<string>;
}

function optionsFor({ url, region }: Place): SessionOptions {
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

async function collect(place: Place): Promise<Collection> {
  const options = optionsFor(place);
  const session = new RecordingSession(options);
  const { scope, problems } = await collectScope(session, place.calls, {
    partition: 'aws',
    account: place.account,
    vpcs: [],
    tags: [],
    limits: defaultLimits,
  });
  await session.close();
  const facts = Object.entries(scope.facts).map(([name, { items = [] }]) => [name, items]);
  return {
    sent: session.sent,
    facts: Object.fromEntries(facts) as FactItems,
    count: options.traffic.calls + options.traffic.retries,
    failed: new Set(problems.map(({ call }) => call)),
  };
}

/** The same calls one after the other, as many at once as collection makes. */
async function bareLoop(place: Place, sent: readonly SentCall[]): Promise<void> {
  const session = new AwsSession({
    ...optionsFor(place),
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
function fewestCalls({ calls, account: owner }: Place, facts: FactItems): number {
  const itemsOf = (name: string) => facts[name as keyof FactItems] ?? [];
  const needed = ({ name, subjects, parameters, pages }: Call): number => {
    if (subjects === null) {
      const largest = Math.min(pages?.size?.[1] ?? Number.POSITIVE_INFINITY, pageSize);
      return parameters.length * Math.max(1, Math.ceil(itemsOf(name).length / largest));
    }
    const asked = new Set(subjects.ids(itemsOf, owner)).size;
    return parameters.length * Math.ceil(asked / (subjects.most ?? 1));
  };
  return calls.reduce((sum, call) => sum + needed(call), 0);
}

async function timeOf(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

async function compare(place: Place): Promise<void> {
  const { sent, facts, count } = await collect(place);
  const fewest = fewestCalls(place, facts);
  // An emulator may put more on a page than AWS does, and so need fewer.
  console.log(
    `${facts.vpcs?.length ?? 0} VPCs: ${count} calls; AWS makes ${fewest} necessary, with its largest pages`,
  );
  if (count > fewest) process.exitCode = 1;
  const collecting: number[] = [];
  const looping: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    collecting.push(await timeOf(() => collect(place)));
    looping.push(await timeOf(() => bareLoop(place, sent)));
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
}

async function benchServer(vpcCount: number, folder: string): Promise<void> {
  const { path } = generateEstate(folder, vpcCount, seed);
  const { snapshot } = readInputs([path], () => new Uint8Array());
  const entries = Object.entries(snapshot.scopes[0]?.families ?? {}).map(([name, { lists }]) => [
    name,
    lists.flatMap(({ items }) => items),
  ]);
  const reply = estateReply(Object.fromEntries(entries) as FactItems, pageSize);
  const server = await startAwsServer((request) => ({ late: latency, reply: reply(request) }));
  try {
    await compare({ url: server.url, account, region, calls: callsFor(new Set()) });
  } finally {
    await server.close();
  }
}

async function benchEmulator(url: string, vpcCount: number): Promise<void> {
  await buildVpcs(url, vpcCount);
  const calls = callsFor(new Set());
  const place = { url, account: '123456789012', region: regionOfEmulator };
  const { failed } = await collect({ ...place, calls });
  console.log(`left out, as the emulator has no answer: ${[...failed].sort().join(', ')}`);
  await compare({ ...place, calls: calls.filter(({ name }) => !failed.has(name)) });
}

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
const vpcCount = Number(process.argv[2] ?? 200);
const emulator = process.env['VPCE_LINT_EMULATOR'];
if (emulator === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-bench-'));
  try {
    await benchServer(vpcCount, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
} else await benchEmulator(emulator, vpcCount);
