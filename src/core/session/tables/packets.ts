import { INFO_COLUMN } from '../../model/packet-columns.ts';
import { PACKET_TABLE } from '../../model/table-list.ts';
import { PACKET_TERMS } from '../../query/translate/equivalent-terms.ts';
import { describeDecoded, fieldTexts } from '../field-texts.ts';
import { infosOf } from '../packet-briefs.ts';
import { PACKET_GROUPING, PACKET_MEASURES } from './measures.ts';
import type { CaptureTable } from './capture-table.ts';
import { namesOfPackets } from './packet-names.ts';

/** Packets. */
export const PACKETS: CaptureTable = {
  description: { ...PACKET_TABLE, grouping: PACKET_GROUPING },
  measures: PACKET_MEASURES,
  terms: PACKET_TERMS,
  rows: ({ tables, added }) => added.packets ?? tables.packetTable,
  withPacket: (_sources, fits) => fits,
  packetsOf: (_sources, rows) => rows,
  rowsOf: (packets) => packets,
  matched(matches, match) {
    const packets = match === 'any' ? matches.packets : new Set(matches.get(match)?.packets);
    return (row) => packets.has(row);
  },
  async written({ tables, bytes }, rows, ids) {
    const texts = new Map(await fieldTexts(tables, bytes, rows, ids));
    if (ids.includes(INFO_COLUMN.id)) texts.set(INFO_COLUMN.id, await infosOf(tables, bytes, rows));
    return texts;
  },
  decoded: describeDecoded,
  windowParts: ({ tables }, rows, columns) =>
    tables.flowNames.isEmpty ? {} : { names: namesOfPackets(tables, rows, columns) },
};
