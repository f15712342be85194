/** AVS (LINKTYPE_IEEE802_11_AVS): what Linux drivers for Prism cards said of 802.11 frames, in network order. */
import { word } from '../../../base/bytes.ts';
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { WifiQuirk } from '../headers/wifi-quirk.ts';
import { when, type Protocol } from '../protocol.ts';
import { declare, float, hex, integer, type Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

/** Versions of AVS are 0x80211000 and above. */
const MAGIC = 0x80211;
const LEAST_HEADER = 8;
const RADIOS = [
  undefined,
  'frequency hopping',
  'direct sequence',
  'infrared',
  '802.11b',
  'PBCC 802.11b',
  '802.11g',
  'PBCC 802.11g',
  '802.11a',
  'DSSS-OFDM 802.11g',
];
const SIGNAL_KINDS = ['none', 'normalised', 'dBm', 'raw'];
const PREAMBLES = ['undefined', 'short', 'long'];
const ENCODINGS = ['unknown', 'CCK', 'PBCC', 'OFDM', 'DSSS-OFDM', 'BPSK', 'QPSK', '16QAM', '64QAM'];
/** Drivers state the rate in units of 100 kb/s, some in bits a second. */
const LEAST_BIT_RATE = 100_000;

const F = declare('avs', {
  version: hex('Version', 8, { wireshark: 'wlancap.magic' }),
  length: integer('Header length', { unit: 'bytes', wireshark: 'wlancap.length' }),
  mactime: integer('Time stamp', { unit: 'µs', wireshark: 'wlancap.mactime' }),
  hosttime: integer('Host time', { unit: 'µs', wireshark: 'wlancap.hosttime' }),
  phytype: integer('Radio', { names: RADIOS, wireshark: 'wlancap.phytype' }),
  channel: integer('Channel', { help: 'Or its frequency: from 256 on in MHz, from 10000 on in kHz.' }),
  data_rate: float('Rate', { unit: 'Mb/s' }),
  antenna: integer('Antenna', { wireshark: 'wlancap.antenna' }),
  priority: integer('Priority', { wireshark: 'wlancap.priority' }),
  ssi_type: integer('Kind of signal', { names: SIGNAL_KINDS, wireshark: 'wlancap.ssi_type' }),
  signal: integer('Signal', { help: 'In the unit that the kind of signal tells.' }),
  noise: integer('Noise', { help: 'In the unit that the kind of signal tells.' }),
  preamble: integer('Preamble', { names: PREAMBLES, wireshark: 'wlancap.preamble' }),
  encoding: integer('Encoding', { names: ENCODINGS, wireshark: 'wlancap.encoding' }),
});

/** Whether a header under the link type of Prism is one of AVS. */
export function looksLikeAvs(bytes: Uint8Array, at: number): boolean {
  return word(bytes, at) >>> 12 === MAGIC;
}

/** AVS: version and length, 32 bits each in network order. */
export const readAvs: HeaderReader = (bytes, at, end, next) => {
  if (at + LEAST_HEADER > end) return FlowlessReason.TooShort;
  const length = word(bytes, at + 4);
  return length < LEAST_HEADER || length > end - at
    ? FlowlessReason.TooShort
    : next.to(By.Wifi, WifiQuirk.None, at + length);
};

/** Of a header under the link type of Prism too. */
export const decodeAvs: Decoder = (packet, span) => {
  const layer = packet.layer('AVS', span);
  layer.u32(F.version);
  const length = layer.u32(F.length);
  if (!layer.broken && length < LEAST_HEADER)
    layer.fail(`The header length says ${length} bytes; the least is ${LEAST_HEADER}.`);
  readRadio(layer, span.start + length);
  layer.skip(Math.max(0, span.start + length - layer.at), 'further fields');
  packet.say('AVS', () => '');
  packet.push(layer, () => `${length} bytes`);
  return layer.follow(readAvs);
};

/** The fields as far as the header's own length goes. */
function readRadio(layer: LayerReader, end: number): void {
  const fits = (size: number): boolean => layer.at + size <= end;
  for (const field of [F.mactime, F.hosttime]) if (fits(8)) readTime(layer, field);
  for (const [field, change] of RADIO_FIELDS) if (fits(4)) layer.u32(field, change);
}

type Change = (value: number) => number;
const same: Change = (value) => value;
const signed: Change = (value) => value | 0;
const megabits: Change = (value) => (value < LEAST_BIT_RATE ? value / 10 : value / 1_000_000);

const RADIO_FIELDS: readonly (readonly [Field, Change])[] = [
  [F.phytype, same],
  [F.channel, same],
  [F.data_rate, megabits],
  [F.antenna, same],
  [F.priority, same],
  [F.ssi_type, same],
  [F.signal, signed],
  [F.noise, signed],
  [F.preamble, same],
  [F.encoding, same],
];

/** 64 bits; times of this kind stay within what a double holds. */
function readTime(layer: LayerReader, field: Field): void {
  const high = layer.bits(4, field.label);
  const low = layer.bits(4, field.label);
  layer.part(field, high * 2 ** 32 + low, -4, 8);
}

export const avs: Protocol = {
  id: 'avs',
  name: 'AVS',
  fields: F,
  decode: decodeAvs,
  places: [{ by: By.Link, numbers: [163], read: when('wifi', readAvs) }],
};
