import { beforeEach, describe, expect, it } from 'vitest';
import { NO_NEEDS } from '../../../src/core/model/event-needs.ts';
import type { MatchSet } from '../../../src/core/model/match.ts';
import { PAGE_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import type { Question } from '../../../src/core/model/question.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { anchorsOf, findAgain } from '../../../src/core/session/chosen-rows.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';
import { matchSetOf } from '../../../src/core/relational/match-set.ts';

/** Flow 0 has a pause of 5 s after its second packet, flow 1 lies in the pause. */
const BYTES = pcap(
  packets(`
  0.000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.010 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  1.000 10.0.0.9:6000 > 10.0.0.2:53 UDP 31
  1.500 ARP 10.0.0.1 > 10.0.0.2
  5.010 10.0.0.1:5000 > 10.0.0.2:443 PSH+ACK 100
  5.020 10.0.0.2:443 > 10.0.0.1:5000 PSH+ACK 900
`),
);
const MATCHES: MatchSet = matchSetOf({
  classes: [{ name: 'Late', completed: 1, incomplete: 0 }],
  matches: [{ flowClass: 0, complete: true, packets: [4, 5], fields: [] }],
  omitted: [0],
});
const changed = (change: Partial<MeterParameters>): MeterParameters => ({ ...PAGE_DEFAULTS, ...change });

let tables: CaptureTables;
let session: CaptureSession;
beforeEach(async () => {
  tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(BYTES), 'test', BYTES.length);
  tables.finish();
  const read = (offset: number, length: number): Promise<Uint8Array> =>
    Promise.resolve(BYTES.subarray(offset, offset + length));
  session = new CaptureSession(tables, { read });
});

async function flows(question: Partial<Question>, column = 'bidirectional_packets') {
  const reply = await session.rows({ table: 'flows', filter: '', ...question }, 0, 100, [column]);
  if (!reply.ok) throw new Error(reply.failure.detail);
  const { rows, total, shown, cells } = reply.value;
  return { rows, total, shown, cells: cells.map(([cell]) => cell) };
}

describe('metering again', () => {
  it('gives the same questions other answers', async () => {
    const question = { filter: 'bidirectional_packets > 1', sort: { column: 'flow', descending: true } };
    expect((await flows(question)).rows).toEqual([0]);
    session.meterAgain(changed({ idleTimeout: 2 }));
    expect(await flows(question)).toEqual({ rows: [2, 0], total: 3, shown: 2, cells: [2, 2] });
    session.meterAgain(changed({ idleTimeout: 2, accountingMode: 3 }));
    expect((await flows({}, 'bidirectional_bytes')).cells).toEqual([0, 31, 1000]);
    session.meterAgain(PAGE_DEFAULTS);
    expect((await flows({})).cells).toEqual([4, 1]);
  });

  it('finds the flows of matches anew', async () => {
    session.setMatches(MATCHES);
    expect((await flows({ match: 'any' })).rows).toEqual([0]);
    session.meterAgain(changed({ idleTimeout: 2 }));
    expect((await flows({ match: 'any' })).rows).toEqual([2]);
    expect((await flows({ match: 0 })).rows).toEqual([2]);
  });

  it('gives the sandbox the new numbers of flows, also within a run', async () => {
    const flowsOf = async (): Promise<number[]> => [...(await session.eventBatch(1, 0, 10, NO_NEEDS)).flow];
    expect(await flowsOf()).toEqual([0, 0, 1, -1, 0, 0]);
    session.meterAgain(changed({ idleTimeout: 2 }));
    const batch = await session.eventBatch(1, 0, 10, NO_NEEDS);
    expect([...batch.flow]).toEqual([0, 0, 1, -1, 2, 2]);
    // Texts are numbered from the beginning again, since the batches of before are of no use.
    expect(batch.newTexts).toContain('10.0.0.1');
  });

  it('leaves columns out and brings them in', async () => {
    const has = (id: string): boolean => tables.flows.columns.has(id);
    session.meterAgain(changed({ statisticalAnalysis: false, spltAnalysis: 0, features: ['rates'] }));
    expect([has('bidirectional_mean_ps'), has('splt_ps'), has('bidirectional_packets_per_s')]).toEqual([
      false,
      false,
      true,
    ]);
    const detail = session.flow(0);
    expect(detail.ok && detail.value.columns.length).toBe(tables.flows.columns.size);
    expect(detail.ok && detail.value.cells.length).toBe(tables.flows.columns.size);
    const sorted = { sort: { column: 'bidirectional_mean_ps', descending: false } };
    await expect(flows(sorted)).rejects.toThrow('cannot be sorted by');
  });
});

describe('a limit of flows', () => {
  it('keeps those that ended first', async () => {
    session.meterAgain(changed({ idleTimeout: 2, maxNflows: 2 }));
    // The pause ends flows 0 and 1 before flow 2 begins.
    expect(await flows({})).toMatchObject({ rows: [0, 1], total: 2, shown: 2 });
    expect(tables.summary().flows).toBe(2);
    expect(await session.positionOf({ table: 'flows', filter: '' }, 2)).toEqual({ ok: true, value: -1 });
    expect((await flows({ filter: 'bidirectional_packets = 2' })).rows).toEqual([0]);
    session.meterAgain(changed({ idleTimeout: 2, maxNflows: 9 }));
    expect(await flows({})).toMatchObject({ rows: [0, 1, 2], total: 3 });
  });
});

describe('chosen rows', () => {
  const again = (chosen: Parameters<typeof anchorsOf>[1], parameters: MeterParameters) => {
    const anchors = anchorsOf(tables, chosen);
    session.meterAgain(parameters);
    return findAgain(tables, anchors);
  };

  it('are found by the chosen packet if it is one of the flow', () => {
    const parameters = changed({ idleTimeout: 2 });
    expect(again({ packet: 4, flow: 0, flowFilter: 1 }, parameters)).toEqual({ packet: 4, flow: 2, flowFilter: 1 });
  });

  it('are found by their first packet otherwise', () => {
    const parameters = changed({ idleTimeout: 2 });
    const chosen = { packet: 2, flow: 0, flowFilter: undefined };
    expect(again(chosen, parameters)).toEqual({ packet: 2, flow: 0, flowFilter: undefined });
  });

  it('that are not there stay away', () => {
    const chosen = { packet: 99, flow: 99, flowFilter: undefined };
    expect(again(chosen, PAGE_DEFAULTS)).toEqual({ packet: undefined, flow: undefined, flowFilter: undefined });
  });
});

describe('from memory', () => {
  it('can be metered what has been read, also if reading was stopped', async () => {
    const stopped = new CaptureTables(PAGE_DEFAULTS);
    await new CaptureReading(stopped).read(byteStream(BYTES), 'test', BYTES.length, { onPiece: () => true });
    expect(stopped.canMeterAgain(changed({ idleTimeout: 2 }))).toBe(false);
    stopped.finish();
    expect(stopped.canMeterAgain(changed({ nDissections: 0, idleTimeout: 2 }))).toBe(true);
    expect(stopped.canMeterAgain(changed({ decode: ['qinq'] }))).toBe(false);
  });
});
