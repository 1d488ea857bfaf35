import process from 'node:process';
import { main } from '../src/cli/main.ts';

export interface Run {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the program in this process, as often as wanted; what it would print is given back. */
export async function runProgram(argv: readonly string[]): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const writers = [process.stdout.write, process.stderr.write] as const;
  process.stdout.write = (text: unknown) => (written.stdout += String(text)) !== null;
  process.stderr.write = (text: unknown) => (written.stderr += String(text)) !== null;
  try {
    const exitCode = await main(argv);
    return { exitCode, output: written.stdout, errors: written.stderr };
  } finally {
    [process.stdout.write, process.stderr.write] = writers;
  }
}
