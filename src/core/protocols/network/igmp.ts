/** IGMP versions 1 to 3 (RFC 1112, RFC 2236, RFC 3376). */
import { By } from '../headers/next.ts';
import type { Protocol } from '../protocol.ts';
import { address, bytes, declare, float, hex, integer } from '../reading/field.ts';
import { hex8 } from '../reading/format.ts';
import type { LayerReader } from '../reading/layer-reader.ts';
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

const F = declare('igmp', {
  type: hex('Type', 2, { names: TYPES, wireshark: 'igmp.type' }),
  max_resp: float('Maximum response time', { unit: 's' }),
  checksum: hex('Checksum', 4, { wireshark: 'igmp.checksum' }),
  group: address('Group', { wireshark: 'igmp.maddr' }),
  records: integer('Records', { wireshark: 'igmp.num_grp_recs' }),
  'record.type': integer('Record type', { names: MODES, wireshark: 'igmp.record_type' }),
  'record.extra': integer('Extra words', { wireshark: 'igmp.aux_data_len' }),
  'record.sources': integer('Sources', { wireshark: 'igmp.num_src' }),
  source: address('Source', { wireshark: 'igmp.saddr' }),
  extra: bytes('Extra', { wireshark: 'igmp.aux_data' }),
});

const decodeIgmp: Decoder = (packet, span) => {
  const layer = packet.layer('IGMP', span);
  const type = layer.u8(F.type);
  layer.u8(F.max_resp, (tenths) => tenths / 10);
  layer.u16(F.checksum);
  const detail = type === REPORT_V3 ? readRecords(layer) : readGroup(layer);
  const name = (): string => TYPES.get(type) ?? `Type ${hex8(type)}`;
  const info = (): string => (layer.broken ? 'Cut short' : `${name()}${detail()}`);
  packet.say('IGMP', info);
  packet.push(layer, info);
  return layer.goOn(By.Data);
};

function readGroup(layer: LayerReader): () => string {
  const group = layer.ipv4(F.group);
  return () => ` ${group}`;
}

function readRecords(layer: LayerReader): () => string {
  layer.skip(2);
  const count = layer.u16(F.records);
  const records: (() => string)[] = [];
  for (let i = 0; i < Math.min(count, MOST_RECORDS) && !layer.broken; i++) records.push(readRecord(layer));
  return () => records.map((record) => ` ${record()}`).join('');
}

function readRecord(layer: LayerReader): () => string {
  const mode = layer.u8(F['record.type']);
  const extra = layer.u8(F['record.extra']);
  const sources = layer.u16(F['record.sources']);
  const group = layer.ipv4(F.group);
  for (let i = 0; i < sources && !layer.broken; i++) layer.ipv4(F.source);
  if (extra > 0) layer.raw(F.extra, extra * 4);
  return () => `${group} ${MODES.get(mode) ?? ''}`;
}

export const igmp: Protocol = {
  id: 'igmp',
  name: 'IGMP',
  fields: F,
  decode: decodeIgmp,
  places: [{ by: By.Ip, numbers: [2] }],
};
