import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CAPTURE_TABLES } from '../../src/core/session/tables/index.ts';

const NAME = `['"\`](?:${CAPTURE_TABLES.map(({ description }) => description.id).join('|')})['"\`]`;
const TABLE = String.raw`\b(?:\w*[tT]able(?:Id|Name)?|id)\b`;
const COMPARED = new RegExp(String.raw`${TABLE}\s*[!=]==?\s*${NAME}|${NAME}\s*[!=]==?\s*(?:\w+\.)*${TABLE}`);

/** Whoever compares a table with a name has a rule that belongs into the table's entry (src/core/session/tables). */
describe('names of tables', () => {
  it.each([
    ["table === 'flows'", true],
    ['question.table !== "packets"', true],
    ["description.id === 'matches'", true],
    ["'flows' === question.table", true],
    ["useTableDescription('flows')", false],
    ["unit !== 'packets'", false],
    ["description.id === 'duration'", false],
  ])('%s', (line, expected) => expect(COMPARED.test(line)).toBe(expected));

  it('are compared nowhere but in the list of tables', () => {
    const files = ['src', 'workers'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    );
    const sources = files.filter((path) => /\.tsx?$/.test(path) && !path.startsWith('src/core/session/tables/'));
    const lines = sources.flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((line, at) => (COMPARED.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
    );
    expect(sources.length).toBeGreaterThan(400);
    expect(lines).toEqual([]);
  });
});
