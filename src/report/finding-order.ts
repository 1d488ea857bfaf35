import { type Finding, severities } from './report.ts';

type Ordered = Pick<Finding, 'rule' | 'severity' | 'fingerprint'> & {
  readonly resource: Pick<Finding['resource'], 'account' | 'region' | 'id'>;
};

/** Worst first, then by rule, account, region, resource and fingerprint. */
export function compareFindings(a: Ordered, b: Ordered): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) || compare(findingKey(a), findingKey(b))
  );
}

function findingKey({ rule, resource, fingerprint }: Ordered): string {
  return [rule, resource.account ?? '', resource.region ?? '', resource.id, fingerprint].join('\n');
}

/** By code unit, so that no locale shows in a report. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
