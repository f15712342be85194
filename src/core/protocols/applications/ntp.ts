/** NTP versions 1 to 4 (RFC 5905 section 7.3). */
import { latin1, oneLine } from '../../../base/text.ts';
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { declare, float, integer, text, type Field } from '../reading/field.ts';
import { ipv4Text } from '../reading/format.ts';
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
const LEAPS = [undefined, 'last minute has 61 seconds', 'last minute has 59 seconds', 'not synchronised'];
const STRATA: ReadonlyMap<number, string> = new Map([
  [0, 'unspecified'],
  [1, 'primary'],
]);
/** Control and private messages have another form. */
const CONTROL = 6;
const HEADER = 48;
/** Seconds from 1900 (NTP) to 1970. */
const EPOCH_OFFSET = 2208988800;
const NTP_SECOND = 4294967296;

const F = declare('ntp', {
  leap: integer('Leap', { names: LEAPS, wireshark: 'ntp.flags.li' }),
  version: integer('Version', { wireshark: 'ntp.flags.vn' }),
  mode: integer('Mode', { names: MODES, wireshark: 'ntp.flags.mode' }),
  stratum: integer('Stratum', { names: STRATA, wireshark: 'ntp.stratum' }),
  poll: float('Poll interval', { unit: 's' }),
  precision: float('Precision', { unit: 's' }),
  rootdelay: float('Root delay', { unit: 's', wireshark: 'ntp.rootdelay' }),
  rootdispersion: float('Root dispersion', { unit: 's', wireshark: 'ntp.rootdispersion' }),
  refid: text('Reference', { help: 'Address of the server’s own server; a word of a primary one.' }),
  reftime: text('Reference time', { help: 'When the clock was set last.', wireshark: 'ntp.reftime' }),
  org: text('Origin time', { wireshark: 'ntp.org' }),
  rec: text('Receive time', { wireshark: 'ntp.rec' }),
  xmt: text('Transmit time', { wireshark: 'ntp.xmt' }),
});

const decodeNtp: Decoder = (packet, span) => {
  const layer = packet.layer('NTP', span);
  const first = layer.bits(1, 'Leap, version, mode');
  const version = (first >> 3) & 7;
  const mode = first & 7;
  layer.part(F.leap, first >> 6);
  layer.part(F.version, version);
  layer.part(F.mode, mode);
  const stratum = mode < CONTROL && layer.left >= HEADER - 1 ? readBody(packet, layer) : -1;
  const info = (): string =>
    `NTP Version ${version}, ${MODES[mode] ?? mode}${stratum < 0 ? '' : `, stratum ${stratum}`}`;
  packet.say('NTP', info);
  packet.push(layer, info);
  return layer.left > 0 ? layer.goOn(By.Data) : undefined;
};

function readBody(packet: Packet, layer: LayerReader): number {
  const stratum = layer.u8(F.stratum);
  layer.u8(F.poll, power);
  layer.u8(F.precision, power);
  layer.u32(F.rootdelay, shortSeconds);
  layer.u32(F.rootdispersion, shortSeconds);
  layer.value(F.refid, 4, (at) =>
    stratum > 1 ? ipv4Text(packet.bytes, at) : oneLine(latin1(packet.bytes, at, at + 4).replaceAll('\0', '')),
  );
  for (const field of [F.reftime, F.org, F.rec, F.xmt]) readTime(packet.bytes, layer, field);
  return stratum;
}

/** Signed power of two, in seconds. */
function power(value: number): number {
  return 2 ** (value > 127 ? value - 256 : value);
}

/** 16.16 fixed point. */
function shortSeconds(value: number): number {
  return value / 65536;
}

/** 32.32 fixed point since 1900 (era 0; before 1968 it is era 1, from 2036 on: RFC 4330 section 3). */
function readTime(bytes: Uint8Array, layer: LayerReader, field: Field): void {
  layer.value(field, 8, (at) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const seconds = view.getUint32(at);
    const fraction = view.getUint32(at + 4);
    if (seconds === 0 && fraction === 0) return 'not set';
    const nanoseconds = Math.min(Math.round((fraction / NTP_SECOND) * 1e9), 999_999_999);
    const era = seconds < 0x80000000 ? NTP_SECOND : 0;
    const whole = new Date((seconds + era - EPOCH_OFFSET) * 1000).toISOString().slice(0, 19);
    return `${whole}.${String(nanoseconds).padStart(9, '0')}Z`;
  });
}

export const ntp: Protocol = {
  id: 'ntp',
  name: 'NTP',
  fields: F,
  decode: decodeNtp,
  places: [{ by: By.Udp, numbers: [123] }],
};
