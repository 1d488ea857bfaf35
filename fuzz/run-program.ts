import process from 'node:process';
import { main } from '../src/cli/main.ts';

export interface Run {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the program in this process, as often as wanted; what it would print is given back. */
export async function runProgram(argv: readonly string[]): Promise<Run> {
  const [output, errors] = [capture(process.stdout), capture(process.stderr)];
  try {
    const exitCode = await main(argv);
    return { exitCode, output: output.text, errors: errors.text };
  } finally {
    output.end();
    errors.end();
  }
}

function capture(stream: NodeJS.WriteStream) {
  const usual = Object.getOwnPropertyDescriptor(stream, 'write');
  const captured = {
    text: '',
    end: () => {
      if (usual) Object.defineProperty(stream, 'write', usual);
      else Reflect.deleteProperty(stream, 'write');
    },
  };
  stream.write = (text: unknown) => {
    captured.text += String(text);
    return true;
  };
  return captured;
}
