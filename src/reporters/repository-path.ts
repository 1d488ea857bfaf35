import type { Location, ResourceReference } from '../report/report.ts';
import { typeSlug } from './resource-text.ts';

/** Standard input has no file that a reader could open. */
const standardInput = '<stdin>';

/** Whether a place stands in a file that a reader could open. */
export function isInFile(location: Location | null): location is Location {
  return location !== null && location.file !== standardInput;
}

/**
 * The segments of a path below the working directory, as platforms that show code take it: that of the input, or
 * a stable path made from the resource where no file shows it. Root and `..` are left out, for no platform
 * follows them.
 */
export function repositoryPath(location: Location | null, resource: ResourceReference): readonly string[] {
  return isInFile(location) ? relativeSegments(location.file) : resourcePath(resource);
}

function relativeSegments(file: string): readonly string[] {
  return file.split(/[\\/]+/).filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

function resourcePath({ account, region, type, id }: ResourceReference): readonly string[] {
  return ['aws', account ?? 'unknown-account', region ?? 'unknown-region', typeSlug(type), id];
}
