/** TCP options (RFC 9293 section 3.2, RFC 7323, RFC 2018, RFC 6824, RFC 7413). */
import { bytes, declare, integer } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';

const SACK_BLOCK = 8;
/** RFC 7323 section 2.3: larger shifts count as 14. */
const LARGEST_SHIFT = 14;

const KINDS: ReadonlyMap<number, string> = new Map([
  [0, 'End of options'],
  [1, 'No operation'],
  [2, 'Maximum segment size'],
  [3, 'Window scale'],
  [4, 'SACK permitted'],
  [5, 'SACK'],
  [8, 'Time stamps'],
  [14, 'Alternate checksum'],
  [19, 'MD5 signature'],
  [28, 'User timeout'],
  [29, 'Authentication'],
  [30, 'Multipath TCP'],
  [34, 'Fast open cookie'],
  [253, 'Experiment'],
  [254, 'Experiment'],
]);

/** Their fields, which are TCP's. */
export const TCP_OPTION_FIELDS = declare('tcp.option', {
  kind: integer('Option', { names: KINDS, wireshark: 'tcp.option_kind' }),
  mss: integer('Maximum segment size', { wireshark: 'tcp.options.mss_val' }),
  wscale: integer('Window scale', { help: 'As a factor.', wireshark: 'tcp.options.wscale.multiplier' }),
  tsval: integer('Time stamp', { wireshark: 'tcp.options.timestamp.tsval' }),
  tsecr: integer('Time stamp echo', { wireshark: 'tcp.options.timestamp.tsecr' }),
  sack_from: integer('SACK from', { wireshark: 'tcp.options.sack_le' }),
  sack_to: integer('SACK to', { wireshark: 'tcp.options.sack_re' }),
  data: bytes('Option data', { unsaid: true }),
});
const F = TCP_OPTION_FIELDS;

/** Reads the options up to `end`; gives what the packet's line says of them, with a leading space. */
export function readTcpOptions(layer: LayerReader, end: number): string {
  let line = '';
  while (!layer.broken && layer.at < end) {
    const kind = layer.peek();
    if (kind === 0) layer.skip(end - layer.at, 'end of options');
    else if (kind === 1) layer.u8(F.kind);
    else line += readOption(layer, kind, end);
  }
  return line;
}

function readOption(layer: LayerReader, kind: number, end: number): string {
  const length = layer.peek(1);
  if (length < 2 || layer.at + length > end) {
    if (layer.left < end - layer.at) layer.skip(end - layer.at, 'options');
    else layer.fail(`Option ${kind} claims ${Math.max(0, length)} bytes, which does not fit the header.`);
    return '';
  }
  layer.u8(F.kind);
  layer.skip(1);
  if (kind === 2 && length === 4) return ` MSS=${layer.u16(F.mss)}`;
  if (kind === 3 && length === 3) return ` WS=${layer.u8(F.wscale, (shift) => 2 ** Math.min(shift, LARGEST_SHIFT))}`;
  if (kind === 4 && length === 2) return ' SACK_PERM';
  if (kind === 5) return readBlocks(layer, length - 2);
  if (kind === 8 && length === 10) return ` TSval=${layer.u32(F.tsval)} TSecr=${layer.u32(F.tsecr)}`;
  if (length > 2) layer.raw(F.data, length - 2);
  return '';
}

function readBlocks(layer: LayerReader, size: number): string {
  let line = '';
  for (let left = size; left >= SACK_BLOCK && !layer.broken; left -= SACK_BLOCK)
    line += ` SLE=${layer.u32(F.sack_from)} SRE=${layer.u32(F.sack_to)}`;
  layer.skip(size % SACK_BLOCK, 'SACK');
  return line;
}
