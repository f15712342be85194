/** SCTP (RFC 9260): the common header and the list of chunks. */
import { By } from '../headers/next.ts';
import { PORTS } from '../names.ts';
import type { Protocol } from '../protocol.ts';
import { bytes, declare, hex, integer } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const CHUNKS: ReadonlyMap<number, string> = new Map([
  [0, 'DATA'],
  [1, 'INIT'],
  [2, 'INIT_ACK'],
  [3, 'SACK'],
  [4, 'HEARTBEAT'],
  [5, 'HEARTBEAT_ACK'],
  [6, 'ABORT'],
  [7, 'SHUTDOWN'],
  [8, 'SHUTDOWN_ACK'],
  [9, 'ERROR'],
  [10, 'COOKIE_ECHO'],
  [11, 'COOKIE_ACK'],
  [14, 'SHUTDOWN_COMPLETE'],
  [64, 'I_DATA'],
  [128, 'ASCONF_ACK'],
  [193, 'ASCONF'],
]);

const F = declare('sctp', {
  srcport: integer('Source port', { names: PORTS, wireshark: 'sctp.srcport' }),
  dstport: integer('Destination port', { names: PORTS, wireshark: 'sctp.dstport' }),
  tag: hex('Verification tag', 8, { wireshark: 'sctp.verification_tag' }),
  checksum: hex('Checksum', 8, { wireshark: 'sctp.checksum' }),
  chunk: integer('Chunk', { names: CHUNKS, wireshark: 'sctp.chunk_type' }),
  'chunk.flags': hex('Chunk flags', 2, { wireshark: 'sctp.chunk_flags' }),
  'chunk.len': integer('Chunk length', { unit: 'bytes', wireshark: 'sctp.chunk_length' }),
  'chunk.value': bytes('Chunk value'),
});

const decodeSctp: Decoder = (packet, span) => {
  const layer = packet.layer('SCTP', span);
  const source = layer.u16(F.srcport);
  const destination = layer.u16(F.dstport);
  layer.u32(F.tag);
  layer.u32(F.checksum);
  const chunks: number[] = [];
  while (layer.left >= 4) chunks.push(readChunk(layer));
  const ports = (): string => `${source} → ${destination}`;
  packet.say('SCTP', () => `${ports()} ${chunks.map(chunkName).join(' ')}`.trimEnd());
  packet.push(layer, ports);
  return undefined;
};

/** Its type. */
function readChunk(layer: LayerReader): number {
  const type = layer.u8(F.chunk);
  layer.u8(F['chunk.flags']);
  const length = layer.u16(F['chunk.len']);
  if (length < 4) layer.fail(`A chunk claims ${length} bytes, less than its own header.`);
  else if (length > 4) layer.raw(F['chunk.value'], length - 4);
  const padding = (4 - (length % 4)) % 4;
  layer.skip(Math.min(padding, layer.left));
  return type;
}

function chunkName(type: number): string {
  return CHUNKS.get(type) ?? `chunk ${type}`;
}

export const sctp: Protocol = {
  id: 'sctp',
  name: 'SCTP',
  fields: F,
  decode: decodeSctp,
  places: [{ by: By.Ip, numbers: [132] }],
};
