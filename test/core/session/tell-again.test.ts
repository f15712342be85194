import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateCapture } from '../../../scripts/generate-capture.ts';
import { textReader } from '../../../src/core/export/cell-text.ts';
import { IDENTIFIED_TEXTS } from '../../../src/core/identify/identified-flows.ts';
import { PAGE_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import { UnreadableBytes } from '../../../src/core/model/unreadable.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';

const HEADER = 24;
const RECORD = 16;
/** Times are spread so that a flow has pauses of seconds. */
const SLOWER = 3000n;
const changed = (change: Partial<MeterParameters>): MeterParameters => ({ ...PAGE_DEFAULTS, ...change });
const CUT = changed({ idleTimeout: 20 });

let bytes: Uint8Array;
beforeAll(async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'flowloom-')), 'talks.pcap');
  await generateCapture(path, 6000, 400, true);
  bytes = slower(readFileSync(path));
});

function slower(capture: Buffer): Uint8Array {
  const first = BigInt(capture.readUInt32LE(HEADER)) * 1_000_000n;
  for (let at = HEADER; at < capture.length; at += RECORD + capture.readUInt32LE(at + 8)) {
    const micros = BigInt(capture.readUInt32LE(at)) * 1_000_000n + BigInt(capture.readUInt32LE(at + 4));
    const later = first + (micros - first) * SLOWER;
    capture.writeUInt32LE(Number(later / 1_000_000n), at);
    capture.writeUInt32LE(Number(later % 1_000_000n), at + 4);
  }
  return capture;
}

async function read(parameters: MeterParameters): Promise<CaptureTables> {
  const tables = new CaptureTables(parameters);
  await new CaptureReading(tables).read(byteStream(bytes, 1 << 16), 'talks', bytes.length);
  tables.finish();
  return tables;
}

/** What each flow is, all columns. */
function told(tables: CaptureTables): string[] {
  const readers = [
    ...IDENTIFIED_TEXTS,
    'application_is_guessed',
    'application_confidence',
    'bidirectional_packets',
  ].map((id) => {
    const column = tables.flows.columns.get(id);
    if (column === undefined) throw new Error(id);
    return textReader(column);
  });
  return Array.from({ length: tables.flows.length }, (_, row) => readers.map((reader) => reader(row)).join(' | '));
}

/** A session that counts the bytes that it reads of the capture. */
function counting(tables: CaptureTables): { session: CaptureSession; count: () => number } {
  let count = 0;
  const source = {
    read: (offset: number, length: number) => {
      count += length;
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
  };
  return { session: new CaptureSession(tables, source), count: () => count };
}

describe('flows that begin elsewhere by other time-outs', () => {
  it('are told as reading the capture would tell them', async () => {
    const tables = await read(PAGE_DEFAULTS);
    const { session } = counting(tables);
    session.meterAgain(CUT);
    expect(await session.tellFlows()).toBe(true);
    const fresh = told(await read(CUT));
    expect(fresh.length).toBeGreaterThan(500);
    expect(told(tables)).toEqual(fresh);
    session.meterAgain(PAGE_DEFAULTS);
    await session.tellFlows();
    expect(told(tables)).toEqual(told(await read(PAGE_DEFAULTS)));
  });

  it('are told at last, however often time-outs change before they are', async () => {
    const tables = await read(PAGE_DEFAULTS);
    const { session } = counting(tables);
    session.meterAgain(CUT);
    session.meterAgain(changed({ idleTimeout: 10 }));
    session.meterAgain(CUT);
    await session.tellFlows();
    expect(told(tables)).toEqual(told(await read(CUT)));
  });

  it('need the bytes of their first packets only: none where no flow begins elsewhere, few where few do', async () => {
    const tables = await read(PAGE_DEFAULTS);
    const { session, count } = counting(tables);
    session.meterAgain(changed({ activeTimeout: 900 }));
    await session.tellFlows();
    expect(count()).toBe(0);
    session.meterAgain(changed({ idleTimeout: 80 }));
    const { untold } = tables.untold;
    expect(untold.size).toBeGreaterThan(0);
    expect(untold.size).toBeLessThan(tables.flows.length / 20);
    await session.tellFlows();
    expect(count()).toBeLessThan(bytes.length / 2);
    session.meterAgain(changed({ idleTimeout: 80, accountingMode: 2 }));
    const before = count();
    await session.tellFlows();
    expect(count()).toBe(before);
  });

  it('are the ones of before if the bytes cannot be had', async () => {
    const tables = await read(PAGE_DEFAULTS);
    const before = told(tables);
    const session = new CaptureSession(tables, { read: () => Promise.reject(new UnreadableBytes('gone')) });
    session.meterAgain(CUT);
    await expect(session.tellFlows()).rejects.toThrow(UnreadableBytes);
    expect(tables.parameters).toEqual(PAGE_DEFAULTS);
    expect(told(tables)).toEqual(before);
  });
});
