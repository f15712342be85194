/** GTP version 1 user plane (3GPP TS 29.281): a G-PDU carries an IP packet. */
import { hex32, hex8, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { dataAfter } from '../reading/packet.ts';
import { after, firstOf } from '../reading/span.ts';
import type { Decoder } from '../reading/packet.ts';

const G_PDU = 255;
const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'Echo request'],
  [2, 'Echo response'],
  [26, 'Error indication'],
  [31, 'Supported extension headers'],
  [254, 'End marker'],
  [255, 'G-PDU'],
]);
/** Any of these flags adds four bytes: sequence, N-PDU number, type of the next extension header. */
const OPTIONAL = 7;
const FIXED = 8;

export const decodeGtpUser: Decoder = (packet, span) => {
  const layer = packet.layer('GTP-U', span);
  const flags = layer.u8('Flags', hex8);
  const type = layer.u8('Message', named(TYPES));
  const length = layer.u16('Length');
  const tunnel = layer.u32('Tunnel endpoint', hex32);
  if ((flags & OPTIONAL) !== 0) readOptional(layer, (flags & 4) !== 0);
  const name = TYPES.get(type) ?? `Message ${type}`;
  packet.say('GTP', `${name} TEID=${hex32(tunnel)}`);
  packet.push(layer, `${name}, tunnel ${hex32(tunnel)}`);
  if (layer.broken || type !== G_PDU) return dataAfter(layer);
  return { by: 'ip-version', number: 0, span: firstOf(after(layer), length - (layer.at - layer.start - FIXED)) };
};

function readOptional(layer: LayerReader, extended: boolean): void {
  layer.u16('Sequence number');
  layer.u8('N-PDU number');
  let next = layer.u8('Next extension', hex8);
  while (extended && next !== 0 && !layer.broken) {
    const units = layer.peek();
    if (units <= 0) return layer.fail('An extension header has the length 0.');
    layer.raw('Extension', units * 4 - 1);
    next = layer.u8('Next extension', hex8);
  }
}
