/** Cisco discovery protocol: version, time to live, checksum, then type-length-value pieces. */
import { hex16 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import type { Decoder } from '../reading/packet.ts';

const TEXTS: ReadonlyMap<number, string> = new Map([
  [1, 'Device ID'],
  [3, 'Port ID'],
  [5, 'Software version'],
  [6, 'Platform'],
  [9, 'VTP domain'],
]);

export const decodeCdp: Decoder = (packet, span) => {
  const layer = packet.layer('CDP', span);
  const facts = new Map<number, string>();
  layer.u8('Version');
  layer.u8('Time to live', (value) => `${value} s`);
  layer.u16('Checksum', hex16);
  while (layer.left >= 4) readPiece(layer, facts);
  const info = `Device ID: ${facts.get(1) ?? ''}  Port ID: ${facts.get(3) ?? ''}`;
  packet.say('CDP', info);
  packet.push(layer, info);
  return undefined;
};

function readPiece(layer: LayerReader, facts: Map<number, string>): void {
  const type = layer.peek16();
  const length = layer.peek16(2);
  layer.skip(4);
  if (length < 4) return layer.fail(`A piece of type ${type} claims ${length} bytes, less than its own header.`);
  const name = TEXTS.get(type);
  if (name === undefined) layer.raw(`Type ${type}`, length - 4);
  else facts.set(type, layer.text(name, length - 4));
}
