import { type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';

export const program = resolve('dist', 'bin.cjs');

export interface Run {
  /** Null when it had to be stopped because it did not end. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Standard input; without it there is none. */
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** Close standard output after the first piece of it. */
  readonly closeEarly?: true;
}

const patience = 25_000;

/** Runs the built program as a user does: `npm test` builds it. */
export function runProgram(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  if (!existsSync(program)) throw new Error('the program is not built: npm run build');
  return runCommand(process.execPath, [...(options.nodeOptions ?? []), program, ...words], options);
}

export function runCommand(
  command: string,
  words: readonly string[],
  options: RunOptions = {},
): Promise<Run> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...environment } = process.env;
  const spawned: SpawnOptions = {
    cwd: options.cwd ?? process.cwd(),
    env: { ...environment, ...options.env },
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    timeout: patience,
    killSignal: 'SIGKILL',
  };
  return new Promise((done, failed) => {
    const child = spawn(command, words, spawned);
    const pieces: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
    child.stdout?.on('data', (piece: Buffer) => {
      pieces.stdout.push(piece);
      if (options.closeEarly) child.stdout?.destroy();
    });
    child.stderr?.on('data', (piece: Buffer) => pieces.stderr.push(piece));
    child.on('error', failed);
    child.on('close', (code) => {
      const text = (some: readonly Buffer[]) => Buffer.concat(some).toString('utf8');
      done({ code, stdout: text(pieces.stdout), stderr: text(pieces.stderr) });
    });
    // The program need not read all of its input.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input);
  });
}

/** Gateway endpoints without route tables in a VPC with compute: what the rule of that name calls errors. */
export function faultyEstate(ids: readonly string[] = ['vpce-1'], fields: object = {}): object {
  const owned = { OwnerId: '111122223333', VpcId: 'vpc-1' };
  return {
    VpcEndpoints: ids.map((VpcEndpointId) => ({
      VpcEndpointId,
      ...owned,
      VpcEndpointType: 'Gateway',
      ServiceName: 'com.amazonaws.eu-west-1.s3',
      State: 'available',
      RouteTableIds: [],
      ...fields,
    })),
    Vpcs: [owned],
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-1',
        ...owned,
        InterfaceType: 'interface',
        Attachment: { InstanceId: 'i-1' },
      },
    ],
  };
}

/** The one rule that these tests run where the choice of rules does not matter. */
export const onlyThatRule = ['--only', 'gateway-endpoint-no-route-tables'] as const;

export interface JsonReport {
  readonly inputs: readonly { readonly path: string; readonly kind: string }[];
  readonly summary: { readonly error: number; readonly warning: number };
  readonly findings: readonly {
    readonly rule: string;
    readonly resource: { readonly id: string };
    readonly location: { readonly file: string; readonly line: number; readonly column: number } | null;
  }[];
  readonly undecided: readonly { readonly rule: string }[];
}

export function reportIn({ stdout }: Run): JsonReport {
  return JSON.parse(stdout) as JsonReport;
}
