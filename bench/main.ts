/**
 * `npm run bench -- 2000` generates an estate of that many VPCs, checks it with the built program, and prints
 * what that costs as ratios: to reading the same bytes with JSON.parse, and to starting Node; so for the matrix
 * over twenty services. It fails only when the program does not find exactly the faults that the estate was given.
 *
 * `npm run bench -- --shards 10000` does so with the estate of an organization, in files per account and region.
 *
 * `npm run bench -- --growth 100 200 400 800` runs check and matrix over estates of those sizes, and prints the
 * exponents by which their processor time grows; `--hub 100 200 400 800` runs check over hubs with so many spokes,
 * and `--shards-growth 100 1000 10000` check and matrix over organizations.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { rules } from '../src/rules/registry.ts';
import { benchGrowth, type Growing } from './bench-growth.ts';
import { differences } from './compare-findings.ts';
import { type GeneratedEstate, generateEstate } from './generate-estate.ts';
import { generateHub } from './generate-hub.ts';
import { generateShards } from './generate-shards.ts';
import { matrixProgram } from './matrix-program.ts';
import { inTurn, measure, median, type Program, timeOf, type Usage } from './measure.ts';
import { amount, type Comparison, table } from './table.ts';

const program = 'dist/bin.cjs';
const seed = 20;
/** How often each program runs: medians are compared. A run over few VPCs is there to see that all of it works. */
const rounds = {
  full: { check: 5, start: 15 },
  smoke: { check: 1, start: 3 },
} as const;
const smokeVpcs = 100;
/** So many take minutes each time, in which what else the machine does evens out. */
const hugeVpcs = 4000;
const shownDifferences = 20;
/** What a small estate costs says more about the start of the program than about its work. */
const aimedAtVpcs = 2000;

/** Parses one file after the other, and keeps what they hold. */
const parseFiles: string =
  'globalThis.parsed = process.argv.slice(1).map((path) => JSON.parse(require("node:fs").readFileSync(path)));';

/** The file, or all files of the folder. */
function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const found = readdirSync(path, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

const sizeOf = (path: string): number => filesOf(path).reduce((sum, file) => sum + statSync(file).size, 0);

/** Runs `check` and holds its report against the seeded faults. */
function wrongResults({ path, seeded }: GeneratedEstate, folder: string): readonly string[] {
  const report = join(folder, 'report.json');
  measure(checkProgram(path, report));
  const existing = new Set(rules.map(({ id }) => id));
  const unknown = new Set(seeded.map(({ rule }) => rule).filter((rule) => !existing.has(rule)));
  for (const rule of unknown) console.log(`There is no rule ${rule}: its faults are left out.`);
  return differences(JSON.parse(readFileSync(report, 'utf8')), seeded, existing);
}

function checkProgram(path: string, report: string): Program {
  return { args: [program, 'check', path, '--format', `json=${report}`], exitCodes: [0, 1] };
}

function comparisons(path: string, folder: string, vpcCount: number): readonly Comparison[] {
  const times = vpcCount <= smokeVpcs || vpcCount >= hugeVpcs ? rounds.smoke : rounds.full;
  const [check = [], matrix = [], parse = []] = inTurn(
    [
      checkProgram(path, join(folder, 'report.json')),
      matrixProgram(program, path, join(folder, 'matrix.txt')),
      { args: ['-e', parseFiles, ...filesOf(path)] },
    ],
    times.check,
    measure,
  );
  const [bare = [], version = [], demo = []] = inTurn(
    [{ args: ['-e', '0'] }, { args: [program, '--version'] }, { args: [program, 'demo'] }],
    times.start,
    timeOf,
  );
  const parsing = 'JSON.parse(readFileSync())';
  const versus = (
    what: string,
    usage: keyof Usage,
    against: string,
    aim: number | null,
    runs = check,
  ): Comparison => ({
    what,
    value: median(runs.map((run) => run[usage])),
    against,
    reference: median(parse.map((run) => run[usage])),
    aim: vpcCount < aimedAtVpcs ? null : aim,
    unit: usage === 'peakBytes' ? 'bytes' : 'milliseconds',
  });
  const peak = versus('peak memory of check', 'peakBytes', parsing, 3);
  return [
    versus('check', 'wholeMilliseconds', parsing, 2.5),
    versus('check, Node started', 'workMilliseconds', `${parsing}, Node started`, null),
    versus('processor time of check', 'processorMilliseconds', parsing, null),
    peak,
    { ...peak, against: 'the input', reference: sizeOf(path), aim: null },
    versus('matrix x 20 services', 'wholeMilliseconds', parsing, 3, matrix),
    versus('processor time of matrix', 'processorMilliseconds', parsing, null, matrix),
    versus('peak memory of matrix', 'peakBytes', parsing, null, matrix),
    {
      what: '--version',
      value: median(version),
      against: 'node -e 0',
      reference: median(bare),
      aim: 1.3,
      unit: 'milliseconds',
    },
    {
      what: 'demo',
      value: median(demo),
      against: 'node -e 0',
      reference: median(bare),
      aim: 3,
      unit: 'milliseconds',
    },
  ];
}

function bench(vpcCount: number, generate: typeof generateEstate, folder: string): void {
  const estate = generate(folder, vpcCount, seed);
  const [size, files] = [amount(sizeOf(estate.path), 'bytes'), filesOf(estate.path).length];
  console.log(`${vpcCount} VPCs, ${size} in ${files} files, ${estate.seeded.length} seeded faults`);
  const wrong = wrongResults(estate, folder);
  if (wrong.length > 0) {
    console.error(`The report is wrong in ${wrong.length} places:`);
    for (const line of wrong.slice(0, shownDifferences)) console.error(`  ${line}`);
    process.exitCode = 1;
    return;
  }
  console.log('check finds these and nothing else, and nothing is undecided.\n');
  console.log(table(comparisons(estate.path, folder, vpcCount)));
}

const growthOf = (generate: typeof generateEstate, rounds: number): readonly Omit<Growing, 'sizes'>[] => [
  {
    what: 'check',
    rounds,
    unit: 'VPCs',
    programOf: (folder, size) => checkProgram(generate(folder, size, seed).path, join(folder, 'report.json')),
  },
  {
    what: 'matrix',
    rounds,
    unit: 'VPCs',
    programOf: (folder, size) =>
      matrixProgram(program, generate(folder, size, seed).path, join(folder, 'matrix.txt')),
  },
];

/** What is measured of growth, by the option that asks for it. */
const growing: Readonly<Record<string, readonly Omit<Growing, 'sizes'>[]>> = {
  '--growth': growthOf(generateEstate, 3),
  '--shards-growth': growthOf(generateShards, 1),
  '--hub': [
    {
      what: 'check of a hub',
      rounds: 3,
      unit: 'spokes',
      programOf: (folder, size) => checkProgram(generateHub(folder, size), join(folder, 'report.json')),
    },
  ],
};

/** Runs what is asked for in a folder that is gone afterwards; false where nothing that exists is asked for. */
function run([first = '2000', ...others]: readonly string[]): boolean {
  const grown = growing[first];
  const isSharded = first === '--shards';
  const preset = grown ? ['100', '200', '400', '800'] : ['2000'];
  const given = grown || isSharded ? others : [first, ...others];
  const sizes = (given.length > 0 ? given : preset).map(Number);
  const isRight = sizes.every((size) => Number.isInteger(size) && size > 0);
  if (!isRight || (grown ? sizes.length < 2 : sizes.length > 1)) return false;
  const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-bench-'));
  try {
    for (const each of grown ?? []) benchGrowth({ ...each, sizes }, folder);
    if (!grown) bench(sizes[0] ?? 0, isSharded ? generateShards : generateEstate, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return true;
}

const usage = `usage: npm run bench -- [number of VPCs, 2000 unless told]
       npm run bench -- --shards [number of VPCs, 2000 unless told, in files per account and region]
       npm run bench -- --growth [numbers of VPCs, at least two]
       npm run bench -- --shards-growth [numbers of VPCs, at least two]
       npm run bench -- --hub [numbers of spokes, at least two]`;

if (!run(process.argv.slice(2))) {
  console.error(usage);
  process.exitCode = 2;
}
