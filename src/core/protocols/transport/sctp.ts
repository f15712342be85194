/** SCTP (RFC 9260): the common header and the list of chunks. DCCP (RFC 4340): ports only. */
import { hex32, hex8, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { portText } from '../ports.ts';
import { dataAfter } from '../reading/packet.ts';
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

export const decodeSctp: Decoder = (packet, span) => {
  const layer = packet.layer('SCTP', span);
  const source = layer.u16('Source port', portText);
  const destination = layer.u16('Destination port', portText);
  layer.u32('Verification tag', hex32);
  layer.u32('Checksum', hex32);
  const names: string[] = [];
  while (layer.left >= 4) names.push(readChunk(layer));
  const ports = `${source} → ${destination}`;
  packet.say('SCTP', `${ports} ${names.join(' ')}`.trimEnd());
  packet.push(layer, ports);
  return undefined;
};

function readChunk(layer: LayerReader): string {
  const type = layer.u8('Chunk', named(CHUNKS));
  layer.u8('Chunk flags', hex8);
  const length = layer.u16('Chunk length');
  if (length < 4) layer.fail(`A chunk claims ${length} bytes, less than its own header.`);
  else if (length > 4) layer.raw('Chunk value', length - 4);
  const padding = (4 - (length % 4)) % 4;
  layer.skip(Math.min(padding, layer.left));
  return CHUNKS.get(type) ?? `chunk ${type}`;
}

export const decodeDccp: Decoder = (packet, span) => {
  const layer = packet.layer('DCCP', span);
  const source = layer.u16('Source port', portText);
  const destination = layer.u16('Destination port', portText);
  packet.say('DCCP', `${source} → ${destination}`);
  packet.push(layer, `${source} → ${destination}`);
  return dataAfter(layer);
};
