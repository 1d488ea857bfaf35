import * as z from 'zod';
import { configSchema } from '../config/config-schema.ts';
import { baselineSchema } from '../config/suppressions/baseline.ts';
import { snapshotFileSchema } from '../model/snapshot-file.ts';
import { diffSchema } from '../report/diff-schema.ts';
import { matrixSchema } from '../report/matrix-schema.ts';
import { pathSchema } from '../report/path-schema.ts';
import { reportSchema } from '../report/report-schema.ts';
import { whySchema } from '../report/why-schema.ts';
import type { Rule } from '../rules/rule.ts';

/** The JSON Schemas by name; that of the configuration has a key for each of the rules. */
export function jsonSchemas(rules: readonly Rule[]) {
  const snapshot = z.toJSONSchema(snapshotFileSchema, { target: 'draft-2020-12', io: 'input' });
  const config = z.toJSONSchema(configSchema(rules), { target: 'draft-2020-12', io: 'input' });
  return {
    config: { title: 'vpce-lint configuration', ...config },
    snapshot: { title: 'vpce-lint snapshot, version 1', ...snapshot },
    report: reportSchema,
    path: pathSchema,
    why: whySchema,
    matrix: matrixSchema,
    diff: diffSchema,
    baseline: {
      title: 'vpce-lint baseline',
      ...z.toJSONSchema(baselineSchema, { target: 'draft-2020-12', io: 'input' }),
    },
  };
}
