import { hexBytes } from '../../base/text.ts';
import type { Compression } from '../model/capture-info.ts';
import { answered, failed, type Failure, type Reply } from '../model/failure.ts';
import type { ByteStream, ContainerReader, ReadingRules, RecordSink } from '../model/reader.ts';
import { compressionOf, inflate } from './compression/compression.ts';
import type { InflatingStream } from './compression/inflating-stream.ts';
import { readErf } from './erf.ts';
import { isErf } from './erf-records.ts';
import { isPcap, PCAP_HEADER, readPcap } from './pcap.ts';
import { hasByteOrder, isPcapng, readPcapng } from './pcapng/pcapng.ts';
import { knownFormat } from './known-formats.ts';
import { isNetmon, NETMON_HEADER, readNetmon } from './netmon.ts';
import { isSnoop, readSnoop, SNOOP_HEADER } from './snoop.ts';

/** An opened container: feed `reader` the bytes of `rest`, then go on with `stream`. */
export interface OpenedCapture {
  readonly reader: ContainerReader;
  readonly compression: Compression;
  /** The (inflated) bytes after `rest`. */
  readonly stream: ByteStream;
  /** The first bytes of the (inflated) capture, read to tell the format. */
  readonly head: Uint8Array;
  /** Those of them that the reader has not seen. */
  readonly rest: Uint8Array;
  /** What inflates a compressed file. */
  readonly inflating: InflatingStream | undefined;
}

/** Enough bytes to tell every format, to hold every header and, mostly, the first records. */
const HEAD = 4096;

const PLAIN_RULES: ReadingRules = { firstByte: 0, resynchronise: false };

/** Tells the format by its first bytes, never by a name, and makes its reader. */
export async function openCapture(
  source: ByteStream,
  sink: RecordSink,
  rules: ReadingRules = PLAIN_RULES,
): Promise<Reply<OpenedCapture>> {
  const outer = await readHead(source);
  if (outer.length === 0) return failed({ code: 'empty-file', offset: 0 });
  const compression = compressionOf(outer);
  if (compression === 'none') return openContainer(outer, source, sink, rules, 'none', undefined);
  const inflated = inflate(compression, joined(outer, source));
  const inner = await readHead(inflated);
  if (inner.length > 0) return openContainer(inner, inflated, sink, rules, compression, inflated);
  return failed({ ...emptyFailure(compression, inflated), offset: 0 });
}

/** Why a compressed file gives no byte. */
function emptyFailure(compression: Compression, { fault, unsupported }: InflatingStream): Failure {
  if (fault === undefined) return { code: 'empty-file', detail: compression };
  if (unsupported) return { code: 'unsupported-format', detail: `${compression} compression that ${fault}` };
  return { code: 'broken-compression', detail: `${compression}: ${fault}` };
}

/** Formats whose header stands before everything else: how to tell them, how long it is, who reads what follows. */
const HEADED = [
  { is: (head: Uint8Array) => isPcap(magicOf(head)), header: PCAP_HEADER, read: readPcap },
  { is: isSnoop, header: SNOOP_HEADER, read: readSnoop },
  { is: isNetmon, header: NETMON_HEADER, read: readNetmon },
] as const;
/** Bytes of the smallest pcapng section header. */
const SECTION_HEADER = 28;

function openContainer(
  head: Uint8Array,
  stream: ByteStream,
  sink: RecordSink,
  rules: ReadingRules,
  compression: Compression,
  inflating: InflatingStream | undefined,
): Reply<OpenedCapture> {
  const opened = (reader: ContainerReader, seen: number): Reply<OpenedCapture> =>
    answered({ reader, compression, stream, head, rest: head.subarray(seen), inflating });
  const format = HEADED.find(({ is }) => is(head));
  if (format !== undefined) {
    if (head.length < format.header) return broken(head.length, format.header);
    return opened(format.read(head, sink, rules), format.header);
  }
  if (!isPcapng(magicOf(head))) {
    // ERF has no magic: only what nothing else explains can be it.
    const isOther = knownFormat(head) !== undefined || !isErf(head, head.length < HEAD);
    return isOther ? refused(head) : opened(readErf(sink, rules), 0);
  }
  if (head.length < SECTION_HEADER) return broken(head.length, SECTION_HEADER);
  if (!hasByteOrder(head)) return failed('broken-header', 'byte order', 8);
  return opened(readPcapng(head, sink, rules), 0);
}

/** The first four bytes, big-endian; 0 if there are fewer. */
function magicOf(head: Uint8Array): number {
  return head.length >= 4 ? new DataView(head.buffer, head.byteOffset, 4).getUint32(0) : 0;
}

function refused(head: Uint8Array): Reply<OpenedCapture> {
  const format = knownFormat(head);
  if (format !== undefined) return failed('unsupported-format', format, 0);
  return failed('not-a-capture', hexBytes(head, 0, 8, ' '), 0);
}

function broken(there: number, wanted: number): Reply<OpenedCapture> {
  return failed('broken-header', `${there} of ${wanted} bytes`, there);
}

/** Reads pieces until HEAD bytes are there or the stream ends; keeps all bytes of the pieces that were read. */
async function readHead(source: ByteStream): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < HEAD) {
    const piece = await source.next();
    if (piece === undefined) break;
    const longer = new Uint8Array(head.length + piece.length);
    longer.set(head);
    longer.set(piece, head.length);
    head = longer;
  }
  return head;
}

function joined(first: Uint8Array, then: ByteStream): ByteStream {
  let given = false;
  return {
    next: () => {
      if (given) return then.next();
      given = true;
      return Promise.resolve(first);
    },
  };
}
