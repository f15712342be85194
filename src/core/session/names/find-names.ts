import { AskedNames } from '../../names/asked-names.ts';
import { DhcpNames, DHCP_FIELDS } from '../../names/dhcp-names.ts';
import { DNS_FIELDS, dnsNames } from '../../names/dns-names.ts';
import type { NameTable } from '../../names/name-table.ts';
import { NBNS_FIELDS, nbnsNames } from '../../names/nbns-names.ts';
import { fieldReader, type NamePacket } from '../../names/read-message.ts';
import { SERVER_FIELDS, serverName } from '../../names/server-names.ts';
import type { FindingReach } from '../../model/findings.ts';
import type { NamesFound } from '../../model/names.ts';
import type { ByteSource } from '../../model/reader.ts';
import { packetAddress, packetPort } from '../../packets/table/packet-rows.ts';
import type { CaptureTables } from '../../tables.ts';
import { chosenRows, readSome } from '../evidence/read-some.ts';
import { NameTalk, namePackets } from './name-packets.ts';
import { certifiedNames } from './certified-names.ts';
import { quicNames } from './quic-names.ts';

/** Bytes of a packet that are looked at. */
const MOST = 4096;
/** Packets of one kind that are read at most, and bytes of all of these. */
const LIMITS = { packets: 65_536, bytes: 64 * 1024 * 1024 };

/**
 * Looks for names in the packets that may say them, and fills the capture’s table of names. Of too many packets it reads a part
 * that lies evenly over the capture; questions are answered in between. Rejects (UnreadableBytes) if the bytes cannot be had.
 */
export async function findNames(tables: CaptureTables, bytes: ByteSource): Promise<NamesFound> {
  const { names } = tables;
  const { talks, rows, reach } = rowsToRead(tables);
  const reader = new NameReader(names);
  await readSome(tables, bytes, rows, MOST, (row, piece) =>
    reader.take(talks.get(row) ?? NameTalk.None, packetOf(tables, row, piece)),
  );
  for (const record of quicNames(tables)) names.add(record);
  for (const record of await certifiedNames(tables, bytes)) names.add(record);
  return { names: names.names, addresses: names.addresses, asked: reader.asked.most(), omitted: names.omitted, reach };
}

interface RowsToRead {
  readonly talks: ReadonlyMap<number, NameTalk>;
  readonly rows: readonly number[];
  readonly reach: FindingReach;
}

/** Openings of connections are bounded apart: there may be very many, and answers say more. */
function rowsToRead(tables: CaptureTables): RowsToRead {
  const { packets } = tables;
  const { rows, talks } = namePackets(tables);
  const bytesOf = (row: number): number => Math.min(MOST, packets.capturedLength(row));
  const part = (isOpening: boolean): readonly number[] => {
    const all = rows.filter((_, at) => (talks[at] === NameTalk.Opening) === isOpening);
    return chosenRows(all, bytesOf, isOpening ? (row) => packets.flow[row] : undefined, LIMITS).rows;
  };
  const read = [...part(false), ...part(true)].sort((a, b) => a - b);
  return {
    talks: talksOfRead(new Set(read), rows, talks),
    rows: read,
    reach: { looked: read.length, of: rows.length },
  };
}

/** Of the rows that are read only: of the others there may be millions. */
function talksOfRead(
  read: ReadonlySet<number>,
  rows: readonly number[],
  talks: readonly NameTalk[],
): ReadonlyMap<number, NameTalk> {
  const found = new Map<number, NameTalk>();
  rows.forEach((row, at) => {
    if (read.has(row)) found.set(row, talks[at]);
  });
  return found;
}

function packetOf({ sources, packets, addresses, facts }: CaptureTables, row: number, bytes: Uint8Array): NamePacket {
  const text = (end: 0 | 1): string => {
    const id = packetAddress(sources, row, end);
    return id < 0 ? '' : addresses.text(id);
  };
  return {
    packet: row,
    timeNs: packets.timeNs[row],
    source: text(0),
    destination: text(1),
    sourcePort: packetPort(sources, row, 0),
    destinationPort: packetPort(sources, row, 1),
    bytes,
    linkType: facts.interfaces[packets.interface[row] ?? 0].linkType,
    wireLength: packets.wireLength(row),
  };
}

const readDns = fieldReader(DNS_FIELDS);
const readNbns = fieldReader(NBNS_FIELDS);
const readDhcp = fieldReader(DHCP_FIELDS);
const readOpening = fieldReader(SERVER_FIELDS);

/** Puts what packets say into a table of names. */
class NameReader {
  readonly asked = new AskedNames();
  private readonly dhcp = new DhcpNames();

  constructor(private readonly names: NameTable) {}

  take(talk: NameTalk, packet: NamePacket): void {
    if (talk === NameTalk.Dns) return this.dns(packet);
    if (talk === NameTalk.Nbns) for (const record of nbnsNames(packet, readNbns(packet))) this.names.add(record);
    const record =
      talk === NameTalk.Dhcp
        ? this.dhcp.take(packet, readDhcp(packet))
        : talk === NameTalk.Opening
          ? serverName(packet, readOpening(packet))
          : undefined;
    if (record !== undefined) this.names.add(record);
  }

  private dns(packet: NamePacket): void {
    const said = readDns(packet);
    this.asked.take(packet, said);
    const { records, gone } = dnsNames(packet, said);
    for (const record of records) this.names.add(record);
    for (const { address, name } of gone) this.names.end(address, name, packet.timeNs);
  }
}
