import * as z from 'zod';
import { type Fact, known, map } from '../fact.ts';
import { parseTimestamp } from '../timestamp.ts';
import { list, Resource, text } from './resource.ts';

export const metricSumsSchema = z.object({
  ResourceId: z.string(),
  MetricName: z.string(),
  Datapoints: list(z.object({ Timestamp: z.unknown().optional(), Sum: z.number().nullish() })),
});

/** A sum over some time. */
export interface MeasuredSum {
  readonly sum: number;
  /** How long was measured. */
  readonly hours: number;
}

const hour = 60 * 60 * 1000;

/** What CloudWatch counted of one metric of one resource: a NAT gateway, an interface endpoint. */
export class MetricSums extends Resource<z.infer<typeof metricSumsSchema>> {
  override get type(): string {
    return 'AWS::CloudWatch::Metric';
  }

  override get id(): string {
    return `${this.raw.ResourceId}/${this.raw.MetricName}`;
  }

  get resourceId(): string {
    return this.raw.ResourceId;
  }

  get metricName(): string {
    return this.raw.MetricName;
  }

  /**
   * The total of all periods. How long a period is shows in the distance between two, so that one alone tells
   * nothing; CloudWatch leaves out periods in which nothing was counted. Null where that cannot be told.
   */
  get total(): Fact<MeasuredSum | null> {
    return map(this.required('Datapoints'), (points) => {
      const read = points.flatMap(({ Timestamp, Sum }) => {
        const at = parseTimestamp(Timestamp);
        return at === null || typeof Sum !== 'number' ? [] : [{ at, sum: Sum }];
      });
      if (read.length < 2 || read.length < points.length) return null;
      const times = read.map(({ at }) => at).sort((a, b) => a - b);
      const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
      const period = Math.min(...gaps);
      const span = (times.at(-1) ?? 0) - (times[0] ?? 0) + period;
      if (period <= 0) return null;
      return { sum: read.reduce((total, { sum }) => total + sum, 0), hours: span / hour };
    });
  }
}

export const metricAlarmSchema = z.object({
  AlarmName: z.string(),
  AlarmArn: text,
  Namespace: text,
  ActionsEnabled: z.boolean().nullish(),
  Dimensions: list(z.object({ Name: text, Value: text })),
  Metrics: list(
    z.looseObject({
      MetricStat: z
        .looseObject({
          Metric: z.looseObject({ Dimensions: list(z.object({ Name: text, Value: text })) }).nullish(),
        })
        .nullish(),
    }),
  ),
});

/** A CloudWatch alarm. */
export class MetricAlarm extends Resource<z.infer<typeof metricAlarmSchema>> {
  override get type(): string {
    return 'AWS::CloudWatch::Alarm';
  }

  override get id(): string {
    return this.raw.AlarmName;
  }

  /** The values of all dimensions that it watches: ids, and the ends of ARNs of load balancers and target groups. */
  get watched(): Fact<readonly string[]> {
    const metrics = (this.raw.Metrics ?? []).map((metric) => metric.MetricStat?.Metric?.Dimensions ?? []);
    return known([this.raw.Dimensions ?? [], ...metrics].flat().flatMap(({ Value }) => Value ?? []));
  }
}
