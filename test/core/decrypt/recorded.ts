import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { KeyLog } from '../../../src/core/decrypt/key-log.ts';
import { packetsOfFlow } from '../../../src/core/session/flow-packets.ts';
import { DecryptingSink, tlsDecryptor } from '../../../src/core/session/stream/decrypting-sink.ts';
import { feedOf, readRows } from '../../../src/core/session/stream/read-flow.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import type { StreamSink } from '../../../src/core/streams/stream-sink.ts';
import { byteStream } from '../../bytes.ts';

/** Bytes of a recording of scripts/samples/encrypted.py. */
export function recordedBytes(name: string): Uint8Array {
  const path = fileURLToPath(new URL(`../../fixtures/encrypted/${name}.pcapng`, import.meta.url));
  return new Uint8Array(readFileSync(path));
}

/** The bytes of a recording without its secrets: the block (type 10) is given a type that nobody knows. */
export function withoutSecrets(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at < copy.length; at += view.getUint32(at + 4, true))
    if (view.getUint32(at, true) === 10) view.setUint32(at, 0x7fffffff, true);
  return copy;
}

export interface Recorded {
  readonly tables: CaptureTables;
  readonly source: { read(at: number, length: number): Promise<Uint8Array> };
  /** The secrets in the file. */
  readonly log: string;
}

export async function openRecorded(bytes: Uint8Array): Promise<Recorded> {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) };
  return { tables, source, log: tables.facts.secrets.map(({ text }) => text).join('\n') };
}

/** One thing that a sink was told, as a line: `> "bytes"`, `< Finished`, `> 12 no-keys`. */
export interface Decrypted {
  readonly lines: readonly string[];
  /** All bytes of a direction as text. */
  readonly said: readonly [string, string];
  readonly packets: readonly number[];
  readonly facts: DecryptingSink['facts'];
}

const arrow = (way: number): string => (way === 0 ? '>' : '<');

/**
 * Decrypts a flow with a key log.
 * @param drop packets of the flow that are left out, by their place in it
 */
export async function decryptFlow(
  { tables, source }: Recorded,
  flow: number,
  log: string,
  change?: (sink: StreamSink) => StreamSink,
  drop: readonly number[] = [],
): Promise<Decrypted> {
  const keys = new KeyLog();
  keys.add(log);
  const lines: string[] = [];
  const said: [string, string] = ['', ''];
  const packets: number[] = [];
  const sink = new DecryptingSink(tlsDecryptor(keys), {
    bytes: ({ way, packet }, bytes) => {
      said[way] += String.fromCharCode(...bytes);
      packets.push(packet);
      lines.push(
        `${arrow(way)} "${String.fromCharCode(...bytes)
          .split('\r\n')[0]
          ?.slice(0, 40)}"`,
      );
    },
    gap: ({ way }, length, why) => lines.push(`${arrow(way)} ${length} ${why}`),
    note: () => undefined,
    told: ({ way }, _, words) => lines.push(`${arrow(way)} ${words}`),
  });
  const rows = packetsOfFlow(tables, flow).filter((_, at) => !drop.includes(at));
  const feed = feedOf(tables, rows[0], change?.(sink) ?? sink);
  await readRows(
    tables,
    source,
    rows,
    (row, captured) => {
      feed.packet(row, captured);
      return true;
    },
    () => false,
  );
  feed.finish();
  sink.finish();
  return { lines, said, packets, facts: sink.facts };
}
