import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { faultsOfJson, faultsOfRun } from './faults-of-run.ts';
import { below, hostileTexts, mutateBytes, mutated, oneOf, type RandomNumber } from './mutate.ts';
import { runProgram } from './run-program.ts';
import { readConfigurationSeeds, readFileSeeds, readNetworkSeeds, type Seed } from './seeds.ts';
import type { Outcome, Trial, TrialMaker } from './trial.ts';

const reports = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html'] as const;
const answers = ['text', 'json'] as const;
const tables = ['text', 'json', 'markdown'] as const;
const targets = ['s3', 'ssm', 'https://example.com', '10.0.0.0/8', '198.51.100.7', 'vpce-1', '::/0'] as const;
const senders = ['subnet-1', 'i-0123456789abcdef0', 'eni-1', '10.50.0.0/16@vgw-1'] as const;
const owners = ['vpc-endpoint', 's3-bucket', 'kms-key', 'sqs-queue', 'ecr-repository'] as const;
const complaints = [
  'dial tcp: lookup ssm.eu-west-1.amazonaws.com: no such host',
  'connect ETIMEDOUT 10.0.9.5:5432',
  'User: arn:aws:sts::111122223333:assumed-role/app/i-1 is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a" because no VPC endpoint policy allows the s3:GetObject action',
  '2 111122223333 eni-0a1 10.0.1.5 10.0.9.5 43210 443 6 5 300 1600000000 1600000060 REJECT OK',
  '{"eventSource":"s3.amazonaws.com","eventName":"GetObject","errorCode":"AccessDenied","vpcEndpointId":"vpce-1"}',
] as const;

/** What is done with an input: the words, and the format of what comes out. */
interface Use {
  readonly words: readonly string[];
  readonly format: string;
}

/** What stands beside the input that is spoiled. */
interface Beside {
  readonly estate: string;
  readonly output: string;
}

type UseMaker = (file: string, random: RandomNumber, beside: Beside) => Use;

const check: UseMaker = (file, random) => {
  const format = oneOf(random, reports);
  const further = oneOf<readonly string[]>(random, [
    [],
    [],
    ['--fail-on-unknown'],
    ['--sarif-profile', 'full'],
    ['--policy-for', oneOf(random, owners)],
    ['-v'],
  ]);
  return { words: ['check', file, '--no-config', '--format', format, ...further], format };
};

const path: UseMaker = (file, random) => {
  const format = oneOf(random, answers);
  const [from, to] = [
    oneOf(random, senders),
    below(random, 3) === 0 ? oneOf(random, hostileTexts) : oneOf(random, targets),
  ];
  return { words: ['path', '--from', from, `--to=${to}`, file, '--no-config', '--format', format], format };
};

const matrix: UseMaker = (file, random) => {
  const format = oneOf(random, tables);
  return { words: ['matrix', file, '-s', oneOf(random, targets), '--format', format], format };
};

const diff: UseMaker = (file, random, { estate }) => {
  const format = oneOf(random, tables);
  const inputs = below(random, 2) === 0 ? [estate, file] : [file, estate];
  return { words: ['diff', ...inputs, '--no-config', '--format', format], format };
};

const why: UseMaker = (file, random) => {
  const format = oneOf(random, answers);
  const text = mutateBytes(Buffer.from(oneOf(random, complaints)), random);
  // A word of the command line is text without NUL.
  const word = Buffer.from(text).toString('utf8').replaceAll('\0', '').replace(/^-+/, '');
  return { words: ['why', word, file, '--no-config', '--format', format], format };
};

const merge: UseMaker = (file, random, { estate, output }) =>
  below(random, 2) === 0
    ? { words: ['merge', file, '-o', output], format: 'json' }
    : { words: ['merge', file, estate], format: 'json' };

const compare: UseMaker = (file, random, { estate }) => {
  const format = oneOf(random, answers);
  return { words: ['compare', estate, '--analyses', file, '--format', format], format };
};

const baseline: UseMaker = (file, random, { output }) => {
  const words = oneOf<readonly string[]>(random, [
    ['baseline', 'create', file, '--no-config', '--baseline', output],
    ['check', file, '--no-config', '--baseline', file],
  ]);
  return { words, format: 'text' };
};

const aside: UseMaker = (file, random, { estate }) => {
  const format = oneOf(random, answers);
  const option = oneOf(random, ['--baseline', '--parameters']);
  return below(random, 3) === 0
    ? { words: ['path', estate, '--queries', file, '--no-config'], format: 'lines' }
    : { words: ['check', estate, '--no-config', option, file, '--format', format], format };
};

const configured: UseMaker = (file, random, { estate }) => {
  const format = oneOf(random, answers);
  const option = oneOf(random, ['--config', '--config', '--expectations']);
  return { words: ['check', estate, option, file, '--format', format], format };
};

/** How often each use is tried, of a hundred. */
const uses: readonly (readonly [number, UseMaker])[] = [
  [50, check],
  [12, path],
  [9, matrix],
  [5, diff],
  [6, why],
  [5, merge],
  [3, compare],
  [4, baseline],
  [6, aside],
];

/** The whole program on a spoiled input, with one of its commands. */
export function programTrials(folder: string): TrialMaker {
  const [files, networks] = [readFileSeeds(), readNetworkSeeds()];
  const beside = besideIn(folder, networks);
  return (random) => {
    const seeds = below(random, 2) === 0 ? files : networks;
    const original = pick(seeds, random);
    const bytes = mutated(original.bytes, random);
    const place = below(random, 100);
    let passed = 0;
    const [, use = check] = uses.find(([weight]) => place < (passed += weight)) ?? [];
    return trial(original, bytes, join(folder, `input${extname(original.path)}`), use, random, beside);
  };
}

/** The whole program with a spoiled configuration. */
export function configuredTrials(folder: string): TrialMaker {
  const seeds = readConfigurationSeeds();
  const beside = besideIn(folder, readNetworkSeeds());
  return (random) => {
    const original = pick(seeds, random);
    const bytes = mutateBytes(original.bytes, random);
    return trial(original, bytes, join(folder, 'input.yaml'), configured, random, beside);
  };
}

export function pick(seeds: readonly Seed[], random: RandomNumber): Seed {
  const seed = seeds[below(random, seeds.length)];
  if (!seed) throw new Error('there is nothing to mutate');
  return seed;
}

function besideIn(folder: string, networks: readonly Seed[]): Beside {
  const estate = join(folder, 'estate.json');
  const small = networks.find((seed) => seed.path.endsWith('saas-provider')) ?? networks[0];
  if (small) writeFileSync(estate, small.bytes);
  return { estate, output: join(folder, 'output.json') };
}

function trial(
  { path: origin }: Seed,
  bytes: Uint8Array,
  file: string,
  use: UseMaker,
  random: RandomNumber,
  beside: Beside,
): Trial {
  const { words, format } = use(file, random, beside);
  const told = words.map((word) => word.replace(file, 'FILE').replace(beside.estate, 'ESTATE'));
  return {
    origin,
    command: `vpce-lint ${told.join(' ')}`,
    bytes,
    run: async (): Promise<Outcome> => {
      rmSync(beside.output, { force: true });
      writeFileSync(file, bytes);
      const run = await runProgram(words);
      const written = words.includes(beside.output) ? readWritten(beside.output) : '{}';
      return {
        exitCode: run.exitCode,
        faults: [...faultsOfRun(format, run), ...faultsOfJson(written)],
      };
    },
  };
}

/** What was written; a run that has failed writes nothing. */
function readWritten(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '{}';
  }
}
