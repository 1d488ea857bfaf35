/**
 * `npm run fuzz [-- --count N] [--seed N] [--seconds N]`: runs the program on spoiled inputs and says which
 * promises it broke. The same seed and count try the same inputs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Fault, tryInputs } from './try-inputs.ts';

interface Share {
  readonly seed: number;
  readonly first: number;
  readonly last: number;
  readonly step: number;
  /** Number of the input being tried, how many were tried, and from the third on how many gave which exit code. */
  readonly progress: Int32Array;
}

/** No input of a few kilobytes may take longer. */
const hangAfter = 10_000;
const lookEvery = 250;
const exitCodes = [0, 1, 2, 3, 4, 5];
const kept = join('.cache', 'fuzz', 'faults');

async function work({ progress, ...share }: Share): Promise<void> {
  process.on('unhandledRejection', (error) => {
    throw error;
  });
  await tryInputs(share, {
    began: (input) => {
      Atomics.store(progress, 0, input);
      Atomics.add(progress, 1, 1);
    },
    ended: (exitCode) => {
      Atomics.add(progress, 2 + exitCode, 1);
    },
    found: (fault) => parentPort?.postMessage(fault),
  });
}

/** Runs one worker after another until its share is done: one that hangs is stopped, and the next goes on behind it. */
async function supervise(share: Share, found: (fault: Fault) => void): Promise<void> {
  let first = share.first;
  while (first < share.last) {
    const stopped = await runWorker({ ...share, first }, found);
    if (stopped === null) return;
    found({ input: stopped.input, seed: '', command: '', faults: [stopped.why], bytes: new Uint8Array() });
    first = stopped.input + share.step;
  }
}

function runWorker(
  share: Share,
  found: (fault: Fault) => void,
): Promise<{ readonly input: number; readonly why: string } | null> {
  Atomics.store(share.progress, 0, share.first);
  const worker = new Worker(new URL(import.meta.url), { workerData: share });
  worker.on('message', found);
  return new Promise((resolve) => {
    let tried = -1;
    let since = Date.now();
    const finish = (why: string | null) => {
      clearInterval(watch);
      void worker.terminate();
      resolve(why === null ? null : { input: Atomics.load(share.progress, 0), why });
    };
    const watch = setInterval(() => {
      const now = Atomics.load(share.progress, 1);
      if (now !== tried) [tried, since] = [now, Date.now()];
      else if (Date.now() - since > hangAfter) finish(`took longer than ${hangAfter / 1000} s`);
    }, lookEvery);
    worker.on('error', (error) =>
      finish(`the program died: ${error instanceof Error ? error.stack : String(error)}`),
    );
    worker.on('exit', () => finish(null));
  });
}

async function coordinate(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [count, seed] = [Number(values.count), Number(values.seed)];
  const faults: Fault[] = [];
  const began = Date.now();
  const step = availableParallelism();
  const shares = Array.from({ length: step }, (_, first): Share => {
    return {
      seed,
      first,
      last: count,
      step,
      progress: new Int32Array(new SharedArrayBuffer(4 * (2 + exitCodes.length))),
    };
  });
  await Promise.all(shares.map((share) => supervise(share, (fault) => faults.push(fault))));
  const sum = (slot: number) =>
    shares.reduce((total, { progress }) => total + Atomics.load(progress, slot), 0);
  for (const fault of faults.slice(0, 20)) report(fault);
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  const outcomes = exitCodes.map((exitCode) => `${sum(2 + exitCode)} gave ${exitCode}`).join(', ');
  console.log(`seed ${seed}: ${sum(1)} inputs in ${seconds} s, ${faults.length} with a fault`);
  console.log(`exit codes: ${outcomes}`);
  if (faults.length > 0) process.exitCode = 1;
}

function report({ input, seed, command, faults, bytes }: Fault): void {
  mkdirSync(kept, { recursive: true });
  const file = join(kept, String(input));
  writeFileSync(file, bytes);
  console.log(`input ${input} (${seed}), kept as ${file}: vpce-lint ${command}`);
  for (const fault of faults) console.log(`  ${fault}`);
}

if (isMainThread) await coordinate();
else await work(workerData as Share);
