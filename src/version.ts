/** Replaced by the version in package.json when the program is built, and when tests run. */
declare const __VERSION__: string;

/** The version of vpce-lint, as in package.json. */
export const version: string = __VERSION__;

/** Where the tool lives, for documents that name it. */
export const homepage = 'https://github.com/vpce-lint/vpce-lint';
