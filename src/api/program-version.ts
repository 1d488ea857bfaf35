import { version } from '../version.ts';

/**
 * The version of the program. Were it exported where it stands, it would become a part of what a start loads, and
 * `vpce-lint --version` would have to load that.
 */
export const programVersion: string = version;
