/** Domain names of DNS messages (RFC 1035 section 4.1.4): labels, and pointers to labels before. */
import { latin1, oneLine } from '../../../base/text.ts';
import type { Field } from '../reading/field.ts';
import type { LayerReader } from '../reading/layer-reader.ts';

const POINTER = 0xc0;
/** More than a name can have labels: whoever follows as many pointers goes round in a circle. */
const MOST_STEPS = 128;

/** Reads a name where the reader stands; pointers count from `message`. "<Root>" for the empty name. `spell`: how it is written. */
export function readDnsName(
  bytes: Uint8Array,
  layer: LayerReader,
  message: number,
  field: Field,
  spell: (name: string) => string = (name) => name,
): string {
  const size = sizeInPlace(layer);
  if (size === 0) {
    layer.fail('A domain name is cut short.');
    return '';
  }
  const name = followName(bytes, layer.at, message, layer.end);
  if (name === undefined) layer.complain('A domain name points outside the message or in a circle.');
  return layer.value(field, size, () => (name === undefined ? '…' : spell(name)));
}

/** Bytes up to the end of the name or its first pointer; 0 if they are not all there. */
function sizeInPlace(layer: LayerReader): number {
  for (let size = 0; size < layer.left;) {
    const length = layer.peek(size);
    if (length >= POINTER) return size + 2 <= layer.left ? size + 2 : 0;
    if (length === 0) return size + 1;
    size += 1 + length;
  }
  return 0;
}

function followName(bytes: Uint8Array, start: number, message: number, end: number): string | undefined {
  const labels: string[] = [];
  let at = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    if (at < message || at >= end) return undefined;
    const length = bytes[at] ?? 0;
    if (length === 0) return labels.join('.') || '<Root>';
    if (length >= POINTER) at = message + ((length & 0x3f) << 8) + (at + 1 < end ? (bytes[at + 1] ?? 0) : 0);
    else {
      labels.push(oneLine(latin1(bytes, at + 1, Math.min(end, at + 1 + length))));
      at += 1 + length;
    }
  }
  return undefined;
}
