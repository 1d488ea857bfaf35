import * as z from 'zod';
import { pathDocument } from './path-schema.ts';

const whyDocument = z.object({
  format: z.literal('vpce-lint/why'),
  version: z.literal(1),
  understood: z
    .object({
      kind: z
        .enum(['no-such-name', 'timeout', 'refused', 'tls', 'denied', 'rejected'])
        .nullable()
        .describe('How it failed; null where the text tells of no failure.'),
      to: z.string(),
      port: z.int().min(0).max(65535).nullable(),
      dialled: z.array(z.string()).describe('Addresses to which the name was taken to lead.'),
      dnsServer: z.string().nullable(),
      action: z.string().nullable(),
      resource: z.string().nullable(),
      principal: z.string().nullable(),
      policy: z.string().nullable().describe('The kind of policy that AWS names in a denial.'),
      isExplicit: z.boolean().nullable().describe('Whether AWS says that it has a Deny.'),
    })
    .describe('What the text was taken to say.'),
  answers: z
    .array(
      z.object({
        from: z.array(z.string()).describe('Senders that fare alike; the path is that of the first.'),
        explains: z
          .enum(['yes', 'no', 'undecided'])
          .nullable()
          .describe('Whether the input shows what was seen; null where no answer could.'),
        strangeAddresses: z
          .array(z.string())
          .describe('Addresses to which the client sent, though by the input the name does not lead there.'),
        path: pathDocument,
      }),
    )
    .describe('What explains it comes first.'),
});

/** The document that answers a pasted error. */
export type WhyDocument = z.infer<typeof whyDocument>;

/** JSON Schema (2020-12) of the answer to a pasted error. Later versions may add properties; none goes away. */
export const whySchema = {
  title: 'vpce-lint why',
  description: 'What `vpce-lint why --format json` prints. Ignore properties that are not described here.',
  // As input, so that a document with further properties is an answer too.
  ...z.toJSONSchema(whyDocument, { io: 'input' }),
};
