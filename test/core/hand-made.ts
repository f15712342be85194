import { packKey } from '../../src/core/flows/conversations.ts';
import { PacketMark } from '../../src/core/model/packet-table.ts';
import { PAGE_DEFAULTS, type MeterParameters } from '../../src/core/model/parameters.ts';
import type { ByteSource } from '../../src/core/model/reader.ts';
import { CaptureTables } from '../../src/core/tables.ts';

/** One UDP packet: seconds, ends as [last byte of 10.0.0.x, port], bytes of payload. */
export type HandMadePacket = readonly [
  seconds: number,
  source: readonly [host: number, port: number],
  destination: readonly [host: number, port: number],
  payload: number,
];

const UDP = 17;
/** Ethernet, IPv4, UDP. */
const HEADERS = 42;

/** Tables that no file was read for: each packet is written into them and metered by hand. */
export function handMade(list: readonly HandMadePacket[], changes: Partial<MeterParameters> = {}): CaptureTables {
  const tables = new CaptureTables({ ...PAGE_DEFAULTS, ...changes });
  const { facts } = tables;
  facts.current = facts.addFile('by hand', 0);
  facts.addInterface(1, 65_535, undefined);
  let place = 0;
  for (const packet of list) place += addPacket(tables, packet, place);
  tables.finish();
  return tables;
}

function addPacket(tables: CaptureTables, packet: HandMadePacket, place: number): number {
  const { addresses, facts, metering, packets } = tables;
  const [seconds, [sourceHost, sourcePort], [destinationHost, destinationPort], payload] = packet;
  const length = HEADERS + payload;
  const whole = Math.floor(seconds);
  const nanoseconds = Math.round((seconds - whole) * 1e9);
  const row = packets.add(place, length, length);
  packets.setTime(row, facts.addPacket(length, length, whole, nanoseconds, 0), nanoseconds);
  const { conversations } = metering.meter;
  const [source, destination] = [0x0a000000 + sourceHost, 0x0a000000 + destinationHost];
  const conversation = conversations.find(source, destination, sourcePort, destinationPort, packKey(UDP, 4, 0, 0));
  if (conversations.added)
    conversations.setAddresses(conversation, addresses.internIpv4(source), addresses.internIpv4(destination));
  const sizes = { ipSize: length - 14, transportSize: 8 + payload, payloadSize: payload };
  Object.assign(metering.packet, { conversation, swapped: conversations.swapped, seconds: whole, nanoseconds });
  Object.assign(metering.packet, { ...sizes, linkSize: length, protocol: UDP, tcpFlags: 0, row });
  packets.flow[row] = metering.add(false);
  packets.ipSize[row] = sizes.ipSize;
  packets.transportSize[row] = sizes.transportSize;
  packets.payloadSize[row] = payload;
  packets.protocol[row] = UDP;
  packets.marks[row] = metering.meter.direction | PacketMark.Ipv4;
  return length;
}

/** Bytes of which nothing is said but how many there are. */
export const NO_BYTES: ByteSource = { read: (_place, length) => Promise.resolve(new Uint8Array(length)) };
