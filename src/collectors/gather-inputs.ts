import type { FieldsAt } from '../model/known-fields.ts';
import type { DocumentText, SourceDocument } from '../model/snapshot.ts';
import { readAnswer } from './aws-cli/answer.ts';
import type { AnswerList } from './aws-cli/answer-list.ts';
import { isTemplate, looksLikeTemplate } from './cloudformation/is-template.ts';
import { type FoundFile, findFiles, isCalledJson, systemProblem } from './find-files.ts';
import type { FoundCode } from './infrastructure-code/code-collector.ts';
import type { InputProblem } from './input-problem.ts';
import { LargeTextReader } from './large-json/large-text-reader.ts';
import type { CollectedList } from './merge-scopes.ts';
import { describeForeignValue } from './other-formats.ts';
import { isPolicyDocument } from './policy/policy-file.ts';
import { readPipe } from './read-stream.ts';
import { type ReadText, readTextOfBytes, readTextOfFile, type TextValue } from './read-text.ts';
import { isSnapshotFile, readSnapshotFile } from './snapshot/read-snapshot-file.ts';
import { isTerraform } from './terraform/is-terraform.ts';

/** Kinds of infrastructure code, each of which has a collector of its own. */
export type CodeKind = 'terraform' | 'cloudformation';

const standardInput = '-';
const standardInputName = '<stdin>';

export interface FoundPolicy extends DocumentText {
  readonly value: object;
  readonly path: string;
  readonly named: boolean;
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
export function gatherInputs(
  paths: readonly string[],
  readStandardInput: () => Uint8Array,
  fieldsAt: FieldsAt = () => null,
): GatheredInputs {
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
  const reader = new LargeTextReader(fieldsAt);
  if (paths.includes(standardInput)) {
    const file = { path: standardInputName, named: true, isPipe: true };
    readFile(file, () => readTextOfBytes(readStandardInput(), reader), gathered);
  }
  const { files, unreadable } = findFiles(paths.filter((path) => path !== standardInput));
  for (const { path, problem, expected } of unreadable) {
    (expected ? gathered.unusable : gathered.skipped).push({ path, problem });
  }
  for (const file of files) {
    const { path, isPipe } = file;
    readFile(
      file,
      () => (isPipe ? readTextOfBytes(readPipe(path), reader) : readTextOfFile(path, reader)),
      gathered,
    );
  }
  return gathered;
}

function readFile(file: FoundFile, read: () => ReadText, reading: GatheredInputs): void {
  const { path } = file;
  let values: readonly TextValue[];
  try {
    const found = read();
    if ('fault' in found) {
      const { text, fault } = found;
      if (text !== null && looksLikeTemplate(text)) {
        reading.code.cloudformation.push({ path, value: undefined, start: 0, readText: () => text });
        return;
      }
      const { line, column, message } = fault;
      complain({ path, problem: message, position: { line, column } }, file, reading);
      return;
    }
    values = found.values;
  } catch (error) {
    complain({ path, problem: systemProblem(error) }, file, reading);
    return;
  }
  const [foreign, ...others] = values.filter((found) => !readValue(found, file, reading));
  if (!foreign) return;
  const place = { ...foreign.text, pointer: '' };
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
function readValue({ value, text }: TextValue, { path, named }: FoundFile, reading: GatheredInputs): boolean {
  const document = reading.documents.length;
  if (isSnapshotFile(value)) {
    const read = readSnapshotFile(value as object, document);
    if ('problem' in read) {
      const place = { ...text, pointer: read.pointer };
      reading.unusable.push({ path, problem: read.problem, place });
      return true;
    }
    reading.documents.push({ path, kind: 'snapshot', ...text });
    reading.inputs.set(path, 'snapshot');
    reading.lists.push(...read.lists);
    reading.collectedAt.add(read.file.collectedAt ?? null);
    return true;
  }
  if (isTerraform(value)) {
    reading.code.terraform.push({ path, value, ...text });
    return true;
  }
  if (isTemplate(value)) {
    reading.code.cloudformation.push({ path, value, ...text });
    return true;
  }
  const answer = readAnswer(value, path);
  if (!answer && isPolicyDocument(value)) {
    reading.policies.push({ ...text, value, path, named });
    return true;
  }
  if (!answer) return false;
  for (const { pointer, problem, nameless } of answer.problems) {
    const report = { path, problem, place: { ...text, pointer } };
    (nameless && !named ? reading.skipped : reading.unusable).push(report);
  }
  if (answer.lists.length === 0) return true;
  reading.documents.push({ path, kind: 'aws-cli', ...text });
  reading.inputs.set(path, 'aws-cli');
  reading.answers.push({ document, path, lists: [...answer.lists] });
  reading.collectedAt.add(null);
  return true;
}
