import { describe, expect, it } from 'vitest';
import { joined, packets, pcapng, pcapngBlock, pcapngOptions } from '../../fixtures/captures.ts';
import { readCapture } from './read-capture.ts';

const LIST = packets(`
  0.0 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.1 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.2 10.0.0.1:5000 > 10.0.0.2:443 ACK
`);

/** Numbers and bytes of a block's body, in a byte order. */
function body(
  bigEndian: boolean,
  ...parts: readonly (readonly [16 | 32 | 64, number] | Uint8Array | string)[]
): Uint8Array {
  return joined(
    ...parts.map((part) => {
      if (typeof part === 'string') return Buffer.from(part);
      if (part instanceof Uint8Array) return part;
      const [bits, value] = part;
      const bytes = new DataView(new ArrayBuffer(bits / 8));
      if (bits === 16) bytes.setUint16(0, value, !bigEndian);
      else if (bits === 32) bytes.setUint32(0, value, !bigEndian);
      else bytes.setBigUint64(0, BigInt(value), !bigEndian);
      return new Uint8Array(bytes.buffer);
    }),
  );
}

const u64 = (bigEndian: boolean, value: number): Uint8Array => body(bigEndian, [64, value]);

describe.each([false, true])('notes of a pcapng, big-endian %s', (bigEndian) => {
  const block = (type: number, bytes: Uint8Array): Uint8Array => pcapngBlock(type, bytes, bigEndian);
  const options = (...list: Parameters<typeof pcapngOptions>[0]): Uint8Array => pcapngOptions(list, bigEndian);
  const names = joined(
    body(bigEndian, [16, 1], [16, 4 + 7], Uint8Array.of(10, 0, 0, 2), 'server\0', Uint8Array.of(0)),
    body(bigEndian, [16, 1], [16, 4 + 4], Uint8Array.of(10, 0, 0, 2), 'www\0'),
    body(bigEndian, [16, 2], [16, 16 + 8], new Uint8Array(15), Uint8Array.of(1), 'me\0self\0'),
    body(bigEndian, [32, 0]),
    options([1, 'names by hand']),
  );
  const secrets = '# a remark\nCLIENT_RANDOM 00 11\n\nCLIENT_RANDOM 22 33\n';
  const bytes = joined(
    pcapng(
      [],
      [
        {
          name: 'eth0',
          options: [
            [1, 'the uplink'],
            [3, 'Uplink'],
            [6, Uint8Array.of(0, 1, 2, 3, 4, 0xab)],
            [8, u64(bigEndian, 1_000_000_000)],
            [11, '\0tcp port 443'],
            [12, 'Linux'],
            [15, 'A card'],
          ],
        },
      ],
      bigEndian,
      [
        [1, 'first'],
        [1, 'second'],
        [2, 'A machine'],
        [3, 'An OS'],
        [4, 'A program'],
      ],
    ),
    pcapng(
      LIST.map((packet, at) =>
        at === 1
          ? {
              ...packet,
              options: [
                [1, 'grüße'],
                [4, u64(bigEndian, 7)],
                [1, 'again'],
              ],
            }
          : packet,
      ),
      [{}],
      bigEndian,
    ).subarray(pcapng([]).length),
    block(4, names),
    block(
      10,
      joined(body(bigEndian, [32, 0x544c534b], [32, secrets.length], secrets, new Uint8Array(-secrets.length & 3))),
    ),
    block(0x0bad, joined(body(bigEndian, [32, 32_473]), Buffer.from('hello'))),
    block(0x40000bad, joined(body(bigEndian, [32, 1]), Uint8Array.of(0, 1, 2, 3))),
    block(9, Buffer.from('__REALTIME_TIMESTAMP=1\n')),
    block(
      5,
      joined(
        body(bigEndian, [32, 0], [32, 0], [32, 0]),
        options(
          [2, body(bigEndian, [32, 391_000], [32, 5])],
          [4, u64(bigEndian, 100)],
          [5, u64(bigEndian, 3)],
          [6, u64(bigEndian, 90)],
          [7, u64(bigEndian, 2)],
          [8, u64(bigEndian, 80)],
        ),
      ),
    ),
    block(0x7777, new Uint8Array(4)),
  );

  it('are kept', async () => {
    const { tables, problems, packets: seen } = await readCapture(bytes, 11);
    const summary = tables.summary();
    expect(problems).toEqual([]);
    expect(seen).toHaveLength(3);
    expect(summary.notes).toEqual({
      sections: {
        total: 1,
        items: [
          {
            type: 'section',
            comments: ['first', 'second'],
            hardware: 'A machine',
            os: 'An OS',
            application: 'A program',
          },
        ],
      },
      names: {
        total: 2,
        items: [
          { address: '10.0.0.2', names: ['server', 'www'] },
          { address: '::1', names: ['me', 'self'] },
        ],
      },
      secrets: { total: 1, items: [{ kind: 0x544c534b, bytes: secrets.length, lines: 2 }] },
      custom: {
        total: 2,
        items: [
          { type: 'custom', enterprise: 32_473, bytes: 8, text: 'hello' },
          { type: 'custom', enterprise: 1, bytes: 4, text: '' },
        ],
      },
      packetComments: {
        total: 2,
        items: [
          { packet: 1, text: 'grüße' },
          { packet: 1, text: 'again' },
        ],
      },
      comments: { total: 1, items: ['names by hand'] },
      journalBytes: 24,
    });
    expect(summary.interfaces).toEqual([
      {
        file: 0,
        linkType: 1,
        snaplen: 0,
        name: 'eth0',
        packets: 3,
        lost: 7,
        description: 'Uplink',
        filter: 'tcp port 443',
        os: 'Linux',
        hardware: 'A card',
        mac: '00:01:02:03:04:ab',
        speed: 1_000_000_000,
        comments: ['the uplink'],
        statistics: {
          startMicros: 391_000 * 2 ** 32 + 5,
          received: 100,
          dropped: 3,
          accepted: 90,
          osDropped: 2,
          delivered: 80,
        },
      },
    ]);
    expect(summary.blocks).toEqual({
      SHB: 1,
      IDB: 1,
      EPB: 3,
      NRB: 1,
      ISB: 1,
      SJE: 1,
      DSB: 1,
      CB: 1,
      DCB: 1,
      'type 30583': 1,
    });
    expect(tables.facts.secrets[0]?.text).toBe(secrets);
    expect(tables.facts.packetComments.get(1)).toEqual(['grüße', 'again']);
  });

  it('are columns of the packet table', async () => {
    const { tables } = await readCapture(bytes);
    const cells = (id: string): string[] => {
      const column = tables.packetTable.columns.get(id);
      if (column?.type !== 'dictionary') throw new Error(`no column ${id}`);
      return [0, 1, 2].map((row) => (column.code(row) < 0 ? '' : column.text(column.code(row))));
    };
    expect(cells('comment')).toEqual(['', 'grüße\nagain', '']);
    expect(cells('src_name')).toEqual(['', 'server www', '']);
    expect(cells('dst_name')).toEqual(['server www', '', 'server www']);
    expect(cells('file')).toEqual(['test', 'test', 'test']);
  });

  it('are kept within bounds: 1000 names of one address', async () => {
    const names = (from: number): Uint8Array => {
      const list = Array.from({ length: 800 }, (_, at) => `n${from + at}\0`).join('');
      const record = body(bigEndian, [16, 1], [16, 4 + list.length], Uint8Array.of(10, 0, 0, 1), list);
      return block(4, joined(record, new Uint8Array((4 - (record.length % 4)) % 4), new Uint8Array(4)));
    };
    const { tables } = await readCapture(joined(pcapng(LIST, [{}], bigEndian), names(0), names(400), names(900)));
    const known = tables.facts.names.get('10.0.0.1') ?? [];
    expect(known).toHaveLength(1000);
    expect(new Set(known).size).toBe(1000);
  });

  it('survive options and records that lie about their length', async () => {
    for (let at = 28; at < bytes.length; at += 3) {
      const damaged = bytes.slice();
      damaged[at] = 0xff;
      const { packets: seen } = await readCapture(damaged);
      expect(seen.length).toBeLessThanOrEqual(3);
    }
  });
});

it('a comment of a packet that a filter leaves out is left out too', async () => {
  const { CaptureReading } = await import('../../../src/core/pipeline.ts');
  const { CaptureTables } = await import('../../../src/core/tables.ts');
  const { PAGE_DEFAULTS } = await import('../../../src/core/model/parameters.ts');
  const { byteStream } = await import('../../bytes.ts');
  const bytes = pcapng(LIST.map((packet, at) => ({ ...packet, options: [[1, `comment ${at}`]] })));
  const tables = new CaptureTables(PAGE_DEFAULTS);
  let count = 0;
  const packetFilter = { accepts: () => count++ !== 1 };
  await new CaptureReading(tables).read(byteStream(bytes), 'test', 0, { packetFilter });
  expect([...tables.facts.packetComments]).toEqual([
    [0, ['comment 0']],
    [1, ['comment 2']],
  ]);
});
