import type { InputProblem } from '../collectors/input-problem.ts';
import type { SourceDocument } from '../model/snapshot.ts';
import { lookUpLocations } from '../report/look-up-locations.ts';

interface Group {
  readonly first: InputProblem;
  count: number;
}

/**
 * A line for each problem: file, position, what is wrong. Problems of one file that read the same share a
 * line, and each file has at most `limit` lines and one that counts the others.
 */
export function describeProblems(problems: readonly InputProblem[], limit: number): readonly string[] {
  const files = new Map<string, Map<string, Group>>();
  for (const first of problems) {
    const groups = files.get(first.path) ?? new Map<string, Group>();
    files.set(first.path, groups);
    const group = groups.get(first.problem);
    if (group) group.count += 1;
    else groups.set(first.problem, { first, count: 1 });
  }
  const shown = [...files.values()].map((groups) => [...groups.values()].slice(0, limit));
  const positionOf = positions(shown.flat().map(({ first }) => first));
  return [...files.entries()].flatMap(([path, groups], index) => {
    const lines = (shown[index] ?? []).map(({ first, count }) => {
      const more = count > 1 ? ` (and ${count - 1} more like it)` : '';
      return `${path}${positionOf(first)}: ${first.problem}${more}`;
    });
    const left = groups.size - lines.length;
    if (left === 0) return lines;
    return [...lines, `${path}: ${left} more ${left === 1 ? 'problem' : 'problems'} (-v shows all)`];
  });
}

/** `:line:column` of a problem, or nothing where it concerns the whole file. */
function positions(problems: readonly InputProblem[]): (problem: InputProblem) => string {
  const placed = problems.filter(({ place }) => place !== undefined);
  const documents = placed.map(
    ({ path, place }): SourceDocument => ({
      path,
      kind: 'aws-cli',
      start: place?.start ?? 0,
      readText: place?.readText ?? (() => ''),
      ...(place?.readParts ? { readParts: place.readParts } : {}),
      ...(place?.sources ? { sources: place.sources } : {}),
    }),
  );
  const citations = placed.map(({ place }, document) => ({ document, pointer: place?.pointer ?? '' }));
  const locationOf = lookUpLocations(documents, citations);
  const found = new Map(
    placed.map((problem, index) => {
      const citation = citations[index];
      const location = citation ? locationOf(citation) : null;
      // Without an excerpt the file is gone, and the position a mere stand-in.
      return [problem, location?.excerpt ? location : null];
    }),
  );
  return (problem) => {
    const position = problem.position ?? found.get(problem);
    return position ? `:${position.line}:${position.column}` : '';
  };
}
