import type { MissingFact, ResourceReference, Summary } from '../report/report.ts';
import { visibleText } from './visible-text.ts';

/** How names of CloudFormation types write what people write in capitals. */
const capitals: Readonly<Record<string, string>> = {
  acl: 'ACL',
  dhcp: 'DHCP',
  eip: 'EIP',
  nat: 'NAT',
  vpc: 'VPC',
  vpn: 'VPN',
};

/** A CloudFormation type in words: `VPC endpoint` for `AWS::EC2::VPCEndpoint`. */
export function typeText(type: string): string {
  return wordsOf(type)
    .map((word) => capitals[word] ?? word)
    .join(' ');
}

/** A CloudFormation type as one word of a path: `vpc-endpoint` for `AWS::EC2::VPCEndpoint`. */
export function typeSlug(type: string): string {
  return wordsOf(type).join('-');
}

function wordsOf(type: string): readonly string[] {
  const name = type.split('::').at(-1) ?? type;
  return name
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((word) => visibleText(word).toLowerCase());
}

/** Id and name: `vpce-1 "s3"`. */
export function resourceText({ id, name }: ResourceReference): string {
  return name === undefined ? visibleText(id) : `${visibleText(id)} "${visibleText(name)}"`;
}

/** Where a resource or a fact is: `111122223333/eu-west-1`; empty when nothing is known of it. */
export function scopeText({ account, region }: Pick<MissingFact, 'account' | 'region'>): string {
  return [account, region]
    .filter((part) => part !== null)
    .map(visibleText)
    .join('/');
}

/** The first few of a list: `a, b, c + 4 more`. */
export function firstFew(texts: readonly string[], most: number): string {
  const rest = texts.length - most;
  return `${texts.slice(0, most).join(', ')}${rest > 0 ? ` + ${rest} more` : ''}`;
}

/** A number and its noun: `1 rule`, `2 rules`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

const mostAffected = 3;

/** How many resources are affected, with the first of them: `2 resources (rtb-1, rtb-2)`. */
export function affectedText(affected: readonly ResourceReference[]): string {
  const names = firstFew(affected.map(resourceText), mostAffected);
  return `${counted(affected.length, 'resource')} (${names})`;
}

/** The counts, which add up: `3 findings: 1 error, 1 warning, 1 info · 0 suppressed · 2 undecided`. */
export function summaryText(summary: Summary): string {
  const { error, warning, info, suppressed, undecided } = summary;
  const bySeverity = [counted(error, 'error'), counted(warning, 'warning'), `${info} info`].join(', ');
  const total = counted(error + warning + info, 'finding');
  return `${total}: ${bySeverity} · ${suppressed} suppressed · ${undecided} undecided${outOfScopeText(summary)}`;
}

/** What the scope of the configuration leaves out, if it does. */
export function outOfScopeText({ outOfScope = 0 }: Summary): string {
  return outOfScope === 0 ? '' : ` · ${outOfScope} out of scope`;
}
