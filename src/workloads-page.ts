import type { WorkloadRecord } from './data/workloads/workload-record.ts';
import { workloadFamilies } from './data/workloads/workloads.ts';

/** The page that says what each kind of workload needs, as Markdown. */
export function workloadsPage(): string {
  const sections = Object.entries(workloadFamilies).map(
    ([family, records]) => `## ${family}\n\n${records.map(section).join('\n\n')}`,
  );
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

const introduction = `# What workloads need

What runs in a VPC asks AWS for more than one service, and fails without any of them. The rule
[bundle-incomplete](rules/bundle-incomplete.md) checks that whatever runs has a way to all that it needs, by endpoints of its VPC or
of a hub, or through the internet. Which workloads run it sees for itself where AWS's own words show it; the others
[the configuration](configuration.md#workloads) declares: \`runs\` takes the names below. Services are named as their endpoints
are, without prefix and region, for the prefix differs by partition: \`com.amazonaws.\` in most, \`cn.com.amazonaws.\` for
most services in China.

A policy of AWS on the role of an instance shows what the instance is meant to do, where the input holds roles: a scan reads
them with \`--include roles\`, dumps with \`aws iam get-account-authorization-details\`. Many give the policy of Systems
Manager to every role there is, so what it shows is an error only where one of its services has a way, and else a warning. Without
roles, whether instances lack something is undecided only where they do not reach all that a role could show.

What is needed under a condition is not checked by itself, because no configuration of a network shows the condition: name the
services under \`uses\`.`;

function section({
  id,
  title,
  asOf,
  pages,
  required,
  conditional,
  neverPrivate,
  evidence,
}: WorkloadRecord): string {
  return [
    `### \`${id}\``,
    `${title}.${evidence ? ` Seen where ${evidence.map(({ shows }) => shows).join(', or where ')}.` : ''}`,
    [
      ...required.map(
        ({ service, why, unless }) =>
          `- \`${service}\`: ${why}${unless === undefined ? '' : `, unless ${unless}`}`,
      ),
      ...conditional.map(({ service, when }) => `- \`${service}\`, if ${when}`),
      ...neverPrivate.map(({ what, instead }) => `- no endpoint: ${what}. ${instead}`),
    ].join('\n'),
    `As of ${asOf}: ${pages.map((page, index) => `[${index + 1}](${page})`).join(', ')}`,
  ].join('\n\n');
}
