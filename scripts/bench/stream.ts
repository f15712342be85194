import { PAGE_DEFAULTS } from '../../src/core/model/parameters.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { CaptureSession } from '../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../src/core/tables.ts';

const PAYLOAD = 1460;
const PACKETS = Math.ceil((100 * 1024 * 1024) / PAYLOAD);
const FRAME = 54 + PAYLOAD;
const RECORD = 16 + FRAME;

/** Milliseconds from asking for a stream of 100 MB to its first part, what the page draws its first screen from; as it was sent. */
export async function measureFirstPart(): Promise<number> {
  const capture = oneLongStream();
  const tables = new CaptureTables(PAGE_DEFAULTS);
  let at = 0;
  const pieces = {
    next: () => {
      const piece = capture.subarray(at, (at += 1024 * 1024));
      return Promise.resolve(piece.length === 0 ? undefined : piece);
    },
  };
  await new CaptureReading(tables).read(pieces, 'stream', capture.length);
  tables.finish();
  const source = { read: (from: number, length: number) => Promise.resolve(capture.slice(from, from + length)) };
  const session = new CaptureSession(tables, source);
  const begun = performance.now();
  const reply = await session.stream(0, { part: 0 }, 'best');
  const taken = performance.now() - begun;
  if (!reply.ok || reply.value.rest === undefined) throw new Error('There is no first part.');
  return taken;
}

/** A capture of one direction of one connection: text, a megabyte in 719 packets. */
function oneLongStream(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(24 + PACKETS * RECORD);
  const view = new DataView(bytes.buffer);
  [0xa1b2c3d4, 0x00020004, 0, 0, 262_144, 1].forEach((word, at) => view.setUint32(4 * at, word));
  const text = new TextEncoder().encode('The loom weaves cloth of threads. '.repeat(43)).subarray(0, PAYLOAD);
  for (let packet = 0; packet < PACKETS; packet++) {
    const at = 24 + packet * RECORD;
    view.setUint32(at, 1_700_000_000 + Math.floor(packet / 10_000));
    view.setUint32(at + 4, (packet % 10_000) * 100);
    view.setUint32(at + 8, FRAME);
    view.setUint32(at + 12, FRAME);
    writeHeaders(view, at + 16, packet * PAYLOAD + 1);
    bytes.set(text, at + 16 + 54);
  }
  return bytes;
}

/** Ethernet, IPv4 and TCP of a segment with this sequence number. */
function writeHeaders(view: DataView, at: number, sequence: number): void {
  view.setUint16(at + 12, 0x0800);
  view.setUint16(at + 14, 0x4500);
  view.setUint16(at + 16, FRAME - 14);
  view.setUint16(at + 22, 0x4006);
  view.setUint32(at + 26, 0x0a000001);
  view.setUint32(at + 30, 0x0a000002);
  view.setUint16(at + 34, 5000);
  view.setUint16(at + 36, 80);
  view.setUint32(at + 38, sequence);
  view.setUint16(at + 46, 0x5018);
  view.setUint16(at + 48, 0xffff);
}
