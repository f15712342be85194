import type { Secrets } from '../../decrypt/key-log.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { FlowIndex } from '../../model/units.ts';
import { HttpStream } from '../../http/http-stream.ts';
import type { StreamSink } from '../../streams/stream-sink.ts';
import type { CaptureTables } from '../../tables.ts';
import { DecryptingSink, tlsDecryptor } from '../stream/decrypting-sink.ts';
import { feedOf, readRows } from '../stream/read-flow.ts';
import type { DataFlow } from './data-flows.ts';
import { FtpData } from './ftp-data.ts';
import type { FtpTransfer } from './ftp-transfers.ts';
import { HttpObjects } from './http-objects.ts';
import { LateReader, type LateTalk } from './late-reader.ts';
import { LineTalk } from './line-talk.ts';
import type { ObjectTaker } from './object-taker.ts';
import { ImapTalk } from './imap-talk.ts';
import { SmbObjects } from './smb/smb-objects.ts';
import { TftpData } from './tftp.ts';

/** A flow and what it is read as for its objects; of TLS with what it is decrypted. */
export type ObjectSource =
  | { readonly type: 'http' | 'lines' | 'imap' | 'smb'; readonly flow: FlowIndex }
  | { readonly type: 'tls'; readonly flow: FlowIndex; readonly secrets: Secrets }
  | DataFlow;

/** Reads packets of a flow, and gives what objects it holds; false if it was stopped. */
interface FlowReader {
  readonly sink: StreamSink;
  /** To be called between reads, and at the end. */
  flush?(isOver: boolean): Promise<void>;
  finish(): void;
}

/**
 * Gives the objects of a flow to a taker.
 * @param rows the packets of the flow, rising
 * @param isWanted asked between reads; false: it ends there
 * @returns what an FTP control connection has transferred elsewhere
 */
export async function readObjects(
  tables: CaptureTables,
  bytes: ByteSource,
  source: ObjectSource,
  rows: Int32Array,
  taker: ObjectTaker,
  isWanted: () => boolean | Promise<boolean>,
): Promise<readonly FtpTransfer[]> {
  if (rows.length === 0) return [];
  const talk = source.type === 'lines' ? new LineTalk(source.flow, taker) : undefined;
  const { sink, flush, finish } =
    talk === undefined ? readerOf(source, taker) : { sink: talk, finish: () => talk.finish() };
  const feed = feedOf(tables, rows[0], sink);
  await readRows(
    tables,
    bytes,
    source.type === 'tftp' ? rows.filter((row) => row >= source.of.packet) : rows,
    (row, piece) => (feed.packet(row, piece), true),
    async () => {
      await flush?.(false);
      return !(await isWanted());
    },
  );
  feed.finish();
  finish();
  await flush?.(true);
  return talk?.transfers ?? [];
}

function readerOf(source: ObjectSource, taker: ObjectTaker): FlowReader {
  if (source.type === 'ftp') {
    const data = new FtpData(source.of, source.sender, taker);
    return { sink: data, finish: () => data.finish() };
  }
  if (source.type === 'tftp') {
    const data = new TftpData(source.of, source.sender, taker);
    return { sink: data, finish: () => data.finish() };
  }
  if (source.type === 'tls') return secureReader(source.flow, source.secrets, taker);
  return talkReader(source.type, source.flow, taker);
}

/** Decrypts, and reads what comes out. */
function secureReader(flow: FlowIndex, secrets: Secrets, taker: ObjectTaker): FlowReader {
  const late = new LateReader((talk: LateTalk) => talkReader(talk, flow, taker));
  const sink = new DecryptingSink(tlsDecryptor(secrets), late);
  return {
    sink,
    flush: async (isOver) => late.inner?.flush?.(isOver),
    finish: () => {
      sink.finish();
      late.inner?.finish();
    },
  };
}

function talkReader(type: LateTalk, flow: FlowIndex, taker: ObjectTaker): FlowReader {
  if (type !== 'http') {
    const talk =
      type === 'smb' ? new SmbObjects(taker) : type === 'imap' ? new ImapTalk(taker) : new LineTalk(flow, taker);
    return { sink: talk, finish: () => talk.finish() };
  }
  const objects = new HttpObjects(taker);
  const stream = new HttpStream(objects);
  return { sink: stream, flush: (isOver) => objects.flush(isOver), finish: () => stream.finish() };
}
