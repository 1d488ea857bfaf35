import type { Run } from './run-program.ts';

/** What a terminal obeys: everything but line ends, and the tabs of our own script in a page. */
const control = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const controlInPage = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const workflowCommand = /^\s*(?:::[^\n]*::|##(?:\[|vso))/m;
/** Our own annotations, one a line, are what that format is for; those of the input are not. */
const foreignAnnotation =
  /^\s*(?:::(?!(?:error|warning|notice) )[^\n]*::|::error file=a,line=1::message|##(?:\[|vso))/m;
const foreignCode: Readonly<Record<string, RegExp>> = {
  html: /<script>alert|<img src=x|href="?javascript:/i,
  junit: /<script>alert|<img src=x/i,
  markdown: /<script>alert|<img src=x|\]\(javascript:/i,
};
const documents = new Set(['json', 'sarif', 'gitlab']);

/** The promises that a run broke, in words; none when it kept them all. */
export function faultsOfRun(format: string, { exitCode, output, errors }: Run): readonly string[] {
  const faults: string[] = [];
  if (![0, 1, 2, 3, 4].includes(exitCode)) faults.push(`exit code ${exitCode}: ${errors.slice(0, 2000)}`);
  if (/\n\s+at .*:\d+:\d+/.test(errors)) faults.push(`errors hold a stack trace: ${errors.slice(0, 2000)}`);
  return [
    ...faults,
    ...faultsOfText(format, output).map((fault) => `output: ${fault}`),
    ...faultsOfText('text', errors).map((fault) => `errors: ${fault}`),
  ];
}

/** What no text in this format may hold. */
export function faultsOfText(format: string, text: string): readonly string[] {
  const faults: string[] = [];
  const found = (format === 'html' ? controlInPage : control).exec(text);
  if (found) faults.push(`a control character: ${around(text, found.index)}`);
  const command = (format === 'github' ? foreignAnnotation : workflowCommand).exec(text);
  if (command) faults.push(`a workflow command: ${around(text, command.index)}`);
  const code = foreignCode[format]?.exec(text);
  if (code) faults.push(`code of the input: ${around(text, code.index)}`);
  return documents.has(format) && text !== '' ? [...faults, ...faultsOfJson(text)] : faults;
}

/** What programs read, and nobody on a terminal, must be JSON and no more. */
export function faultsOfJson(text: string): readonly string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [`it is not JSON: ${String(error)}`];
  }
}

const inherited: readonly object[] = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Function.prototype,
  Map.prototype,
];

/** What was written where every object would inherit it; it is taken away again, so that the next input is judged alone. */
export function faultsOfPrototypes(): readonly string[] {
  return inherited.flatMap((prototype) =>
    Object.keys(prototype).map((key) => {
      Reflect.deleteProperty(prototype, key);
      return `a prototype was written to: ${key}`;
    }),
  );
}

function around(text: string, index: number): string {
  return JSON.stringify(text.slice(Math.max(0, index - 60), index + 60));
}
