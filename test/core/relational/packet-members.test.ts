import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PacketEvent } from '../../../src/core/model/event.ts';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { eventNeeds, needsBytes } from '../../../src/core/model/event-needs.ts';
import { EventSource } from '../../../src/core/relational/packet-cursor.ts';
import { RelationalRun } from '../../../src/core/relational/relational-run.ts';
import { sequence } from '../../../src/core/relational/sequence/builder.ts';
import { EventBatches } from '../../../src/core/session/events/event-batches.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap, type TestPacket } from '../../fixtures/captures.ts';
import { hexToBytes, PACKETS } from '../protocols/packets.ts';

const at = (second: number, hex: string): TestPacket => ({
  timeNs: BigInt(second) * 1_000_000_000n,
  bytes: hexToBytes(hex),
});
const known = (name: string, second: number): TestPacket => at(second, PACKETS[name]?.hex ?? '');
const MACS = '0200000000020200000000 01'.replace(' ', '');

const LIST: readonly TestPacket[] = [
  ...packets('0 10.0.0.1:5000 > 10.0.0.2:443 SYN'),
  known('dnsQuery', 1),
  known('dnsAnswer', 2),
  known('arp', 3),
  known('unreachable', 4),
  // EAPOL start, padded; PTP over Ethernet in a VLAN.
  at(5, `${MACS}888e01010000${'00'.repeat(42)}`),
  at(6, `${MACS}8100000788f71002002c${'00'.repeat(40)}`),
];

async function batches(list: readonly TestPacket[], code: string) {
  const bytes = pcap(list);
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  const read = (from: number, length: number) => Promise.resolve(bytes.subarray(from, from + length));
  return new EventBatches(tables, { read }, eventNeeds(code));
}

/** The packets of a capture as a module that reads like this sees them, in batches of two. */
async function events(list: readonly TestPacket[], code: string): Promise<PacketEvent[]> {
  const made = await batches(list, code);
  const source = new EventSource();
  const found: PacketEvent[] = [];
  for (let from = 0; from < list.length; from += 2) {
    const batch = await made.make(from, 2);
    source.open(batch);
    for (let row = 0; row < batch.count; row++) found.push(source.event(row));
  }
  return found;
}

describe('what a module names of packets', () => {
  it.each([
    ["import { window } from 'flowloom'; export const w = window('x');", []],
    ['packet.window === 0', ['window']],
    ['step("a", { window: 0, ttl: 1 })', ['window', 'ttl']],
    ['.key("srcMac", "interface")', ['interface', 'srcMac']],
  ])('%s', (code, members) => {
    expect(eventNeeds(code).members).toEqual(members);
  });

  it('needs no bytes for what tables hold', () => {
    expect(needsBytes(eventNeeds("p.interface + p.flowValue('duration') + p.srcPort + '10.0.0.1'"))).toBe(false);
    expect(needsBytes(eventNeeds("p.field('dns.id')"))).toBe(true);
    expect(eventNeeds("p.flowValue( 'bidirectional_packets')").flowColumns).toEqual(['bidirectional_packets']);
  });
});

describe('members of packets', () => {
  it('have the numbers of headers, and undefined where a packet has none', async () => {
    const all = await events(LIST, 'p.seq p.ackNumber p.window p.ttl p.ipId p.icmpType p.icmpCode p.vlan');
    expect(all.map(({ seq }) => seq !== undefined)).toEqual([true, false, false, false, false, false, false]);
    expect(all.map(({ window }) => window !== undefined)).toEqual([true, false, false, false, false, false, false]);
    expect(all.map(({ icmpType, icmpCode }) => [icmpType, icmpCode])[4]).toEqual([3, 3]);
    expect(all.filter(({ icmpType }) => icmpType !== undefined)).toHaveLength(1);
    expect(all.map(({ ttl }) => ttl)).toEqual([64, 64, 64, undefined, 64, undefined, undefined]);
    expect(all[4].ipId).toBe(0x1234);
    expect(all.map(({ vlan }) => vlan)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, 7]);
  });

  it('have MAC addresses, interfaces and columns of flows', async () => {
    const all = await events(LIST, "p.srcMac p.dstMac p.interface p.tags p.flowValue('bidirectional_packets')");
    expect(all[5].srcMac).toBe('02:00:00:00:00:01');
    expect(all[5].dstMac).toBe('02:00:00:00:00:02');
    expect(all.every((event) => event.interface === 0)).toBe(true);
    expect(all.map((event) => event.flowValue('bidirectional_packets'))).toEqual([
      1,
      1,
      1,
      undefined,
      1,
      undefined,
      undefined,
    ]);
    expect(all[0].tags).toContain('internal');
    expect(all[3].tags).toEqual([]);
    const both = packets('0 10.0.0.1:5000 > 10.0.0.2:443 SYN\n1 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK');
    const [first] = await events(both, "p.flowValue('bidirectional_packets')");
    expect(first.flowValue('bidirectional_packets')).toBe(2);
    expect(() => all[0].flowValue('bidirectional_pakets')).toThrow('bidirectional_pakets');
  });

  it('have decoded fields, one or all, by ids and by Wireshark’s names', async () => {
    const all = await events(
      LIST,
      "p.field('dns.query.name') p.field('dns.qry.name') p.field('dns.flags.response') p.fields('arp.opcode')",
    );
    expect(all.map((event) => event.field('dns.query.name') !== undefined)).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(all[1].field('dns.qry.name')).toBe(all[1].field('dns.query.name'));
    expect(all.map((event) => event.field('dns.flags.response'))).toEqual([
      undefined,
      0,
      1,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(all[3].fields('arp.opcode')).toEqual([1]);
    expect(() => all[0].field('dns.id')).toThrow('dns.id');
  });

  it('have the payload of packets without IP, and bytes from the network header on', async () => {
    const all = await events(LIST, 'p.payload p.header');
    expect(all[3].payload).toHaveLength(28);
    expect(all[3].header).toEqual(all[3].payload);
    expect([...all[5].payload.subarray(0, 4)]).toEqual([1, 1, 0, 0]);
    expect([...all[6].payload.subarray(0, 4)]).toEqual([0x10, 2, 0, 0x2c]);
    expect(all[1].header[0]).toBe(0x45);
    expect(all[1].payload).toHaveLength(all[1].payloadLength);
  });

  it('can be fields of conditions and keys', async () => {
    const code = "{ 'dns.flags.response': true } 'dns.id' icmpType";
    const exports = {
      answer: sequence('answer')
        .key('dns.id')
        .step('query', { 'dns.flags.response': false })
        .step('answer', {
          'dns.flags.response': true,
          'dns.record.address': (m) => m.query.field('dns.id') && '10.0.0.2',
        }),
      refused: sequence('refused').step('unreachable', { icmpType: 3 }),
    };
    const made = await batches(LIST, `${code} 'dns.record.address'`);
    const run = RelationalRun.start({ exports, code, address: '' });
    if (!run.ok) throw new Error(run.failure.detail);
    expect(run.value.feed(await made.make(0, LIST.length))).toBeUndefined();
    const found = run.value.finish();
    expect(found.ok && [...found.value.matches].filter(({ complete }) => complete).map((one) => one.packets)).toEqual(
      expect.arrayContaining([[4]]),
    );
  });

  it('are what they are of any bytes', async () => {
    const code = "p.seq p.ttl p.vlan p.srcMac p.icmpType p.payload p.header p.field('ip.ttl') p.flowValue('tags')";
    const members = ['seq', 'ttl', 'vlan', 'srcMac', 'icmpType', 'payload', 'header', 'tags'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 120 }), { minLength: 1, maxLength: 6 }),
        async (list) => {
          const all = await events(
            list.map((bytes, second) => ({ timeNs: BigInt(second), bytes })),
            code,
          );
          for (const event of all) for (const member of members) expect(event[member]).not.toBeNaN();
        },
      ),
      { numRuns: 200 },
    );
  });
});
