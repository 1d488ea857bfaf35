import { callsFor } from './call-table.ts';
import type { IncludeTopic } from './include-topic.ts';

/** What a collection finds out beside the facts. */
export type Discovery = 'organization' | 'regions';

const discoveryActions: Readonly<Record<Discovery, string>> = {
  organization: 'organizations:ListAccounts',
  regions: 'ec2:DescribeRegions',
};

/** The IAM actions that a collection uses, sorted; all of them only read. */
export function actionsFor(
  topics: ReadonlySet<IncludeTopic>,
  discoveries: readonly Discovery[],
): readonly string[] {
  const actions = [
    ...callsFor(topics).map(({ action }) => action),
    ...discoveries.map((discovery) => discoveryActions[discovery]),
  ];
  return [...new Set(actions)].sort();
}

/** An IAM policy that allows the actions on everything: most of them know no resources to be limited to. */
export function policyText(actions: readonly string[]): string {
  const statement = { Sid: 'VpceLintReads', Effect: 'Allow', Action: actions, Resource: '*' };
  return `${JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2)}\n`;
}

/** The same as a data source of Terraform. */
export function terraformText(actions: readonly string[]): string {
  return `data "aws_iam_policy_document" "vpce_lint" {
  statement {
    sid    = "VpceLintReads"
    effect = "Allow"
    actions = [
${actions.map((action) => `      "${action}",\n`).join('')}    ]
    resources = ["*"]
  }
}
`;
}
