/** MPLS labels (RFC 3032), also in IP (RFC 4023) and UDP (RFC 7510); a layer for each label of the stack. */
import { short } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { TunnelId } from '../../model/tunnels.ts';
import { looksLikeEthernet } from '../headers/looks.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { when, type Protocol } from '../protocol.ts';
import { boolean, declare, hex, integer } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Following } from '../reading/following.ts';
import type { Decoder } from '../reading/packet.ts';

const UNICAST = 0x8847;
const MULTICAST = 0x8848;
/** A pseudo-wire control word begins with four zero bits (RFC 4385). */
const CONTROL_WORD_BYTES = 4;

const F = declare('mpls', {
  label: integer('Label', { wireshark: 'mpls.label' }),
  exp: integer('Traffic class', { wireshark: 'mpls.exp' }),
  bottom: boolean('Bottom of stack', { wireshark: 'mpls.bottom' }),
  ttl: integer('Time to live', { wireshark: 'mpls.ttl' }),
  control_word: hex('Control word', 8, { help: 'Of a pseudo-wire, RFC 4385.' }),
});

/**
 * An MPLS label stack (RFC 3032). What lies under it is guessed from its first bits (RFC 4928): IPv4, IPv6, or an
 * Ethernet pseudo-wire (RFC 4448) with or without a control word (RFC 4385).
 */
const readMpls: HeaderReader = (bytes, start, end, next) => {
  let at = start;
  while (at + 4 <= end && (bytes[at + 2] & 1) === 0) at += 4;
  if (at + 5 > end) return FlowlessReason.TooShort;
  return readUnderStack(bytes, at + 4, end, next);
};

/** A label stack in IP (protocol 137, RFC 4023) or UDP (port 6635, RFC 7510). */
const readMplsOverIp: HeaderReader = (bytes, at, end, next) => {
  next.packet.tunnel = TunnelId.Mpls;
  return readMpls(bytes, at, end, next);
};

const readUnderStack: HeaderReader = (bytes, at, end, next) => {
  const first = at < end ? bytes[at] >> 4 : -1;
  if (first === 4 || first === 6) return next.to(By.IpVersion, 0, at);
  if (looksLikeEthernet(bytes, at, end)) return next.into(TunnelId.PseudoWire, By.Ethernet, 0, at);
  const controlWord = first === 0 && (looksLikeEthernet(bytes, at + 4, end) || isEmptyControlWord(bytes, at, end));
  return controlWord ? next.into(TunnelId.PseudoWire, By.Ethernet, 0, at + 4) : FlowlessReason.NotIp;
};

function isEmptyControlWord(bytes: Uint8Array, at: number, end: number): boolean {
  return at + 4 <= end && short(bytes, at) === 0;
}

const decodeMpls: Decoder = (packet, span) => {
  const layer = packet.layer('MPLS', span);
  const word = layer.bits(4, F.label.label);
  const label = word >>> 12;
  const last = (word & 0x100) !== 0;
  layer.part(F.label, label, 0, 3);
  layer.part(F.exp, (word >>> 9) & 7, 2, 1);
  layer.part(F.bottom, last ? 1 : 0, 2, 1);
  layer.part(F.ttl, word & 0xff, 3, 1);
  const next = last ? underStack(layer) : layer.goOn(By.Ethertype, UNICAST);
  packet.say('MPLS', () => `Label ${label}`);
  packet.push(layer, () => `Label ${label}${last ? ', bottom of stack' : ''}`);
  return next;
};

function underStack(layer: LayerReader): Following | undefined {
  const next = layer.follow(readUnderStack, layer.at);
  const controlWord = next !== undefined && next.span.start === layer.at + CONTROL_WORD_BYTES;
  if (controlWord) layer.u32(F.control_word);
  return next;
}

export const mpls: Protocol = {
  id: 'mpls',
  name: 'MPLS',
  fields: F,
  decode: decodeMpls,
  places: [
    { by: By.Ethertype, numbers: [UNICAST, MULTICAST], read: when('mpls', readMpls) },
    { by: By.Ip, numbers: [137], read: when('mpls', readMplsOverIp) },
    { by: By.Udp, numbers: [6635], read: when('mpls', readMplsOverIp) },
  ],
};
