import process from 'node:process';
import * as z from 'zod';
import { version } from '../version.ts';
export async function main(argv: string[]): Promise<number> {
  const { default: yargs } = await import('yargs');
  const { IPv4 } = await import('ip-num');
  process.stdout.write(
    `stub ${version} ${z.string().parse(argv[0])} ${typeof yargs} ${new IPv4('1.2.3.4')}\n`,
  );
  return 0;
}
