/**
 * Runs a Node program with moto at its side, an emulator of AWS that others wrote: in a virtual environment that
 * is gone afterwards, on a free port of this machine. Its address stands in VPCE_LINT_EMULATOR.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const emulator = 'moto[server,all]==5.2.2';
/** Seconds until the emulator has to answer. */
const patience = 60;

const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-moto-'));
let server;
try {
  install();
  const port = await freePort();
  server = spawn(join(folder, 'bin', 'moto_server'), ['--host', '127.0.0.1', '--port', String(port)], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  await answering(url);
  const program = spawnSync(process.execPath, process.argv.slice(2), {
    stdio: 'inherit',
    env: { ...process.env, VPCE_LINT_EMULATOR: url },
  });
  process.exitCode = program.status ?? 1;
} finally {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
}

function install() {
  const python = process.env.PYTHON ?? 'python3';
  run(
    python,
    ['-m', 'venv', folder],
    'python3 with its module venv is needed (apt-get install python3-venv)',
  );
  run(
    join(folder, 'bin', 'pip'),
    ['install', '--quiet', '--disable-pip-version-check', emulator],
    'pip failed',
  );
}

function run(command, words, problem) {
  const { status, error, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(`${problem}: ${error?.message ?? stderr.trim()}`);
}

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.on('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

async function answering(url) {
  for (let second = 0; second < patience; second += 1) {
    if (server.exitCode !== null) throw new Error('the emulator ended before it answered');
    try {
      await fetch(`${url}/moto-api/`);
      return;
    } catch {
      await sleep(1000);
    }
  }
  throw new Error(`the emulator did not answer within ${patience} s`);
}
