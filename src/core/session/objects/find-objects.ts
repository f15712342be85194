import { KeyLog, type Secrets } from '../../decrypt/key-log.ts';
import type { FoundObject } from '../../model/objects.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { FlowIndex, PacketIndex } from '../../model/units.ts';
import type { Way } from '../../model/stream.ts';
import { PacketMark } from '../../model/packet-table.ts';
import type { CaptureTables } from '../../tables.ts';
import { readPackets } from '../packet-bytes.ts';
import { dataFlows } from './data-flows.ts';
import type { FtpTransfer } from './ftp-transfers.ts';
import { objectFlows, rowsOfFlows } from './object-flows.ts';
import { readObjects, type ObjectSource } from './read-objects.ts';
import { SummingTaker } from './summing-taker.ts';
import { readTftpRequest, type TftpRequest } from './tftp.ts';

/** Objects that the table has room for. */
const MOST_OBJECTS = 100_000;

/** An object, and what it is read from again. */
export interface KeptObject extends FoundObject {
  readonly source: ObjectSource;
}

/** All that a pass over the capture has found. */
export interface ObjectHarvest {
  /** By the packet with which they begin. */
  readonly objects: readonly KeptObject[];
  readonly flows: number;
  readonly omitted: number;
}

/** What a pass tells and asks. */
export interface ObjectHooks {
  /** Told how many of how many flows have been read; false: nobody wants the answer any more. */
  pause(done: number, total: number): boolean | Promise<boolean>;
}

/**
 * Looks for objects in all flows that look as if some passed in them, then in those that they name. Undefined if it was stopped; rejects
 * (UnreadableBytes) if the bytes cannot be had.
 * @param secrets what there is to decrypt TLS with
 */
export async function findObjects(
  tables: CaptureTables,
  bytes: ByteSource,
  { pause }: ObjectHooks,
  secrets: Secrets = new KeyLog(),
): Promise<ObjectHarvest | undefined> {
  const talks = await objectFlows(tables, bytes, secrets);
  const rows = rowsOfFlows(tables, talks.keys());
  const harvest = new Harvest();
  const transfers: FtpTransfer[] = [];
  const requests: TftpRequest[] = [];
  let total = talks.size;
  let done = 0;
  const isWanted = async (): Promise<boolean> => pause(done, total);
  for (const [flow, talk] of talks) {
    if (!(await isWanted())) return undefined;
    const own = rows.get(flow) ?? new Int32Array(0);
    if (talk === 'tftp') requests.push(...(await tftpRequests(tables, bytes, flow, own)));
    else {
      const source: ObjectSource = talk === 'tls' ? { type: talk, flow, secrets } : { type: talk, flow };
      transfers.push(...(await harvest.read(tables, bytes, source, own, isWanted)));
    }
    done++;
  }
  const further = dataFlows(tables, transfers, requests);
  const furtherRows = rowsOfFlows(
    tables,
    further.map(({ flow }) => flow),
  );
  total += further.length;
  for (const source of further) {
    if (!(await isWanted())) return undefined;
    await harvest.read(tables, bytes, source, furtherRows.get(source.flow) ?? new Int32Array(0), isWanted);
    done++;
  }
  if (!(await isWanted())) return undefined;
  const objects = harvest.objects.sort((a, b) => a.packet - b.packet || a.key - b.key);
  return { objects, flows: total, omitted: harvest.omitted };
}

/** What has been found so far. */
class Harvest {
  readonly objects: KeptObject[] = [];
  omitted = 0;

  async read(
    tables: CaptureTables,
    bytes: ByteSource,
    source: ObjectSource,
    rows: Int32Array,
    isWanted: () => Promise<boolean>,
  ): Promise<readonly FtpTransfer[]> {
    const taker = new SummingTaker();
    const transfers = await readObjects(tables, bytes, source, rows, taker, isWanted);
    for (const object of taker.objects) {
      if (this.objects.length < MOST_OBJECTS) this.objects.push({ ...object, source });
      else this.omitted++;
    }
    return transfers;
  }
}

/** Requests among the packets of a flow with TFTP's port. */
async function tftpRequests(
  { packets }: CaptureTables,
  bytes: ByteSource,
  flow: FlowIndex,
  rows: Int32Array,
): Promise<readonly TftpRequest[]> {
  const found: TftpRequest[] = [];
  // Requests are short, blocks of data are not.
  const short: PacketIndex[] = [...rows].filter((row) => packets.payloadSize[row] <= 512);
  for (let from = 0; from < short.length; from += 1024) {
    const portion = short.slice(from, from + 1024);
    const pieces = await readPackets(bytes, packets, portion, 2048);
    for (const [at, row] of portion.entries()) {
      const start = packets.transportOffset[row] + packets.transportSize[row] - packets.payloadSize[row];
      const request = readTftpRequest(pieces[at].subarray(start, start + packets.payloadSize[row]));
      const way: Way = (packets.marks[row] & PacketMark.Backward) === 0 ? 0 : 1;
      if (request !== undefined) found.push({ ...request, flow, packet: row, way });
    }
  }
  return found;
}
