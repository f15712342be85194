/** Runs the built command-line tool, building it first if it is missing: `npm run flowloom -- info capture.pcap`. */
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildTool } from './build.ts';
import { root } from './run.ts';

const tool = join(root, 'dist-cli/flowloom.mjs');
if (!existsSync(tool)) {
  const status = await buildTool();
  // Without the tool there is nothing to run; the build has said why.
  if (status !== 0) process.exit(status);
}
// npm runs scripts in the folder of package.json; captures are named from where the person stands.
const cwd = process.env['INIT_CWD'] ?? process.cwd();
const ended = spawnSync(process.execPath, [tool, ...process.argv.slice(2)], { cwd, stdio: 'inherit' });
process.exitCode = ended.status ?? 1;
