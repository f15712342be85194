import { beforeAll, describe, expect, it } from 'vitest';
import { NO_NEEDS } from '../../../src/core/model/event-needs.ts';
import type { MatchSet } from '../../../src/core/model/match.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { Question, RowWindow, TimeBinsRequest } from '../../../src/core/model/question.ts';
import type { Reply } from '../../../src/core/model/failure.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';
import { matchSetOf } from '../../../src/core/relational/match-set.ts';

const BYTES = pcap(
  packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.010 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.020 ARP 10.0.0.1 > 10.0.0.2
  0.030 10.0.0.1:5000 > 10.0.0.2:443 PSH+ACK "GET / HTTP/1.1"
  0.500 10.0.0.9:6000 > 10.0.0.2:53 UDP 31
  0.600 10.0.0.2:53 > 10.0.0.9:6000 UDP 90
  2.000 10.0.0.2:443 > 10.0.0.1:5000 PSH+ACK 1000
`),
);

const MATCHES: MatchSet = matchSetOf({
  classes: [{ name: 'Handshake', completed: 1, incomplete: 0 }],
  matches: [{ flowClass: 0, complete: true, packets: [0, 1], fields: [{ name: 'port', value: '443' }] }],
  omitted: [0],
});

let session: CaptureSession;
const reads: number[] = [];

beforeAll(async () => {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(BYTES), 'test', BYTES.length);
  tables.finish();
  const read = (offset: number, length: number): Promise<Uint8Array> => {
    reads.push(length);
    return Promise.resolve(BYTES.subarray(offset, offset + length));
  };
  session = new CaptureSession(tables, { read });
});

function value<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
}

/** The two seconds of the capture in so many bins. */
const whole = (bins: number): TimeBinsRequest => ({ stretches: [{ fromNs: 0, toNs: 2e9, bins }] });

const ask = (question: Partial<Question>): Question => ({ table: 'packets', filter: '', ...question });

async function rowsOf(question: Partial<Question>, columns: readonly string[] = []): Promise<RowWindow> {
  return value(await session.rows(ask(question), 0, 100, columns));
}

describe('windows', () => {
  it('gives all rows in file order with the cells asked for', async () => {
    const window = await rowsOf({}, ['number', 'src', 'src_port', 'protocol', 'flags', 'flow', 'reason']);
    expect([window.total, window.shown, window.from]).toEqual([7, 7, 0]);
    expect(window.cells[1]).toEqual([2, '10.0.0.2', 443, 'TCP', 'SYN, ACK', 0, '']);
    expect(window.cells[2]).toEqual([3, '10.0.0.1', -1, 'ARP', '', -1, 'not IP']);
  });

  it('gives a part of the order, and nothing beyond its end', async () => {
    const part = value(await session.rows(ask({ sort: { column: 'length', descending: true } }), 0, 2, ['length']));
    expect(part.cells).toEqual([[1054], [132]]);
    expect(value(await session.rows(ask({}), 50, 10, [])).rows).toEqual([]);
  });

  it('filters, limits to a flow, a range, and combines them', async () => {
    expect((await rowsOf({ filter: 'protocol = UDP' })).rows).toEqual([4, 5]);
    expect((await rowsOf({ flow: 0 })).rows).toEqual([0, 1, 3, 6]);
    expect((await rowsOf({ range: { fromNs: 1e7, toNs: 5e8 } })).rows).toEqual([1, 2, 3, 4]);
    expect((await rowsOf({ flow: 0, range: { fromNs: 1e7, toNs: 5e8 }, filter: 'flags contains PSH' })).rows).toEqual([
      3,
    ]);
    expect((await rowsOf({ table: 'flows', range: { fromNs: 4e8, toNs: 7e8 } })).rows).toEqual([1]);
  });

  it('reads what packets say from their bytes, together where they lie together', async () => {
    reads.length = 0;
    const window = await rowsOf({}, ['info']);
    expect(String(window.cells[3]?.[0])).toContain('GET / HTTP/1.1');
    expect(String(window.cells[2]?.[0])).toContain('Who has 10.0.0.2?');
    expect(reads).toHaveLength(1);
  });

  it('gives flows their picture', async () => {
    const window = await rowsOf({ table: 'flows' }, ['shape', 'src_ip', 'bidirectional_packets']);
    expect(window.cells).toEqual([
      ['', '10.0.0.1', 4],
      ['', '10.0.0.9', 2],
    ]);
    expect(window.shapes?.[0]).toEqual({ direction: [0, 1, 0, 1], size: [54, 54, 68, 1054], gapMs: [0, 10, 20, 1970] });
  });

  it('says what is wrong with a question, and where', async () => {
    const wrong = await session.rows(ask({ filter: 'length >' }), 0, 1, []);
    expect(wrong).toMatchObject({ ok: false, failure: { code: 'bad-question', offset: 8 } });
    expect(await session.rows(ask({ sort: { column: 'nonsense', descending: false } }), 0, 1, [])).toMatchObject({
      ok: false,
    });
    expect(session.checkFilter('flows', 'src_ip = 10.0.0.0/8').ok).toBe(true);
  });

  it('finds the place of a row in an order', async () => {
    const sorted = ask({ sort: { column: 'length', descending: true } });
    expect(value(await session.positionOf(sorted, 6))).toBe(0);
    expect(value(await session.positionOf(ask({ filter: 'protocol = UDP' }), 0))).toBe(-1);
    expect(value(await session.positionOf(ask({}), 3))).toBe(3);
  });
});

describe('details', () => {
  it('tells everything about a flow', () => {
    const detail = value(session.flow(0));
    expect([detail.firstPacket, detail.lastPacket]).toEqual([0, 6]);
    expect(detail.forward).toEqual({ count: 1, meanMs: 30, deviationMs: 0 });
    expect(detail.backward).toEqual({ count: 1, meanMs: 1990, deviationMs: 0 });
    expect(detail.both.count).toBe(3);
    expect([...detail.series.packet]).toEqual([3, 6]);
    expect(detail.histogram.forward.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(session.flow(99)).toMatchObject({ ok: false, failure: { code: 'bad-question' } });
  });

  it('shows the bytes of a packet with its layers and its place in the file', async () => {
    const detail = value(await session.packet(3));
    expect(detail.layers.map(({ name }) => name)).toEqual(expect.arrayContaining(['Ethernet II', 'IPv4', 'TCP']));
    expect([...BYTES.subarray(detail.fileOffset, detail.fileOffset + 6)]).toEqual([...detail.bytes.subarray(0, 6)]);
    expect((await session.packet(-1)).ok).toBe(false);
  });

  it('counts packets over time', () => {
    const bins = session.timeBins(whole(4));
    expect([...bins.packets]).toEqual([4, 2, 0, 1]);
  });
});

describe('events for the sandbox', () => {
  it('names each text once a run and packs payloads', async () => {
    const first = await session.eventBatch(1, 0, 4, { ...NO_NEEDS, payload: true });
    expect(first.count).toBe(4);
    expect(first.newTexts).toEqual(['10.0.0.1', '10.0.0.2', 'TCP', 'ARP']);
    // The body of the ARP message has 28 bytes.
    expect([...(first.payloadStart ?? [])]).toEqual([0, 0, 0, 28, 42]);
    expect(Buffer.from(first.payload?.slice(28) ?? []).toString()).toBe('GET / HTTP/1.1');
    const second = await session.eventBatch(1, 4, 100, { ...NO_NEEDS, payload: true });
    expect(second.count).toBe(3);
    expect(second.newTexts).toEqual(['10.0.0.9', 'UDP']);
    const plain = await session.eventBatch(2, 4, 1, NO_NEEDS);
    expect(plain.payload).toBeUndefined();
    expect(plain.newTexts).toEqual(['10.0.0.9', '10.0.0.2', 'UDP']);
  });
});

describe('matches', () => {
  it('marks, filters and lists what was found, and forgets it', async () => {
    session.setMatches(MATCHES);
    expect((await rowsOf({})).matched).toEqual([1, 1, 0, 0, 0, 0, 0]);
    expect((await rowsOf({ match: 'any' })).rows).toEqual([0, 1]);
    expect((await rowsOf({ table: 'flows', match: 0 })).rows).toEqual([0]);
    const table = await rowsOf({ table: 'matches' }, ['class', 'state', 'duration', 'events', 'fields']);
    expect(table.cells).toEqual([['Handshake', 'complete', 10, 2, 'port=443']]);
    expect([...session.timeBins(whole(2)).matched]).toEqual([2, 0]);
    session.setMatches(undefined);
    expect((await rowsOf({ table: 'matches' })).total).toBe(0);
    expect((await rowsOf({ match: 'any' })).rows).toEqual([]);
  });

  it('draws a match out with the other packets between its events', async () => {
    session.setMatches(
      matchSetOf({ ...MATCHES, matches: [{ flowClass: 0, complete: false, packets: [0, 6], fields: [] }] }),
    );
    const detail = value(await session.match(0));
    expect(detail.events.map(({ packet, source, flow }) => [packet, source, flow])).toEqual([
      [0, '10.0.0.1', 0],
      [6, '10.0.0.2', 0],
    ]);
    expect(detail.others.map(({ packet }) => packet)).toEqual([1, 3]);
    expect((await session.match(7)).ok).toBe(false);
    session.setMatches(undefined);
  });
});
