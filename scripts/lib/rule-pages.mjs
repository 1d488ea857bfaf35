import { parseSync, Visitor } from 'rolldown/utils';

const pages = /[\\/]src[\\/]rules[\\/]pages\.ts$/;
const rule = /[\\/]src[\\/]rules[\\/][a-z-]+[\\/][a-z0-9-]+\.ts$/;

/**
 * A rolldown plugin that leaves the examples of the rules out of the program: each is a small network, together a
 * fifth of what a start would read, and only `explain` tells of them. It finds the pages as the text that they are.
 */
export function rulePagesAsText() {
  return {
    name: 'rule-pages-as-text',
    load: {
      filter: { id: pages },
      async handler() {
        const { importTypeScript } = await import('./import-typescript.mjs');
        const { rulePages } = await importTypeScript('src/rules/pages.ts');
        return `export const rulePages = new Map(${JSON.stringify([...rulePages])});`;
      },
    },
    transform: {
      filter: { id: rule },
      handler: (code, id) => withoutExamples(code, id),
    },
  };
}

/** The code of a rule without its examples, and without the values that only they are made of. */
function withoutExamples(code, path) {
  const { program } = parseSync(path, code, { lang: 'ts' });
  const examples = examplesOf(program);
  if (examples === undefined) return code;
  const values = program.body.filter(({ type }) => type === 'VariableDeclaration');
  const used = usedValues(program, values, examples);
  const unused = values.filter((value) => !used.has(value));
  return [examples, ...unused]
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end }) => {
      const behind = text.slice(end);
      return text.slice(0, start) + (start === examples.start ? behind.replace(/^\s*,/, '') : behind);
    }, code);
}

/** The property of the rule, or undefined in a file that holds no rule. */
function examplesOf({ body }) {
  const exported = body.find(({ type }) => type === 'ExportDefaultDeclaration')?.declaration;
  if (exported?.type !== 'CallExpression' || exported.callee.name !== 'defineRule') return undefined;
  return exported.arguments[0].properties.find(({ key }) => key?.name === 'examples');
}

/** The values that the rest of the file needs, directly or through each other. */
function usedValues(program, values, examples) {
  const identifiers = [];
  new Visitor({ Identifier: (identifier) => identifiers.push(identifier) }).visit(program);
  const within = ({ start, end }) => identifiers.filter((one) => one.start >= start && one.end <= end);
  const inExamples = new Set(within(examples));
  const names = new Map(values.map((value) => [value, new Set(value.declarations.map(({ id }) => id.name))]));
  const used = new Set();
  const pending = program.body.filter((part) => !values.includes(part) && part.type !== 'ImportDeclaration');
  for (const part of pending) {
    const mentioned = within(part).filter((one) => !inExamples.has(one));
    for (const [value, own] of names) {
      if (used.has(value) || !mentioned.some(({ name }) => own.has(name))) continue;
      used.add(value);
      pending.push(value);
    }
  }
  return used;
}
