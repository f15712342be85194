/** TCP options (RFC 9293 section 3.2, RFC 7323, RFC 2018, RFC 6824, RFC 7413). */
import { decimal } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';

const SACK_BLOCK = 8;

/** Reads the options up to `end`; gives what the packet's line says of them, with a leading space. */
export function readTcpOptions(layer: LayerReader, end: number): string {
  let text = '';
  while (!layer.broken && layer.at < end) {
    const kind = layer.peek();
    if (kind === 0) {
      layer.skip(end - layer.at, 'end of options');
    } else if (kind === 1) {
      layer.u8('Option', () => 'No operation');
    } else text += readOption(layer, kind, end);
  }
  return text;
}

function readOption(layer: LayerReader, kind: number, end: number): string {
  const length = layer.peek(1);
  if (length < 2 || layer.at + length > end) {
    if (layer.left < end - layer.at) layer.skip(end - layer.at, 'options');
    else layer.fail(`Option ${kind} claims ${Math.max(0, length)} bytes, which does not fit the header.`);
    return '';
  }
  if (kind === 2 && length === 4) return ` MSS=${number(layer, 'Maximum segment size', 2)}`;
  if (kind === 3 && length === 3)
    return ` WS=${number(layer, 'Window scale', 1, (value) => decimal(2 ** Math.min(value, 14)))}`;
  if (kind === 4) return flag(layer, 'SACK permitted', length, ' SACK_PERM');
  if (kind === 5) return sack(layer, length);
  if (kind === 8 && length === 10) return times(layer);
  return flag(layer, OTHERS.get(kind) ?? `Option ${kind}`, length, '');
}

const OTHERS: ReadonlyMap<number, string> = new Map([
  [14, 'Alternate checksum'],
  [19, 'MD5 signature'],
  [28, 'User timeout'],
  [29, 'Authentication'],
  [30, 'Multipath TCP'],
  [34, 'Fast open cookie'],
  [253, 'Experiment'],
  [254, 'Experiment'],
]);

function number(layer: LayerReader, name: string, size: 1 | 2, format = decimal): string {
  layer.skip(2);
  return format(size === 1 ? layer.u8(name, format) : layer.u16(name, format));
}

function flag(layer: LayerReader, name: string, length: number, text: string): string {
  layer.raw(name, length);
  return text;
}

function times(layer: LayerReader): string {
  layer.skip(2);
  const value = layer.u32('Time stamp');
  return ` TSval=${value} TSecr=${layer.u32('Time stamp echo')}`;
}

function sack(layer: LayerReader, length: number): string {
  layer.skip(2);
  let text = '';
  for (let left = length - 2; left >= SACK_BLOCK && !layer.broken; left -= SACK_BLOCK) {
    const from = layer.u32('SACK from');
    text += ` SLE=${from} SRE=${layer.u32('SACK to')}`;
  }
  layer.skip((length - 2) % SACK_BLOCK, 'SACK');
  return text;
}
