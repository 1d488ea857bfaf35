import type { Snapshot, SourceDocument } from '../model/snapshot.ts';
import type { AnswerList } from './aws-cli/answer-list.ts';
import { scopesOfDocuments } from './aws-cli/group-scopes.ts';
import type { CodeKind, FoundPolicy, GatheredInputs } from './gather-inputs.ts';
import type { CodeCollector } from './infrastructure-code/code-collector.ts';
import type { InputProblem } from './input-problem.ts';
import { type CollectedList, mergeScopes } from './merge-scopes.ts';
import { describeForeignValue } from './other-formats.ts';
import { factsOfPolicy, ownerOfPolicy } from './policy/policy-file.ts';
import type { PolicyOwner } from './policy/policy-owner.ts';

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

export interface ReadingOptions {
  /** The folder of the code that plans and states were made from; guessed where it is not given. */
  readonly sourceFolder?: string | undefined;
  /** Whether plans change what the other inputs describe, instead of describing it too. */
  readonly plans?: 'describe' | 'overlay' | undefined;
  /** Values of the parameters of templates, by name; those of pseudo parameters say where they are deployed. */
  readonly parameters?: ReadonlyMap<string, string | null> | undefined;
  /** What policy documents belong to that stand alone; told by their paths and resources where it is not given. */
  readonly policyFor?: PolicyOwner | null | undefined;
}

/** The collectors of the kinds of code that were found. They are large, and seldom needed. */
export type CodeCollectors = Readonly<Partial<Record<CodeKind, CodeCollector>>>;

/** What inputs come to together: one snapshot, and what could not be read. */
export function concludeInputs(
  gathered: GatheredInputs,
  collectors: CodeCollectors,
  { sourceFolder, plans = 'describe', parameters = new Map(), policyFor = null }: ReadingOptions,
): ReadInputs {
  const documents = [...gathered.documents];
  const lists = [...gathered.lists, ...answersIn(gathered)];
  const problems = { unusable: [...gathered.unusable], skipped: [...gathered.skipped] };
  const inputs = new Map(gathered.inputs);
  const overlays = Object.entries(gathered.code).flatMap(([kind, found]) => {
    const collector = collectors[kind as CodeKind];
    if (!collector || found.length === 0) return [];
    const options = {
      firstDocument: documents.length,
      sourceFolder: sourceFolder ?? null,
      plans,
      stack: {
        parameters,
        account: parameters.get('AWS::AccountId') ?? null,
        region: parameters.get('AWS::Region') ?? null,
      },
    };
    const read = collector(found, options);
    documents.push(...read.documents);
    for (const document of read.documents) inputs.set(document.path, document.kind);
    lists.push(...read.lists);
    problems.unusable.push(...read.unusable);
    return read.documents.length > 0 ? [read.overlay] : [];
  });
  const arePoliciesAlone = lists.length === 0 && overlays.length === 0;
  for (const policy of gathered.policies) {
    const { path, start, named, readText } = policy;
    const facts = factsOf(policy, documents.length, arePoliciesAlone, policyFor);
    if ('problem' in facts) {
      const place = { start, pointer: '', readText };
      problems[named ? 'unusable' : 'skipped'].push({ path, problem: facts.problem, place });
      continue;
    }
    documents.push({ path, kind: 'policy', start, readText });
    inputs.set(path, 'policy');
    lists.push(...facts.lists);
  }
  const existing = mergeScopes(lists);
  const times = new Set([...gathered.collectedAt, ...(overlays.length > 0 ? [null] : [])]);
  const [collectedAt] = times;
  return {
    snapshot: {
      documents,
      scopes:
        plans === 'overlay' ? overlays.reduce((scopes, overlay) => overlay(scopes), existing) : existing,
      collectedAt: times.size === 1 ? (collectedAt ?? null) : null,
    },
    arePoliciesAlone: arePoliciesAlone && lists.length > 0,
    inputs: [...inputs].map(([path, kind]) => ({ path, kind })).sort((a, b) => (a.path < b.path ? -1 : 1)),
    ...problems,
  };
}

function answersIn({ answers }: GatheredInputs): readonly CollectedList[] {
  const scopes = scopesOfDocuments(answers);
  return answers.flatMap(({ document, lists }, index) => {
    const scope = scopes[index];
    return scope ? lists.map((list) => collected(list, scope, document)) : [];
  });
}

function collected(list: AnswerList, scope: CollectedList['scope'], document: number): CollectedList {
  const { family, pointer, items, whole, pointerOf, incomplete } = list;
  return {
    scope,
    family,
    source: 'aws-cli',
    status: 'collected',
    incomplete: incomplete ?? null,
    list: { document, pointer, items, ...(whole && { whole }), ...(pointerOf && { pointerOf }) },
  };
}

/** A policy document is judged where nothing else is: beside other facts it would say nothing of them. */
function factsOf(
  { value, path }: FoundPolicy,
  document: number,
  isAlone: boolean,
  policyFor: PolicyOwner | null,
): { readonly lists: readonly CollectedList[] } | { readonly problem: string } {
  const file = { value, path, document };
  const owner = isAlone ? ownerOfPolicy(file, policyFor) : { problem: describeForeignValue(value) };
  return typeof owner === 'object' ? owner : { lists: factsOfPolicy(file, owner) };
}
