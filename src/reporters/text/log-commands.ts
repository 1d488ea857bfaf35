/** What the logs of GitHub Actions, Azure Pipelines and TeamCity take for a command wherever it stands in a line. */
const anywhere = /##(?=(?:vso|teamcity)?\[)/g;

/** What GitHub Actions takes for a command at the beginning of a line; `::/0` alone is none. */
const inFront = /^([^\S\n]*):(?=:[^\n]*::)/gm;

/**
 * The text with the marks of a pipeline's log commands written out. A report for people quotes names and lines of
 * the input, and whoever may tag a resource must not command the pipeline that prints its name.
 */
export function withoutLogCommands(text: string): string {
  return text.replace(anywhere, '#\\u0023').replace(inFront, '$1\\u003a');
}
