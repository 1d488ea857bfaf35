import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { cidr, list, Resource, tags, text } from './resource.ts';

const cidrBlock = cidr.unwrap().unwrap();

export const prefixListSchema = z.object({
  PrefixListId: z.string(),
  PrefixListName: text,
  Cidrs: list(cidrBlock),
  OwnerId: text,
  AddressFamily: text,
  Tags: tags,
});

/** An AWS service's list from DescribePrefixLists, or any list from DescribeManagedPrefixLists (P6). */
export class PrefixList extends Resource<z.infer<typeof prefixListSchema>> {
  override get type(): string {
    return 'AWS::EC2::PrefixList';
  }

  override get id(): string {
    return this.raw.PrefixListId;
  }

  override get name(): string | null {
    return this.raw.PrefixListName ?? super.name;
  }

  get prefixListName(): Fact<string> {
    return this.required('PrefixListName');
  }

  get cidrs(): Fact<readonly string[]> {
    return this.required('Cidrs');
  }
}

export const prefixListEntriesSchema = z.object({
  PrefixListId: z.string(),
  Entries: list(z.object({ Cidr: cidrBlock })),
});

/** The entries of one managed prefix list, the answer of a call of its own. */
export class PrefixListEntries extends Resource<z.infer<typeof prefixListEntriesSchema>> {
  override get type(): string {
    return 'AWS::EC2::PrefixList';
  }

  override get id(): string {
    return this.raw.PrefixListId;
  }

  get cidrs(): Fact<readonly string[]> {
    return map(this.required('Entries'), (entries) => entries.map((entry) => entry.Cidr));
  }
}
