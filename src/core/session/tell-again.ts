import { FlowlessReason, PacketMark } from '../model/packet-table.ts';
import type { ByteSource } from '../model/reader.ts';
import { believedSnaplen } from '../model/snaplen.ts';
import { createDecoder } from '../packets/beyond/create-decoder.ts';
import type { CaptureTables } from '../tables.ts';
import { readPackets } from './packet-bytes.ts';

/** Packets and captured bytes that are read at once. */
const MOST_ROWS = 4096;
const MOST_BYTES = 8 * 1024 * 1024;
/** No more of a packet is looked at: as much as libpcap would have captured. */
const MOST_OF_PACKET = 262_144;

/**
 * Tells the flows that metering again has left untold, by the bytes of their first packets, as reading the capture would; only
 * these bytes are read, and what lies between packets that are near. False if it ended because `isWanted` said so, which leaves
 * the rest untold. If the bytes cannot be had it meters as before, and rejects (UnreadableBytes).
 */
export async function tellAgain(tables: CaptureTables, source: ByteSource, isWanted: () => boolean): Promise<boolean> {
  const { identification, untold } = tables;
  if (identification === undefined || untold.rows.length === 0) return true;
  try {
    if (!(await readFirst(tables, source, isWanted))) return false;
  } catch (error) {
    tables.takeBack();
    throw error;
  }
  for (const flow of untold.untold) identification.ended(flow);
  tables.allTold();
  return true;
}

async function readFirst(tables: CaptureTables, source: ByteSource, isWanted: () => boolean): Promise<boolean> {
  const { rows } = tables.untold;
  const feed = feeder(tables);
  for (let from = 0; from < rows.length;) {
    const part = nextPart(tables, rows, from);
    const bytes = await readPackets(source, tables.packets, part, MOST_OF_PACKET);
    if (!isWanted()) return false;
    part.forEach((row, at) => feed(row, bytes[at]));
    from += part.length;
  }
  return true;
}

function nextPart({ packets }: CaptureTables, rows: readonly number[], from: number): readonly number[] {
  let bytes = 0;
  let to = from;
  while (to < rows.length && to - from < MOST_ROWS && bytes < MOST_BYTES) bytes += packets.capturedLength(rows[to++]);
  return rows.slice(from, to);
}

/** Decodes a packet as the reading did, and hands it to the identification of its flow. */
function feeder(tables: CaptureTables): (row: number, bytes: Uint8Array) => void {
  const { packets, facts, meter, parameters, identification } = tables;
  const decoder = createDecoder(parameters, false);
  const begun = new Set<number>();
  return (row, bytes) => {
    const { linkType, snaplen, words } = facts.interfaces[packets.interface[row] ?? 0];
    const seen = words.cutsAtSnaplen === true ? Math.min(bytes.length, believedSnaplen(snaplen)) : bytes.length;
    const reason = decoder.decode(bytes, 0, seen, linkType, packets.wireLength(row));
    if (reason !== FlowlessReason.None) return;
    const flow = packets.flow[row];
    const sender = (meter.sourceEnd(flow) & 1) ^ (packets.marks[row] & PacketMark.Backward);
    const seconds = facts.epochSeconds + Math.floor((facts.epochNanoseconds + packets.timeNs[row]) / 1e9);
    identification?.at(decoder.packet, bytes, 0, seen, decoder.network, sender, seconds);
    if (begun.has(flow)) identification?.update(flow);
    else identification?.open(flow);
    begun.add(flow);
  };
}
