import { build, type Plugin } from 'vite';

const QUERY = '?bundled';

/**
 * `import text from './file.ts?bundled'`: the file and all that it imports as the text of one classic script. The
 * sandbox needs it: its worker is made from text, since a frame without origin can load no script from a host.
 */
export function bundledText(): Plugin {
  return {
    name: 'bundled-text',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(QUERY)) return undefined;
      const file = await this.resolve(source.slice(0, -QUERY.length), importer, { skipSelf: true });
      return file === null ? undefined : file.id + QUERY;
    },
    async load(id) {
      if (!id.endsWith(QUERY)) return undefined;
      const { text, files } = await bundle(id.slice(0, -QUERY.length));
      for (const file of files) this.addWatchFile(file);
      return `export default ${JSON.stringify(text)};`;
    },
  };
}

/** A file and all that it imports as one classic script, and the files that it is made of. */
export async function bundle(entry: string): Promise<{ text: string; files: readonly string[] }> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  });
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  const chunk = outputs.find((output) => output.type === 'chunk');
  if (chunk === undefined || outputs.length !== 1) throw new Error(`${entry} does not bundle into one script.`);
  return { text: chunk.code, files: chunk.moduleIds };
}
