import { isAction, isResource, parseCaller } from '../analysis/policy/policy-question.ts';
import { explains, strangeAddresses } from '../analysis/symptom/explains.ts';
import { readSymptom } from '../analysis/symptom/read-symptom.ts';
import { sendersNamed, sendersOf } from '../analysis/symptom/sender-of-symptom.ts';
import type { Symptom } from '../analysis/symptom/symptom.ts';
import { targetOf } from '../analysis/symptom/target-of-symptom.ts';
import { readDescriptor } from '../collectors/read-stream.ts';
import type { Network } from '../model/network.ts';
import type { WhyAnswer, WhyReport } from '../report/why-report.ts';
import type { CodeChoice } from './code-choice.ts';
import { type ColorChoice, type Console, outputWidth, resolveColor } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { withDeclared } from './judge.ts';
import { type ConfigChoice, loadOrganization } from './load-config.ts';
import { type AnsweredPath, answerQuestion } from './path-question.ts';
import { openedPath, placedPath } from './placed-path.ts';
import { type NetworkInputs, openSources, readNetwork } from './read-network.ts';
import { UsageError } from './usage-error.ts';

export interface WhyOptions extends CodeChoice {
  /** The pasted text; `-` for standard input. */
  readonly text: string;
  readonly inputs: readonly string[];
  /** In place of what the text says. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly config: ConfigChoice;
  readonly format: 'text' | 'json';
  readonly color: ColorChoice;
  readonly verbose: boolean;
}

const standardInput = '-';
const standardInputDescriptor = 0;

/** Turns a pasted error into the question about a path that it raises, and answers that; returns the exit code. */
export async function runWhy(options: WhyOptions, console: Console): Promise<ExitCode> {
  const symptom = readSymptom(textOf(options));
  const organization = await loadOrganization(options.config);
  const read = await readNetwork(options, console);
  if (!read) return exitCode.input;
  const network = withDeclared(read.network, organization);
  const inputs = { ...read, network };
  const to = options.to ?? targetOf(network, symptom);
  if (to === null) {
    throw new UsageError(
      'The text names no host, URL, address, service or action of AWS. Where was it going? Name it with --to.',
    );
  }
  const senders =
    options.from === undefined ? sendersOf(network, symptom) : sendersNamed(network, options.from);
  if (typeof senders === 'string') throw new UsageError(senders);
  const answered = senders.map((from) => ({ from, answered: ask(network, symptom, from, to, options) }));
  await openSources(inputs.snapshot);
  const report = await reportOf(inputs, symptom, to, alike(symptom, answered), options);
  console.out(await render(report, options));
  return inputs.incomplete ? exitCode.input : exitCode.success;
}

/** Of a long log the end counts, where what went wrong last stands. */
const mostRead = 20_000;

function textOf({ text, inputs }: WhyOptions): string {
  if (text !== standardInput) return text.slice(-mostRead);
  if (inputs.includes(standardInput)) {
    throw new UsageError('Standard input holds the text or an input, not both.');
  }
  return new TextDecoder().decode(readDescriptor(standardInputDescriptor)).slice(-mostRead);
}

interface Asked {
  readonly from: string;
  readonly answered: AnsweredPath;
}

function ask(
  network: Network,
  symptom: Symptom,
  from: string,
  to: string,
  options: WhyOptions,
): AnsweredPath {
  const { target, protocol, action, resource, principal } = symptom;
  const answered = answerQuestion(network, {
    from,
    to,
    protocol,
    port: options.to === undefined ? (target?.port ?? undefined) : undefined,
    action: action !== null && isAction(action) ? action : undefined,
    resource: resource !== null && isResource(resource) ? resource : undefined,
    principal: principal !== null && parseCaller(principal) !== null ? principal : undefined,
  });
  if (typeof answered === 'string') throw new UsageError(answered);
  return answered;
}

interface Alike {
  readonly from: readonly string[];
  readonly answered: AnsweredPath;
  readonly explains: WhyAnswer['explains'];
}

const explanationsFirst: readonly WhyAnswer['explains'][] = ['yes', 'undecided', 'no', null];

/** The senders by how they fare; those first whose answer is what was seen. */
function alike(symptom: Symptom, all: readonly Asked[]): readonly Alike[] {
  const groups = new Map<string, { from: string[]; answered: AnsweredPath }>();
  for (const { from, answered } of all) {
    const key = fateOf(answered);
    const group = groups.get(key);
    if (group) group.from.push(from);
    else groups.set(key, { from: [from], answered });
  }
  return [...groups.values()]
    .map((group) => ({ ...group, explains: explains(symptom, group.answered.answer) }))
    .sort((a, b) => explanationsFirst.indexOf(a.explains) - explanationsFirst.indexOf(b.explains));
}

function fateOf({ answer: { verdict, branches } }: AnsweredPath): string {
  return JSON.stringify([
    verdict,
    branches.map(({ verdict: own, via, viaId, hops, missing }) => [
      own,
      via,
      viaId,
      hops
        .filter(({ decision }) => decision !== 'pass')
        .map(({ reason, component }) => [reason, component.id]),
      missing,
    ]),
  ]);
}

async function reportOf(
  inputs: NetworkInputs,
  symptom: Symptom,
  to: string,
  groups: readonly Alike[],
  { format }: WhyOptions,
): Promise<WhyReport> {
  const answers: WhyAnswer[] = [];
  for (const { from, answered, explains: explained } of groups) {
    answers.push({
      from,
      explains: explained,
      strangeAddresses: strangeAddresses(symptom, answered.answer),
      path: format === 'json' ? placedPath(inputs, answered) : await openedPath(inputs, answered),
    });
  }
  const { kind, dialled, dnsServer, action, resource, principal, denial } = symptom;
  return {
    understood: {
      kind,
      to,
      port: groups[0]?.answered.asked.port ?? null,
      dialled,
      dnsServer,
      action,
      resource,
      principal,
      policy: denial?.policy ?? null,
      isExplicit: denial?.isExplicit ?? null,
    },
    answers,
  };
}

async function render(report: WhyReport, { format, color }: WhyOptions): Promise<string> {
  if (format === 'json') return (await import('../reporters/why-json.ts')).whyJson(report);
  const { whyText } = await import('../reporters/text/why-text.ts');
  return whyText(report, { color: resolveColor(color), width: outputWidth() });
}
