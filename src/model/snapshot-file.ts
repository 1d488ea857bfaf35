import * as z from 'zod';
import { type FamilyName, familyNames } from './fact-families.ts';

const item = z.looseObject({}).describe('One item exactly as AWS describes it.');

const familyFile = z
  .strictObject({
    status: z.enum(['collected', 'denied', 'failed', 'skipped']),
    complete: z
      .boolean()
      .describe('False when a filter was set, a page token was left over, or some calls failed.'),
    filter: z.string().describe('The filter that was set, in the words of the call.').optional(),
    error: z.strictObject({ code: z.string(), message: z.string().optional() }).optional(),
    items: z.array(item).optional(),
  })
  .describe('The facts of one family, and how far they were collected.');

const scopeFile = z.strictObject({
  partition: z.string(),
  account: z
    .string()
    .regex(/^\d{12}$/, 'expected 12 digits')
    .nullable(),
  region: z.string().nullable(),
  facts: z.partialRecord(z.enum(familyNames as [FamilyName, ...FamilyName[]]), familyFile),
});

/** The file format `vpce-lint/snapshot`, version 1. */
export const snapshotFileSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal('vpce-lint/snapshot'),
  version: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }).optional(),
  collectedAt: z.iso.datetime({ offset: true }).optional(),
  scopes: z.array(scopeFile),
});

export type SnapshotFile = z.infer<typeof snapshotFileSchema>;
