import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST_VIEW, useStore } from '../../src/state/store.ts';
import { viewOf } from '../../src/state/tables.ts';
import { decodeState, encodeState } from '../../src/state/url-state.ts';
import type { Shareable } from '../../src/state/url-state.ts';
import { decodeText, encodeText } from '../../src/state/url-text.ts';
import { upgrade } from '../../src/state/url-upgrade.ts';
import { anyParameters } from './any-parameters.ts';

const { panel, tables, grouping, range, flow, packet, flowFilter, flowsFilter, featureFilter, feature } =
  useStore.getInitialState();
const { timeFormat, doubleTake, events, order, code, notes, toMatch, parameters, wanted } = useStore.getInitialState();
const first: Shareable = {
  panel,
  tables,
  grouping,
  range,
  flow,
  packet,
  flowFilter,
  flowsFilter,
  featureFilter,
  feature,
  timeFormat,
  doubleTake,
  events,
  order,
  code,
  notes,
  toMatch,
  parameters,
  wanted,
};

const column = fc.stringMatching(/^[a-z_]{1,12}$/);
const row = fc.option(fc.nat(), { nil: undefined });
const view = fc.record({
  filter: fc.string(),
  sort: fc.option(fc.record({ column, descending: fc.boolean() }), { nil: undefined }),
  columns: fc.uniqueArray(column),
  pinned: fc.uniqueArray(column),
  widths: fc.constant({}),
});
const shareable: fc.Arbitrary<Shareable> = fc.record({
  panel: fc.constantFrom('overview', 'flows', 'packets', 'sequences', 'groups', 'objects', 'hosts'),
  grouping: fc.record({
    table: fc.constantFrom('flows', 'packets'),
    by: fc.uniqueArray(column, { minLength: 1, maxLength: 8 }),
  }),
  tables: fc.record({ flows: view, packets: view, matches: view, messages: view, objects: view, hosts: view }),
  range: fc.option(
    fc.tuple(fc.integer(), fc.nat()).map(([fromNs, length]) => ({ fromNs, toNs: fromNs + length })),
    { nil: undefined },
  ),
  flow: row,
  packet: row,
  flowFilter: row,
  flowsFilter: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
  featureFilter: fc.option(column, { nil: undefined }),
  feature: fc.option(column, { nil: undefined }),
  timeFormat: fc.constantFrom('relative', 'delta', 'utc', 'local'),
  doubleTake: fc.boolean(),
  events: fc.constantFrom(undefined, 'packets', 'flows', 'messages', 'lines'),
  order: fc.constantFrom(undefined, 'time'),
  code: fc.string({ unit: 'binary' }),
  notes: fc.string({ unit: 'binary' }),
  toMatch: fc.option(fc.record({ match: fc.nat(), packet: fc.nat() }), { nil: undefined }),
  parameters: anyParameters,
  wanted: fc.array(
    fc.record({
      name: fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
      size: fc.nat(),
      sha256: fc.option(fc.stringMatching(/^[\da-f]{64}$/), { nil: undefined }),
    }),
    { maxLength: 16 },
  ),
});

describe('the hash', () => {
  it('is empty at first', () => expect(encodeState(first)).toBe(''));

  it('brings back every state that it was made from', () => {
    fc.assert(
      fc.property(shareable, (state) => {
        const hash = encodeState(state);
        // An empty hash stands for the state at first.
        expect(hash === '' ? first : decodeState(`#${hash}`, first)).toEqual(state);
      }),
    );
  });

  it('can be read by people', () => {
    const flows = {
      ...first.tables.flows,
      filter: 'dst_port = 443',
      sort: { column: 'bidirectional_bytes', descending: true },
    };
    const state = {
      ...first,
      panel: 'flows',
      range: { fromNs: 0, toNs: 5 },
      tables: { ...first.tables, flows },
    } as const;
    expect(encodeState(state)).toBe(
      'v=1&panel=flows&flows.filter=dst_port+%3D+443&flows.sort=-bidirectional_bytes&range=0~5',
    );
  });

  it('ignores what it cannot read, and keeps the rest', () => {
    const hash =
      '#v=1&panel=kitchen&range=9~1&flow=-1&packet=1e3&time=noon&flows.sort=a%20b&code=%25&of=3&fed=a-b&why=';
    expect(decodeState(hash, first)).toEqual({ ...first, flowFilter: 3 });
  });

  it('carries the views of tables that it does not know, and nothing that is none', () => {
    const hash =
      'v=1&dns_names.filter=name+%3D+a&dns_names.sort=-time&meter.filter=x&meter.sort=y&__proto__.filter=z&A-b.filter=c&x.widths=1&constructor.columns=a';
    const decoded = decodeState(`#${hash}`, first);
    const dns = { filter: 'name = a', sort: { column: 'time', descending: true } };
    expect(decoded).toEqual({
      ...first,
      tables: {
        ...first.tables,
        dns_names: { ...FIRST_VIEW, ...dns },
        constructor: { ...FIRST_VIEW, columns: ['a'] },
      },
    });
    expect(encodeState(decoded ?? first)).toBe(
      'v=1&dns_names.filter=name+%3D+a&dns_names.sort=-time&constructor.columns=a',
    );
    expect(viewOf(first, 'constructor')).toBe(FIRST_VIEW);
  });

  it('takes the parameters of the meter beside the views of tables', () => {
    const decoded = decodeState('#v=1&meter.idle_timeout=7&dns.filter=a', first);
    expect(decoded?.parameters).toEqual({ ...first.parameters, idleTimeout: 7 });
    expect(Object.keys(decoded?.tables ?? {})).toEqual([
      'flows',
      'packets',
      'matches',
      'messages',
      'objects',
      'hosts',
      'dns',
    ]);
  });

  it.each(['', '#', '#panel=flows', '#v=2&panel=flows', '#v=0', '#v=x'])(
    'of no known version is not read: %s',
    (hash) => expect(decodeState(hash, first)).toBeUndefined(),
  );
});

describe('upgrading', () => {
  it('goes through every version in between', () => {
    const rename = (from: string, to: string) => (parameters: URLSearchParams) => {
      parameters.set(to, parameters.get(from) ?? '');
      parameters.delete(from);
    };
    const upgraders = new Map([
      [1, rename('a', 'b')],
      [2, rename('b', 'c')],
    ]);
    expect(upgrade(new URLSearchParams('v=1&a=7'), 3, upgraders)?.get('c')).toBe('7');
  });
});

describe('texts in links', () => {
  it('leave out what no link would carry', () => expect(encodeText('x'.repeat(30_000))).toBe(''));
  it.each(['w', '_w', 'ä', 'w6 Q'])('that were cut or mistyped are not read: %s', (text) =>
    expect(decodeText(text)).toBeUndefined(),
  );
});
