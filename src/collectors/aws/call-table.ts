import type { FamilyName } from '../../model/fact-families.ts';
import type { Call } from './call.ts';
import { ec2Calls } from './ec2-calls.ts';
import type { IncludeTopic } from './include-topic.ts';
import { otherCalls } from './other-calls.ts';
import { policyCalls } from './policy-calls.ts';

/** Every call that collection makes. What is not here is never asked of AWS. */
export const callTable: readonly Call[] = [...ec2Calls, ...otherCalls, ...policyCalls];

/** Families that collection leaves out, and why. */
export const notCollected: Readonly<Partial<Record<FamilyName, string>>> = {
  securityGroupRules: 'describe-security-groups states the same rules',
  hostedZones: 'the hosted zones of each VPC say more',
  hostedZoneVpcs: 'the hosted zones of each VPC say more',
  profileAssociations: 'no recent client of the AWS SDK',
  resolverEndpoints: 'no recent client of the AWS SDK',
  resolverRules: 'no recent client of the AWS SDK',
  resolverRuleAssociations: 'no recent client of the AWS SDK',
  metricSums: 'how long and how finely to measure is for you to choose',
  metricAlarms: 'no client of CloudWatch',
  directConnectGateways: 'no recent client of the AWS SDK',
};

/** The calls for what is always collected and for the topics that were asked for. */
export function callsFor(topics: ReadonlySet<IncludeTopic>): readonly Call[] {
  return callTable.filter(({ topic }) => topic === null || topics.has(topic));
}
