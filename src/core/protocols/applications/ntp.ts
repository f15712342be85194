/** NTP versions 1 to 4 (RFC 5905 section 7.3). */
import { ipv4Text, named } from '../reading/format.ts';
import { latin1, oneLine } from '../../../base/text.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder, Packet } from '../reading/packet.ts';

const MODES = [
  'reserved',
  'symmetric active',
  'symmetric passive',
  'client',
  'server',
  'broadcast',
  'control',
  'private',
];
const HEADER = 48;
/** Seconds from 1900 (NTP) to 1970. */
const EPOCH_OFFSET = 2208988800;
const NTP_SECOND = 4294967296;

export const decodeNtp: Decoder = (packet, span) => {
  const layer = packet.layer('NTP', span);
  const first = layer.u8(
    'Leap, version, mode',
    (value) => `${value >> 6}, ${(value >> 3) & 7}, ${MODES[value & 7] ?? ''}`,
  );
  const mode = first & 7;
  const version = (first >> 3) & 7;
  const stratum = mode < 6 && layer.left >= HEADER - 1 ? readBody(packet, layer) : -1;
  const info = `NTP Version ${version}, ${MODES[mode] ?? mode}${stratum < 0 ? '' : `, stratum ${stratum}`}`;
  packet.say('NTP', info);
  packet.push(layer, info);
  return layer.left > 0
    ? { by: 'data', number: 0, span: { start: layer.at, end: layer.end, wireEnd: layer.wireEnd } }
    : undefined;
};

function readBody(packet: Packet, layer: LayerReader): number {
  const stratum = layer.u8('Stratum', named(stratumName));
  layer.u8('Poll interval', power);
  layer.u8('Precision', power);
  layer.u32('Root delay', shortSeconds);
  layer.u32('Root dispersion', shortSeconds);
  layer.value('Reference', 4, (at) =>
    stratum > 1 ? ipv4Text(packet.bytes, at) : oneLine(latin1(packet.bytes, at, at + 4).replaceAll('\0', '')),
  );
  for (const name of ['Reference time', 'Origin time', 'Receive time', 'Transmit time'])
    readTime(packet.bytes, layer, name);
  return stratum;
}

function stratumName(value: number): string | undefined {
  if (value === 0) return 'unspecified';
  return value === 1 ? 'primary' : undefined;
}

/** Signed power of two, in seconds. */
function power(value: number): string {
  return `${2 ** (value > 127 ? value - 256 : value)} s`;
}

/** 16.16 fixed point. */
function shortSeconds(value: number): string {
  return `${(value / 65536).toFixed(6)} s`;
}

/** 32.32 fixed point since 1900 (era 0; before 1968 it is era 1, from 2036 on: RFC 4330 section 3). */
function readTime(bytes: Uint8Array, layer: LayerReader, name: string): void {
  layer.value(name, 8, (at) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const seconds = view.getUint32(at);
    const fraction = view.getUint32(at + 4) / NTP_SECOND;
    if (seconds === 0 && fraction === 0) return 'not set';
    const era = seconds < 0x80000000 ? NTP_SECOND : 0;
    const whole = new Date((seconds + era - EPOCH_OFFSET) * 1000).toISOString().slice(0, 19);
    return `${whole}${fraction.toFixed(9).slice(1)}Z`;
  });
}
