import * as z from 'zod';
import { type Fact, flatMap, known, map } from '../fact.ts';
import { Resource, tags, text } from './resource.ts';

export const flowLogSchema = z.object({
  FlowLogId: z.string(),
  ResourceId: text,
  FlowLogStatus: text,
  DeliverLogsStatus: text,
  DeliverLogsErrorMessage: text,
  TrafficType: text,
  Tags: tags,
});

/** A log of the traffic of a VPC, a subnet, a network interface or a transit gateway. */
export class FlowLog extends Resource<z.infer<typeof flowLogSchema>> {
  override get type(): string {
    return 'AWS::EC2::FlowLog';
  }

  override get id(): string {
    return this.raw.FlowLogId;
  }

  /** What it watches. */
  get resourceId(): Fact<string> {
    return this.required('ResourceId');
  }

  /** Whether it is on and its records arrive. */
  get works(): Fact<boolean> {
    return flatMap(this.required('FlowLogStatus'), (status) =>
      status.toUpperCase() === 'ACTIVE'
        ? map(this.optional('DeliverLogsStatus'), (delivery) => delivery?.toUpperCase() !== 'FAILED')
        : known(false),
    );
  }
}
