import { basename } from 'node:path';
import type { RawItem } from '../../model/snapshot.ts';
import type { AnswerList, AnswerProblem, Fields } from './answer-list.ts';

/** Metrics that say how much went through, of NAT gateways and of interface endpoints. */
const metricPattern =
  /(?<![A-Za-z])(?:BytesOutToDestination|BytesOutToSource|BytesInFromDestination|BytesInFromSource|BytesProcessed)(?![A-Za-z])/;
const resourcePattern = /(?<![a-z0-9])(?:nat|vpce)-(?=[a-z]*[0-9])[0-9a-z]+/;

/** Whose metric it is, as far as the words tell in which it may stand; those that come first win. */
function subjectOf(
  words: readonly string[],
): { readonly ResourceId: string; readonly MetricName: string } | null {
  const first = (pattern: RegExp) => words.flatMap((word) => pattern.exec(word)?.[0] ?? [])[0];
  const [ResourceId, MetricName] = [first(resourcePattern), first(metricPattern)];
  return ResourceId === undefined || MetricName === undefined ? null : { ResourceId, MetricName };
}

/**
 * What `cloudwatch get-metric-statistics` says of one metric. The answer names the metric (`Label`), but not the
 * resource: the name of its file must.
 */
export function readMetricStatistics(
  points: unknown,
  { Label }: Fields,
  path: string,
  pointer: string,
): readonly AnswerList[] | AnswerProblem | null {
  if (typeof Label !== 'string' || !Array.isArray(points)) return null;
  if (!metricPattern.test(Label)) return null;
  const subject = subjectOf([Label, basename(path)]);
  if (subject === null) {
    const problem = `its ${Label} do not say of which NAT gateway or endpoint: put its id into the file name`;
    return { pointer, problem, nameless: true };
  }
  return [sums(pointer, { ...subject, Datapoints: points })];
}

/** What `cloudwatch get-metric-data` says of some metrics, each of which its label names, or the name of the file. */
export function readMetricData(
  results: unknown,
  path: string,
  pointer: string,
): readonly AnswerList[] | AnswerProblem | null {
  if (!Array.isArray(results)) return null;
  if (results.length === 0) return [{ family: 'metricSums', pointer, items: [] }];
  const read = results.map((result, index) => readResult(result, path, `${pointer}/${index}`));
  const lists = read.filter((list) => list !== null);
  if (lists.length > 0) return lists;
  const problem =
    'its labels do not say which metric of which NAT gateway or endpoint they are: put both into the label';
  return { pointer, problem, nameless: true };
}

function readResult(result: unknown, path: string, pointer: string): AnswerList | null {
  if (!isFields(result)) return null;
  const { Label, Id, Timestamps, Values } = result;
  const words = [Label, Id, basename(path)].filter((word) => typeof word === 'string');
  const subject = subjectOf(words);
  if (subject === null || !Array.isArray(Timestamps) || !Array.isArray(Values)) return null;
  const Datapoints = Timestamps.map((Timestamp: unknown, index) => ({
    Timestamp,
    Sum: Values[index] as unknown,
  }));
  return sums(pointer, { ...subject, Datapoints });
}

function sums(pointer: string, item: RawItem): AnswerList {
  return { family: 'metricSums', pointer, items: [item], whole: true };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
