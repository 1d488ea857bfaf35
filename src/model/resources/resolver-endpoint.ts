import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { list, Resource, text } from './resource.ts';

export const resolverEndpointSchema = z.object({
  Id: z.string(),
  Name: text,
  Direction: text,
  HostVPCId: text,
  Status: text,
  StatusMessage: text,
  SecurityGroupIds: list(z.string()),
});

/** Interfaces by which DNS queries enter a VPC's resolver from elsewhere, or leave it (DNS29). */
export class ResolverEndpoint extends Resource<z.infer<typeof resolverEndpointSchema>> {
  override get type(): string {
    return 'AWS::Route53Resolver::ResolverEndpoint';
  }

  override get id(): string {
    return this.raw.Id;
  }

  override get name(): string | null {
    return this.raw.Name ?? null;
  }

  override get vpcId(): string | null {
    return this.raw.HostVPCId ?? null;
  }

  /** Whether queries come in by it: `INBOUND`, or `INBOUND_DELEGATION`. */
  get isInbound(): Fact<boolean> {
    return map(this.required('Direction'), (direction) => direction.toLowerCase().startsWith('inbound'));
  }

  /** Lower case: `operational`, `action_needed`, `auto_recovering`, `updating`. */
  get status(): Fact<string> {
    return map(this.required('Status'), (status) => status.toLowerCase());
  }

  /** Each once, sorted. */
  get groupIds(): Fact<readonly string[]> {
    return map(this.required('SecurityGroupIds'), (ids) => [...new Set(ids)].sort());
  }
}
