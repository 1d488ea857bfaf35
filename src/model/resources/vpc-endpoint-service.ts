import * as z from 'zod';
import { all, type Fact, flatMap, known, map, unknown } from '../fact.ts';
import { parseServiceName } from '../service-name.ts';
import { flag, list, Resource, tags, text } from './resource.ts';
import { endpointTypeOf, type VpcEndpointType } from './vpc-endpoint.ts';

const serviceType = list(z.object({ ServiceType: text }));

export const vpcEndpointServiceSchema = z.object({
  ServiceName: z.string(),
  ServiceId: text,
  ServiceType: serviceType,
  AvailabilityZones: list(z.string()),
  Owner: text,
  PrivateDnsName: text,
  PrivateDnsNames: list(z.object({ PrivateDnsName: text })),
  VpcEndpointPolicySupported: flag,
  SupportedIpAddressTypes: list(z.string()),
  Tags: tags,
});

/** A service that endpoints can be made for, as this account and region sees it. */
export class VpcEndpointService extends Resource<z.infer<typeof vpcEndpointServiceSchema>> {
  override get type(): string {
    return 'AWS::EC2::VPCEndpointService';
  }

  /** The name, and the service's own id where it has one: a name can stand for two services. */
  override get id(): string {
    const { ServiceName, ServiceId } = this.raw;
    return ServiceId ? `${ServiceName} ${ServiceId}` : ServiceName;
  }

  get serviceName(): string {
    return this.raw.ServiceName;
  }

  /** The types of endpoint that it is for; empty where the input does not tell. */
  get endpointTypes(): readonly VpcEndpointType[] {
    return (this.raw.ServiceType ?? []).map(({ ServiceType }) => endpointTypeOf(ServiceType ?? ''));
  }

  override get region(): string | null {
    return super.region ?? parseServiceName(this.raw.ServiceName).region;
  }

  /** All private DNS names (DNS8): the list where there is one, else the single name. */
  get privateDnsNames(): Fact<readonly string[]> {
    return map(this.optional('PrivateDnsNames'), (names) => {
      const listed = (names ?? []).flatMap((name) => name.PrivateDnsName ?? []);
      return listed.length > 0 ? listed : [this.raw.PrivateDnsName ?? []].flat();
    });
  }

  get availabilityZones(): Fact<readonly string[]> {
    return this.required('AvailabilityZones');
  }

  get policySupported(): Fact<boolean> {
    return this.required('VpcEndpointPolicySupported');
  }

  /** The families of addresses that endpoints for it can have, lower case (I9). */
  get ipAddressTypes(): Fact<readonly string[]> {
    return map(this.required('SupportedIpAddressTypes'), (types) => types.map((type) => type.toLowerCase()));
  }
}

export const endpointServiceConfigurationSchema = z.object({
  ServiceId: z.string(),
  ServiceName: text,
  ServiceType: serviceType,
  ServiceState: text,
  AvailabilityZones: list(z.string()),
  AcceptanceRequired: flag,
  NetworkLoadBalancerArns: list(z.string()),
  GatewayLoadBalancerArns: list(z.string()),
  SupportedIpAddressTypes: list(z.string()),
  SupportedRegions: list(z.object({ Region: text, ServiceState: text })),
  PrivateDnsName: text,
  PrivateDnsNameConfiguration: z.object({ State: text, Type: text, Value: text, Name: text }).nullish(),
  Tags: tags,
});

/** An endpoint service that this account provides (section 8). */
export class EndpointServiceConfiguration extends Resource<
  z.infer<typeof endpointServiceConfigurationSchema>
> {
  override get type(): string {
    return 'AWS::EC2::VPCEndpointService';
  }

  override get id(): string {
    return this.raw.ServiceId;
  }

  get acceptanceRequired(): Fact<boolean> {
    return this.required('AcceptanceRequired');
  }

  /** Lower case. */
  get state(): Fact<string> {
    return map(this.required('ServiceState'), (state) => state.toLowerCase());
  }

  /** Whether it is not on its way out (E4). */
  get isStanding(): Fact<boolean> {
    return map(this.state, (state) => state !== 'deleting' && state !== 'deleted');
  }

  get networkLoadBalancerArns(): Fact<readonly string[]> {
    return this.required('NetworkLoadBalancerArns');
  }

  /** The load balancers of the one kind that a service has (E1). AWS leaves out the list of the other kind. */
  get loadBalancerArns(): Fact<readonly string[]> {
    const { GatewayLoadBalancerArns, NetworkLoadBalancerArns } = this.raw;
    const isLeftOut = !NetworkLoadBalancerArns && !this.isInDoubt('NetworkLoadBalancerArns');
    if (GatewayLoadBalancerArns && isLeftOut) return this.required('GatewayLoadBalancerArns');
    return this.networkLoadBalancerArns;
  }

  /** Names of the zones in which it is offered, as its owner calls them (E5). */
  get availabilityZones(): Fact<readonly string[]> {
    return this.required('AvailabilityZones');
  }

  /** Lower case: `ipv4`, `ipv6` (E10); `ipv4` where an answer is older than the choice. */
  get ipAddressTypes(): Fact<readonly string[]> {
    return map(this.optional('SupportedIpAddressTypes'), (types) =>
      (types ?? ['ipv4']).map((type) => type.toLowerCase()),
    );
  }

  /** The Regions from which endpoints may be made for it, with its state there, lower case (E11). */
  get supportedRegions(): Fact<readonly { readonly region: string; readonly state: string }[]> {
    return flatMap(this.optional('SupportedRegions'), (regions) =>
      all(
        (regions ?? []).map(({ Region, ServiceState }) =>
          Region && ServiceState
            ? known({ region: Region, state: ServiceState.toLowerCase() })
            : unknown(this.missing(`no ${Region ? `ServiceState in ${Region}` : 'Region'} on ${this.id}`)),
        ),
      ),
    );
  }

  get privateDnsName(): Fact<string | null> {
    return this.optional('PrivateDnsName');
  }

  /** State of the domain verification, lower case, and the TXT record that would verify it (E9). */
  get privateDnsVerification(): Fact<{
    readonly state: string;
    readonly record: { readonly name: string; readonly value: string } | null;
  }> {
    return flatMap(this.required('PrivateDnsNameConfiguration'), ({ State, Name, Value }) =>
      State
        ? known({ state: State.toLowerCase(), record: Name && Value ? { name: Name, value: Value } : null })
        : unknown(this.missing(`no State of the private DNS name on ${this.id}`)),
    );
  }
}

export const endpointServicePermissionsSchema = z.object({
  ServiceId: z.string(),
  AllowedPrincipals: list(z.object({ PrincipalType: text, Principal: text })),
});

/** Who may connect to one endpoint service (E3), the answer of a call of its own. */
export class EndpointServicePermissions extends Resource<z.infer<typeof endpointServicePermissionsSchema>> {
  override get type(): string {
    return 'AWS::EC2::VPCEndpointServicePermissions';
  }

  override get id(): string {
    return this.raw.ServiceId;
  }

  get principals(): Fact<readonly string[]> {
    const principals = this.requiredItems('AllowedPrincipals', ({ Principal }) =>
      Principal ? null : 'Principal',
    );
    return map(principals, (each) => each.flatMap(({ Principal }) => Principal ?? []));
  }
}
