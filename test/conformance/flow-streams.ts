import { createHash, type Hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { GapReason } from '../../src/core/model/stream.ts';
import { NFSTREAM_DEFAULTS } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { rowsOfStream } from '../../src/core/session/stream/stream-rows.ts';
import { feedOf, readRows } from '../../src/core/session/stream/read-flow.ts';
import type { StreamSink, StreamSpot } from '../../src/core/streams/stream-sink.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { byteStream } from '../bytes.ts';
import { corpus } from '../corpora.ts';
import { OPENED } from './flow-packets.ts';

/** What one end of a TCP connection said, up to the first bytes that never came. */
export interface OneWay {
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly md5: string;
}

/** All directions of all TCP connections of a capture; undefined if the file is none. */
export async function streamsOf(file: string): Promise<readonly OneWay[] | undefined> {
  const content = readFileSync(corpus(`captures/${file}`) ?? '');
  const inflated: Uint8Array[] = [];
  const tables = new CaptureTables({ ...NFSTREAM_DEFAULTS, everyInterface: true, ...OPENED });
  const read = await new CaptureReading(tables).read(byteStream(content), file, content.length, {
    onInflated: (piece) => void inflated.push(piece.slice()),
  });
  if (!read.ok) return undefined;
  tables.finish();
  const bytes = inflated.length === 0 ? content : Buffer.concat(inflated);
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.slice(at, at + length)) };
  const all: OneWay[] = [];
  for (let flow = 0; flow < tables.flowCount; flow++) {
    const rows = rowsOfStream(tables, flow);
    const ends = endsOf(tables, flow);
    const sink = new Summing();
    const feed = feedOf(tables, rows[0] ?? 0, sink);
    if (feed.transport !== 'TCP') continue;
    await readRows(
      tables,
      source,
      rows,
      (row, piece) => (feed.packet(row, piece), true),
      () => false,
    );
    feed.finish();
    all.push(...sink.directions(ends));
  }
  return all;
}

function endsOf({ sources, addresses }: CaptureTables, flow: number): readonly [string, string] {
  const { ends } = sources;
  return [
    `${addresses.text(ends.source(flow))}:${ends.sourcePort(flow)}`,
    `${addresses.text(ends.destination(flow))}:${ends.destinationPort(flow)}`,
  ];
}

interface Sums {
  readonly way: 0 | 1;
  readonly sha256: Hash;
  readonly md5: Hash;
  bytes: number;
  ended: boolean;
}

class Summing implements StreamSink {
  private readonly sums = new Map<string, Sums>();

  bytes(spot: StreamSpot, bytes: Uint8Array): void {
    const sums = this.of(spot);
    if (sums.ended) return;
    sums.sha256.update(bytes);
    sums.md5.update(bytes);
    sums.bytes += bytes.length;
  }

  gap(spot: StreamSpot, _length: number, why: GapReason): void {
    const sums = this.of(spot);
    if (why === 'end' || why === 'reset') sums.ended = true;
  }

  note(): void {
    // Only bytes are summed.
  }

  directions(ends: readonly [string, string]): OneWay[] {
    return [...this.sums.values()].map(({ way, bytes, sha256, md5 }) => ({
      from: ends[way],
      to: ends[1 - way] ?? '',
      bytes,
      sha256: sha256.digest('hex'),
      md5: md5.digest('hex'),
    }));
  }

  private of({ way, connection }: StreamSpot): Sums {
    const key = `${way}/${connection}`;
    const known = this.sums.get(key);
    if (known !== undefined) return known;
    const sums: Sums = {
      way,
      sha256: createHash('sha256'),
      md5: createHash('md5'),
      bytes: 0,
      ended: false,
    };
    this.sums.set(key, sums);
    return sums;
  }
}
