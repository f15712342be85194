import type { StreamNoteKind, Way, GapReason } from '../../../src/core/model/stream.ts';
import { ACK, FIN, RST, SYN, type Segment } from '../../../src/core/streams/segment.ts';
import type { OtherBytes, StreamSink, StreamSpot } from '../../../src/core/streams/stream-sink.ts';
import { TcpStream } from '../../../src/core/streams/tcp-stream.ts';

const FLAGS: Readonly<Record<string, number>> = { S: SYN, A: ACK, F: FIN, R: RST };

/**
 * Segments from text, a line each: `>` from source to destination, `<` back; flags S, A, F, R; sequence and acknowledgement number;
 * payload in quotes, and its length by the headers if it was cut: `> A 101 501 "GET" 5`.
 */
export function segments(text: string): Segment[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, packet) => {
    const found = /^\s*([<>]) ([SAFR.]+) (\d+) (\d+)(?: "(.*?)")?(?: (\d+))?\s*$/.exec(line);
    if (found === null) throw new Error(`not a segment: ${line}`);
    const [, way, flags = '', sequence, acknowledged, payload = '', length] = found;
    const bytes = Uint8Array.from(payload, (character) => character.charCodeAt(0));
    return {
      packet,
      way: way === '>' ? 0 : 1,
      sequence: Number(sequence) >>> 0,
      acknowledged: Number(acknowledged) >>> 0,
      flags: [...flags].reduce((sum, flag) => sum | (FLAGS[flag] ?? 0), 0),
      bytes,
      length: length === undefined ? bytes.length : Number(length),
    };
  });
}

/** What a stream delivers, as lines: `> 0 "GET"`, `< 0 gap 10 acknowledged`, `> 3 other-bytes 1 #4 "a" "b"`; `/1` after the first connection. */
export function told(list: readonly Segment[], mostWaiting?: number): string[] {
  const sink = new Telling();
  const stream = new TcpStream(sink, mostWaiting);
  for (const segment of list) stream.add(segment);
  stream.finish();
  return sink.lines;
}

const text = (bytes: Uint8Array): string => `"${String.fromCharCode(...bytes)}"`;

class Telling implements StreamSink {
  readonly lines: string[] = [];

  bytes(spot: StreamSpot, bytes: Uint8Array): void {
    this.lines.push(`${this.at(spot)} ${text(bytes)}`);
  }

  gap(spot: StreamSpot, length: number, why: GapReason): void {
    this.lines.push(`${this.at(spot)} gap ${length} ${why}`);
  }

  note(spot: StreamSpot, length: number, note: StreamNoteKind, other?: OtherBytes): void {
    const bytes = other === undefined ? '' : ` ${text(other.had)} ${text(other.other)}`;
    this.lines.push(`${this.at(spot)} ${note}${length > 0 ? ` ${length}` : ''} #${spot.packet}${bytes}`);
  }

  private at({ way, connection, offset }: StreamSpot): string {
    return `${way === 0 ? '>' : '<'}${connection > 0 ? `/${connection}` : ''} ${offset}`;
  }
}

/** Collects the bytes of each direction; gaps are written as so many question marks. */
export class Joined implements StreamSink {
  readonly parts: readonly [number[], number[]] = [[], []];

  bytes({ way }: StreamSpot, bytes: Uint8Array): void {
    for (const byte of bytes) this.parts[way].push(byte);
  }

  gap({ way }: StreamSpot, length: number): void {
    for (let at = 0; at < length; at++) this.parts[way].push(63);
  }

  note(): void {
    // Only bytes are of interest.
  }

  of(way: Way): Uint8Array {
    return Uint8Array.from(this.parts[way]);
  }
}
