import type { EventBatch } from '../../../src/core/model/event.ts';
import { PacketMark } from '../../../src/core/model/packet-table.ts';

const FLAGS: Readonly<Record<string, number>> = { F: 1, S: 2, R: 4, P: 8, A: 16, U: 32 };

/**
 * Packets as text, one a line: `0.000001 10.0.0.1:5000 > 10.0.0.2:443 TCP SA flow=0 back len=60 "payload"`, where all
 * after the protocol may be missing; `\x0a` in the payload is a byte, `\r\n` the end of a line. `firstPacket` and `texts` continue an earlier batch.
 */
export function batchOf(lines: string, firstPacket = 0, texts: string[] = []): EventBatch {
  const rows = lines
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const known = texts.length;
  const intern = (text: string): number => (texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1);
  const read = rows.map((row) => readRow(row));
  const column = (value: (row: Row) => number): number[] => read.map(value);
  const payloads = read.map(({ payload }) => payload);
  const starts = payloads.reduce<number[]>((list, bytes) => [...list, (list.at(-1) ?? 0) + bytes.length], [0]);
  const batch = {
    count: rows.length,
    firstPacket,
    timeNs: Float64Array.from(column(({ time }) => Math.round(time * 1e9))),
    wireLength: Uint32Array.from(column(({ length }) => length)),
    payloadLength: Uint16Array.from(column(({ payload }) => payload.length)),
    flow: Int32Array.from(column(({ flow }) => flow)),
    source: Int32Array.from(column(({ source }) => intern(source))),
    destination: Int32Array.from(column(({ destination }) => intern(destination))),
    protocol: Int32Array.from(column(({ protocol }) => intern(protocol))),
    sourcePort: Int32Array.from(column(({ sourcePort }) => sourcePort)),
    destinationPort: Int32Array.from(column(({ destinationPort }) => destinationPort)),
    tcpFlags: Uint8Array.from(column(({ flags }) => flags)),
    marks: Uint8Array.from(column(({ back }) => (back ? PacketMark.Backward : 0))),
    payload: Uint8Array.from(payloads.flatMap((bytes) => [...bytes])),
    payloadStart: Int32Array.from(starts),
  };
  return { ...batch, newTexts: texts.slice(known) };
}

interface Row {
  readonly time: number;
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly destinationPort: number;
  readonly protocol: string;
  readonly flags: number;
  readonly flow: number;
  readonly back: boolean;
  readonly length: number;
  readonly payload: Uint8Array;
}

const ROW =
  /^([\d.]+) (\S+?)(?::(\d+))? > (\S+?)(?::(\d+))? (\w+)(?: ([FSRPAU]+))?(?: flow=(\d+))?( back)?(?: len=(\d+))?(?: "(.*)")?$/;

function readRow(line: string): Row {
  const match = ROW.exec(line);
  if (match === null) throw new Error(`Not a packet: ${line}`);
  const [
    ,
    time = '',
    source = '',
    sourcePort,
    destination = '',
    destinationPort,
    protocol = '',
    flags,
    flow,
    back,
    length,
    text,
  ] = match as (string | undefined)[];
  return {
    time: Number(time),
    source,
    sourcePort: Number(sourcePort ?? -1),
    destination,
    destinationPort: Number(destinationPort ?? -1),
    protocol,
    flags: [...(flags ?? '')].reduce((bits, letter) => bits | (FLAGS[letter] ?? 0), 0),
    flow: Number(flow ?? -1),
    back: back !== undefined,
    length: Number(length ?? 60),
    payload: Uint8Array.from(unescape(text ?? ''), (letter) => letter.charCodeAt(0)),
  };
}

function unescape(text: string): string {
  return text
    .replaceAll('\\r\\n', '\r\n')
    .replace(/\\x([0-9a-f]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
