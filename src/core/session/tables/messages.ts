import type { MessageStore } from '../../messages/message-store.ts';
import type { Rows } from '../../model/column.ts';
import type { GroupingDescription } from '../../model/groups.ts';
import { MESSAGE_TABLE } from '../../model/table-list.ts';
import type { PacketSources } from '../../packets/table/packet-rows.ts';
import type { Measure } from '../../query/group/grouped-rows.ts';
import { messagesWith, packetsOfMessages } from '../messages/message-packets.ts';
import { messageRows } from '../messages/message-rows.ts';
import { namesOfPackets } from './packet-names.ts';
import type { CaptureTable } from './capture-table.ts';
import { codes, count, different, extreme, numbers, sum } from './make-measure.ts';

/** What is told of groups of messages. */
const MEASURES: readonly Measure[] = [
  count('Messages', 'Messages of the group.'),
  sum(['bytes', 'Bytes', 'bytes', 'B', 'Bytes of the messages; of HTTP those of heads.'], (table) =>
    numbers(table, 'length'),
  ),
  different(['names', 'Names', 'integer', '', 'Different names that are asked for or called.'], (table) =>
    codes(table, 'name'),
  ),
  different(['flows', 'Flows', 'integer', '', 'Different flows.'], (table) => numbers(table, 'flow')),
  extreme(
    ['slowest', 'Slowest answer', 'milliseconds', 'ms', 'Longest latency; -1 without an answer.'],
    'latency',
    'most',
  ),
  extreme(['first', 'First', 'relative-ns', 's', 'Time of the first message.'], 'time', 'least'),
  extreme(['last', 'Last', 'relative-ns', 's', 'Time of the last message.'], 'time', 'most'),
];

const GROUPING: GroupingDescription = {
  ends: ['src', 'dst'],
  times: ['time', 'time'],
  measures: MEASURES.map(({ description }) => description),
  atFirst: ['activity', 'count', 'bytes', 'names', 'flows', 'slowest', 'first', 'last'],
  order: 'count',
};

const made = new WeakMap<MessageStore, { readonly sources: PacketSources; readonly rows: Rows }>();

/** The same rows as long as messages and flows are the same. */
function rowsOf(store: MessageStore, sources: PacketSources): Rows {
  const known = made.get(store);
  if (known?.sources === sources) return known.rows;
  const rows = messageRows(store, sources);
  made.set(store, { sources, rows });
  return rows;
}

/** What was said: empty until it is read. Its packets are those that carry the message. */
export const MESSAGES: CaptureTable = {
  description: { ...MESSAGE_TABLE, grouping: GROUPING },
  measures: MEASURES,
  rows: ({ tables }) => rowsOf(tables.messages, tables.sources),
  withPacket: ({ tables }, fits) => messagesWith(tables.messages, tables.packets, fits),
  packetsOf: ({ tables }, rows) => packetsOfMessages(tables.messages, tables.packets, rows),
  windowParts: ({ tables }, rows, columns) =>
    tables.flowNames.isEmpty
      ? {}
      : {
          names: namesOfPackets(
            tables,
            rows.map((row) => tables.messages.packet[row]),
            columns,
          ),
        },
};
