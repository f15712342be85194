import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined, packets, pcap, pcapng, pcapngBlock } from '../../fixtures/captures.ts';
import { readCapture } from './read-capture.ts';

const LIST = packets(
  Array.from({ length: 12 }, (_, at) => `${at * 0.25} 10.0.0.1:5000 > 10.0.0.2:443 PSH+ACK "packet ${at}"`).join('\n'),
);
const EXPECTED = LIST.map(({ timeNs, bytes }) => [
  Number(timeNs - (LIST[0]?.timeNs ?? 0n)),
  bytes.length,
  bytes.length,
]);
const HEAD = 24;
const RECORD = 16;
/** Where record `number` of a pcap begins. */
const recordAt = (number: number): number =>
  LIST.slice(0, number).reduce((sum, { bytes }) => sum + RECORD + bytes.length, HEAD);

const OFF = { resynchronise: false };
const rubbish = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 151 + 0xf7) | 0x80);

describe('a damaged pcap', () => {
  const whole = pcap(LIST);
  /** The length of record 4 is absurd. */
  const damaged = Uint8Array.from(whole);
  damaged.set([0xff, 0xff, 0xff, 0x7f], recordAt(4) + 8);

  it('is read on behind the damaged record, and what was skipped is told', async () => {
    const { packets: seen, tables } = await readCapture(damaged);
    expect(seen).toEqual(EXPECTED.toSpliced(4, 1));
    expect(tables.summary().problems).toEqual([
      { code: 'skipped-bytes', file: 0, offset: recordAt(4), packet: 4, facts: [recordAt(5) - recordAt(4)] },
    ]);
  });

  it('ends there without the parameter, as NFStream and libpcap do', async () => {
    const { packets: seen, problems } = await readCapture(damaged, undefined, OFF);
    expect(seen).toEqual(EXPECTED.slice(0, 4));
    expect(problems).toEqual(['absurd-length']);
  });

  it('loses nothing but inserted bytes', async () => {
    for (const length of [1, 16, 1000]) {
      const bytes = joined(whole.subarray(0, recordAt(4)), rubbish(length), whole.subarray(recordAt(4)));
      const { packets: seen, tables } = await readCapture(bytes);
      expect(seen).toEqual(EXPECTED);
      expect(tables.summary().problems).toMatchObject([{ code: 'skipped-bytes', facts: [length] }]);
    }
  });

  it('is given up where nothing makes sense again', async () => {
    const bytes = joined(whole.subarray(0, recordAt(4)), rubbish(5000));
    const { packets: seen, problems } = await readCapture(bytes);
    expect(seen).toEqual(EXPECTED.slice(0, 4));
    expect(problems).toEqual(['absurd-length']);
  });

  it('is searched once, however small the pieces are', async () => {
    const length = 8_000_000;
    const bytes = new Uint8Array(Buffer.concat([whole.subarray(0, recordAt(4)), Buffer.alloc(length, 0xff)]));
    const begin = performance.now();
    const { tables } = await readCapture(new Uint8Array(Buffer.concat([bytes, whole.subarray(recordAt(4))])), 1000);
    expect(tables.summary()).toMatchObject({ packets: 12, problems: [{ code: 'skipped-bytes', facts: [length] }] });
    // With all of it copied for each piece it would take more than a minute.
    expect(performance.now() - begin).toBeLessThan(15_000);
  });

  it('does not go on at records of another time, or with more captured than was on the wire', async () => {
    const late = pcap(LIST.map((packet) => ({ ...packet, timeNs: packet.timeNs + 10n ** 15n })));
    const long = pcap(LIST.map((packet) => ({ ...packet, wireLength: 1 })));
    for (const other of [late, long]) {
      const bytes = joined(whole.subarray(0, recordAt(4)), rubbish(16), other.subarray(HEAD));
      expect((await readCapture(bytes)).packets).toEqual(EXPECTED.slice(0, 4));
    }
  });

  it('is read on to a record that ends with the file', async () => {
    const bytes = joined(whole.subarray(0, recordAt(4)), rubbish(16), whole.subarray(recordAt(11)));
    expect((await readCapture(bytes)).packets).toEqual([...EXPECTED.slice(0, 4), EXPECTED[11]]);
  });
});

describe('a damaged pcapng', () => {
  const first = pcapng(LIST.slice(0, 5));
  /** The packets behind the descriptions of section and interface. */
  const rest = pcapng(LIST.slice(5)).subarray(pcapng([]).length);

  it('is read on at the next blocks', async () => {
    const bytes = joined(first, rubbish(48), rest);
    const { packets: seen, tables } = await readCapture(bytes);
    expect(seen).toEqual(EXPECTED);
    expect(tables.summary().problems).toEqual([
      { code: 'skipped-bytes', file: 0, offset: first.length, packet: 5, facts: [48] },
    ]);
    expect((await readCapture(bytes, undefined, OFF)).packets).toEqual(EXPECTED.slice(0, 5));
  });

  it('leaves out a block whose lengths differ', async () => {
    const block = pcapngBlock(0x0bad, new Uint8Array(20));
    block[block.length - 4] = 99;
    const { packets: seen, problems } = await readCapture(joined(first, block, rest));
    expect(seen).toEqual(EXPECTED);
    expect(problems).toEqual(['skipped-bytes']);
  });

  it('is read on at a section of the other byte order', async () => {
    const section = pcapng(LIST.slice(5), [{}], true);
    expect((await readCapture(joined(first, rubbish(30), section))).packets).toEqual(EXPECTED);
  });
});

describe('any damage', () => {
  const files = [pcap(LIST), pcap(LIST, { bigEndian: true }), pcapng(LIST), pcapng(LIST, [{}], true)] as const;

  it('gives the same packets and problems in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 6 })), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 500 }),
        async (bytes, changes, piece) => {
          const damaged = bytes.slice();
          for (const [place, values] of changes) damaged.set(values, HEAD + 60 + (place % (bytes.length - 100)));
          const one = await readCapture(damaged);
          const other = await readCapture(damaged, piece);
          expect(other.packets).toEqual(one.packets);
          expect(other.tables.summary().problems).toEqual(one.tables.summary().problems);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never loses a packet before it, with the parameter or without', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.nat(),
        fc.uint8Array({ maxLength: 90 }),
        async (bytes, place, values) => {
          const whole = await readCapture(bytes);
          const at = place % bytes.length;
          const before = Array.from(whole.packets.keys()).filter((row) => {
            const { packets: table } = whole.tables;
            return table.offset(row) + table.capturedLength(row) + 8 <= at;
          });
          const damaged = joined(bytes.subarray(0, at), values, bytes.subarray(at));
          if (at < 60) return;
          for (const parameters of [{}, OFF]) {
            const seen = await readCapture(damaged, undefined, parameters);
            expect(seen.packets.slice(0, before.length)).toEqual(EXPECTED.slice(0, before.length));
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
