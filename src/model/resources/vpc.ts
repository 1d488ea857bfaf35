import * as z from 'zod';
import { AddressSet } from '../address-set.ts';
import { type Fact, known, map } from '../fact.ts';
import { cidr, flag, list, Resource, tags, text } from './resource.ts';

export const vpcSchema = z.object({
  VpcId: z.string(),
  OwnerId: text,
  CidrBlock: cidr,
  CidrBlockAssociationSet: list(
    z.object({ CidrBlock: cidr, CidrBlockState: z.object({ State: text }).nullish() }),
  ),
  Ipv6CidrBlockAssociationSet: list(
    z.object({ Ipv6CidrBlock: cidr, Ipv6CidrBlockState: z.object({ State: text }).nullish() }),
  ),
  DhcpOptionsId: text,
  IsDefault: flag,
  Tags: tags,
});

export class Vpc extends Resource<z.infer<typeof vpcSchema>> {
  // What one VPC's packets are for is held against the ranges of all others.
  #cidrs: Fact<readonly string[]> | undefined;
  #addresses: Fact<AddressSet> | undefined;

  override get type(): string {
    return 'AWS::EC2::VPC';
  }

  override get id(): string {
    return this.raw.VpcId;
  }

  override get vpcId(): string {
    return this.raw.VpcId;
  }

  get dhcpOptionsId(): Fact<string> {
    return this.required('DhcpOptionsId');
  }

  get isDefault(): Fact<boolean> {
    return this.required('IsDefault');
  }

  /** The associated blocks of both families, the primary one first. */
  get cidrs(): Fact<readonly string[]> {
    this.#cidrs ??= this.#readCidrs();
    return this.#cidrs;
  }

  #readCidrs(): Fact<readonly string[]> {
    const ipv4 = this.optional('CidrBlockAssociationSet');
    if (!ipv4.known) return ipv4;
    const ipv6Blocks = this.optional('Ipv6CidrBlockAssociationSet');
    if (!ipv6Blocks.known) return ipv6Blocks;
    return map(this.required('CidrBlock'), (primary) => {
      const secondary = (this.raw.CidrBlockAssociationSet ?? [])
        .filter((association) => isAssociated(association.CidrBlockState?.State))
        .map((association) => association.CidrBlock ?? '');
      const ipv6 = (this.raw.Ipv6CidrBlockAssociationSet ?? [])
        .filter((association) => isAssociated(association.Ipv6CidrBlockState?.State))
        .map((association) => association.Ipv6CidrBlock ?? '');
      return [...new Set([primary, ...secondary, ...ipv6])].filter((text) => text !== '');
    });
  }

  /** All associated address ranges of both families: what the VPC's local routes cover. */
  get addresses(): Fact<AddressSet> {
    this.#addresses ??= map(this.cidrs, (cidrs) => AddressSet.fromCidrs(cidrs));
    return this.#addresses;
  }
}

function isAssociated(state: string | null | undefined): boolean {
  return state === undefined || state === null || state.toLowerCase() === 'associated';
}

const attributeValue = z.object({ Value: flag }).nullish();

export const vpcAttributesSchema = z.object({
  VpcId: z.string(),
  EnableDnsSupport: attributeValue,
  EnableDnsHostnames: attributeValue,
});

/** The two DNS attributes of a VPC, each the answer of a call of its own (DNS1). */
export class VpcAttributes extends Resource<z.infer<typeof vpcAttributesSchema>> {
  override get type(): string {
    return 'AWS::EC2::VPC';
  }

  override get id(): string {
    return this.raw.VpcId;
  }

  override get vpcId(): string {
    return this.raw.VpcId;
  }

  get enableDnsSupport(): Fact<boolean> {
    return this.attribute('EnableDnsSupport');
  }

  get enableDnsHostnames(): Fact<boolean> {
    return this.attribute('EnableDnsHostnames');
  }

  private attribute(field: 'EnableDnsSupport' | 'EnableDnsHostnames'): Fact<boolean> {
    const answer = this.required(field);
    if (!answer.known) return answer;
    const { Value } = answer.value;
    return Value === undefined || Value === null
      ? { known: false, missing: [this.missing(`no ${field} of ${this.id}`)] }
      : known(Value);
  }
}
