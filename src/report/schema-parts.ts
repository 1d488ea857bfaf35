/** What the schemas of several documents share. */
import * as z from 'zod';

export const resource = z
  .object({
    type: z.string().describe('CloudFormation type name.'),
    id: z.string(),
    name: z.string().optional().describe('Value of the Name tag.'),
    account: z.string().nullable().describe('Null when not known.'),
    region: z.string().nullable().describe('Null when not known.'),
    vpcId: z.string().optional(),
  })
  .meta({ id: 'Resource' });

export const location = z
  .object({
    file: z.string().describe('Path of the input as given, or as found below a directory that was given.'),
    line: z.int().min(1),
    column: z.int().min(1).describe('In UTF-16 code units.'),
    pointer: z.string().describe('JSON Pointer (RFC 6901) of the value.'),
  })
  .nullable()
  .describe('Where it stands in the input; null when the facts came from no file.')
  .meta({ id: 'Location' });

export const missingFact = z
  .object({
    family: z.string().describe('Kind of fact, as a snapshot names it.'),
    account: z.string().nullable(),
    region: z.string().nullable(),
    reason: z.string(),
  })
  .meta({ id: 'MissingFact' });
