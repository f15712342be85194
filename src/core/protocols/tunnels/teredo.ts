/** IPv6 in UDP: Teredo (RFC 4380) with its indications, AYIYA (draft-massar-v6ops-ayiya), and GRE in UDP (RFC 8086). */
import { hex8 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { after } from '../reading/span.ts';
import type { Decoder } from '../reading/packet.ts';

const AUTHENTICATION = 1;
const ORIGIN = 0;
const GRE = 47;
const AYIYA_EXTRA = 4;

export const decodeTeredo: Decoder = (packet, span) => {
  const layer = packet.layer('Teredo', span);
  while (layer.peek() === 0 && readIndication(layer));
  packet.say('Teredo', 'IPv6 in UDP');
  packet.push(layer, 'IPv6 in UDP');
  return layer.broken ? undefined : { by: 'ip-version', number: 0, span: after(layer) };
};

/** Reads an indication before the IPv6 header; false if it is none. */
function readIndication(layer: LayerReader): boolean {
  const kind = layer.peek(1);
  if (kind === ORIGIN) {
    layer.raw('Origin', 8);
    return !layer.broken;
  }
  if (kind !== AUTHENTICATION) return false;
  layer.raw('Authentication', 13 + Math.max(0, layer.peek(2)) + Math.max(0, layer.peek(3)));
  return !layer.broken;
}

/** The first two bytes state the sizes of identity and signature that stand before the packet. */
export const decodeAyiya: Decoder = (packet, span) => {
  const layer = packet.layer('AYIYA', span);
  const identity = layer.u8('Identity', hex8) >> 4;
  const signature = layer.u8('Signature', hex8) >> 4;
  layer.u8('Methods', hex8);
  layer.u8('Next header');
  layer.skip(AYIYA_EXTRA, 'time');
  layer.skip(2 ** identity + signature * 4, 'identity and signature');
  packet.say('AYIYA', 'IPv6 in UDP');
  packet.push(layer, 'IPv6 in UDP');
  return layer.broken ? undefined : { by: 'ip-version', number: 0, span: after(layer) };
};

/** GRE in UDP adds nothing of its own. */
export const decodeGreInUdp: Decoder = (_packet, span) => ({ by: 'ip', number: GRE, span });
