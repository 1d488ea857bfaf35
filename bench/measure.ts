import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';

/** What one run of a Node program took. */
export interface Usage {
  /** From before the process starts until it has ended. */
  readonly wholeMilliseconds: number;
  /** Without the start of Node. */
  readonly workMilliseconds: number;
  /** On all threads, Node's start included; other programs disturb it less than the two above. */
  readonly processorMilliseconds: number;
  /** The most memory that it had at a time. */
  readonly peakBytes: number;
}

/** Arguments for Node, and the exit codes that are no failure. */
export interface Program {
  readonly args: readonly string[];
  readonly exitCodes?: readonly number[];
}

const reportUsage = resolve('bench/report-usage.mjs');

/** Runs a program with the module that tells what it used. @throws Error when it fails. */
export function measure({ args, exitCodes }: Program): Usage {
  const start = performance.now();
  const { output } = run({ args: ['--import', reportUsage, ...args], exitCodes: exitCodes ?? [0] });
  const wholeMilliseconds = performance.now() - start;
  const { milliseconds, processorMilliseconds, peakBytes } = JSON.parse(output);
  return { wholeMilliseconds, workMilliseconds: milliseconds, processorMilliseconds, peakBytes };
}

/** How long a program takes as it is, in milliseconds. @throws Error when it fails. */
export function timeOf({ args, exitCodes }: Program): number {
  const start = performance.now();
  run({ args, exitCodes: exitCodes ?? [0] });
  return performance.now() - start;
}

function run({ args, exitCodes }: Required<Program>): { readonly output: string } {
  const { status, error, stderr, output } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (error) throw error;
  if (status === null || !exitCodes.includes(status)) {
    throw new Error(`node ${args.join(' ')} ended with ${status}:\n${stderr}`);
  }
  return { output: output[3] ?? '' };
}

/**
 * Runs the programs in turn, `rounds` times all of them, so that what else the machine does meets them alike.
 * The results stand in the order of the programs.
 */
export function inTurn<P, R>(programs: readonly P[], rounds: number, once: (program: P) => R): R[][] {
  const results = programs.map((): R[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, program] of programs.entries()) results[index]?.push(once(program));
  }
  return results;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = low] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
