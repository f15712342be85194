import { openCapture } from '../../../src/core/capture/open.ts';
import type { CaptureNote, InterfaceWords } from '../../../src/core/model/capture-notes.ts';
import type { ExportRequest, ExportSummary } from '../../../src/core/model/export.ts';
import type { Reply } from '../../../src/core/model/failure.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { RecordSink } from '../../../src/core/model/reader.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { byteStream } from '../../bytes.ts';

/** A capture that is open. */
export interface Opened {
  readonly tables: CaptureTables;
  readonly session: CaptureSession;
}

/** Opens a capture as the page does. */
export async function open(bytes: Uint8Array): Promise<Opened> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  const read = await new CaptureReading(tables).read(byteStream(bytes), 'test.pcap', bytes.length);
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  tables.finish();
  const source = {
    read: (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
  return { tables, session: new CaptureSession(tables, source) };
}

/** What an export came to, and the file that it wrote. */
export interface Written {
  readonly reply: Reply<ExportSummary>;
  readonly bytes: Uint8Array;
}

/** Writes rows or packets. `stopAfter`: pauses after which it is stopped. */
export async function write(session: CaptureSession, request: ExportRequest, stopAfter = Infinity): Promise<Written> {
  const pieces: (string | Uint8Array<ArrayBuffer>)[] = [];
  let pauses = 0;
  const reply = await session.export(request, {
    take: (piece) => void pieces.push(piece),
    pause: () => Promise.resolve(++pauses >= stopAfter),
  });
  return { reply, bytes: new Uint8Array(await new Blob(pieces).arrayBuffer()) };
}

/** The same, where it must succeed. */
export async function written(session: CaptureSession, request: ExportRequest): Promise<Uint8Array> {
  const { reply, bytes } = await write(session, request);
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return bytes;
}

/** A packet as a reader gives it. */
export interface ReadPacket {
  readonly timeNs: bigint;
  readonly bytes: readonly number[];
  readonly wire: number;
  readonly from: number;
  readonly comments: readonly string[];
}

/** Everything that a capture says. */
export interface ReadCapture {
  readonly packets: readonly ReadPacket[];
  readonly interfaces: readonly (InterfaceWords & { linkType: number; snaplen: number; name: string | undefined })[];
  readonly notes: readonly CaptureNote[];
  readonly problems: readonly string[];
}

/** Reads a capture by the reader alone. */
export async function readAll(bytes: Uint8Array): Promise<ReadCapture> {
  const packets: (ReadPacket & { comments: readonly string[] })[] = [];
  const interfaces: ReadCapture['interfaces'][number][] = [];
  const notes: CaptureNote[] = [];
  const problems: string[] = [];
  const sink: RecordSink = {
    interface: (linkType, snaplen, name, words) => interfaces.push({ linkType, snaplen, name, ...words }) - 1,
    packet(piece, start, captured, wire, seconds, nanoseconds, _offset, from) {
      const timeNs = BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
      packets.push({ timeNs, bytes: [...piece.subarray(start, start + captured)], wire, from, comments: [] });
      return true;
    },
    comment: (comments) => void packets.push({ ...(packets.pop() as ReadPacket), comments: [...comments] }),
    note: (note) => void notes.push(note),
    problem: (code) => void problems.push(code),
  };
  const opened = await openCapture(byteStream(bytes), sink, { firstByte: 0, resynchronise: false });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const { reader, stream, rest } = opened.value;
  for (let piece: Uint8Array | undefined = rest; piece !== undefined; piece = await stream.next()) {
    if (!reader.push(piece)) break;
  }
  reader.end();
  return { packets, interfaces, notes, problems };
}
