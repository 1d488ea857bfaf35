import * as z from 'zod';
import { AddressSet } from '../address-set.ts';
import { type Fact, map } from '../fact.ts';
import { PortSet } from '../port-set.ts';
import { flag, list, Resource, text } from './resource.ts';

export const resourceConfigurationSchema = z.object({
  arn: z.string(),
  name: text,
  type: text,
  protocol: text,
  resourceGatewayId: text,
  portRanges: list(z.string()),
  customDomainName: text,
  domainVerificationStatus: text,
  resourceConfigurationDefinition: z
    .looseObject({
      ipResource: z.object({ ipAddress: text }).nullish(),
      dnsResource: z.object({ ipAddressType: text }).nullish(),
    })
    .nullish(),
});

/** What a resource endpoint leads to (I19), the answer of a call of its own. */
export class ResourceConfiguration extends Resource<z.infer<typeof resourceConfigurationSchema>> {
  override get type(): string {
    return 'AWS::VpcLattice::ResourceConfiguration';
  }

  override get id(): string {
    return this.raw.arn;
  }

  override get name(): string | null {
    return this.raw.name ?? null;
  }

  /** Null for one that has none of its own: a member of a group, or a resource of AWS by its ARN. */
  get gatewayId(): Fact<string | null> {
    return this.optional('resourceGatewayId');
  }

  /** The TCP ports that it opens; null where it says nothing of ports, as a group does. */
  get ports(): Fact<PortSet | null> {
    return map(this.optional('portRanges'), (ranges) =>
      ranges === null || ranges.length === 0 ? null : PortSet.unionAll(ranges.map(portsOf)),
    );
  }

  /** The address of the resource; null where it is known by a name or an ARN. */
  get address(): Fact<string | null> {
    return map(this.optional('resourceConfigurationDefinition'), (definition) =>
      definition?.ipResource?.ipAddress ? definition.ipResource.ipAddress : null,
    );
  }

  /** Where the resource may stand: its address, or any of the families that its name has; IPv4 where it is not told. */
  get possibleAddresses(): Fact<AddressSet> {
    return map(this.optional('resourceConfigurationDefinition'), (definition) => {
      const address = definition?.ipResource?.ipAddress;
      if (address) return AddressSet.fromCidrs([address]);
      const type = (definition?.dnsResource?.ipAddressType ?? 'ipv4').toLowerCase();
      if (type === 'ipv4') return AddressSet.all.ipv4Only();
      return type === 'ipv6' ? AddressSet.all.ipv6Only() : AddressSet.all;
    });
  }

  /** A name of the owner's for the resource, and whether the domain is verified; null where there is no name. */
  get customName(): Fact<{ readonly name: string; readonly status: string } | null> {
    return map(this.optional('customDomainName'), (name) =>
      name === null ? null : { name, status: (this.raw.domainVerificationStatus ?? '').toLowerCase() },
    );
  }
}

function portsOf(range: string): PortSet {
  const [first = Number.NaN, last = first] = range.split('-').map(Number);
  return Number.isInteger(first) && Number.isInteger(last) && first <= last
    ? PortSet.ofRange(first, last)
    : PortSet.empty;
}

export const resourceGatewaySchema = z.object({
  arn: z.string(),
  id: text,
  name: text,
  status: text,
  vpcIdentifier: text,
  subnetIds: list(z.string()),
  securityGroupIds: list(z.string()),
});

/** Where traffic for resources enters their VPC (I19). */
export class ResourceGateway extends Resource<z.infer<typeof resourceGatewaySchema>> {
  override get type(): string {
    return 'AWS::VpcLattice::ResourceGateway';
  }

  override get id(): string {
    return this.raw.arn;
  }

  override get name(): string | null {
    return this.raw.name ?? null;
  }

  override get vpcId(): string | null {
    return this.raw.vpcIdentifier ?? null;
  }

  /** `rgw-…`, by which resource configurations name it. */
  get gatewayId(): string | null {
    return this.raw.id ?? null;
  }

  get subnetIds(): Fact<readonly string[]> {
    return this.required('subnetIds');
  }

  get groupIds(): Fact<readonly string[]> {
    return this.required('securityGroupIds');
  }
}

export const serviceNetworkResourceAssociationSchema = z.object({
  arn: z.string(),
  status: text,
  resourceConfigurationArn: text,
  serviceNetworkArn: text,
  privateDnsEnabled: flag,
});

/** A resource that a service network carries. */
export class ServiceNetworkResourceAssociation extends Resource<
  z.infer<typeof serviceNetworkResourceAssociationSchema>
> {
  override get type(): string {
    return 'AWS::VpcLattice::ServiceNetworkResourceAssociation';
  }

  override get id(): string {
    return this.raw.arn;
  }

  get serviceNetworkArn(): string | null {
    return this.raw.serviceNetworkArn ?? null;
  }

  /** Whether clients of the network may use the resource's private name. */
  get givesPrivateName(): Fact<boolean> {
    return this.required('privateDnsEnabled');
  }
}

export const endpointAssociationSchema = z.object({
  Id: z.string(),
  VpcEndpointId: text,
  AssociatedResourceArn: text,
  AssociatedResourceAccessibility: text,
  FailureCode: text,
  FailureReason: text,
});

/** A resource behind a resource or service network endpoint, as AWS sees it from the endpoint (I22). */
export class EndpointAssociation extends Resource<z.infer<typeof endpointAssociationSchema>> {
  override get type(): string {
    return 'AWS::EC2::VPCEndpointAssociation';
  }

  override get id(): string {
    return this.raw.Id;
  }

  get endpointId(): string | null {
    return this.raw.VpcEndpointId ?? null;
  }

  /** Lower case: `accessible`, `inaccessible`. */
  get accessibility(): Fact<string> {
    return map(this.required('AssociatedResourceAccessibility'), (value) => value.toLowerCase());
  }

  get failure(): string | null {
    return this.raw.FailureReason || this.raw.FailureCode || null;
  }
}
