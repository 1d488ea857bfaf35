import {
  commandLineWord,
  factFamilies,
  family,
  familyNames,
  operationCommand,
} from '../../model/fact-families.ts';
import type { Call, Parameters } from './call.ts';
import { callsFor, notCollected } from './call-table.ts';
import type { IncludeTopic } from './include-topic.ts';

/**
 * A POSIX shell script that collects with the AWS CLI alone what live collection would, and what has no client
 * in the SDK besides, into a folder that `check` reads. It only reads, and it leaves out what is secret.
 */
export function collectionScript(topics: ReadonlySet<IncludeTopic>): string {
  const calls = callsFor(topics);
  const roots = calls.filter(({ subjects }) => subjects === null);
  const lines = distinct(roots).flatMap((call) => [...dump(call, null, ''), ...loops(call, null, '', calls)]);
  const others = familyNames
    .filter((name) => Object.hasOwn(notCollected, name) && !('subject' in factFamilies[name]))
    .filter((name) => name !== 'securityGroupRules')
    .map((name) => `get ${name} '' ${commandOf(family(name))}`);
  return `${[head, ...lines, ...others, tail].join('\n')}\n`;
}

/** Two families may come out of one call. */
function distinct(calls: readonly Call[]): readonly Call[] {
  const seen = new Set<string>();
  return calls.filter((call) => {
    const command = `${commandLine(call, call.parameters[0] ?? {}, null)} ${call.parameters.length}`;
    return seen.size < seen.add(command).size;
  });
}

/** The lines that keep the answer of a call: about `subject`, a variable of the shell, if it needs one. */
function dump(call: Call, subject: string | null, indent: string): readonly string[] {
  if (call.family === null) return [];
  return call.parameters.map((fixed) => {
    const variants = call.parameters.length > 1 ? `.${Object.values(fixed).map(String).join('.')}` : '';
    const about = subject === null ? "''" : `"$${subject}"`;
    const query = queryOf(call, subject);
    return `${indent}get ${call.name.replaceAll(' ', '-')}${variants} ${about} ${commandLine(call, fixed, subject)}${query}`;
  });
}

/** Loops over what the answers of a call name, for the calls that are asked about it. */
function loops(
  call: Call,
  subject: string | null,
  indent: string,
  calls: readonly Call[],
): readonly string[] {
  const asked = calls.filter(({ subjects }) => subjects?.of[0] === call.name);
  const queries = [...new Set(asked.map(({ subjects }) => subjects?.query ?? ''))];
  return queries.flatMap((query) => {
    const inner = asked.filter(({ subjects }) => subjects?.query === query);
    const variable = commandLineWord(inner[0]?.subjects?.parameter ?? 'id').replaceAll('-', '_');
    return call.parameters.flatMap((fixed) => [
      `${indent}for ${variable} in $(ids ${commandLine(call, fixed, subject)} --query "${query}"); do`,
      ...inner.flatMap((each) => [
        ...dump(each, variable, `${indent}  `),
        ...loops(each, variable, `${indent}  `, calls),
      ]),
      `${indent}done`,
    ]);
  });
}

function commandLine(call: Call, fixed: Parameters, subject: string | null): string {
  const { subjects } = call;
  const options = Object.entries(fixed)
    // Older versions of the AWS CLI do not know it.
    .filter(([name]) => name !== 'BucketRegion')
    .map(([name, value]) => `--${commandLineWord(name)} ${argument(value)}`);
  const about =
    subjects && subject !== null ? [`--${commandLineWord(subjects.parameter)} "$${subject}"`] : [];
  return [commandOf(call), ...about, ...options].join(' ');
}

function commandOf({ service, operation }: { readonly service: string; readonly operation: string }): string {
  return operationCommand(service, operation).replace(/^aws /, '');
}

function argument(value: unknown): string {
  if (value === '{region}') return '"$region"';
  if (!Array.isArray(value)) return String(value);
  return value.map((item: unknown) => (typeof item === 'string' ? item : filterText(item))).join(' ');
}

/** A filter in the shorthand of the AWS CLI. */
function filterText(filter: unknown): string {
  if (typeof filter !== 'object' || filter === null || !('Name' in filter) || !('Values' in filter))
    return '';
  return `Name=${String(filter.Name)},Values=${String(filter.Values)}`;
}

/** What names the subject in an answer that does not, or keeps secrets out of it. */
function queryOf({ family: name, withoutSecrets, operation }: Call, subject: string | null): string {
  if (name === null) return '';
  const { answerKey, subject: field } = family(name);
  if (withoutSecrets) {
    const kept = withoutSecrets.map((each) => `${each}: ${each}`).join(', ');
    return ` --query "{${answerKey}: ${answerKey}[].{${kept}}}"`;
  }
  if (subject === null || field === undefined) return '';
  const named = (key: string, value: string) => ` --query "{${field}: '$${subject}', ${key}: ${value}}"`;
  if (operation === 'GetKeyPolicy') return named('ResourcePolicy', 'Policy');
  if (namesItself.has(operation) || answerKey === '') return '';
  return named(
    answerKey,
    operation === 'SearchTransitGatewayRoutes'
      ? `${answerKey}, AdditionalRoutesAvailable: AdditionalRoutesAvailable`
      : answerKey,
  );
}

/** Operations whose answers name what they are about. */
const namesItself: ReadonlySet<string> = new Set([
  'DescribePolicy',
  'GetQueueAttributes',
  'GetResourcePolicy',
  'GetTopicAttributes',
]);

const head = `#!/bin/sh
# Collects what vpce-lint reads of one account and region, with the AWS CLI, and changes nothing.
#   AWS_PROFILE=prod AWS_REGION=eu-west-1 sh collect.sh dumps
#   vpce-lint check dumps
# Run it again to get what was refused or missed before; what is there is kept.
set -u
folder=\${1:-vpce-lint-dumps}
region=\${AWS_REGION:-\${AWS_DEFAULT_REGION:-$(aws configure get region)}}
[ -n "$region" ] || { echo 'no region: set AWS_REGION' >&2; exit 1; }
account=$(aws sts get-caller-identity --region "$region" --query Account --output text) || exit 1
dir=$folder/$account/$region
mkdir -p "$dir" || exit 1
gone=0

# get NAME SUBJECT COMMAND...: keeps the answer in a file; a call that is refused leaves none.
get() {
  file=$dir/$(printf '%s' "$1\${2:+.$2}" | tr -c 'A-Za-z0-9._-' '_').json
  shift 2
  [ -e "$file" ] && return
  if aws "$@" --region "$region" --output json >"$file.part"; then
    mv "$file.part" "$file"
  else
    rm -f "$file.part"
    gone=$((gone + 1))
  fi
}
ids() { aws "$@" --region "$region" --output text | tr '\\t' '\\n' | grep -v '^None$'; }
`;

const tail = `
[ "$gone" -eq 0 ] || echo "$gone calls gave nothing: what depends on them stays undecided" >&2`;
