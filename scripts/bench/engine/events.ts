import type { EventBatch } from '../../../src/core/model/event.ts';
import { ACK, PSH, SYN } from '../../../src/core/model/tcp-flags.ts';

/** What the packets of a connection are, one after the other, again and again. */
const STAGES = [SYN, SYN | ACK, ACK] as const;
const BATCH = 65_536;
/** Texts of the run: addresses, then "TCP". */
const ADDRESSES = 4096;

/** How packets are made. */
interface Packets {
  readonly count: number;
  /** How many connections have begun and not gone on to their last packet, at each time. */
  readonly open: number;
  /** Every connection has a first packet only, and another connection follows it. */
  readonly first?: true;
  /** Bytes of payload of each packet. */
  readonly payload?: number;
}

/** Packets of connections that take turns, a microsecond apart, as the sandbox is given them. */
export function packets({ count, open, first, payload = 0 }: Packets): EventBatch[] {
  // With a third of them complete and not begun again, so many are open.
  const connections = first === true ? count : Math.max(1, Math.round(1.5 * open));
  const batches: EventBatch[] = [];
  for (let from = 0; from < count; from += BATCH)
    batches.push(batch(from, Math.min(BATCH, count - from), connections, payload));
  return batches;
}

function batch(firstPacket: number, count: number, connections: number, payload: number): EventBatch {
  const made = {
    count,
    firstPacket,
    timeNs: new Float64Array(count),
    wireLength: new Uint32Array(count).fill(66 + payload),
    payloadLength: new Uint16Array(count).fill(payload),
    flow: new Int32Array(count),
    source: new Int32Array(count),
    destination: new Int32Array(count),
    protocol: new Int32Array(count).fill(ADDRESSES),
    sourcePort: new Int32Array(count),
    destinationPort: new Int32Array(count),
    tcpFlags: new Uint8Array(count),
    marks: new Uint8Array(count),
    newTexts: firstPacket === 0 ? texts() : [],
    ...(payload > 0 && {
      payload: new Uint8Array(count * payload).map((_, at) => 32 + (at % 90)),
      payloadStart: Int32Array.from({ length: count + 1 }, (_, row) => row * payload),
    }),
  };
  for (let row = 0; row < count; row++) fill(made, row, firstPacket + row, connections);
  return made;
}

type Columns = Pick<
  EventBatch,
  'timeNs' | 'flow' | 'source' | 'destination' | 'sourcePort' | 'destinationPort' | 'tcpFlags' | 'marks'
>;

function fill(columns: Columns, row: number, packet: number, connections: number): void {
  // Neighbours in time are no neighbours in number: a prime that divides no number of connections here.
  const connection = (packet * 7919) % connections;
  const stage = (Math.floor(packet / connections) + connection) % STAGES.length;
  const isBack = stage === 1;
  const [client, server] = [connection % ADDRESSES, (connection * 31) % ADDRESSES];
  const port = 1024 + (Math.floor(connection / ADDRESSES) % 60_000);
  columns.timeNs[row] = packet * 1000;
  columns.flow[row] = connection;
  columns.source[row] = isBack ? server : client;
  columns.destination[row] = isBack ? client : server;
  columns.sourcePort[row] = isBack ? 443 : port;
  columns.destinationPort[row] = isBack ? port : 443;
  columns.tcpFlags[row] = connections >= packet && stage > 0 ? PSH : STAGES[stage];
  columns.marks[row] = isBack ? 1 : 0;
}

function texts(): string[] {
  const addresses = Array.from({ length: ADDRESSES }, (_, at) => `10.1.${at >> 8}.${at & 255}`);
  return [...addresses, 'TCP'];
}
