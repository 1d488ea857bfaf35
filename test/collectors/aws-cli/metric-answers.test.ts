import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../src/collectors/aws-cli/answer.ts';

const statistics = {
  Label: 'BytesOutToDestination',
  Datapoints: [{ Timestamp: '2026-10-01T00:00:00+00:00', Sum: 12, Unit: 'Bytes' }],
};

describe('what CloudWatch counted', () => {
  it('of one metric belongs to the resource that the file is called after', () => {
    expect(readAnswer(statistics, 'dumps/nat-0a1b2c3d.out.json')?.lists).toMatchObject([
      {
        family: 'metricSums',
        items: [
          {
            ResourceId: 'nat-0a1b2c3d',
            MetricName: 'BytesOutToDestination',
            Datapoints: statistics.Datapoints,
          },
        ],
      },
    ]);
  });

  it('of one metric cannot be used when no name says whose it is', () => {
    const read = readAnswer(statistics, 'dumps/october.json');
    expect(read?.lists).toEqual([]);
    expect(read?.problems[0]?.problem).toContain('put its id into the file name');
  });

  it('of other metrics is nothing to us', () => {
    expect(readAnswer({ ...statistics, Label: 'CPUUtilization' }, 'nat-0a1b2c3d.json')).toBeNull();
  });

  it('of several metrics is told apart by the labels', () => {
    const result = (Label: string, value: number) => ({
      Id: 'm1',
      Label,
      Timestamps: ['2026-10-01T00:00:00Z', '2026-10-02T00:00:00Z'],
      Values: [value, value],
      StatusCode: 'Complete',
    });
    const answer = {
      MetricDataResults: [
        result('nat-0a1b2c3d BytesOutToDestination', 1),
        result('vpce-0a1b2c3d BytesProcessed', 2),
        result('CPUUtilization', 3),
      ],
    };
    expect(readAnswer(answer, 'metrics.json')?.lists.map(({ pointer, items }) => [pointer, items])).toEqual([
      [
        '/MetricDataResults/0',
        [
          {
            ResourceId: 'nat-0a1b2c3d',
            MetricName: 'BytesOutToDestination',
            Datapoints: [
              { Timestamp: '2026-10-01T00:00:00Z', Sum: 1 },
              { Timestamp: '2026-10-02T00:00:00Z', Sum: 1 },
            ],
          },
        ],
      ],
      [
        '/MetricDataResults/1',
        [expect.objectContaining({ ResourceId: 'vpce-0a1b2c3d', MetricName: 'BytesProcessed' })],
      ],
    ]);
  });

  it('under labels that name nothing cannot be used', () => {
    const answer = { MetricDataResults: [{ Label: 'out', Timestamps: [], Values: [] }] };
    expect(readAnswer(answer, 'metrics.json')?.problems[0]?.problem).toContain('its labels do not say');
  });
});

describe('attributes', () => {
  it('of a target group are known by what every target group has', () => {
    const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '300' }];
    expect(readAnswer({ Attributes }, 'tg/orders.json')?.lists).toMatchObject([
      { family: 'targetGroupAttributes', items: [{ TargetGroupArn: 'orders', Attributes }] },
    ]);
  });
});
