/**
 * Imports run one way only: cli → reporters, rules, collectors → analysis → model. `npm run imports` checks it.
 * A type-only import reaches these rules as the exotic require `importType` (see scripts/check-imports.mjs).
 */
const typeOnly = { exoticallyRequired: true };
const atRunTime = { exoticallyRequired: false };

/** What the files of a folder may import of ours, beside each other. */
const mayImport = {
  data: [],
  model: ['data'],
  analysis: ['model', 'data'],
  collectors: ['analysis', 'model', 'data'],
  rules: ['analysis', 'model', 'data', 'report'],
  report: ['model', 'data'],
  reporters: ['report'],
  config: ['rules', 'model', 'data', 'report'],
};

/** What the files of a folder may import of Node. Folders that are not listed are free. */
const mayImportOfNode = {
  data: [],
  model: ['util', 'vm'],
  analysis: ['util'],
  collectors: [
    'buffer',
    'crypto',
    'fs',
    'fs/promises',
    'path',
    'stream',
    'stream/promises',
    'url',
    'util',
    'zlib',
  ],
  rules: [],
  report: ['crypto'],
  reporters: ['crypto'],
  config: ['fs', 'fs/promises', 'path', 'url'],
};

const exactly = (names) => `^(?:node:)?(?:${names.join('|')})$`;

function layer([folder, others]) {
  const allowed = [folder, ...others].join('|');
  return {
    name: `${folder}-looks-one-way`,
    comment: `src/${folder} may import ${others.length === 0 ? 'nothing of ours' : others.join(', ')}`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: '^src/', pathNot: `^src/(?:${allowed})/` },
  };
}

function nodeModules([folder, names]) {
  return {
    name: `${folder}-and-node`,
    comment: `src/${folder} may import ${names.length === 0 ? 'nothing' : names.join(', ')} of Node`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { dependencyTypes: ['core'], ...(names.length === 0 ? {} : { pathNot: exactly(names) }) },
  };
}

/** A package that one part of the house alone may import. */
function onlyIn({ name, comment, place, packages, kind = {} }) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: '^src/', pathNot: place },
    to: { path: `(?:^|node_modules/)(?:${packages})(?:/|$)`, ...kind },
  };
}

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'nothing imports this file, and it imports nothing',
      severity: 'error',
      from: { orphan: true },
      to: {},
    },
    ...Object.entries(mayImport).map(layer),
    ...Object.entries(mayImportOfNode).map(nodeModules),
    {
      name: 'report-takes-types-of-the-model',
      comment: 'documents are plain data: src/report may import types of src/model and no code',
      severity: 'error',
      from: { path: '^src/report/' },
      to: { path: '^src/model/', ...atRunTime },
    },
    {
      name: 'rules-know-no-positions',
      comment: 'a rule names resources and facts; where they stand in a file is found later',
      severity: 'error',
      from: { path: '^src/rules/' },
      to: { path: '^src/report/(?:locate|position|excerpt)' },
    },
    {
      name: 'nobody-imports-the-entries',
      comment:
        'bin and docs-entry start the program and the generator, index and testing are what the package exports',
      severity: 'error',
      from: {},
      to: { path: '^src/(?:bin|docs-entry|index|testing)\\.ts' },
    },
    {
      name: 'only-the-package-offers-its-interface',
      comment: 'src/api stands on the program; the program does not stand on it',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(?:api/|index\\.ts|testing\\.ts)' },
      to: { path: '^src/api/' },
    },
    onlyIn({
      name: 'only-live-collection-runs-the-aws-sdk',
      comment: 'src/collectors/aws is the only code that opens a socket',
      place: '^src/collectors/aws/',
      packages: '@aws-sdk|@smithy',
      kind: atRunTime,
    }),
    onlyIn({
      name: 'aws-sdk-types-stay-in-the-model',
      comment: 'rules, analysis and output speak of our model, not of the SDK',
      place: '^src/(?:model|collectors)/',
      packages: '@aws-sdk|@smithy',
      kind: typeOnly,
    }),
    onlyIn({
      name: 'only-cli-knows-yargs',
      comment: 'flags are the business of src/cli',
      place: '^src/cli/',
      packages: 'yargs|@types/yargs',
    }),
    onlyIn({
      name: 'only-tests-know-ip-num',
      comment: 'src/model reads and prints addresses itself, held against ip-num by tests',
      place: '^test/',
      packages: 'ip-num',
    }),
    {
      name: 'only-live-collection-opens-sockets',
      comment: 'no command but live collection speaks to a network or starts a program',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/collectors/aws/' },
      to: {
        path: exactly([
          'child_process',
          'dgram',
          'dns',
          'dns/promises',
          'http',
          'http2',
          'https',
          'net',
          'tls',
        ]),
      },
    },
  ],
  options: {
    exoticRequireStrings: ['importType'],
    doNotFollow: { path: 'node_modules' },
  },
};
