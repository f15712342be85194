import { expect, it } from 'vitest';
import { ETHERTYPES } from '../../../../src/core/model/ethertypes.ts';
import { FlowlessReason } from '../../../../src/core/model/packet-table.ts';
import { NFSTREAM_DEFAULTS } from '../../../../src/core/model/parameters.ts';
import { packetReason } from '../../../../src/core/packets/table/packet-rows.ts';
import { CaptureReading } from '../../../../src/core/pipeline.ts';
import { CaptureTables } from '../../../../src/core/tables.ts';
import { byteStream } from '../../../bytes.ts';
import { packets, pcap, type TestPacket } from '../../../fixtures/captures.ts';

/** An Ethernet frame of this type with zeros in it. */
function frameOf(ethertype: number): TestPacket {
  const bytes = new Uint8Array(60);
  bytes.set([ethertype >> 8, ethertype & 255], 12);
  return { timeNs: 0n, bytes };
}

async function analysed(list: readonly TestPacket[]): Promise<CaptureTables> {
  const bytes = pcap(list);
  const tables = new CaptureTables(NFSTREAM_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  return tables;
}

it('keep why a packet is in no flow beside its names, and its protocol is 0', async () => {
  const [udp, arp] = packets('0 10.0.0.1:1 > 10.0.0.2:53 UDP 30\n1 ARP 10.0.0.1 > 10.0.0.2') as [
    TestPacket,
    TestPacket,
  ];
  const fragment = { ...udp, bytes: Uint8Array.from(udp.bytes) };
  fragment.bytes.set([0, 5], 20);
  const short = { ...udp, bytes: udp.bytes.slice(0, 30) };
  const { packets: table, strays, sources } = await analysed([udp, arp, udp, fragment, short, udp]);
  expect(Array.from(table.protocol.subarray(0, 6))).toEqual([17, 0, 17, 0, 0, 17]);
  expect(Array.from({ length: 6 }, (_, row) => FlowlessReason[packetReason(sources, row)])).toEqual([
    'None',
    'NotIp',
    'None',
    'Fragment',
    'TooShort',
    'None',
  ]);
  expect(Array.from(strays.packet.subarray(0, strays.length))).toEqual([1, 3, 4]);
});

it('cost nothing where there are none', async () => {
  const { strays } = await analysed(packets('0 10.0.0.1:1 > 10.0.0.2:53 UDP 30'));
  expect([strays.length, strays.reason.length, strays.packet.length]).toEqual([0, 0, 0]);
});

it('are called by the names that everybody has', async () => {
  // IP is looked into, and a tag is no last word.
  const types = [...ETHERTYPES.keys()].filter((type) => type >= 0x600 && ![0x0800, 0x86dd, 0x8100].includes(type));
  const { strays } = await analysed([...types, 0x1234].map(frameOf));
  const labels = Array.from(strays.packet.subarray(0, strays.length), (packet, row) => [
    [...types, 0x1234][packet],
    strays.labels[strays.label[row] ?? -1],
  ]);
  const tagged = [0x88a8, 0x88e7, 0x9100, 0x9200];
  const expected = [...types, 0x1234].map((type) => [
    type,
    // Zeros behind a tag, or in the frame that a backbone carries, are a length.
    tagged.includes(type) ? 'LLC' : (ETHERTYPES.get(type) ?? 'ethertype 0x1234'),
  ]);
  expect(labels).toEqual(expected);
});
