/** GRE (RFC 2784, RFC 2890), its enhanced form of PPTP (RFC 2637), and GRE in UDP (RFC 8086). */
import { By } from '../headers/next.ts';
import { ETHERTYPES, ethertypeName } from '../names.ts';
import type { Protocol, ReaderChoice } from '../protocol.ts';
import { declare, flags, hex, integer, type FlagNames } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder } from '../reading/packet.ts';
import { ERSPAN_II, ERSPAN_III } from './erspan.ts';
import { ACKNOWLEDGEMENT, CHECKSUM, EOIP, greReader, KEY, ROUTING, SEQUENCE, VERSION, WCCP } from './gre-reader.ts';

const FLAGS: FlagNames = [
  [CHECKSUM, 'checksum'],
  [ROUTING, 'routing'],
  [KEY, 'key'],
  [SEQUENCE, 'sequence number'],
  [0x0800, 'strict route'],
  [ACKNOWLEDGEMENT, 'acknowledgement'],
];

const F = declare('gre', {
  flags: flags('Flags and version', 4, FLAGS, { wireshark: 'gre.flags_and_version' }),
  version: integer('Version', { hidden: true, wireshark: 'gre.flags.version' }),
  proto: hex('Protocol', 4, { names: ETHERTYPES, wireshark: 'gre.proto' }),
  checksum: hex('Checksum', 4, { wireshark: 'gre.checksum' }),
  offset: integer('Offset', { wireshark: 'gre.offset' }),
  len: integer('Payload length', { unit: 'bytes', wireshark: 'gre.key.payload_length' }),
  call: integer('Call', { wireshark: 'gre.key.call_id' }),
  key: hex('Key', 8, { wireshark: 'gre.key' }),
  seq: integer('Sequence number', { wireshark: 'gre.sequence_number' }),
  ack: integer('Acknowledgement number', { wireshark: 'gre.ack_number' }),
  'route.family': integer('Route family', { wireshark: 'gre.routing.address_family' }),
  'route.len': integer('Route length', { unit: 'bytes', wireshark: 'gre.routing.sre_length' }),
  redirect: hex('Redirect header', 8, { help: 'Of WCCP version 2.' }),
});

const readGre = greReader({ gre: true, erspan: true });

const decodeGre: Decoder = (packet, span) => {
  const layer = packet.layer('GRE', span);
  const set = layer.u16(F.flags);
  layer.part(F.version, set & VERSION, 1, 1);
  const protocol = layer.u16(F.proto);
  if (protocol !== EOIP) readOptional(layer, set);
  if (protocol === WCCP && layer.left > 0 && layer.peek() >> 4 !== 4) layer.u32(F.redirect);
  packet.say('GRE', () => ethertypeName(protocol));
  packet.push(layer, () => ethertypeName(protocol));
  return follow(layer, protocol, set);
};

function readOptional(layer: LayerReader, set: number): void {
  const enhanced = (set & VERSION) === 1;
  if ((set & (CHECKSUM | ROUTING)) !== 0) {
    layer.u16(F.checksum);
    layer.u16(F.offset);
  }
  if ((set & KEY) !== 0 && enhanced) {
    layer.u16(F.len);
    layer.u16(F.call);
  } else if ((set & KEY) !== 0) layer.u32(F.key);
  if ((set & SEQUENCE) !== 0) layer.u32(F.seq);
  if (enhanced && (set & ACKNOWLEDGEMENT) !== 0) layer.u32(F.ack);
  if ((set & ROUTING) !== 0) readRouting(layer);
}

/** RFC 1701: entries of family, offset, length, information, up to one of family 0 and length 0. */
function readRouting(layer: LayerReader): void {
  while (!layer.broken) {
    const family = layer.u16(F['route.family']);
    layer.skip(1);
    const length = layer.u8(F['route.len']);
    if (family === 0 && length === 0) return;
    layer.skip(length, 'route');
  }
}

/** ERSPAN and EoIP have layers of their own, which the reader reads as one header with GRE's. */
function follow(layer: LayerReader, protocol: number, set: number): Following | undefined {
  const mirrors = protocol === ERSPAN_III || (protocol === ERSPAN_II && (set & SEQUENCE) !== 0);
  return mirrors || protocol === EOIP ? layer.goOn(By.Gre, protocol) : layer.follow(readGre);
}

/** ERSPAN and all else are two options of one header. */
const choose: ReaderChoice = (on) => {
  const contents = { gre: on.has('gre'), erspan: on.has('erspan') };
  return contents.gre || contents.erspan ? greReader(contents) : undefined;
};

export const gre: Protocol = {
  id: 'gre',
  name: 'GRE',
  fields: F,
  decode: decodeGre,
  places: [
    { by: By.Ip, numbers: [47], read: choose },
    { by: By.Udp, numbers: [4754], read: choose },
  ],
};
