/** What several JSON documents share, with the keys in the order of their contract. */
import type { Location, MissingFact, ResourceReference } from '../report/report.ts';
import type { ReportDocument } from '../report/report-schema.ts';

export type ResourceEntry = ReportDocument['findings'][number]['resource'];
export type LocationEntry = ReportDocument['findings'][number]['location'];
export type MissingEntry = ReportDocument['undecided'][number]['missing'][number];

export function resourceEntry({ type, id, name, account, region, vpcId }: ResourceReference): ResourceEntry {
  return {
    type,
    id,
    ...(name === undefined ? {} : { name }),
    account,
    region,
    ...(vpcId === undefined ? {} : { vpcId }),
  };
}

export function locationEntry(location: Location | null): LocationEntry {
  if (location === null) return null;
  const { file, line, column, pointer } = location;
  return { file, line, column, pointer };
}

export function missingEntry({ family, account, region, reason }: MissingFact): MissingEntry {
  return { family, account, region, reason };
}
