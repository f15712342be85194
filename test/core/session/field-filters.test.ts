import { beforeEach, describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import type { Question } from '../../../src/core/model/question.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap, type TestPacket } from '../../fixtures/captures.ts';
import { hexToBytes, PACKETS } from '../protocols/packets.ts';

/** A packet of the protocols' tests, at a second. */
function known(name: string, second: number): TestPacket {
  return { timeNs: BigInt(second) * 1_000_000_000n, bytes: hexToBytes(PACKETS[name]?.hex ?? '') };
}

const LIST: readonly TestPacket[] = [
  ...packets('0 10.0.0.1:5000 > 10.0.0.2:443 SYN\n1 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK'),
  known('dnsQuery', 2),
  known('dnsAnswer', 3),
  known('arp', 4),
  known('vxlan', 5),
  known('unreachable', 6),
];
const BYTES = pcap(LIST);

let session: CaptureSession;
let reads: number;

beforeEach(async () => {
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(BYTES), 'test', BYTES.length);
  tables.finish();
  reads = 0;
  session = new CaptureSession(tables, {
    read: (offset, length) => {
      reads++;
      return Promise.resolve(BYTES.subarray(offset, offset + length));
    },
  });
});

async function rowsOf(filter: string, table = 'packets'): Promise<readonly number[] | string> {
  const question: Question = { table, filter };
  const reply = await session.rows(question, 0, 100, []);
  return reply.ok ? reply.value.rows : (reply.failure.detail ?? reply.failure.code);
}

describe('filters over decoded fields', () => {
  it.each([
    ['tcp.flags.syn = 1 and tcp.flags.ack = 0', [0]],
    ['tcp.port = 5000', [0, 1]],
    ['tcp.dstport != 443', [1]],
    ['dns.query.name contains EXAMPLE', [2, 3]],
    ['dns.query.name ~ "^www\\."', [2, 3]],
    ['dns.record.address = 10.0.0.0/8', [3]],
    ['dns.flags.response = 1', [3]],
    ['arp.opcode = 1', [4]],
    ['arp.opcode = request', [4]],
    ['arp', [4]],
    ['arp.opcode', [4]],
    ['not arp.opcode and not tcp.port and not dns.id', [5, 6]],
    ['vxlan.vni', [5]],
    ['eth.type = 0x0806', [4]],
    // Of a packet within a packet both have the field; the header that an ICMP error quotes says nothing of the packet.
    ['udp.dstport in {4789, 2}', [5]],
    ['udp.port', [2, 3, 5]],
    ['ip.ttl < 65 and ip.proto = ICMP', [6]],
  ])('%s', async (filter, rows) => {
    expect(await rowsOf(filter)).toEqual(rows);
  });

  it.each([
    ['dns.qry.name contains example', [2, 3]],
    ['tcp.window_size_value >= 0', [0, 1]],
    ['ip.addr = 10.0.0.1 and tcp.len = 0', [0, 1]],
  ])('take Wireshark’s names: %s', async (filter, rows) => {
    expect(await rowsOf(filter)).toEqual(rows);
  });

  it('keep the flows with a packet that fits', async () => {
    expect(await rowsOf('dns.query.name contains example', 'flows')).toEqual([1, 2]);
    expect(await rowsOf('tcp.flags.syn = 1', 'flows')).toEqual([0]);
  });

  it('say what is wrong, and where', async () => {
    expect(await rowsOf('tcp.windw = 0')).toBe('There is no field “tcp.windw”. Did you mean tcp.window?');
    expect(session.checkFilter('packets', 'length > 0 and tcp.window = wide')).toMatchObject({
      ok: false,
      failure: { offset: 28 },
    });
    expect(await rowsOf('tcp.window = 0', 'matches')).toContain('There is no field');
  });

  it('read the packets once for all fields of a filter, then keep the values', async () => {
    await rowsOf('tcp.window = 0 or dns.id = 1 or arp.opcode = 9');
    const first = reads;
    expect(first).toBeGreaterThan(0);
    expect(await rowsOf('tcp.window > 0')).toEqual([0, 1]);
    await rowsOf('dns.id > 0 and arp.opcode = 1');
    expect(reads).toBe(first);
    await rowsOf('ip.ttl = 64');
    expect(reads).toBe(first * 2);
  });

  it('say beforehand what they read', async () => {
    const advice = (filter: string): unknown => {
      const reply = session.filterAdvice('packets', filter, filter.length);
      return reply.ok ? reply.value.reading : undefined;
    };
    expect(advice('tcp.window = 0 and length > 1')).toMatchObject({ fields: ['tcp.window'], expressions: 0 });
    expect(advice('length > 1')).toBeUndefined();
    await rowsOf('tcp.window = 0');
    expect(advice('tcp.window = 0')).toBeUndefined();
  });

  it('are completed: fields, operators, names of numbers, values that were read', async () => {
    const texts = (filter: string): readonly string[] => {
      const reply = session.filterAdvice('packets', filter, filter.length);
      return reply.ok ? reply.value.completions.map(({ text }) => text) : [];
    };
    expect(texts('tcp.win')).toContain('tcp.window');
    expect(texts('tcp.window ')).toContain('<=');
    expect(texts('arp.opcode = re')).toContain('request');
    await rowsOf('dns.query.name contains x');
    expect(texts('dns.query.name = ')).toContain('www.example.test');
  });

  it('are said in Wireshark’s words where it has any', () => {
    const display = (filter: string): unknown => {
      const reply = session.filterAdvice('packets', filter, 0);
      return reply.ok ? reply.value.equivalents?.display : undefined;
    };
    expect(display('tcp.window = 0')).toMatchObject({ text: 'tcp.window_size_value == 0' });
    expect(display('dns.query.name contains Ads')).toMatchObject({ text: 'lower(dns.qry.name) contains "ads"' });
    expect(display('tcp.port in {80, 443}')).toMatchObject({
      text: 'tcp.srcport in {80, 443} or tcp.dstport in {80, 443}',
    });
  });

  it('are columns of packets too, in windows and files', async () => {
    const reply = await session.rows({ table: 'packets', filter: '' }, 0, 9, ['number', 'tcp.port', 'dns.query.name']);
    expect(reply.ok && reply.value.cells.slice(0, 4)).toEqual([
      [1, '5000, 443', ''],
      [2, '443, 5000', ''],
      [3, '', 'www.example.test'],
      [4, '', 'www.example.test'],
    ]);
    const written: string[] = [];
    await session.export(
      { question: { table: 'packets', filter: 'arp.opcode' }, format: 'csv', columns: ['number', 'arp.src.ip'] },
      {
        take: (piece) => written.push(typeof piece === 'string' ? piece : new TextDecoder().decode(piece)),
        pause: () => Promise.resolve(false),
      },
    );
    expect(written.join('')).toBe('number,arp.src.ip\n5,10.0.0.2\n');
  });
});
