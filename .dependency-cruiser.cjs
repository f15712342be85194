/**
 * Who may import whom (docs/architecture.md has the reasons). Folders are told by path; `via types` are imports that
 * leave no trace in what runs. Every rule's comment is what a person reads who has broken it.
 */

const stages = [
  'capture',
  'packets',
  'pcap-filter',
  'flows',
  'streams',
  'http',
  'fingerprints',
  'decrypt',
  'dissect',
  'quic',
  'identify',
  'relational',
  'query',
  'export',
  'findings',
  'names',
  'messages',
];
/** Stages that read packets by what src/core/protocols says of headers. */
const KNOW_PROTOCOLS = ['packets', 'dissect', 'names', 'messages', 'decrypt'];
/** Stages that read messages framed by src/core/http. */
const KNOW_HTTP = ['messages'];
/** Stages that open what anybody can: Initial packets of QUIC. */
const KNOW_DECRYPT = ['messages'];
/** Stages that read packets of QUIC by what src/core/quic says of them. */
const KNOW_QUIC = ['identify', 'decrypt', 'messages'];
/** Stages that tell programs by their hellos. */
const KNOW_FINGERPRINTS = ['identify', 'messages'];
const anyPackage = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'];

/** A package has one home; everything else reaches it through that home. */
function home(name, packages, folders, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: '^(src|workers)/', pathNot: folders },
    to: { path: `node_modules/(${packages})/` },
  };
}

/** What lies in `from` imports nothing of this repository but what `allowed` names. */
function only(name, from, allowed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from },
    to: { path: '^(src|workers|test|scripts)/', pathNot: allowed },
  };
}

/** Value imports forbidden, types welcome. */
function typesOnly(name, from, to, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from },
    to: { path: to, dependencyTypesNot: ['type-only'] },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files need each other: move what both need into a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },

    only('base-knows-nothing', '^src/base/', ['^src/base/'], 'src/base has no domain words and imports nothing else.'),
    only(
      'model-is-types',
      '^src/core/model/',
      ['^src/core/model/', '^src/base/'],
      'src/core/model is where the stages meet: it imports only src/base.',
    ),
    only(
      'protocols-under-stages',
      '^src/core/protocols/',
      ['^src/core/protocols/', '^src/core/model/', '^src/base/'],
      'src/core/protocols has what headers and messages look like: it imports only src/core/model and src/base.',
    ),
    ...stages.map((stage) =>
      only(
        `stage-${stage}`,
        `^src/core/${stage}/`,
        [
          `^src/core/${stage}/`,
          '^src/core/model/',
          '^src/base/',
          ...(KNOW_PROTOCOLS.includes(stage) ? ['^src/core/protocols/'] : []),
          ...(KNOW_HTTP.includes(stage) ? ['^src/core/http/'] : []),
          ...(KNOW_DECRYPT.includes(stage) ? ['^src/core/decrypt/'] : []),
          ...(KNOW_QUIC.includes(stage) ? ['^src/core/quic/'] : []),
          ...(KNOW_FINGERPRINTS.includes(stage) ? ['^src/core/fingerprints/'] : []),
        ],
        `A stage of the core imports only itself, src/core/model and src/base (${KNOW_PROTOCOLS.join(', ')}: also src/core/protocols); src/core/pipeline.ts joins the stages.`,
      ),
    ),
    only(
      'core-is-core',
      '^src/core/([^/]+$|session/)',
      ['^src/core/', '^src/base/'],
      'The core knows neither page nor workers.',
    ),
    {
      name: 'answers-know-no-reader',
      comment:
        'Tables and what answers questions know nothing of reading, but for how bytes are inflated: src/core/pipeline.ts fills src/core/tables.ts.',
      severity: 'error',
      from: { path: '^src/core/(session/|tables\\.ts$|metering\\.ts$)' },
      to: {
        path: '^src/core/(pipeline\\.ts$|capture/)',
        pathNot: '^src/core/capture/(capture-facts\\.ts$|compression/)',
      },
    },
    only(
      'protocol-is-types',
      '^src/protocol/',
      ['^src/protocol/', '^src/core/model/', '^src/base/'],
      'src/protocol has the types that cross threads, made of those of src/core/model.',
    ),
    only(
      'workers-over-core',
      '^workers/',
      ['^workers/', '^src/core/', '^src/base/', '^src/protocol/'],
      'A worker receives, calls the core and answers: it imports only src/base, src/core and src/protocol.',
    ),
    typesOnly('protocol-by-type', '^workers/', '^src/protocol/', 'Workers take src/protocol with `import type`.'),
    only(
      'engine-over-protocol',
      '^src/engine/',
      ['^src/engine/', '^src/base/', '^src/protocol/', '^src/core/model/', '^src/state/engine-port\\.ts$', '^workers/'],
      'src/engine knows the workers by their addresses and by the types of src/protocol, and what src/state asks of it.',
    ),
    typesOnly(
      'engine-starts-workers-by-address',
      // data-worker.ts and typescript.ts take the addresses (`?worker&url`), the sandbox its workers' texts (`?bundled`):
      // imports of text, which this tool cannot tell from those of code.
      '^src/engine/(?!data-worker\\.ts$|typescript\\.ts$)',
      '^workers/(?!sandbox(-reader)?\\.worker\\.ts$)',
      'Workers are started by their address, never imported: their code would run in the page.',
    ),
    only(
      'state-over-types',
      '^src/state/',
      ['^src/state/', '^src/base/', '^src/core/model/', '^src/protocol/'],
      'src/state reaches the engine through engine-port.ts and knows nothing of the page.',
    ),
    only(
      'widgets-are-plain',
      '^src/ui/(widgets|theme)/',
      ['^src/ui/(widgets|theme)/', '^src/base/'],
      'Widgets and theme have no domain words.',
    ),
    only(
      'table-and-charts-take-values',
      '^src/ui/(table|charts)/',
      ['^src/ui/(table|charts|widgets|theme)/', '^src/base/', '^src/core/model/'],
      'Tables and charts are given what they show: they know neither store nor engine.',
    ),
    only(
      'filter-takes-values',
      '^src/ui/filter/',
      ['^src/ui/(filter|table|widgets|theme)/', '^src/base/', '^src/core/model/'],
      'The filter box is given what it shows and whom it asks: it knows neither store nor engine.',
    ),
    only(
      'words-are-plain',
      '^src/ui/words/',
      ['^src/ui/words/', '^src/base/', '^src/core/model/'],
      'Words are made of values: they know neither store nor components.',
    ),
    {
      name: 'app-is-the-roof',
      comment: 'src/ui/app joins the panels: nothing but src/main.tsx stands on it. Sentences go to src/ui/words.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/(ui/app/|main\\.tsx$)' },
      to: { path: '^src/ui/app/' },
    },
    {
      name: 'explorer-under-panels',
      comment: 'src/ui/explorer stands under the panels: it joins table, filter and store for all of them.',
      severity: 'error',
      from: { path: '^src/ui/(explorer|settings|ladder|editor|differences|charts|table)/' },
      to: { path: '^src/ui/panels/' },
    },
    only(
      'ui-over-state',
      '^src/ui/',
      ['^src/ui/', '^src/state/', '^src/base/', '^src/core/model/', '^src/protocol/'],
      'Components read the store and call actions of src/state; they never import engine, workers or stages of the core.',
    ),
    {
      name: 'panels-do-not-meet',
      comment: 'A panel never imports another: what both need goes to src/ui/widgets or src/state.',
      severity: 'error',
      from: { path: '^src/ui/panels/([^/]+)/' },
      to: { path: '^src/ui/panels/', pathNot: '^src/ui/panels/$1/' },
    },
    only(
      'cli-over-core',
      '^src/cli/',
      ['^src/cli/', '^src/core/', '^src/base/'],
      'The command-line tool stands on the core.',
    ),
    {
      name: 'main-is-the-top',
      comment: 'src/main.tsx wires everything, so nothing can stand on it.',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { path: '^src/main\\.tsx$' },
    },

    {
      name: 'core-has-no-packages',
      comment:
        'The core stands on the language alone, but for fflate (gzip) and fzstd in src/core/capture, hyparquet-writer in src/core/export, @noble/hashes in src/core/export, src/core/flows/features, src/core/capture, src/core/fingerprints, src/core/session/objects and src/core/decrypt, @noble/ciphers in src/core/decrypt, and re2js in src/core/query/filter, and brotli in src/core/session/bodies.',
      severity: 'error',
      from: { path: '^src/(base|core|protocol)/' },
      to: {
        dependencyTypes: anyPackage,
        pathNot: 'node_modules/(fflate|fzstd|hyparquet-writer|@noble/hashes|@noble/ciphers|re2js|brotli)/',
      },
    },
    home('parquet-home', 'hyparquet-writer', ['^src/core/export/'], 'Parquet is written in src/core/export only.'),
    home(
      'patterns-home',
      're2js',
      ['^src/core/query/filter/'],
      'Regular expressions of other people are matched without going back, in src/core/query/filter only: the language’s own engine can be kept busy for ever.',
    ),
    home('brotli-home', 'brotli', ['^src/core/session/bodies/'], 'Bodies are decoded in src/core/session/bodies.'),
    home('comlink-home', 'comlink', ['^src/engine/', '^workers/'], 'comlink stays in src/engine and workers.'),
    home('zustand-home', 'zustand', ['^src/state/'], 'The store stays in src/state.'),
    home('table-home', '@tanstack/.*', ['^src/ui/table/'], 'react-table stays in src/ui/table.'),
    home('charts-home', 'echarts|zrender', ['^src/ui/charts/'], 'echarts stays in src/ui/charts.'),
    home('editor-home', 'codemirror|@codemirror/.*', ['^src/ui/editor/'], 'The editor stays in src/ui/editor.'),
    home(
      'compiler-home',
      'typescript|@typescript/.*|@valtown/codemirror-ts',
      ['^src/ui/editor/', '^workers/typescript', '^src/cli/'],
      'The compiler is large: it stays in its worker, the editor and the command-line tool.',
    ),
    home(
      'inflaters-home',
      'fflate|fzstd',
      ['^src/core/capture/', '^workers/'],
      'Compressed captures are read in src/core/capture.',
    ),
    home(
      'hashes-home',
      '@noble/hashes',
      [
        '^src/core/export/',
        '^src/core/flows/features/',
        '^src/core/capture/(pcapng/|file-hash\\.ts$)',
        '^src/core/fingerprints/',
        '^src/core/quic/',
        '^src/core/identify/',
        '^src/core/messages/',
        '^src/core/decrypt/',
        '^src/core/session/objects/',
      ],
      'Columns are anonymised in src/core/export, Community IDs made in src/core/flows/features, packets checked by their hash in src/core/capture/pcapng, files known by theirs in src/core/capture/file-hash.ts, salts of QUIC read in src/core/quic, its fingerprints and keys made in src/core/identify, fingerprints in src/core/messages, keys made in src/core/decrypt.',
    ),
    home(
      'ciphers-home',
      '@noble/ciphers',
      ['^src/core/decrypt/'],
      'What is encrypted is opened in src/core/decrypt only.',
    ),
    home(
      'hooks-home',
      'react',
      ['^src/(ui|state)/', '^src/main\\.tsx$'],
      'React: components in src/ui, hooks over the store in src/state.',
    ),
    home(
      'elements-home',
      'react-dom|radix-ui|lucide-react|react-resizable-panels',
      ['^src/ui/', '^src/main\\.tsx$'],
      'Elements on the screen are made in src/ui.',
    ),
    {
      name: 'no-node-outside-cli',
      comment: 'Modules of Node exist only in the command-line tool.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-development-packages',
      comment: 'What is shipped needs a package of `dependencies`, not of `devDependencies`.',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-tests-in-the-product',
      comment: 'Nothing that is shipped stands on tests or scripts.',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { path: '^(test|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.page.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
    },
  },
};
