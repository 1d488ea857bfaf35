import { dirname, resolve } from 'node:path';
import { type Scope, scopeKey } from '../../model/scope.ts';
import type { AnswerList } from './answer-list.ts';
import { only, partitionOf, regionOf, scopeEvidence, scopeOfPath } from './scope-evidence.ts';
import { viewerOf } from './viewer.ts';

/** Answers found in one document. */
export interface DocumentAnswers {
  readonly path: string;
  readonly lists: readonly AnswerList[];
}

/**
 * The scope of each document. Files of one folder were collected together; folders named after an
 * account or a region say so, otherwise the items do. A folder whose items do not tell belongs to the
 * only scope that fits it, if there is just one.
 */
export function scopesOfDocuments(documents: readonly DocumentAnswers[]): readonly Scope[] {
  const byFolder = new Map<string, DocumentAnswers[]>();
  for (const document of documents) {
    const folder = dirname(resolve(document.path));
    const group = byFolder.get(folder);
    if (group) group.push(document);
    else byFolder.set(folder, [document]);
  }
  const own = new Map([...byFolder].map(([folder, group]) => [folder, scopeOfFolder(group)]));
  const scopes = [...own.values()];
  return documents.map(({ path }) => {
    const scope = own.get(dirname(resolve(path)));
    return completed(scope ?? { partition: 'aws', account: null, region: null }, scopes);
  });
}

function scopeOfFolder(documents: readonly DocumentAnswers[]): Scope {
  const [first] = documents;
  const named = scopeOfPath(first ? resolve(first.path) : '');
  const lists = documents.flatMap((document) => document.lists);
  const evidence = scopeEvidence(lists);
  const region = named.region ?? regionOf(evidence);
  const account = named.account ?? only(evidence.ownAccounts) ?? only(evidence.accounts) ?? viewerOf(lists);
  return { partition: partitionOf(evidence, region), account, region };
}

/** A scope with its unknown parts taken from the only fuller one that it fits. */
function completed(scope: Scope, scopes: readonly Scope[]): Scope {
  if (scope.account !== null && scope.region !== null) return scope;
  const fuller = new Map(
    scopes
      .filter((other) => other.account !== null && other.region !== null)
      .filter(
        (other) =>
          (scope.account ?? other.account) === other.account &&
          (scope.region ?? other.region) === other.region,
      )
      .map((other) => [scopeKey(other), other]),
  );
  return only(new Set(fuller.values())) ?? scope;
}
