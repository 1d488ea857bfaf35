import * as z from 'zod';
import { and, type Fact, map } from '../fact.ts';
import { parseTimestamp } from '../timestamp.ts';
import { list, Resource, tags, text } from './resource.ts';

export const endpointConnectionSchema = z.object({
  ServiceId: z.string(),
  VpcEndpointId: z.string(),
  VpcEndpointOwner: text,
  VpcEndpointState: text,
  CreationTimestamp: z.unknown().optional(),
  Tags: tags,
});

/** An endpoint as the provider of its service sees it (E14). */
export class EndpointConnection extends Resource<z.infer<typeof endpointConnectionSchema>> {
  override get type(): string {
    return 'AWS::EC2::VPCEndpoint';
  }

  override get id(): string {
    return this.raw.VpcEndpointId;
  }

  override get account(): string | null {
    return this.raw.VpcEndpointOwner ?? null;
  }

  get serviceId(): string {
    return this.raw.ServiceId;
  }

  get owner(): Fact<string> {
    return this.required('VpcEndpointOwner');
  }

  /** Lower case. */
  get state(): Fact<string> {
    return map(this.required('VpcEndpointState'), (state) => state.toLowerCase());
  }

  /** In milliseconds since 1970. */
  get createdAt(): Fact<number | null> {
    return map(this.optional('CreationTimestamp'), parseTimestamp);
  }
}

export const connectionNotificationSchema = z.object({
  ConnectionNotificationId: z.string(),
  ServiceId: text,
  ConnectionEvents: list(z.string()),
  ConnectionNotificationState: text,
});

/** A message that is sent when something happens to the endpoints of a service, or to one endpoint. */
export class ConnectionNotification extends Resource<z.infer<typeof connectionNotificationSchema>> {
  override get type(): string {
    return 'AWS::EC2::VPCEndpointConnectionNotification';
  }

  override get id(): string {
    return this.raw.ConnectionNotificationId;
  }

  /** Null for one about an endpoint. */
  get serviceId(): Fact<string | null> {
    return this.optional('ServiceId');
  }

  /** Whether it is switched on, and tells of endpoints that ask to be connected. */
  get tellsOfRequests(): Fact<boolean> {
    const tells = map(this.required('ConnectionEvents'), (events) =>
      events.some((event) => event.toLowerCase() === 'connect'),
    );
    return and(
      tells,
      map(this.required('ConnectionNotificationState'), (state) => state.toLowerCase() === 'enabled'),
    );
  }
}
