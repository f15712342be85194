import type { PluginPacket } from './flow-plugin.ts';
import { Sink } from './links.ts';

/** Bytes of the payload that are shown. */
const SHOWN_BYTES = 30;

/** Chains' PacketPrinter: a block of lines for each packet. */
export const printer = new Sink(printed);

/** Chains' PacketSummary: a line for each packet. */
export const summary = new Sink(
  (packet: PluginPacket) =>
    `${timeText(packet).slice(0, 'YYYY-MM-DD HH:MM:SS'.length)} - ${protocols(packet)} ${ends(packet)}${tagsText(packet)}`,
);

function printed(packet: PluginPacket): string {
  const { srcMac, dstMac, src, dst, length, protocol, tags } = packet;
  const { src_domain: from, dst_domain: to } = packet.x;
  return [
    `Timestamp: ${timeText(packet)}`,
    `Ethernet Frame: ${srcMac || 'unknown'} --> ${dstMac || 'unknown'}`,
    `Packet: ${networkName(packet)} ${src} --> ${dst} (len:${length})`,
    `Transport: ${protocol} ${transportText(packet)}`.trimEnd(),
    `Data: ${dataText(packet)}`,
    ...(from === undefined && to === undefined ? [] : [`Domains: ${wordOf(from)} --> ${wordOf(to)}`]),
    ...(tags.length === 0 ? [] : [`Tags: ${tags.join(', ')}`]),
    '',
  ].join('\n');
}

/** Capture time in UTC, to the millisecond; milliseconds since 1970 where no calendar holds it. */
function timeText({ timeMs }: PluginPacket): string {
  const date = new Date(timeMs);
  return Number.isNaN(date.getTime()) ? String(timeMs) : date.toISOString().replace('T', ' ').replace('Z', '');
}

function protocols(packet: PluginPacket): string {
  const network = networkName(packet);
  return network === packet.protocol ? network : `${packet.protocol} ${network}`;
}

/** As Chains calls it; of packets without IP their protocol. */
function networkName({ ipVersion, protocol }: PluginPacket): string {
  if (ipVersion === 4) return 'IP';
  return ipVersion === 6 ? 'IP6' : protocol;
}

function ends({ src, dst, x }: PluginPacket): string {
  return `${src}${domainText(x['src_domain'])} --> ${dst}${domainText(x['dst_domain'])}`;
}

function domainText(domain: unknown): string {
  return domain === undefined ? '' : `(${wordOf(domain)})`;
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function tagsText({ tags }: PluginPacket): string {
  return tags.length === 0 ? '' : ` TAGS: [${tags.map((tag) => `'${tag}'`).join(', ')}]`;
}

function transportText(packet: PluginPacket): string {
  if (packet.srcPort < 0) return '';
  const flags = packet.protocol === 'TCP' ? ` flags:[${flagName(packet)}]` : '';
  return `sport:${packet.srcPort} dport:${packet.dstPort}${flags}`;
}

/** Chains' TransportMeta: the first that fits, one at most. */
function flagName({ syn, ack, fin, rst, psh }: PluginPacket): string {
  if (syn) return ack ? 'syn_ack' : 'syn';
  if (fin) return ack ? 'fin_ack' : 'fin';
  if (rst) return 'rst';
  return psh ? 'psh' : '';
}

/** How many bytes, and the first of them: what is no printable character of ASCII as its number in hexadecimal. */
function dataText({ payloadLength, payload }: PluginPacket): string {
  const shown = Array.from(payload.subarray(0, SHOWN_BYTES), (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return shown.length === 0 ? `${payloadLength} bytes` : `${payloadLength} bytes ${shown.join('')}`;
}
