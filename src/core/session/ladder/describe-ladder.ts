import { LADDER_PAGE, type LadderPart } from '../../model/ladder.ts';
import type { PacketBrief } from '../../model/packet-table.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { CaptureTables } from '../../tables.ts';
import type { RowOrder } from '../row-orders.ts';
import { briefs } from '../packet-briefs.ts';
import { tryReading } from '../packet-bytes.ts';
import { tcpNotes } from './tcp-notes.ts';

/** What is drawn of an order of packets: those at some positions of it, in the order of the capture, from the `from`th on. */
export async function describeLadder(
  tables: CaptureTables,
  source: ByteSource,
  order: RowOrder,
  { rows, from }: { readonly rows?: { readonly first: number; readonly last: number }; readonly from: number },
): Promise<LadderPart> {
  const chosen = chosenRows(order, tables.packets.length, rows);
  const start = Math.max(0, Math.min(from, chosen.length));
  const shown = Array.from({ length: Math.min(LADDER_PAGE, chosen.length - start) }, (_, at) => chosen.row(start + at));
  const described = await notedBriefs(tables, source, shown);
  return { ...described, from: start, total: chosen.length };
}

/** Packets in short, with what TCP says of them; without the latter where bytes cannot be had. */
export async function notedBriefs(
  tables: CaptureTables,
  source: ByteSource,
  rows: readonly number[],
): Promise<Pick<LadderPart, 'packets' | 'unread' | 'unnoted'>> {
  const { packets, unread } = await briefs(tables, source, rows);
  const noted = await tryReading(tcpNotes(tables, source, rows));
  if (!noted.ok) return { packets, unnoted: [], unread: noted.failure };
  const { notes, unnoted } = noted.value;
  const withNotes = packets.map((packet): PacketBrief => {
    const own = notes.get(packet.packet);
    return own === undefined ? packet : { ...packet, notes: own };
  });
  return { packets: withNotes, unnoted, ...(unread && { unread }) };
}

/** Rows by their place, rising. */
interface ChosenRows {
  readonly length: number;
  readonly row: (at: number) => number;
}

function chosenRows(order: RowOrder, all: number, rows: { first: number; last: number } | undefined): ChosenRows {
  const length = order?.length ?? all;
  const first = Math.max(0, rows?.first ?? 0);
  const count = Math.max(0, Math.min(length - 1, rows?.last ?? Infinity) - first + 1);
  if (order === undefined) return { length: count, row: (at) => first + at };
  const own = order.slice(first, first + count).sort();
  return { length: count, row: (at) => own[at] };
}
