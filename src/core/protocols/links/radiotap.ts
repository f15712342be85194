/** Radiotap (radiotap.org): what the radio said about an 802.11 frame. */
import { FlowlessReason } from '../../model/packet-table.ts';
import { By, type HeaderReader } from '../headers/next.ts';
import { WifiQuirk } from '../headers/wifi-quirk.ts';
import { when, type Protocol } from '../protocol.ts';
import { declare, flags, float, hex, integer, type FlagNames } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

/** Fields that are there, by their bits in the first bitmap. */
const TIME_STAMP = 1;
const FLAGS = 2;
const RATE = 4;
const CHANNEL = 8;
const HOPPING = 16;
const SIGNAL = 32;
const PADDED = 0x20;
const HAS_CHECK_SEQUENCE = 0x10;
const BAD_CHECK_SEQUENCE = 0x40;
const CHECK_SEQUENCE_BYTES = 4;
/** Another bitmap follows. */
const EXTENDED = 0x80000000;
const MOST_BITMAPS = 32;
const FLAG_NAMES: FlagNames = [
  [0x01, 'contention-free period'],
  [0x02, 'short preamble'],
  [0x04, 'WEP'],
  [0x08, 'fragmented'],
  [HAS_CHECK_SEQUENCE, 'check sequence at end'],
  [PADDED, 'padded header'],
  [BAD_CHECK_SEQUENCE, 'bad check sequence'],
  [0x80, 'short guard interval'],
];

const F = declare('radiotap', {
  version: integer('Version', { wireshark: 'radiotap.version' }),
  length: integer('Header length', { unit: 'bytes', wireshark: 'radiotap.length' }),
  present: hex('Present', 8, { help: 'Bitmap of the fields that follow.' }),
  mactime: integer('Time stamp', { unit: 'µs', wireshark: 'radiotap.mactime' }),
  flags: flags('Flags', 2, FLAG_NAMES, { wireshark: 'radiotap.flags' }),
  datarate: float('Rate', { unit: 'Mb/s', wireshark: 'radiotap.datarate' }),
  'channel.freq': integer('Frequency', { unit: 'MHz', wireshark: 'radiotap.channel.freq' }),
  'channel.flags': hex('Channel flags', 4, { wireshark: 'radiotap.channel.flags' }),
  dbm_antsignal: integer('Signal', { unit: 'dBm', wireshark: 'radiotap.dbm_antsignal' }),
});

/**
 * Radiotap (radiotap.org): its own length, and of its fields the flags: damaged frames, check sequence, padding. Frames
 * with one of the flags `refused` are not followed.
 */
function radiotapReader(refused: number): HeaderReader {
  return (bytes, at, end, next) => {
    if (at + 8 > end) return FlowlessReason.TooShort;
    const inside = at + (bytes[at + 2] | (bytes[at + 3] << 8));
    if (inside < at + 8 || inside >= end) return FlowlessReason.TooShort;
    const set = flagsOf(bytes, at, inside);
    if ((set & refused) !== 0) return FlowlessReason.Wifi;
    if ((set & HAS_CHECK_SEQUENCE) !== 0) next.cut(Math.max(inside, next.end - CHECK_SEQUENCE_BYTES));
    return next.to(By.Wifi, (set & PADDED) !== 0 ? WifiQuirk.Padded : WifiQuirk.None, inside);
  };
}

/** Bitmaps of 32 bits, the highest of which says that another follows; then a time stamp of 8 bytes, if any; then flags. */
function flagsOf(bytes: Uint8Array, start: number, end: number): number {
  const present = bytes[start + 4];
  if ((present & FLAGS) === 0) return 0;
  let at = start + 4;
  while (at + 4 <= end && (bytes[at + 3] & 0x80) !== 0) at += 4;
  at += 4;
  if ((present & TIME_STAMP) !== 0) at = start + Math.ceil((at - start) / 8) * 8 + 8;
  return at < end ? bytes[at] : 0;
}

/** The meter leaves out frames that arrived damaged; they are shown. */
const readSound = radiotapReader(BAD_CHECK_SEQUENCE);
const readAny = radiotapReader(0);

const decodeRadiotap: Decoder = (packet, span) => {
  const layer = packet.layer('Radiotap', span);
  layer.u8(F.version);
  layer.skip(1);
  const length = layer.u16le(F.length);
  const present = readBitmaps(layer);
  readKnown(layer, present, span.start + length);
  const rest = span.start + length - layer.at;
  if (rest < 0) layer.fail(`Header length ${length} ends before the fields that it announces.`);
  layer.skip(Math.max(0, rest), 'further fields');
  packet.say('Radiotap', () => '');
  packet.push(layer, () => `${length} bytes`);
  return layer.follow(readAny);
};

/** The first bitmap; more follow while the highest bit is set. */
function readBitmaps(layer: LayerReader): number {
  const first = layer.u32le(F.present);
  let last = first;
  for (let i = 0; i < MOST_BITMAPS && !layer.broken && last >= EXTENDED; i++) last = layer.u32le(F.present);
  return first;
}

/** The fields up to the antenna signal, each aligned to its own size from packet start. */
function readKnown(layer: LayerReader, present: number, end: number): void {
  const has = (bit: number): boolean => (present & bit) !== 0 && layer.at < end;
  if (has(TIME_STAMP)) readTime(align(layer, 8));
  if (has(FLAGS)) layer.u8(F.flags);
  if (has(RATE)) layer.u8(F.datarate, (units) => units / 2);
  if (has(CHANNEL)) align(layer, 2).u16le(F['channel.freq']);
  if (has(CHANNEL)) layer.u16le(F['channel.flags']);
  if (has(HOPPING)) layer.skip(2, 'frequency hopping');
  if (has(SIGNAL)) layer.u8(F.dbm_antsignal, (value) => (value > 127 ? value - 256 : value));
}

/** 64 bits, low byte first; no radio runs long enough for more than a double holds. */
function readTime(layer: LayerReader): void {
  let time = 0;
  for (let i = 7; i >= 0; i--) time = time * 256 + Math.max(0, layer.peek(i));
  layer.skip(8, F.mactime.label);
  layer.part(F.mactime, time);
}

function align(layer: LayerReader, size: number): LayerReader {
  layer.skip((size - ((layer.at - layer.start) % size)) % size);
  return layer;
}

export const radiotap: Protocol = {
  id: 'radiotap',
  name: 'Radiotap',
  fields: F,
  decode: decodeRadiotap,
  places: [{ by: By.Link, numbers: [127], read: when('wifi', readSound) }],
};
