import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ColumnDescription } from '../../../src/core/model/column.ts';
import { PAGE_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { readTokens } from '../../../src/core/query/filter/lexer.ts';
import { textTest } from '../../../src/core/query/filter/text-test.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { bothFilters, cellTerms } from '../../../src/ui/filter/cell-terms.ts';
import { byteStream } from '../../bytes.ts';

const text = { id: 'comment', kind: 'text' } as const;

describe('the terms of a cell', () => {
  it('quote texts that are no word', () => {
    expect(cellTerms(text, 'SYN', false)?.keep).toBe('comment = SYN');
    expect(cellTerms(text, 'SYN, ACK', false)?.keep).toBe('comment = "SYN, ACK"');
    expect(cellTerms(text, 'or', false)?.exclude).toBe('comment != "or"');
    expect(cellTerms(text, 'a "b" \\', false)?.keep).toBe(String.raw`comment = "a \"b\" \\"`);
    expect(cellTerms(text, '', false)?.keep).toBe('comment = ""');
  });

  it('have no times rounded, and bounds for numbers only', () => {
    expect(cellTerms({ id: 'time', kind: 'relative-ns' }, 1_234_567_890, false)).toEqual({
      keep: 'time = 1234567890ns',
      exclude: 'time != 1234567890ns',
      atLeast: 'time >= 1234567890ns',
      atMost: 'time <= 1234567890ns',
    });
    expect(cellTerms(text, 'a', false)?.atLeast).toBeUndefined();
  });

  it('are none for lists, for what is no number, and for texts that nobody could read', () => {
    expect(cellTerms({ id: 'splt_ps', kind: 'list' }, [1, 2], false)).toBeUndefined();
    expect(cellTerms({ id: 'x', kind: 'float' }, Number.NaN, false)).toBeUndefined();
    expect(cellTerms(text, 'a'.repeat(1000), false)).toBeUndefined();
    expect(cellTerms(text, undefined, false)).toBeUndefined();
  });
});

describe('texts that one line cannot hold', () => {
  it.each(['a\nb', 'tab\t"q" \\d (x) [y] {z} $^.*+?|/', 'u\u2028x\u0000y', 'quote\\"\n'])(
    '%j is its own pattern',
    (value) => {
      const tokens = readTokens(cellTerms(text, value, false)?.keep ?? '');
      const word = tokens.ok ? tokens.value[2] : undefined;
      const test = word?.type === 'word' ? textTest('~', [word], false) : undefined;
      expect(test?.ok === true && [value, `${value}x`, `x${value}`].map((other) => test.value(other))).toEqual([
        true,
        false,
        false,
      ]);
    },
  );
});

describe('two filters at once', () => {
  it.each([
    ['', 'a = 1', 'a = 1'],
    ['tcp', 'a = 1', 'tcp and a = 1'],
    ['tcp or udp', 'a = 1', '(tcp or udp) and a = 1'],
    ['tcp || udp', 'a = 1', '(tcp || udp) and a = 1'],
    ['info = "this or that"', 'a = 1', 'info = "this or that" and a = 1'],
    ['port = 443', 'a = 1', 'port = 443 and a = 1'],
    ['a = 1', 'a = 1', 'a = 1'],
    ['a = 1 and b = 2', 'b = 2', 'a = 1 and b = 2'],
    ['a = 1 and b = 2', 'b = 2', 'a = 1 and b = 2'],
    ['a = 1 and b = 22', 'b = 2', 'a = 1 and b = 22 and b = 2'],
  ])('%s and %s', (filter, term, both) => expect(bothFilters(filter, term)).toBe(both));
});

/** A sample as the page has it. */
async function openSample(name: string, changes: Partial<MeterParameters> = {}): Promise<CaptureSession> {
  const file = readFileSync(new URL(`../../../public/samples/${name}`, import.meta.url));
  const tables = new CaptureTables({ ...PAGE_DEFAULTS, ...changes });
  await new CaptureReading(tables).read(byteStream(file), name, file.length);
  tables.finish();
  return new CaptureSession(tables, {
    read: (offset, length) => Promise.resolve(file.subarray(offset, offset + length)),
  });
}

async function rowsOf(session: CaptureSession, table: string, filter: string): Promise<ReadonlySet<number>> {
  const reply = await session.rows({ table, filter }, 0, 100_000, []);
  if (!reply.ok) throw new Error(`${filter}: ${reply.failure.detail}`);
  return new Set(reply.value.rows);
}

const FIELDS = [
  'dns.query.name',
  'tcp.window',
  'ip.ttl',
  'eth.address',
  'tcp.flags.syn',
  'http.request.uri',
  'ip.proto',
];

describe.each([
  ['dns-tls.pcap', {}],
  ['web-page.pcap', { timeResolution: 'ns', features: ['rates', 'community-id'] }],
] as const)('every cell of %s', (name, changes) => {
  it.each(['flows', 'packets'])('of %s is found by its term, and what is left is the rest', async (table) => {
    const session = await openSample(name, changes);
    const description = session.describeTables().find(({ id }) => id === table);
    const known: readonly ColumnDescription[] = [
      ...(description?.columns ?? []),
      ...(description?.writtenColumns ?? []),
    ];
    const ids = [...known.map(({ id }) => id), ...(table === 'packets' ? FIELDS : [])];
    const all = await session.rows({ table, filter: '' }, 0, 100_000, ids);
    if (!all.ok) throw new Error('No rows.');
    const { rows, cells, total } = all.value;
    for (const [place, id] of ids.entries()) {
      const column = known.find((one) => one.id === id) ?? { id, kind: 'text' };
      const seen = new Set<unknown>();
      for (const [at, row] of rows.entries()) {
        const cell = cells[at]?.[place];
        if (seen.has(cell) || seen.size > 4) continue;
        seen.add(cell);
        const terms = cellTerms(column, cell, id.includes('.'));
        if (column.kind === 'list') expect(terms).toBeUndefined();
        if (terms === undefined) continue;
        const kept = await rowsOf(session, table, terms.keep);
        const left = await rowsOf(session, table, terms.exclude);
        expect(kept.has(row), terms.keep).toBe(true);
        expect(left.has(row), terms.exclude).toBe(false);
        expect(kept.size + left.size, terms.keep).toBe(total);
        if (terms.atLeast === undefined || terms.atMost === undefined) continue;
        const least = await rowsOf(session, table, terms.atLeast);
        const most = await rowsOf(session, table, terms.atMost);
        expect(least.size + most.size - kept.size, terms.atLeast).toBe(total);
      }
    }
  });
});
