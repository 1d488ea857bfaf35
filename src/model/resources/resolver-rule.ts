import * as z from 'zod';
import { canonicalDnsName } from '../dns-name.ts';
import { type Fact, known, map, unknown } from '../fact.ts';
import { list, Resource, tags, text } from './resource.ts';

export const resolverRuleSchema = z.object({
  Id: z.string(),
  DomainName: text,
  RuleType: text,
  Name: text,
  OwnerId: text,
  ResolverEndpointId: text,
  TargetIps: list(z.object({ Ip: text, Ipv6: text })),
  Tags: tags,
});

/** What Route 53 Resolver does with queries for a domain: forward them, or answer them itself (DNS13). */
export class ResolverRule extends Resource<z.infer<typeof resolverRuleSchema>> {
  override get type(): string {
    return 'AWS::Route53Resolver::ResolverRule';
  }

  override get id(): string {
    return this.raw.Id;
  }

  override get name(): string | null {
    return this.raw.Name ?? super.name;
  }

  /** Lower case: `forward`, `system`, `recursive`, `delegate`. */
  get ruleType(): Fact<string> {
    return map(this.required('RuleType'), (type) => type.toLowerCase());
  }

  /** In the form in which names are compared; the root is the empty text. */
  get domain(): Fact<string> {
    return map(this.required('DomainName'), canonicalDnsName);
  }

  /** The addresses of the servers that a forwarding rule asks. */
  get targets(): Fact<readonly string[]> {
    const targets = this.requiredItems('TargetIps', ({ Ip, Ipv6 }) => (Ip || Ipv6 ? null : 'Ip of a target'));
    return map(targets, (each) => each.flatMap(({ Ip, Ipv6 }) => Ip ?? Ipv6 ?? []));
  }

  /** The outbound Resolver endpoint by which a forwarding rule asks them. */
  get resolverEndpointId(): Fact<string> {
    return this.required('ResolverEndpointId');
  }
}

export const resolverRuleAssociationSchema = z.object({
  Id: z.string(),
  ResolverRuleId: text,
  Name: text,
  VPCId: text,
  Status: text,
});

/** What makes a resolver rule apply to the queries of a VPC. */
export class ResolverRuleAssociation extends Resource<z.infer<typeof resolverRuleAssociationSchema>> {
  override get type(): string {
    return 'AWS::Route53Resolver::ResolverRuleAssociation';
  }

  override get id(): string {
    return this.raw.Id;
  }

  override get name(): string | null {
    return this.raw.Name ?? null;
  }

  override get vpcId(): string | null {
    return this.raw.VPCId ?? null;
  }

  override get untoldVpc(): string | null {
    return this.vpcId === null ? 'VPCId' : null;
  }

  get resolverRuleId(): Fact<string> {
    return this.required('ResolverRuleId');
  }

  /** Whether the rule applies by it; unknown on its way there or away. */
  get isInEffect(): Fact<boolean> {
    const status = this.required('Status');
    if (!status.known) return status;
    const value = status.value.toLowerCase();
    if (value === 'complete') return known(true);
    return value === 'failed' || value === 'deleted'
      ? known(false)
      : unknown(this.missing(`${this.id} is ${value}`));
  }
}
