import * as z from 'zod';
import { Resource, tags, text } from './resource.ts';

export const flowLogSchema = z.object({
  FlowLogId: z.string(),
  ResourceId: text,
  FlowLogStatus: text,
  Tags: tags,
});

export class FlowLog extends Resource<z.infer<typeof flowLogSchema>> {
  override get type(): string {
    return 'AWS::EC2::FlowLog';
  }

  override get id(): string {
    return this.raw.FlowLogId;
  }
}
