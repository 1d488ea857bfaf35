import { readFileSync } from 'node:fs';
import type { SourceDocument } from '../model/snapshot.ts';
import { readAnswer } from './aws-cli/answer.ts';
import type { AnswerList } from './aws-cli/answer-list.ts';
import { isTemplate, looksLikeTemplate } from './cloudformation/is-template.ts';
import { type FoundFile, findFiles, isCalledJson, systemProblem } from './find-files.ts';
import type { FoundCode } from './infrastructure-code/code-collector.ts';
import type { InputProblem } from './input-problem.ts';
import { textOf } from './input-text.ts';
import { parseJsonText } from './json-text.ts';
import type { CollectedList } from './merge-scopes.ts';
import { describeForeignValue } from './other-formats.ts';
import { isPolicyDocument } from './policy/policy-file.ts';
import { readPipe } from './read-stream.ts';
import { isSnapshotFile, readSnapshotFile } from './snapshot/read-snapshot-file.ts';
import { isTerraform } from './terraform/is-terraform.ts';

/** Kinds of infrastructure code, each of which has a collector of its own. */
export type CodeKind = 'terraform' | 'cloudformation';

const standardInput = '-';
const standardInputName = '<stdin>';

export interface FoundPolicy {
  readonly value: object;
  readonly path: string;
  readonly start: number;
  readonly named: boolean;
  readonly readText: () => string;
}

/** What inputs hold, one by one. */
export interface GatheredInputs {
  /** Policy documents, whose meaning hangs on what else there is. */
  readonly policies: FoundPolicy[];
  readonly documents: SourceDocument[];
  readonly lists: CollectedList[];
  readonly answers: { document: number; path: string; lists: AnswerList[] }[];
  /** Infrastructure code, which is read once all of it is found. */
  readonly code: Readonly<Record<CodeKind, FoundCode[]>>;
  /** Null for an input that does not tell. */
  readonly collectedAt: Set<string | null>;
  readonly inputs: Map<string, SourceDocument['kind']>;
  readonly unusable: InputProblem[];
  readonly skipped: InputProblem[];
}

/** Reads files, directories and `-`; what they come to together is for `concludeInputs`. */
export function gatherInputs(paths: readonly string[], readStandardInput: () => Uint8Array): GatheredInputs {
  const gathered: GatheredInputs = {
    documents: [],
    lists: [],
    answers: [],
    code: { terraform: [], cloudformation: [] },
    policies: [],
    collectedAt: new Set(),
    inputs: new Map(),
    unusable: [],
    skipped: [],
  };
  if (paths.includes(standardInput)) {
    readFile({ path: standardInputName, named: true, isPipe: true }, readStandardInput, gathered);
  }
  const { files, unreadable } = findFiles(paths.filter((path) => path !== standardInput));
  for (const { path, problem, expected } of unreadable) {
    (expected ? gathered.unusable : gathered.skipped).push({ path, problem });
  }
  for (const file of files) {
    const { path, isPipe } = file;
    readFile(file, () => (isPipe ? readPipe(path) : readFileSync(path)), gathered);
  }
  return gathered;
}

function readFile(file: FoundFile, readBytes: () => Uint8Array, reading: GatheredInputs): void {
  const { path } = file;
  let text: string;
  let values: readonly { readonly value: unknown; readonly start: number }[];
  try {
    text = textOf(readBytes());
    const parsed = parseJsonText(text);
    if ('error' in parsed) {
      if (looksLikeTemplate(text)) {
        reading.code.cloudformation.push({ path, value: undefined, start: 0, readText: () => text });
        return;
      }
      const { line, column, message } = parsed.error;
      complain({ path, problem: message, position: { line, column } }, file, reading);
      return;
    }
    values = parsed.values;
  } catch (error) {
    complain({ path, problem: systemProblem(error) }, file, reading);
    return;
  }
  // Kept, because positions are looked up later: reading a large file again costs more time, and more memory too.
  const readText = () => text;
  const [foreign, ...others] = values.filter(
    ({ value, start }) => !readValue(value, start, file, readText, reading),
  );
  if (!foreign) return;
  const place = { start: foreign.start, pointer: '', readText };
  (file.named ? reading.unusable : reading.skipped).push({
    path,
    problem: describeForeignValue(foreign.value),
    ...(others.length + 1 < values.length ? { place } : {}),
  });
}

/** A file that merely lies in a directory is not ours to complain about, unless it calls itself JSON. */
function complain(problem: InputProblem, { path, named }: FoundFile, reading: GatheredInputs): void {
  (named || isCalledJson(path) ? reading.unusable : reading.skipped).push(problem);
}

/** False when the value is nothing of ours. */
function readValue(
  value: unknown,
  start: number,
  { path, named }: FoundFile,
  readText: () => string,
  reading: GatheredInputs,
): boolean {
  const document = reading.documents.length;
  if (isSnapshotFile(value)) {
    const read = readSnapshotFile(value as object, document);
    if ('problem' in read) {
      const place = { start, pointer: read.pointer, readText };
      reading.unusable.push({ path, problem: read.problem, place });
      return true;
    }
    reading.documents.push({ path, kind: 'snapshot', start, readText });
    reading.inputs.set(path, 'snapshot');
    reading.lists.push(...read.lists);
    reading.collectedAt.add(read.file.collectedAt ?? null);
    return true;
  }
  if (isTerraform(value)) {
    reading.code.terraform.push({ path, value, start, readText });
    return true;
  }
  if (isTemplate(value)) {
    reading.code.cloudformation.push({ path, value, start, readText });
    return true;
  }
  const answer = readAnswer(value, path);
  if (!answer && isPolicyDocument(value)) {
    reading.policies.push({ value, path, start, named, readText });
    return true;
  }
  if (!answer) return false;
  for (const { pointer, problem, nameless } of answer.problems) {
    const report = { path, problem, place: { start, pointer, readText } };
    (nameless && !named ? reading.skipped : reading.unusable).push(report);
  }
  if (answer.lists.length === 0) return true;
  reading.documents.push({ path, kind: 'aws-cli', start, readText });
  reading.inputs.set(path, 'aws-cli');
  reading.answers.push({ document, path, lists: [...answer.lists] });
  reading.collectedAt.add(null);
  return true;
}
