#!/usr/bin/env node
import process from 'node:process';
import { keepCompiledCode } from './compiled-code.ts';
import { optimizeLightly } from './optimize-lightly.ts';
import { version } from './version.ts';

const internalErrorExitCode = 5;
const outputErrorExitCode = 3;

/** `vpce-lint check … | head` closes our output early. That is no error: finish with the true exit code. */
function surviveClosedOutput(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return;
    if (stream === process.stdout) {
      process.stderr.write(`vpce-lint: cannot write to standard output: ${error.message}\n`);
    }
    process.exit(outputErrorExitCode);
  });
}

async function start(argv: string[]): Promise<void> {
  surviveClosedOutput(process.stdout);
  surviveClosedOutput(process.stderr);
  const [first, ...rest] = argv;
  if (rest.length === 0 && (first === '--version' || first === '-V')) {
    process.stdout.write(`${version}\n`);
    return;
  }
  optimizeLightly();
  keepCompiledCode();
  try {
    const { main } = await import('./cli/main.ts');
    process.exitCode = await main(argv);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`vpce-lint: internal error, please report it: ${detail}\n`);
    process.exitCode = internalErrorExitCode;
  }
}

void start(process.argv.slice(2));
