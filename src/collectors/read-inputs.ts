import { readFileSync } from 'node:fs';
import type { Snapshot, SourceDocument } from '../model/snapshot.ts';
import { readAnswer } from './aws-cli/answer.ts';
import type { AnswerList } from './aws-cli/answer-list.ts';
import { scopesOfDocuments } from './aws-cli/group-scopes.ts';
import { type FoundFile, findFiles, isCalledJson, systemProblem } from './find-files.ts';
import { textOf } from './input-text.ts';
import { parseJsonText } from './json-text.ts';
import { type CollectedList, mergeScopes } from './merge-scopes.ts';
import { describeForeignValue } from './other-formats.ts';
import { factsOfPolicy, isPolicyDocument, ownerOfPolicy } from './policy/policy-file.ts';
import type { PolicyOwner } from './policy/policy-owner.ts';
import { readPipe } from './read-stream.ts';
import { isSnapshotFile, readSnapshotFile } from './snapshot/read-snapshot-file.ts';
import {
  type DocumentProblem,
  isTerraform,
  readDocument,
  type TerraformDocument,
} from './terraform/document.ts';
import { overlayTerraform, type ReadDocument, readTerraform } from './terraform/read-terraform.ts';
import { terraformSources } from './terraform/sources/terraform-sources.ts';

/** Something about an input that the user must know. */
export interface InputProblem {
  readonly path: string;
  readonly problem: string;
  readonly position?: { readonly line: number; readonly column: number };
  /** Where the position must still be looked up: the value's offset in the text and a JSON pointer in it. */
  readonly place?: { readonly start: number; readonly pointer: string; readonly readText: () => string };
}

export interface ReadInputs {
  readonly snapshot: Snapshot;
  /** Whether all that was read are policy documents without what they belong to. */
  readonly arePoliciesAlone: boolean;
  /** Inputs that were read, one a file. */
  readonly inputs: readonly { readonly path: string; readonly kind: SourceDocument['kind'] | 'live' }[];
  /** Inputs that cannot be used although they should be. */
  readonly unusable: readonly InputProblem[];
  /** Files met in directories that are not for us. */
  readonly skipped: readonly InputProblem[];
}

const standardInput = '-';
const standardInputName = '<stdin>';

interface FoundPolicy {
  readonly value: object;
  readonly path: string;
  readonly start: number;
  readonly named: boolean;
  readonly readText: () => string;
}

interface Reading {
  /** Policy documents, whose meaning hangs on what else there is. */
  readonly policies: FoundPolicy[];
  readonly sourceFolder: string | null;
  readonly documents: SourceDocument[];
  readonly lists: CollectedList[];
  readonly answers: { document: number; path: string; lists: AnswerList[] }[];
  readonly code: ReadDocument[];
  /** Null for an input that does not tell. */
  readonly collectedAt: Set<string | null>;
  readonly inputs: Map<string, SourceDocument['kind']>;
  readonly unusable: InputProblem[];
  readonly skipped: InputProblem[];
}

export interface ReadingOptions {
  /** The folder of the code that plans and states were made from; guessed where it is not given. */
  readonly sourceFolder?: string | undefined;
  /** Whether plans change what the other inputs describe, instead of describing it too. */
  readonly plans?: 'describe' | 'overlay' | undefined;
  /** What policy documents belong to that stand alone; told by their paths and resources where it is not given. */
  readonly policyFor?: PolicyOwner | null | undefined;
}

/** Reads files, directories and `-` into one snapshot. What cannot be read is said; the rest is read. */
export function readInputs(
  paths: readonly string[],
  readStandardInput: () => Uint8Array,
  { sourceFolder, plans = 'describe', policyFor = null }: ReadingOptions = {},
): ReadInputs {
  const reading: Reading = {
    sourceFolder: sourceFolder ?? null,
    documents: [],
    lists: [],
    answers: [],
    code: [],
    policies: [],
    collectedAt: new Set(),
    inputs: new Map(),
    unusable: [],
    skipped: [],
  };
  if (paths.includes(standardInput)) {
    readFile({ path: standardInputName, named: true, isPipe: true }, readStandardInput, reading);
  }
  const { files, unreadable } = findFiles(paths.filter((path) => path !== standardInput));
  for (const { path, problem, expected } of unreadable) {
    (expected ? reading.unusable : reading.skipped).push({ path, problem });
  }
  for (const file of files) {
    const { path, isPipe } = file;
    readFile(file, () => (isPipe ? readPipe(path) : readFileSync(path)), reading);
  }
  const scopes = scopesOfDocuments(reading.answers);
  for (const [index, { document, lists }] of reading.answers.entries()) {
    const scope = scopes[index];
    if (scope) reading.lists.push(...lists.map((list) => collected(list, scope, document)));
  }
  const described =
    plans === 'overlay' ? reading.code.filter(({ read }) => read.kind !== 'plan') : reading.code;
  reading.lists.push(...readTerraform(described));
  const arePoliciesAlone = reading.lists.length === 0 && reading.code.length === 0;
  for (const policy of reading.policies) readPolicy(policy, arePoliciesAlone, policyFor, reading);
  const existing = mergeScopes(reading.lists);
  const [collectedAt] = reading.collectedAt;
  return {
    snapshot: {
      documents: reading.documents,
      scopes: plans === 'overlay' ? overlayTerraform(existing, reading.code) : existing,
      collectedAt: reading.collectedAt.size === 1 ? (collectedAt ?? null) : null,
    },
    arePoliciesAlone: arePoliciesAlone && reading.lists.length > 0,
    inputs: [...reading.inputs]
      .map(([path, kind]) => ({ path, kind }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    unusable: reading.unusable,
    skipped: reading.skipped,
  };
}

function collected(list: AnswerList, scope: CollectedList['scope'], document: number): CollectedList {
  const { family, pointer, items, whole, incomplete } = list;
  return {
    scope,
    family,
    source: 'aws-cli',
    status: 'collected',
    incomplete: incomplete ?? null,
    list: { document, pointer, items, ...(whole ? { whole } : {}) },
  };
}

function readFile(file: FoundFile, readBytes: () => Uint8Array, reading: Reading): void {
  const { path } = file;
  let text: string;
  let values: readonly { readonly value: unknown; readonly start: number }[];
  try {
    text = textOf(readBytes());
    const parsed = parseJsonText(text);
    if ('error' in parsed) {
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
function complain(problem: InputProblem, { path, named }: FoundFile, reading: Reading): void {
  (named || isCalledJson(path) ? reading.unusable : reading.skipped).push(problem);
}

/** A plan or state: a document whose facts are read once all documents are known. */
function readCode(
  document: SourceDocument,
  read: TerraformDocument | DocumentProblem,
  reading: Reading,
): void {
  const { path, start, readText } = document;
  if ('problem' in read) {
    const place = { start, pointer: read.pointer, readText };
    reading.unusable.push({ path, problem: read.problem, place });
    return;
  }
  reading.code.push({ document: reading.documents.length, path, read });
  const sources = terraformSources(read, path, reading.sourceFolder);
  reading.documents.push({ ...document, sources });
  reading.inputs.set(path, 'terraform');
  reading.collectedAt.add(null);
}

/** A policy document is judged where nothing else is: beside other facts it would say nothing of them. */
function readPolicy(
  { value, path, start, named, readText }: FoundPolicy,
  isAlone: boolean,
  policyFor: PolicyOwner | null,
  reading: Reading,
): void {
  const document = reading.documents.length;
  const file = { value, path, document };
  const owner = isAlone ? ownerOfPolicy(file, policyFor) : { problem: describeForeignValue(value) };
  if (typeof owner === 'object') {
    const place = { start, pointer: '', readText };
    (named ? reading.unusable : reading.skipped).push({ path, problem: owner.problem, place });
    return;
  }
  reading.documents.push({ path, kind: 'policy', start, readText });
  reading.inputs.set(path, 'policy');
  reading.lists.push(...factsOfPolicy(file, owner));
}

/** False when the value is nothing of ours. */
function readValue(
  value: unknown,
  start: number,
  { path, named }: FoundFile,
  readText: () => string,
  reading: Reading,
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
    readCode({ path, kind: 'terraform', start, readText }, readDocument(value), reading);
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
