import { closest, didYouMean } from '../model/closest.ts';

const flagNames = [
  'format',
  'fail-on',
  'fail-on-unknown',
  'only',
  'service',
  'enable',
  'disable',
  'config',
  'no-config',
  'expectations',
  'baseline',
  'no-baseline',
  'now',
  'force',
  'sarif-profile',
  'sarif-category',
  'color',
  'verbose',
  'profile',
  'region',
  'all-regions',
  'role-arn',
  'role-name',
  'external-id',
  'org',
  'include-account',
  'exclude-account',
  'vpc',
  'tag',
  'include',
  'endpoint-url',
  'output',
  'save',
  'split',
  'script',
  'terraform',
  'from',
  'to',
  'port',
  'protocol',
  'action',
  'resource',
  'principal',
  'queries',
  'expect',
  'overlay',
  'source',
  'test',
  'help',
  'version',
];

const shortNames: Readonly<Record<string, string>> = {
  f: 'format',
  c: 'config',
  v: 'verbose',
  h: 'help',
  V: 'version',
};

/** What the parser complains of, in one plain line; `usage` is that of the command. */
export function usageMessage(complaint: string, usage: string): string {
  const [, unknown] = /^Unknown arguments?: ([^, ]+)/.exec(complaint) ?? [];
  if (unknown !== undefined) {
    const meant = closest(unknown, flagNames);
    return meant === null ? complaint : `${complaint}. Did you mean --${meant}?`;
  }
  const [, hungry] = /^Not enough arguments following: (.+)/.exec(complaint) ?? [];
  if (hungry !== undefined) return `--${shortNames[hungry] ?? hungry} needs a value.`;
  if (complaint.startsWith('Not enough non-option arguments'))
    return `Something is missing: vpce-lint ${usage}`;
  const [, flag, given, choices] = /Argument: (.+?), Given: "(.*)", Choices: (.+)/s.exec(complaint) ?? [];
  if (flag === undefined || given === undefined || choices === undefined) return complaint;
  const known = choices.split(', ').map((choice) => choice.slice(1, -1));
  return `--${flag} takes ${known.join(', ')}, not "${given}".${didYouMean(given, known)}`;
}
