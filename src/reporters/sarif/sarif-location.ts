import type { ArtifactLocation, LogicalLocation, PhysicalLocation, Region } from 'sarif';
import type { Location, ResourceReference } from '../../report/report.ts';
import { isInFile, repositoryPath } from '../repository-path.ts';

export const rootId = '%SRCROOT%';

/** Where a finding is shown: its place in the input, else a stable path that is made from the resource. */
export function sarifPlace(location: Location | null, resource: ResourceReference): PhysicalLocation {
  const artifactLocation = artifact(repositoryPath(location, resource));
  if (!isInFile(location)) return { artifactLocation, region: { startLine: 1 } };
  const context = contextOf(location);
  return {
    artifactLocation,
    region: regionOf(location),
    ...(context === null ? {} : { contextRegion: context }),
  };
}

export function sarifResource({ type, id, account, region }: ResourceReference): LogicalLocation {
  const [known, fullyQualifiedName] = [id.startsWith('arn:'), [account, region, type, id]];
  return {
    name: id,
    fullyQualifiedName: known ? id : fullyQualifiedName.filter((part) => part !== null).join('/'),
    kind: 'resource',
  };
}

function artifact(segments: readonly string[]): ArtifactLocation {
  return {
    uri: segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join('/'),
    uriBaseId: rootId,
  };
}

function regionOf({ line, column, endLine, endColumn, excerpt }: Location): Region {
  if (excerpt === null) return { startLine: line };
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  const snippet = markedText({ line, column, endLine, endColumn, excerpt });
  return snippet === null ? region : { ...region, snippet: { text: snippet } };
}

type ShownRange = Pick<Location, 'line' | 'column' | 'endLine' | 'endColumn' | 'excerpt'>;

/** The text of the range, or null when the excerpt does not hold all of it. */
function markedText({ line, column, endLine, endColumn, excerpt }: ShownRange): string | null {
  const lines = excerpt?.lines ?? [];
  const [first] = lines;
  if (first === undefined || excerpt?.elided !== 0) return null;
  if (line === endLine) {
    const { text, marked } = first;
    if (marked === null || marked.to - marked.from !== endColumn - column) return null;
    return text.slice(marked.from - 1, marked.to - 1);
  }
  if (lines.some(({ text }) => isCut(text))) return null;
  return lines
    .map(({ number, text }) => {
      const end = number === endLine ? endColumn - 1 : text.length;
      return text.slice(number === line ? column - 1 : 0, end);
    })
    .join('\n');
}

/** The whole lines around the region, where the excerpt holds them. */
function contextOf({ line, endLine, excerpt }: Location): Region | null {
  if (excerpt === null || excerpt.elided > 0 || excerpt.lines.some(({ text }) => isCut(text))) return null;
  return {
    startLine: line,
    endLine,
    snippet: { text: excerpt.lines.map(({ text }) => `${text}\n`).join('') },
  };
}

/** An excerpt shows `…` where it cuts a long line. */
function isCut(text: string): boolean {
  return text.startsWith('…') || text.endsWith('…');
}
