/** IGMP versions 1 to 3 (RFC 1112, RFC 2236, RFC 3376). */
import { hex16, hex8, named } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
import { dataAfter } from '../reading/packet.ts';
import type { Decoder } from '../reading/packet.ts';

const TYPES: ReadonlyMap<number, string> = new Map([
  [0x11, 'Membership query'],
  [0x12, 'Membership report v1'],
  [0x16, 'Membership report v2'],
  [0x17, 'Leave group'],
  [0x22, 'Membership report v3'],
]);
const REPORT_V3 = 0x22;
const MODES: ReadonlyMap<number, string> = new Map([
  [1, 'includes'],
  [2, 'excludes'],
  [3, 'changes to include'],
  [4, 'changes to exclude'],
  [5, 'allows'],
  [6, 'blocks'],
]);
const MOST_RECORDS = 64;

export const decodeIgmp: Decoder = (packet, span) => {
  const layer = packet.layer('IGMP', span);
  const type = layer.u8('Type', named(TYPES, hex8));
  layer.u8('Maximum response time', (value) => `${value / 10} s`);
  layer.u16('Checksum', hex16);
  const detail = type === REPORT_V3 ? readRecords(layer) : ` ${layer.ipv4('Group')}`;
  const info = layer.broken ? 'Cut short' : `${TYPES.get(type) ?? `Type ${hex8(type)}`}${detail}`;
  packet.say('IGMP', info);
  packet.push(layer, info);
  return dataAfter(layer);
};

function readRecords(layer: LayerReader): string {
  layer.skip(2);
  const count = layer.u16('Records');
  let text = '';
  for (let i = 0; i < Math.min(count, MOST_RECORDS) && !layer.broken; i++) text += ` ${readRecord(layer)}`;
  return text;
}

function readRecord(layer: LayerReader): string {
  const mode = layer.u8('Record type', named(MODES));
  const extra = layer.u8('Extra words');
  const sources = layer.u16('Sources');
  const group = layer.ipv4('Group');
  for (let i = 0; i < sources && !layer.broken; i++) layer.ipv4('Source');
  if (extra > 0) layer.raw('Extra', extra * 4);
  return `${group} ${MODES.get(mode) ?? ''}`;
}
