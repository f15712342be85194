import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { bundledText } from './scripts/bundled-text.ts';
import { firstPanel } from './scripts/first-panel.ts';
import { offlineBuild } from './scripts/offline-build.ts';
import { apiReference } from './scripts/documentation/api-reference.ts';
import { documentation } from './scripts/documentation/plugin.ts';

/**
 * Puts the icon into the page itself: browsers ask for it again whenever the address changes, with every panel, filter and
 * selection, and that would tell the host when somebody works.
 */
function iconInPage(): Plugin {
  const icon = readFileSync(new URL('public/icon.svg', import.meta.url), 'utf8').replace(/\s*\n\s*/g, ' ');
  const address = `data:image/svg+xml,${encodeURIComponent(icon)}`;
  return {
    name: 'icon-in-page',
    transformIndexHtml: { order: 'pre', handler: (html) => html.replace('href="./icon.svg"', `href="${address}"`) },
  };
}

/**
 * The development server puts an inline script and inline styles into the page and talks to it over a web socket. The
 * policy is loosened for it alone; what is built keeps the strict one of index.html.
 */
function loosenPolicyInDevelopment(): Plugin {
  return {
    name: 'loosen-policy-in-development',
    apply: 'serve',
    transformIndexHtml: (html) =>
      html
        .replace(/( {8}script-src 'self')/, "$1 'unsafe-inline'")
        .replace(/( {8}style-src 'self')/, "$1 'unsafe-inline'")
        .replace(/( {8}connect-src 'self')/, '$1 ws:'),
  };
}

/** The page: a folder of static files that works under any address. */
export default defineConfig({
  base: './',
  plugins: [
    react(),
    bundledText(),
    documentation(),
    apiReference(),
    iconInPage(),
    loosenPolicyInDevelopment(),
    firstPanel('/panels/overview/OverviewPanel.tsx'),
    offlineBuild(),
  ],
  // In one piece: a worker that is started anew must not need its host (src/engine/start-worker.ts).
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } },
  build: {
    target: 'es2023',
    outDir: 'dist',
    manifest: true,
    // The compiler and its libraries are large by nature; scripts/check-size.ts guards what is loaded first.
    chunkSizeWarningLimit: 6000,
  },
});
