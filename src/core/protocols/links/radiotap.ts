/** Radiotap (radiotap.org) and PPI (LINKTYPE_PPI): what the radio said about an 802.11 frame. */
import { decimal, hex32, hex8 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { after } from '../reading/span.ts';
import { dataAfter } from '../reading/packet.ts';
import type { Decoder } from '../reading/packet.ts';

const WIFI = 105;
/** Bit of the flags field: the frame ends with its check sequence. */
const HAS_CHECK_SEQUENCE = 0x10;
const EXTENDED = 0x80000000;
const MOST_BITMAPS = 32;

export const decodeRadiotap: Decoder = (packet, span) => {
  const layer = packet.layer('Radiotap', span);
  layer.u8('Version');
  layer.skip(1);
  const length = layer.u16le('Header length');
  const present = readBitmaps(layer);
  const flags = readKnown(layer, present, span.start + length);
  const rest = span.start + length - layer.at;
  if (rest < 0) layer.fail(`Header length ${length} ends before the fields that it announces.`);
  layer.skip(Math.max(0, rest), 'further fields');
  packet.say('Radiotap', '');
  packet.push(layer, `${length} bytes`);
  if (layer.broken) return undefined;
  return { by: 'wifi', number: (flags & HAS_CHECK_SEQUENCE) === 0 ? 0 : 1, span: after(layer) };
};

/** The first bitmap; more follow while the highest bit is set. */
function readBitmaps(layer: LayerReader): number {
  const first = layer.u32le('Present', hex32);
  let last = first;
  for (let i = 0; i < MOST_BITMAPS && !layer.broken && last >= EXTENDED; i++) last = layer.u32le('Present', hex32);
  return first;
}

/** The fields up to the antenna signal, each aligned to its own size from packet start. Gives the flags. */
function readKnown(layer: LayerReader, present: number, end: number): number {
  let flags = 0;
  const has = (bit: number): boolean => (present & (1 << bit)) !== 0 && layer.at < end;
  if (has(0)) align(layer, 8).raw('Time stamp', 8);
  if (has(1)) flags = layer.u8('Flags', hex8);
  if (has(2)) layer.u8('Rate', (value) => `${value / 2} Mb/s`);
  if (has(3)) align(layer, 2).u16le('Frequency', (value) => `${value} MHz`);
  if (has(3)) layer.u16le('Channel flags', hex8);
  if (has(4)) layer.skip(2, 'frequency hopping');
  if (has(5)) layer.u8('Signal', (value) => `${decimal(value - (value > 127 ? 256 : 0))} dBm`);
  return flags;
}

function align(layer: LayerReader, size: number): LayerReader {
  layer.skip((size - ((layer.at - layer.start) % size)) % size);
  return layer;
}

export const decodePpi: Decoder = (packet, span) => {
  const layer = packet.layer('PPI', span);
  layer.u8('Version');
  layer.u8('Flags', hex8);
  const length = layer.u16le('Header length');
  const linkType = layer.u32le('Link type');
  layer.skip(Math.max(0, length - 8), 'PPI fields');
  packet.say('PPI', `Link type ${linkType}`);
  packet.push(layer, `Link type ${linkType}`);
  if (layer.broken) return undefined;
  return linkType === WIFI
    ? { by: 'wifi', number: ppiCheckSequence(packet.bytes, span.start), span: after(layer) }
    : linked(linkType, layer);
};

function linked(linkType: number, layer: LayerReader): ReturnType<Decoder> {
  return linkType === 192 ? dataAfter(layer) : { by: 'link', number: linkType, span: after(layer) };
}

/** Field 2 (802.11 common) has flags at byte 8 of its data; bit 0: the frame ends with its check sequence. */
function ppiCheckSequence(bytes: Uint8Array, start: number): 0 | 1 {
  const common = (bytes[start + 8] ?? 0) === 2 && (bytes[start + 9] ?? 0) === 0;
  return common && ((bytes[start + 20] ?? 0) & 1) === 1 ? 1 : 0;
}
