import { describe, expect, it } from 'vitest';
import type { MatchSet } from '../../src/core/model/match.ts';
import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import type { Question, RowWindow } from '../../src/core/model/question.ts';
import type { Reply } from '../../src/core/model/failure.ts';
import { FIRST_TABLES } from '../../src/core/model/table-list.ts';
import { CaptureSession } from '../../src/core/session/capture-session.ts';
import { CAPTURE_TABLES } from '../../src/core/session/tables/index.ts';
import type { CaptureTable } from '../../src/core/session/tables/capture-table.ts';
import { write, written } from './export/written.ts';
import { handMade, NO_BYTES, type HandMadePacket } from './hand-made.ts';
import { numbers, table, texts } from './query/tables.ts';
import { matchSetOf } from '../../src/core/relational/match-set.ts';

const TALK: readonly HandMadePacket[] = [
  [0, [1, 5000], [2, 53], 30],
  [0.5, [2, 53], [1, 5000], 90],
  [1, [3, 6000], [2, 53], 0],
  [2, [2, 53], [3, 6000], 200],
  [9, [1, 5000], [2, 53], 31],
];

const MATCHES: MatchSet = matchSetOf({
  classes: [{ name: 'Answer', completed: 1, incomplete: 0 }],
  matches: [{ flowClass: 0, complete: true, packets: [2, 3], fields: [] }],
  omitted: [0],
});

function value<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
}

async function ask(session: CaptureSession, question: Question, columns: readonly string[] = []): Promise<RowWindow> {
  return value(await session.rows(question, 0, 100, columns));
}

describe('tables without a capture', () => {
  const tables = handMade(TALK);
  const session = new CaptureSession(tables, NO_BYTES);

  it('answer questions about packets and flows', async () => {
    const flows = await ask(session, { table: 'flows', filter: '' }, ['src_ip', 'dst_port', 'bidirectional_packets']);
    expect(flows.cells).toEqual([
      ['10.0.0.1', 53, 3],
      ['10.0.0.3', 53, 2],
    ]);
    const question: Question = {
      table: 'packets',
      filter: 'payload > 30',
      sort: { column: 'payload', descending: true },
    };
    expect((await ask(session, question, ['src', 'payload'])).cells).toEqual([
      ['10.0.0.2', 200],
      ['10.0.0.2', 90],
      ['10.0.0.1', 31],
    ]);
    expect(tables.summary()).toMatchObject({ packets: 5, flows: 2, wireBytes: 5 * 42 + 351 });
  });

  it('are metered again', async () => {
    const again = handMade(TALK, { nDissections: 0 });
    const parameters = { ...PAGE_DEFAULTS, nDissections: 0, idleTimeout: 5 };
    expect(again.canMeterAgain(parameters)).toBe(true);
    const asked = new CaptureSession(again, NO_BYTES);
    asked.meterAgain(parameters);
    expect((await ask(asked, { table: 'flows', filter: '' })).total).toBe(3);
  });

  it('stand side by side', async () => {
    const other = new CaptureSession(handMade(TALK.slice(2, 4)), NO_BYTES);
    other.setMatches(matchSetOf({ ...MATCHES, matches: [{ flowClass: 0, complete: true, packets: [0], fields: [] }] }));
    const packets: Question = { table: 'packets', filter: '' };
    expect((await ask(other, packets, ['src'])).cells).toEqual([['10.0.0.3'], ['10.0.0.2']]);
    expect((await ask(other, packets)).matched).toEqual([1, 0]);
    expect((await ask(session, packets)).matched).toEqual([0, 0, 0, 0, 0]);
    expect((await ask(session, { table: 'flows', filter: 'src_ip = 10.0.0.3' })).rows).toEqual([1]);
    expect((await ask(other, { table: 'flows', filter: 'src_ip = 10.0.0.3' })).rows).toEqual([0]);
  });
});

/** A table that the program does not know: packets with a payload. Row 2 is packet 3, row 3 packet 4. */
const PACKETS_OF_ROWS = [0, 1, 3, 4];
const SAYINGS: CaptureTable = {
  description: {
    id: 'sayings',
    noun: 'saying',
    nouns: 'sayings',
    limits: ['range', 'match', 'flow'],
    testsBytes: true,
    isPackets: false,
    columns: [],
    writtenColumns: [{ id: 'text', label: 'Text', kind: 'text', group: '', unit: '', help: '', formula: '' }],
    fileColumns: [],
  },
  rows: ({ tables }) => {
    const { timeNs, payloadSize } = tables.packets;
    return table(
      PACKETS_OF_ROWS.length,
      numbers(
        'time',
        'relative-ns',
        PACKETS_OF_ROWS.map((packet) => timeNs[packet]),
      ),
      numbers(
        'size',
        'bytes',
        PACKETS_OF_ROWS.map((packet) => payloadSize[packet]),
      ),
      texts('kind', ['question', 'answer', 'answer', 'question']),
    );
  },
  withPacket: (_sources, fits) => (row) => fits(PACKETS_OF_ROWS[row]),
  packetsOf: (_sources, rows) => Int32Array.from(rows, (row) => PACKETS_OF_ROWS[row]),
  written: (_sources, rows) => Promise.resolve(new Map([['text', rows.map((row) => `said ${row}`)]])),
};

describe('a table that is put into the list', () => {
  const session = new CaptureSession(handMade(TALK), NO_BYTES, [...CAPTURE_TABLES, SAYINGS]);
  session.setMatches(MATCHES);
  const sayings = (question: Partial<Question> = {}): Question => ({ table: 'sayings', filter: '', ...question });
  const rowsOf = async (question: Partial<Question>): Promise<readonly number[]> =>
    (await ask(session, sayings(question))).rows;

  it('is described with its columns', () => {
    const described = session.describeTables();
    expect(described.map(({ id }) => id)).toEqual([
      'flows',
      'packets',
      'matches',
      'messages',
      'objects',
      'hosts',
      'sayings',
    ]);
    expect(described.at(-1)?.columns.map(({ id }) => id)).toEqual(['time', 'size', 'kind']);
  });

  it('gives windows of cells, those written for rows at hand among them', async () => {
    const window = await ask(session, sayings(), ['size', 'kind', 'text']);
    expect(window).toMatchObject({ total: 4, shown: 4, matched: [0, 0, 1, 0] });
    expect(window.cells[2]).toEqual([200, 'answer', 'said 2']);
  });

  it('is filtered, sorted and limited', async () => {
    expect(await rowsOf({ filter: 'kind = answer' })).toEqual([1, 2]);
    expect(await rowsOf({ filter: 'pcap "greater 132"' })).toEqual([1, 2]);
    expect(await rowsOf({ sort: { column: 'size', descending: true } })).toEqual([2, 1, 3, 0]);
    expect(await rowsOf({ range: { fromNs: 4e8, toNs: 3e9 } })).toEqual([1, 2]);
    expect(await rowsOf({ match: 'any' })).toEqual([2]);
    expect(await rowsOf({ match: 0 })).toEqual([2]);
    expect(await rowsOf({ match: 7 })).toEqual([]);
    expect(await rowsOf({ flow: 0 })).toEqual([0, 1, 3]);
    expect(await rowsOf({ flow: 0, filter: 'kind = question', sort: { column: 'size', descending: true } })).toEqual([
      3, 0,
    ]);
    expect(await rowsOf({ flow: 99 })).toEqual([]);
  });

  it('finds the place of a row', async () => {
    expect(value(await session.positionOf(sayings({ sort: { column: 'size', descending: true } }), 3))).toBe(2);
    expect(value(await session.positionOf(sayings(), 4))).toBe(-1);
  });

  it('helps with filters, and has no words for other tools', () => {
    const advice = value(session.filterAdvice('sayings', 'kind = ', 7));
    expect(advice.completions.map(({ text }) => text)).toEqual(['question', 'answer']);
    expect(value(session.filterAdvice('sayings', 'size > 5', 8)).equivalents).toEqual({
      display: { missing: '“size > 5”' },
      pcap: { missing: '“size > 5”' },
    });
    expect(session.checkFilter('sayings', 'sze = 5')).toMatchObject({ ok: false, failure: { offset: 0 } });
  });

  it('is written to files of rows and of packets', async () => {
    const question = sayings({ filter: 'kind = answer' });
    const rows = await written(session, { question, format: 'csv', columns: ['size', 'text'] });
    expect(new TextDecoder().decode(rows)).toBe('size,text\n90,said 1\n200,said 2\n');
    const { reply, bytes } = await write(session, { question, format: 'pcap' });
    expect(value(reply).rows).toBe(2);
    expect(bytes.length).toBe(24 + 2 * (16 + 42) + 90 + 200);
  });

  it('is not there by another name', async () => {
    const failure = { code: 'bad-question', detail: 'There is no table “nonsense”.' };
    const question: Question = { table: 'nonsense', filter: '' };
    expect(await session.rows(question, 0, 1, [])).toEqual({ ok: false, failure });
    expect(await session.positionOf(question, 0)).toEqual({ ok: false, failure });
    expect(session.checkFilter('nonsense', '')).toEqual({ ok: false, failure });
    expect(session.filterAdvice('nonsense', '', 0)).toEqual({ ok: false, failure });
    expect((await write(session, { question, format: 'pcap' })).reply).toEqual({ ok: false, failure });
  });
});

describe('the list of tables', () => {
  it('begins with those that the page knows before a capture is open', () => {
    const described = new CaptureSession(handMade([]), NO_BYTES).describeTables();
    for (const first of FIRST_TABLES) {
      // How rows are grouped is told with the capture only.
      const { grouping: _, ...rest } = described.find(({ id }) => id === first.id) ?? {};
      expect({ ...rest, columns: [] }).toEqual({ ...first, columns: [] });
    }
  });

  it('names each table once, by a word that links and filters can hold', () => {
    const ids = CAPTURE_TABLES.map(({ description }) => description.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^(?!meter$)[a-z]\w*$/);
  });

  it('has only columns of different names', () => {
    for (const { columns, writtenColumns, fileColumns } of new CaptureSession(
      handMade([]),
      NO_BYTES,
    ).describeTables()) {
      const ids = [...columns, ...writtenColumns, ...fileColumns].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
