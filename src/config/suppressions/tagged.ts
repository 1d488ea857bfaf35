import { didYouMean } from '../../model/closest.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { StaleSuppression } from '../../report/report.ts';
import { isDay, type SuppressionSource, type Suppressions } from './suppression.ts';
import { suppressionTag } from './suppression-tag.ts';

/**
 * The suppressions that resources bear: `vpce-lint:ignore` = `rule-id [owner=…] [until=2027-01-31] reason`. They cover
 * findings about that resource.
 */
export function taggedSuppressions(resources: Iterable<Resource>, ruleIds: readonly string[]): Suppressions {
  const sources: SuppressionSource[] = [];
  const malformed: StaleSuppression[] = [];
  for (const resource of new Set(resources)) {
    for (const { Key, Value } of resource.tagList.filter(({ Key }) => Key.startsWith(suppressionTag))) {
      const read = readTag(Value ?? '', ruleIds);
      const place = `tag ${Key} of ${resource.id}`;
      if (typeof read === 'string') {
        malformed.push({ kind: 'tag', status: 'malformed', place, about: Value ?? '', detail: read });
        continue;
      }
      const { rule, ...said } = read;
      sources.push({
        rule,
        covers: (finding, about) => finding.rule === rule && isSame(about, resource),
        suppression: { kind: 'tag', ...said },
        about: `${rule} ${resource.id}`,
        place,
      });
    }
  }
  return { sources, malformed };
}

function isSame(a: Resource, b: Resource): boolean {
  return a === b || (a.type === b.type && a.id === b.id && a.account === b.account && a.region === b.region);
}

interface TagText {
  readonly rule: string;
  readonly reason: string;
  readonly owner?: string;
  readonly expires?: string;
}

/** What a tag says, or what is wrong with it. */
function readTag(value: string, ruleIds: readonly string[]): TagText | string {
  const [rule = '', ...words] = value.trim().split(/\s+/);
  if (!ruleIds.includes(rule)) return `there is no rule "${rule}".${didYouMean(rule, ruleIds)}`;
  const optionOf = (name: string) => {
    const word = words.find((each) => each.startsWith(`${name}=`));
    return word?.slice(name.length + 1);
  };
  const [owner, expires] = [optionOf('owner'), optionOf('until')];
  const reason = words.filter((word) => !/^(?:owner|until)=/.test(word)).join(' ');
  if (reason === '') return 'it gives no reason';
  if (expires !== undefined && !isDay(expires)) return `until=${expires} is no day like 2027-01-31`;
  return {
    rule,
    reason,
    ...(owner ? { owner } : {}),
    ...(expires === undefined ? {} : { expires }),
  };
}
