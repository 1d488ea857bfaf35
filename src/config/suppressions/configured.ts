import { matchesPattern } from '../../model/pattern.ts';
import type { ReadConfig } from '../read-config.ts';
import type { SuppressionSource } from './suppression.ts';

/** The suppressions of a configuration file. */
export function configuredSuppressions(
  { config, text }: ReadConfig,
  path: string,
): readonly SuppressionSource[] {
  return config.suppressions.map((entry, index): SuppressionSource => {
    const { rule, resource, account, region, vpc, fingerprint, reason, owner, expires } = entry;
    const { line, column } = text.positionOf(['suppressions', index]);
    return {
      rule,
      covers: (finding) => {
        const about = finding.resource;
        return (
          finding.rule === rule &&
          matches(resource, about.id) &&
          matches(account, about.account) &&
          matches(region, about.region) &&
          matches(vpc, about.vpcId ?? null) &&
          (fingerprint === undefined || fingerprint === finding.fingerprint)
        );
      },
      suppression: { kind: 'configuration', reason, owner, ...(expires === undefined ? {} : { expires }) },
      about: [rule, resource, vpc, account, region, fingerprint]
        .filter((part) => part !== undefined)
        .join(' '),
      place: `${path}:${line}:${column}`,
    };
  });
}

function matches(pattern: string | undefined, value: string | null): boolean {
  return pattern === undefined || (value !== null && matchesPattern(pattern, value));
}
