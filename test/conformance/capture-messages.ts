import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Message } from '../../src/core/messages/message.ts';
import type { MessageStore } from '../../src/core/messages/message-store.ts';
import { NFSTREAM_DEFAULTS } from '../../src/core/model/parameters.ts';
import type { ByteSource } from '../../src/core/model/reader.ts';
import { CaptureReading } from '../../src/core/pipeline.ts';
import { readMessages } from '../../src/core/session/messages/read-messages.ts';
import { CaptureTables } from '../../src/core/tables.ts';
import { byteStream } from '../bytes.ts';
import { corpus } from '../corpora.ts';
import { OPENED } from './flow-packets.ts';

/** A message of a capture, on the packet that completed it, from 1. */
export interface FoundMessage {
  readonly frame: number;
  readonly protocol: string;
  readonly message: Message;
}

/** A line of `expected/tshark`: the values of fields in one packet. */
export interface TsharkLine {
  readonly file: string;
  readonly frame: number;
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

/** What was read of a capture. */
export interface ReadCapture {
  readonly found: readonly FoundMessage[];
  readonly store: MessageStore;
  readonly tables: CaptureTables;
  readonly source: ByteSource;
}

/** All messages of a capture; undefined if the file is none. */
export async function messagesOf(file: string): Promise<ReadCapture | undefined> {
  const content = readFileSync(corpus(`captures/${file}`) ?? '');
  const inflated: Uint8Array[] = [];
  const tables = new CaptureTables({ ...NFSTREAM_DEFAULTS, everyInterface: true, ...OPENED });
  const read = await new CaptureReading(tables).read(byteStream(content), file, content.length, {
    onInflated: (piece) => void inflated.push(piece.slice()),
  });
  if (!read.ok) return undefined;
  tables.finish();
  const bytes = inflated.length === 0 ? content : Buffer.concat(inflated);
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) };
  const found: FoundMessage[] = [];
  await readMessages(tables, source, {
    pause: () => false,
    tap: (row, message, protocol) =>
      found.push({ frame: tables.messages.completing(tables.messages.packet[row] ?? 0) + 1, protocol, message }),
  });
  return { found, store: tables.messages, tables, source };
}

/** The lines of a file of `expected/tshark`, by capture. */
export function tsharkLines(name: string): ReadonlyMap<string, readonly TsharkLine[]> {
  const byFile = new Map<string, TsharkLine[]>();
  for (const line of gunzipSync(readFileSync(corpus(`expected/tshark/${name}.jsonl.gz`) ?? ''))
    .toString()
    .trim()
    .split('\n')) {
    const { file, frame, ...rest } = JSON.parse(line) as { file: string; frame: number } & Record<string, string[]>;
    const list = byFile.get(file) ?? [];
    byFile.set(file, list);
    list.push({ file, frame, fields: new Map(Object.entries(rest)) });
  }
  return byFile;
}
