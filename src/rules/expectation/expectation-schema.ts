import * as z from 'zod';
import { parseRemote } from '../../analysis/connectivity/parse-remote.ts';
import { parseTarget } from '../../analysis/connectivity/parse-target.ts';
import { protocols, ways } from '../../report/path-report.ts';

const way = z.enum(ways).exclude(['none', 'unknown']);
const ids = z.array(z.string().min(1)).min(1).optional();

/** What may be said of senders. */
export const selectorParts = {
  tags: z
    .record(z.string(), z.string())
    .optional()
    .describe('Tags that the subnet, instance or interface bears, all of them; `*` stands for anything.'),
  subnets: ids,
  vpcs: ids,
  resources: ids.describe('Ids of instances or interfaces.'),
  remote: z
    .array(z.string().refine((text) => parseRemote(text) !== null, 'expected CIDR@attachment'))
    .min(1)
    .optional()
    .describe('Networks behind an attachment, alone: `10.50.0.0/16@vgw-0a1b2c3d4e5f60718`.'),
};

/** Which senders an expectation is about. */
export const sourceSelector = z
  .strictObject(selectorParts)
  .refine(isRemoteAlone, 'expected remote alone')
  .refine(saysWhom, 'expected tags, subnets, vpcs, resources or remote')
  .describe('The senders that all of this is true of: subnets, unless single senders are named.');

/** Whether a selector of remote networks says nothing else. */
export function isRemoteAlone({
  remote,
  ...others
}: {
  readonly remote?: readonly string[] | undefined;
}): boolean {
  return remote === undefined || Object.keys(others).length === 0;
}

/** Whether something chooses senders. */
export function saysWhom(selector: object): boolean {
  return Object.keys(selectorParts).some((key) => Object.hasOwn(selector, key));
}

const target = z
  .string()
  .refine(
    (text) => parseTarget(text) !== null,
    'expected a service, DNS name, URL, endpoint id, address or CIDR block',
  );

/** What an expectation says beside where it begins. */
export const expectationParts = {
  name: z.string().trim().min(1, 'expected a name').describe('What reports call it.'),
  to: z
    .union([target, z.array(target).min(1)])
    .transform((value) => (typeof value === 'string' ? [value] : value))
    .describe('A service (`s3`), DNS name, URL, endpoint id, address or CIDR block; or several.'),
  via: z
    .enum(['any', 'private', ...way.options])
    .optional()
    .describe('All of it is reached, and by this way; `private`: by endpoints or private addresses.'),
  never: z
    .array(z.enum(['any', 'internet', ...way.options]))
    .min(1)
    .optional()
    .describe(
      'None of it goes by these ways; `internet`: by NAT or a gateway to the internet; `any`: at all.',
    ),
  protocol: z.enum(protocols).default('tcp'),
  port: z.int().min(0).max(65535).optional().describe('That of the target, else 443.'),
};

export const expectation = z
  .strictObject({ ...expectationParts, from: sourceSelector })
  .refine(({ via, never }) => via !== undefined || never !== undefined, 'expected via or never');

export type Expectation = z.infer<typeof expectation>;

/** A network outside, by a name of its own. */
export const remoteNetwork = z
  .strictObject({
    cidr: z.string(),
    behind: z.string().describe('Id of the VPN gateway, peering or transit gateway attachment.'),
  })
  .refine(
    ({ cidr, behind }) => parseRemote(`${cidr}@${behind}`) !== null,
    'expected a CIDR block and an attachment',
  );

export type SourceSelector = z.infer<typeof sourceSelector>;
