import * as fc from 'fast-check';
import { check } from '../src/api/check.ts';
import { readInputs, readingOf } from '../src/api/inputs.ts';
import { path } from '../src/api/path.ts';
import { estateView } from '../src/cli/estate-view.ts';
import { formatNames, renderReport } from '../src/cli/output.ts';
import type { EstateView } from '../src/report/estate-view.ts';
import type { PathReport } from '../src/report/path-report.ts';
import type { Report } from '../src/report/report.ts';
import { matrixJson } from '../src/reporters/matrix-json.ts';
import { matrixMarkdown } from '../src/reporters/matrix-markdown.ts';
import { pathJson, pathJsonLine } from '../src/reporters/path-json.ts';
import { matrixText } from '../src/reporters/text/matrix-text.ts';
import { pathText } from '../src/reporters/text/path-text.ts';
import { sampleReport } from '../test/reporters/sample-report.ts';
import { faultsOfText } from './faults-of-run.ts';
import { below, hostileTexts, oneOf, type RandomNumber } from './mutate.ts';
import type { TrialMaker } from './trial.ts';

/** What a reporter takes from a list of words of its own: to spoil it would break a promise of the types. */
const closedVocabularies: ReadonlySet<string> = new Set([
  'severity',
  'category',
  'kind',
  'plane',
  'decision',
  'verdict',
  'via',
  'protocol',
  'outcome',
  'state',
  // Addresses and ports, which are read before they are told.
  'destinations',
  'replyPorts',
  // Words of ours, which no input brings along.
  'reasons',
  'factSources',
  'rules',
  'rule',
  'tool',
  'family',
  'why',
]);

/** The last is large, and takes its time. */
const fixtures = ['fixtures/saas-provider', 'fixtures/pull-request', 'fixtures/demo'];
const plain = { color: 'never', width: 100 } as const;

interface Documents {
  readonly report: Report;
  readonly view: EstateView;
  readonly paths: readonly PathReport[];
}

/** Every reporter on documents whose texts are spoiled, as hostile names and tags would spoil them. */
export async function reportTrials(): Promise<TrialMaker> {
  const documents = await Promise.all(fixtures.map(documentsOf));
  const [first] = documents;
  if (!first) throw new Error('there is no report to spoil');
  const all = [{ ...first, report: sampleReport }, ...documents];
  return (random) => {
    const chosen = all[below(random, below(random, 6) === 0 ? all.length : all.length - 1)] ?? first;
    const format = oneOf(random, [
      ...formatNames,
      'matrix-text',
      'matrix-json',
      'matrix-markdown',
      'path',
    ] as const);
    const seed = random();
    return {
      origin: 'a report',
      command: `the reporter ${format}`,
      bytes: Buffer.from(`${seed}`),
      run: async () => ({ exitCode: null, faults: await faultsOfFormat(format, chosen, random) }),
    };
  };
}

async function documentsOf(fixture: string): Promise<Documents> {
  const inputs = await readInputs(fixture);
  const report = await check(inputs);
  const view = estateView(readingOf(inputs), report);
  const sender = inputs.network.all('subnets')[0]?.id ?? '';
  const paths = await Promise.all(
    ['s3', 'ssm', '10.0.0.0/8'].map((to) => path(inputs, { from: sender, to })),
  );
  return { report, view, paths };
}

async function faultsOfFormat(
  format: (typeof formatNames)[number] | `matrix-${'text' | 'json' | 'markdown'}` | 'path',
  { report, view, paths }: Documents,
  random: RandomNumber,
): Promise<readonly string[]> {
  const matrix = () => spoiled(view.matrix, random);
  switch (format) {
    case 'matrix-text':
      return faultsOfText('text', matrixText(matrix(), plain));
    case 'matrix-json':
      return faultsOfText('json', matrixJson(matrix()));
    case 'matrix-markdown':
      return faultsOfText('markdown', matrixMarkdown(matrix()));
    case 'path': {
      const chosen = paths[below(random, paths.length)];
      if (!chosen) return ['there is no path to spoil'];
      const answer = spoiled(chosen, random);
      return [
        ...faultsOfText('text', pathText(answer, plain)),
        ...faultsOfText('json', pathJson(answer)),
        ...faultsOfText('json', pathJsonLine(answer)),
      ];
    }
    case 'text':
    case 'json':
    case 'sarif':
    case 'github':
    case 'gitlab':
    case 'junit':
    case 'markdown':
    case 'html': {
      const text = await renderReport(spoiled(report, random), format, {
        color: 'never',
        failOn: 'error',
        sarif: { profile: oneOf(random, ['github', 'full'] as const), category: oneOf(random, hostileTexts) },
        estate: async () => spoiled(view, random),
      });
      return faultsOfText(format, text);
    }
  }
}

/** A copy in which some texts are others, and some lists are shorter or hold a thing twice. */
function spoiled<T>(document: T, random: RandomNumber): T {
  const share = oneOf(random, [4, 20, 100]);
  const spoil = (value: unknown, key: string): unknown => {
    if (closedVocabularies.has(key)) return value;
    if (typeof value === 'string') return below(random, share) > 0 ? value : hostileText(random);
    if (Array.isArray(value)) return listOf(value, random, share).map((one: unknown) => spoil(one, key));
    if (value instanceof Map)
      return new Map([...value].map(([name, one]: [string, unknown]) => [name, spoil(one, '')]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoil(one, name)]));
  };
  return spoil(document, '') as T;
}

function listOf(values: readonly unknown[], random: RandomNumber, share: number): readonly unknown[] {
  if (below(random, share) > 0) return values;
  return oneOf(random, [[], values.slice(1), [...values, ...values], values.toReversed()]);
}

function hostileText(random: RandomNumber): string {
  if (below(random, 2) === 0) return oneOf(random, hostileTexts);
  return fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), { seed: random(), numRuns: 1 })[0] ?? '';
}
