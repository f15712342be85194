import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPTIONS } from '../../src/cli/options.ts';
import { PARAMETERS } from '../../src/core/model/parameter-list.ts';
import { NFSTREAM_DEFAULTS } from '../../src/core/model/parameters.ts';

const lines = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8').split('\n');

/** The cells of the table row that has an option; none if there is not exactly one. */
function rowOf(flag: string): readonly string[] {
  const rows = lines.filter((line) => line.startsWith('|') && new RegExp(`\`--${flag}[ \`]`).test(line));
  return rows.length === 1 ? rows[0].split('|').map((cell) => cell.trim().replaceAll('`', '')) : [];
}

describe('docs/command-line.md', () => {
  it('names every option', () => {
    const text = lines.join('\n');
    const missing = OPTIONS.filter(({ name }) => !new RegExp(`--${name}[ \`]`).test(text));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it.each(PARAMETERS.map((parameter) => [parameter.flag, parameter] as const))(
    'has --%s in a table, by its names and with its default and limits',
    (flag, { id, nfstream, label, kind }) => {
      const cells = rowOf(flag);
      expect(cells).toContain(label);
      if (nfstream !== undefined) expect(cells).toContain(nfstream);
      if (kind.type === 'number' || kind.type === 'choice') expect(cells).toContain(String(NFSTREAM_DEFAULTS[id]));
      if (kind.type === 'number') {
        const range = kind.most <= 65_535 ? `${kind.least} to ${kind.most}` : `${kind.least} and more`;
        expect(cells).toContain(range);
      }
    },
  );
});
