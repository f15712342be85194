/** QUIC long headers (RFC 9000 section 17.2): version, connection IDs, kind of packet. */
import { hex32, hex8 } from '../reading/format.ts';
import { dataAfter } from '../reading/packet.ts';
import type { Decoder } from '../reading/packet.ts';
import type { Span } from '../reading/span.ts';

const LONG_AND_FIXED = 0xc0;
const KINDS = ['Initial', '0-RTT', 'Handshake', 'Retry'];
const KINDS_V2 = ['Retry', 'Initial', '0-RTT', 'Handshake'];
const VERSION_1 = 1;
const VERSION_2 = 0x6b3343cf;
const LONGEST_ID = 20;

/** True if the span begins with a long header of version 1 or 2. Short headers cannot be told from other bytes. */
export function looksLikeQuic(bytes: Uint8Array, span: Span): boolean {
  if (span.end - span.start < 7 || ((bytes[span.start] ?? 0) & LONG_AND_FIXED) !== LONG_AND_FIXED) return false;
  const version = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(span.start + 1);
  return (version === VERSION_1 || version === VERSION_2) && (bytes[span.start + 5] ?? 99) <= LONGEST_ID;
}

export const decodeQuic: Decoder = (packet, span) => {
  const layer = packet.layer('QUIC', span);
  const first = layer.u8('Header', hex8);
  const version = layer.u32('Version', hex32);
  const destination = readId(layer, 'Destination connection ID');
  const source = readId(layer, 'Source connection ID');
  const kind = (version === VERSION_2 ? KINDS_V2 : KINDS)[(first >> 4) & 3] ?? '';
  packet.say('QUIC', `${kind}, DCID=${destination || 'none'}, SCID=${source || 'none'}`);
  packet.push(layer, kind);
  return layer.left > 0 ? dataAfter(layer) : undefined;
};

function readId(layer: ReturnType<Parameters<Decoder>[0]['layer']>, name: string): string {
  const length = layer.u8(`${name} length`);
  return length === 0 ? '' : layer.raw(name, length);
}
