import * as z from 'zod';
import { parseTarget } from '../../analysis/connectivity/parse-target.ts';
import { workloads } from '../../data/workloads/workloads.ts';
import { isRemoteAlone, saysWhom, selectorParts, sourceSelector } from '../expectation/expectation-schema.ts';

const kind = z.enum(workloads.map(({ id }) => id));
const target = z.string().refine((text) => {
  const parsed = parseTarget(text);
  return parsed !== null && (parsed.target.kind === 'service' || parsed.target.kind === 'name');
}, 'expected a service or host name');

/** A workload in a configuration: who it is, and what it does. */
export const workloadSetting = z
  .strictObject({
    ...selectorParts,
    runs: z
      .array(kind)
      .min(1)
      .optional()
      .describe('What kinds of workload it is: rules see to it that these get what they need.'),
    uses: z
      .array(target)
      .min(1)
      .optional()
      .describe('Services (`sqs`) and host names that it needs beside that.'),
  })
  .refine(isRemoteAlone, 'expected remote alone')
  .refine(saysWhom, 'expected tags, subnets, vpcs, resources or remote')
  .describe('Senders, and what they need; subnets, unless single senders are named.');

/** A workload with the senders that it is, under a name. */
export const declaredWorkload = z.strictObject({
  name: z.string(),
  from: sourceSelector,
  runs: z.array(kind).default([]),
  uses: z.array(target).default([]),
});

/** The options of rules that ask what somebody says that senders do. */
export const workloadOptions = z.strictObject({ workloads: z.array(declaredWorkload).default([]) });

export type DeclaredWorkload = z.infer<typeof declaredWorkload>;
