import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** The compiler of `match --code` is CommonJS and asks for its own file name, which modules do not have. */
const fileName = `import { fileURLToPath as toPath } from 'node:url';\nconst __filename = toPath(import.meta.url);`;

/** The command-line tool: one module for Node with everything in it but Node itself. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist-cli',
    target: 'node20',
    rolldownOptions: {
      external: [...builtinModules, /^node:/],
      output: {
        entryFileNames: 'flowloom.mjs',
        chunkFileNames: '[name]-[hash].mjs',
        banner: ({ isEntry }) => (isEntry ? '#!/usr/bin/env node' : fileName),
      },
    },
  },
  ssr: { noExternal: true, target: 'node' },
});
