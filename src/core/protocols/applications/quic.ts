/** QUIC long headers (RFC 9000 section 17.2): version, connection IDs, kind of packet. */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { bytes, declare, hex, integer, type Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';
import type { Span } from '../reading/span.ts';

const LONG_AND_FIXED = 0xc0;
/** By the numbers of version 1. */
const KINDS = ['Initial', '0-RTT', 'Handshake', 'Retry'];
/** Version 2 counts them from Retry on (RFC 9369 section 3.2). */
const FIRST_KIND_V2 = 3;
const VERSION_1 = 1;
const VERSION_2 = 0x6b3343cf;
const VERSIONS: ReadonlyMap<number, string> = new Map([
  [VERSION_1, '1'],
  [VERSION_2, '2'],
]);
const LONGEST_ID = 20;

const F = declare('quic', {
  header: hex('Header', 2, { help: 'First byte, of which the lower half is masked.' }),
  version: hex('Version', 8, { names: VERSIONS, wireshark: 'quic.version' }),
  type: integer('Packet type', { help: 'By the numbers of version 1.', names: KINDS }),
  dcil: integer('Destination connection ID length', { unit: 'bytes', wireshark: 'quic.dcil' }),
  dcid: bytes('Destination connection ID', { wireshark: 'quic.dcid' }),
  scil: integer('Source connection ID length', { unit: 'bytes', wireshark: 'quic.scil' }),
  scid: bytes('Source connection ID', { wireshark: 'quic.scid' }),
});

/** True if the span begins with a long header of version 1 or 2. Short headers cannot be told from other bytes. */
function looksLikeQuic(bytes: Uint8Array, span: Span): boolean {
  if (span.end - span.start < 7 || (bytes[span.start] & LONG_AND_FIXED) !== LONG_AND_FIXED) return false;
  const version = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(span.start + 1);
  return VERSIONS.has(version) && bytes[span.start + 5] <= LONGEST_ID;
}

const decodeQuic: Decoder = (packet, span) => {
  const layer = packet.layer('QUIC', span);
  const first = layer.u8(F.header);
  const version = layer.u32(F.version);
  const kind = ((first >> 4) + (version === VERSION_2 ? FIRST_KIND_V2 : 0)) & 3;
  layer.note(F.type, kind, layer.start, 1);
  const destination = readId(layer, F.dcil, F.dcid);
  const source = readId(layer, F.scil, F.scid);
  packet.say('QUIC', () => `${KINDS[kind]}, DCID=${destination || 'none'}, SCID=${source || 'none'}`);
  packet.push(layer, () => KINDS[kind]);
  return layer.left > 0 ? layer.goOn(By.Data) : undefined;
};

function readId(layer: LayerReader, lengthField: Field, field: Field): string {
  const length = layer.u8(lengthField);
  return length === 0 ? '' : layer.raw(field, length);
}

export const quic: Protocol = {
  id: 'quic',
  name: 'QUIC',
  fields: F,
  decode: decodeQuic,
  places: [{ by: By.Udp, looks: looksLikeQuic }],
};
