/** Serves the built page: `npm start [-- --port 4173 --base /some/path/ --no-build]`. */
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { build } from './build.ts';
import { root } from './run.ts';
import { serveFolder } from './static-server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    base: { type: 'string', default: '/' },
    'no-build': { type: 'boolean', default: false },
  },
});

if (!values['no-build']) {
  const status = await build();
  // Without the page there is nothing to serve; the build has said why.
  if (status !== 0) process.exit(status);
}
const site = await serveFolder(join(root, 'dist'), { port: Number(values.port), base: values.base });
console.log(`\nFlowloom is at ${site.url}\nCtrl+C ends it.`);
