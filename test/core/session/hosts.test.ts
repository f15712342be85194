import { beforeAll, describe, expect, it } from 'vitest';
import { offsetInFile } from '../../../src/core/model/places.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { Cell, Question } from '../../../src/core/model/question.ts';
import { VendorTable } from '../../../src/core/names/vendor-table.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap, type TestPacket } from '../../fixtures/captures.ts';
import { dnsAnswer, said } from '../names/messages.ts';

/** The packet as if it came from one MAC address, and went to another: last bytes of 00:00:0c:00:00:XX. */
function between(packet: TestPacket, source: number, destination: number): TestPacket {
  packet.bytes.set([0, 0, 0x0c, 0, 0, destination, 0, 0, 0x0c, 0, 0, source]);
  return packet;
}

const [first, second, third, syn, refusal, web] = packets(`
  1.000 10.0.0.1:5000 > 93.184.216.34:80 SYN
  1.010 93.184.216.34:80 > 10.0.0.1:5000 SYN+ACK
  1.020 10.0.0.1:5000 > 93.184.216.34:80 ACK "GET / HTTP/1.1"
  2.000 10.0.0.1:5001 > 10.0.0.3:22 SYN
  2.010 10.0.0.3:22 > 10.0.0.1:5001 RST+ACK
  3.000 198.51.100.7:5002 > 10.0.0.1:9999 UDP 10
`) as [TestPacket, TestPacket, TestPacket, TestPacket, TestPacket, TestPacket];

const answer = said(
  0,
  '10.0.0.53:53 > 10.0.0.1:40000 UDP',
  dnsAnswer('www.example.test', [['www.example.test', 'A', 60, '93.184.216.34']]),
);
const BYTES = pcap([
  between(answer, 53, 1),
  between(first, 1, 99),
  between(second, 99, 1),
  between(third, 1, 99),
  between(syn, 1, 3),
  between(refusal, 3, 1),
  between(web, 99, 1),
]);
const vendors = new VendorTable();
let session: CaptureSession;

beforeAll(async () => {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(BYTES), 'made', BYTES.length);
  tables.finish();
  const bytes = {
    read: async (offset: number, length: number) => BYTES.subarray(offsetInFile(offset), offsetInFile(offset) + length),
  };
  session = new CaptureSession(tables, bytes, undefined, undefined, vendors);
});

async function cells(question: Partial<Question>, columns: string[]): Promise<readonly (readonly Cell[])[]> {
  const sort = { column: 'host', descending: false };
  const reply = await session.rows({ table: 'hosts', filter: '', sort, ...question }, 0, 100, columns);
  if (!reply.ok) throw new Error(reply.failure.detail);
  return reply.value.cells;
}

describe('hosts', () => {
  it('count what went each way', async () => {
    const columns = ['host', 'flows', 'begun', 'peers', 'packets_sent', 'packets_received', 'scope'];
    expect(await cells({}, columns)).toEqual([
      ['10.0.0.1', 4, 2, 4, 3, 4, 'private'],
      ['10.0.0.3', 1, 0, 1, 1, 1, 'private'],
      ['10.0.0.53', 1, 1, 1, 1, 0, 'private'],
      ['93.184.216.34', 1, 0, 1, 1, 2, 'public'],
      ['198.51.100.7', 1, 1, 1, 1, 0, 'public'],
    ]);
  });

  it('offer what they answered, and use what they asked for', async () => {
    const rows = await cells({}, ['host', 'offers', 'uses', 'protocols']);
    expect(rows).toEqual([
      ['10.0.0.1', '', expect.stringMatching(/^HTTP\S* 80\/tcp, .*22\/tcp$/), expect.stringContaining('TCP')],
      ['10.0.0.3', '', '', expect.stringContaining('TCP')],
      ['10.0.0.53', expect.any(String), expect.any(String), expect.stringContaining('UDP')],
      ['93.184.216.34', expect.stringMatching(/^HTTP\S* 80\/tcp$/), '', expect.stringContaining('HTTP')],
      ['198.51.100.7', '', 'TPLINK_SHP? 9999/udp', 'UDP'],
    ]);
  });

  it('have names once these are known', async () => {
    expect(await cells({ filter: 'name contains example' }, ['host'])).toEqual([]);
    await session.findNames();
    expect(await cells({ filter: 'name contains example' }, ['host', 'name', 'chains_label'])).toEqual([
      ['93.184.216.34', 'www.example.test', 'www.example.test'],
    ]);
    expect(await cells({ filter: 'chains_label = nxdomain' }, ['host'])).toEqual([['198.51.100.7']]);
  });

  it('have the vendor of their own MAC address, once there are any; routers lend theirs to nobody', async () => {
    expect(await cells({}, ['vendor'])).toEqual([[''], [''], [''], [''], ['']]);
    vendors.add('00:00:0C\tCisco\tCisco Systems, Inc\n');
    expect(await cells({}, ['host', 'vendor', 'mac', 'mac_by'])).toEqual([
      ['10.0.0.1', 'Cisco Systems, Inc', '00:00:0c:00:00:01', 'by MAC in 3 packets'],
      ['10.0.0.3', 'Cisco Systems, Inc', '00:00:0c:00:00:03', 'by MAC in 1 packet'],
      ['10.0.0.53', 'Cisco Systems, Inc', '00:00:0c:00:00:35', 'by MAC in 1 packet'],
      [
        '93.184.216.34',
        '',
        '00:00:0c:00:00:63',
        'by MAC in 1 packet; a router’s: it sends for 2 addresses, Cisco Systems, Inc',
      ],
      ['198.51.100.7', '', '00:00:0c:00:00:63', expect.stringContaining('a router’s')],
    ]);
    expect(await cells({ filter: 'vendor contains cisco and flows > 1' }, ['host'])).toEqual([['10.0.0.1']]);
  });

  it('are sorted, and limited to a time in which they were', async () => {
    const sort = { column: 'bytes', descending: true };
    expect((await cells({ sort }, ['host']))[0]).toEqual(['10.0.0.1']);
    expect(await cells({ range: { fromNs: 2.9e9, toNs: 4e9 } }, ['host'])).toEqual([['10.0.0.1'], ['198.51.100.7']]);
  });
});
