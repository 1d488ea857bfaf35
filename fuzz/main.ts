/**
 * `npm run fuzz [-- --count N] [--first N] [--seed N] [--seconds N] [--workers N]`: tries the program and its parts on
 * spoiled inputs and says which promises were broken. The same seed and numbers try the same inputs; `--first N
 * --count 1` tries one again.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Fault, kinds, type Share, tryInputs } from './try-inputs.ts';

interface Work extends Share {
  readonly progress: Int32Array;
}

/** Where the numbers of `progress` stand: the input that is tried, how many were, by exit code, and by kind. */
const current = 0;
const tried = 1;
const byExitCode = 2;
const exitCodes = [0, 1, 2, 3, 4, 5];
const byKind = byExitCode + exitCodes.length;

/** No input of a few kilobytes may take longer: seconds of work, or of a busy machine. */
const hangsAfter = { work: 10, wall: 120 };
const lookEvery = 250;
const sayEvery = 60_000;
const kept = join('.cache', 'fuzz', 'faults');

async function work({ progress, ...share }: Work): Promise<void> {
  process.on('unhandledRejection', (error) => {
    throw error;
  });
  await tryInputs(share, {
    began: (input, kind) => {
      Atomics.store(progress, current, input);
      Atomics.add(progress, tried, 1);
      Atomics.add(progress, byKind + kind, 1);
    },
    ended: (exitCode) => {
      if (exitCode !== null) Atomics.add(progress, byExitCode + exitCode, 1);
    },
    found: (fault) => parentPort?.postMessage(fault),
  });
}

/** Runs one worker after another until its share is done: one that hangs is stopped, and the next goes on behind it. */
async function supervise(share: Work, found: (fault: Fault) => void): Promise<void> {
  let first = share.first;
  while (first < share.last) {
    const stopped = await runWorker({ ...share, first }, found);
    if (stopped === null) return;
    const { input, why } = stopped;
    found({ input, kind: '', origin: '', command: '', faults: [why], bytes: new Uint8Array() });
    first = input + share.step;
  }
}

function runWorker(
  share: Work,
  found: (fault: Fault) => void,
): Promise<{ readonly input: number; readonly why: string } | null> {
  Atomics.store(share.progress, current, share.first);
  const worker = new Worker(new URL(import.meta.url), { workerData: share });
  worker.on('message', found);
  return new Promise((resolve) => {
    let seen = -1;
    let since = spent(share.step);
    const finish = (why: string | null) => {
      clearInterval(watch);
      void worker.terminate();
      resolve(why === null ? null : { input: Atomics.load(share.progress, current), why });
    };
    const watch = setInterval(() => {
      const [now, time] = [Atomics.load(share.progress, tried), spent(share.step)];
      if (now !== seen) [seen, since] = [now, time];
      else if (time.work - since.work > hangsAfter.work || time.wall - since.wall > hangsAfter.wall) {
        finish(`took longer than ${hangsAfter.work} s`);
      }
    }, lookEvery);
    worker.on('error', (error) =>
      finish(`the program died: ${error instanceof Error ? error.stack : String(error)}`),
    );
    worker.on('exit', () => finish(null));
  });
}

/** Seconds of the processor that each of the workers has had, and of the clock. */
function spent(workers: number): { readonly work: number; readonly wall: number } {
  const { user, system } = process.cpuUsage();
  return { work: (user + system) / 1e6 / workers, wall: Date.now() / 1000 };
}

async function coordinate(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '20000' },
      first: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '86400' },
      workers: { type: 'string', default: String(availableParallelism()) },
    },
  });
  const [count, from, seed] = [Number(values.count), Number(values.first), Number(values.seed)];
  const faults: Fault[] = [];
  const began = Date.now();
  const step = Number(values.workers);
  const shares = Array.from({ length: step }, (_, index): Work => {
    return {
      seed,
      first: from + index,
      last: from + count,
      step,
      until: began + Number(values.seconds) * 1000,
      progress: new Int32Array(new SharedArrayBuffer(4 * (byKind + kinds.length))),
    };
  });
  const sum = (slot: number) =>
    shares.reduce((total, { progress }) => total + Atomics.load(progress, slot), 0);
  const state = () => {
    const seconds = ((Date.now() - began) / 1000).toFixed(0);
    return `seed ${seed}: ${sum(tried)} inputs in ${seconds} s, ${faults.length} with a fault`;
  };
  const saying = setInterval(() => console.error(state()), sayEvery);
  await Promise.all(
    shares.map((share) =>
      supervise(share, (fault) => {
        if (faults.push(fault) <= 40) report(fault);
      }),
    ),
  );
  clearInterval(saying);
  const outcomes = exitCodes.map((exitCode) => `${sum(byExitCode + exitCode)} gave ${exitCode}`).join(', ');
  console.log(state());
  console.log(`kinds: ${kinds.map(([name], index) => `${sum(byKind + index)} ${name}`).join(', ')}`);
  console.log(`exit codes of the program: ${outcomes}`);
  if (faults.length > 0) process.exitCode = 1;
}

function report({ input, kind, origin, command, faults, bytes }: Fault): void {
  mkdirSync(kept, { recursive: true });
  const file = join(kept, String(input));
  writeFileSync(file, bytes);
  console.log(`input ${input} (${kind}, ${origin}), kept as ${file}: ${command}`);
  for (const fault of faults) console.log(`  ${fault}`);
}

if (isMainThread) await coordinate();
else await work(workerData as Work);
