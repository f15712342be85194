import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** How the files of a recipe's last example name it, by the example. */
const NAMED_BY: Readonly<Record<string, RegExp>> = {
  snoop: /'snoop'|\/snoop\.ts'/,
  tzsp: /\/tzsp\.ts'/,
  matches: /tables\/matches\.ts'|'\.\/matches\.ts'|id: 'matches'/,
  sequences: /'sequences'(?!,\n)|SequencesPanel/,
  ttl: /\/ttl\.ts'|name: 'ttl'/,
  steps: /\/steps\.ts'/,
  'gap-histogram': /\/gap-histogram\.ts'/,
  knownFields: /\bknownFields\b/,
};

/** "Example `NAME`: `file`, `file` …" up to the end of its paragraph. */
const EXAMPLE = /^Example `([^`]+)`: ((?:.+\n?)+)/gm;

const root = join(import.meta.dirname, '..');

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

const texts = new Map(
  [...sourcesIn('src'), ...sourcesIn('workers')].map((file) => [file, readFileSync(join(root, file), 'utf8')]),
);
const recipes = [...readFileSync(join(root, 'docs/extending.md'), 'utf8').matchAll(EXAMPLE)].map(
  ([, name = '', rest = '']) => ({
    name,
    files: [...rest.matchAll(/`((?:src|workers)\/[^`]+)`/g)].map(([, file = '']) => file),
  }),
);

describe('the recipes for adding something', () => {
  it('are those that the documents promise', () => {
    expect(recipes.map(({ name }) => name).sort()).toEqual(Object.keys(NAMED_BY).sort());
  });

  it.each(recipes)('$name touches the files that its recipe names, and no others', ({ name, files }) => {
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
    const naming = [...texts].filter(([, text]) => NAMED_BY[name]?.test(text)).map(([file]) => file);
    // The new file itself need not name itself.
    expect(naming.filter((file) => !files.includes(file))).toEqual([]);
    expect(files.length).toBeLessThanOrEqual(4);
  });
});
