/** Replaced by the version in package.json when the program is built, and when tests run. */
declare const __VERSION__: string;

/** The version of vpce-lint, as in package.json. */
export const version: string = __VERSION__;
