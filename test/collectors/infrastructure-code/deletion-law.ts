import { isFields } from '../../../src/collectors/infrastructure-code/fields.ts';
import type { Tellings } from './tellings.ts';

/**
 * What deleting one thing from code may change in what is read: what it declares is gone, a list has lost what it
 * wrote there, anything may be unknown. What is told otherwise, or only now, is a guess.
 */
export interface Change {
  /** Tellings that neither the code nor the absence of what was deleted bears out. */
  readonly guesses: readonly string[];
  /** Lists that have fewer members. */
  readonly lost: readonly string[];
}

export function changeOf(full: Tellings, less: Tellings): Change {
  const guesses: string[] = [];
  const lost: string[] = [];
  const vanished = new Set(
    [...full].flatMap(([about, text]) => (less.has(about) || text === null ? [] : [subjectOf(about, text)])),
  );
  for (const [about, text] of less) {
    const before = full.get(about);
    if (text === null || text === before) continue;
    // A policy goes by another name once the resource is gone that it belongs to.
    if (before === undefined && vanished.has(subjectOf(about, text))) continue;
    if (before !== undefined && before !== null && isPart(text, before)) lost.push(about);
    else guesses.push(`${about}: ${String(before)} → ${text}`);
  }
  return { guesses, lost };
}

/** What is told of a thing, without the thing. */
function subjectOf(about: string, text: string): string {
  return `${about.slice(about.lastIndexOf(' '))} ${text}`;
}

/** Whether a list holds nothing but what another holds. */
function isPart(text: string, before: string): boolean {
  const [some, all] = [JSON.parse(text), JSON.parse(before)] as readonly unknown[];
  if (!Array.isArray(some) || !Array.isArray(all) || some.length >= all.length) return false;
  const members = new Set(all.map((member) => JSON.stringify(member)));
  return some.every((member) => members.has(JSON.stringify(member)));
}

export type Path = readonly (string | number)[];

/** The paths of all members of objects in a value. */
export function pathsIn(value: unknown, at: Path = []): readonly Path[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => pathsIn(item, [...at, index]));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    [...at, name],
    ...pathsIn(member, [...at, name]),
  ]);
}

/** The value without the member that a path leads to. */
export function withoutPath(value: unknown, [first, ...rest]: Path): unknown {
  if (first === undefined) return value;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === first ? withoutPath(item, rest) : item));
  }
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      name !== first ? [[name, member]] : rest.length === 0 ? [] : [[name, withoutPath(member, rest)]],
    ),
  );
}

/** Set to anything, all deletions are tried, not only some of each input. */
const tryAll = process.env['VPCE_LINT_ALL_DELETIONS'] !== undefined;

/** At most so many of a list, spread over it; all of them where all are asked for. */
export function sampled<T>(all: readonly T[], most: number): readonly T[] {
  if (tryAll || all.length <= most) return all;
  const step = all.length / most;
  return Array.from({ length: most }, (_, index) => all[Math.floor(index * step)] as T);
}
