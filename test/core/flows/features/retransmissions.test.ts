import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capture, flowOf, metered } from '../metered.ts';

const A = '10.0.0.1:5000 > 10.0.0.2:443';
const B = '10.0.0.2:443 > 10.0.0.1:5000';
const COUNTERS = [
  'retransmitted_packets',
  'retransmitted_bytes',
  'out_of_order_packets',
  'sequence_gap_packets',
  'duplicate_ack_packets',
  'keep_alive_packets',
] as const;
type Counts = Partial<Record<(typeof COUNTERS)[number], number>>;

/** Counters that are not 0. */
async function counts(lines: readonly string[], scope = 'src2dst'): Promise<Counts> {
  const text = lines.map((line, at) => `${at / 100} ${line}`).join('\n');
  const analysis = await metered(capture(text), { features: ['retransmissions'] });
  const values = flowOf(
    analysis,
    COUNTERS.map((name) => `${scope}_${name}`),
  );
  const found = COUNTERS.map((name) => [name, Number(values[`${scope}_${name}`])] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== 0));
}

describe('retransmissions', () => {
  it('are none in a connection without any', async () => {
    const lines = [
      `${A} SYN seq=100`,
      `${B} SYN+ACK seq=500 ack=101`,
      `${A} ACK seq=101 ack=501`,
      `${A} PSH+ACK 10 seq=101 ack=501`,
      `${B} ACK 20 seq=501 ack=111`,
      `${A} FIN+ACK 5 seq=111 ack=521`,
      `${B} FIN+ACK seq=521 ack=117`,
      `${A} ACK seq=117 ack=522`,
    ];
    expect(await counts(lines, 'bidirectional')).toEqual({});
  });

  it('are segments all of whose bytes were seen; bytes count also where some are new', async () => {
    const first = `${A} ACK 10 seq=101 ack=1`;
    expect(await counts([first, first])).toEqual({ retransmitted_packets: 1, retransmitted_bytes: 10 });
    expect(await counts([first, `${A} ACK 10 seq=106 ack=1`])).toEqual({ retransmitted_bytes: 5 });
    expect(await counts([first, `${A} ACK 4 seq=103 ack=1`])).toEqual({
      retransmitted_packets: 1,
      retransmitted_bytes: 4,
    });
  });

  it('count SYN and FIN that come again, without bytes', async () => {
    expect(await counts([`${A} SYN seq=9`, `${A} SYN seq=9`])).toEqual({ retransmitted_packets: 1 });
    const end = [`${A} ACK 10 seq=101`, `${A} FIN+ACK seq=111`];
    expect(await counts([...end, `${A} FIN+ACK seq=111`])).toEqual({ retransmitted_packets: 1 });
  });

  it('are counted in the direction of the packet', async () => {
    const lines = [`${A} ACK 1 seq=1`, `${B} ACK 10 seq=5 ack=2`, `${B} ACK 10 seq=5 ack=2`];
    expect(await counts(lines, 'dst2src')).toEqual({ retransmitted_packets: 1, retransmitted_bytes: 10 });
    expect(await counts(lines, 'src2dst')).toEqual({});
    expect(await counts(lines, 'bidirectional')).toEqual({ retransmitted_packets: 1, retransmitted_bytes: 10 });
  });

  it('are apart from what fills a gap', async () => {
    const lines = [`${A} ACK 10 seq=100`, `${A} ACK 10 seq=120`, `${A} ACK 10 seq=110`, `${A} ACK 10 seq=110`];
    expect(await counts(lines)).toEqual({
      sequence_gap_packets: 1,
      out_of_order_packets: 1,
      retransmitted_packets: 1,
      retransmitted_bytes: 10,
    });
  });

  it('take packets from before the first one seen for reordered', async () => {
    expect(await counts([`${A} ACK 10 seq=100`, `${A} ACK 10 seq=90`])).toEqual({ out_of_order_packets: 1 });
    expect(await counts([`${A} ACK 10 seq=100`, `${A} SYN seq=99`])).toEqual({ out_of_order_packets: 1 });
  });

  it('begin anew with another SYN', async () => {
    expect(await counts([`${A} SYN seq=9`, `${A} ACK 10 seq=10`, `${A} SYN seq=3`, `${A} ACK 10 seq=4`])).toEqual({});
  });

  it('are apart from keep-alives', async () => {
    const first = `${A} ACK 10 seq=100 ack=1`;
    expect(await counts([first, `${A} ACK seq=109 ack=1`, `${A} ACK 1 seq=109 ack=1`])).toEqual({
      keep_alive_packets: 2,
    });
  });

  it('pass over RST and other protocols', async () => {
    expect(await counts([`${A} ACK 10 seq=100`, `${A} RST seq=100`, `${A} RST seq=0`])).toEqual({});
    expect(await counts(['10.0.0.1:5 > 10.0.0.2:53 UDP 4', '10.0.0.1:5 > 10.0.0.2:53 UDP 4'])).toEqual({});
  });

  it('count duplicate acknowledgements while bytes are outstanding', async () => {
    const data = [`${A} ACK 10 seq=100 ack=50`, `${A} ACK 10 seq=120 ack=50`];
    const ack = `${B} ACK seq=50 ack=110`;
    expect(await counts([...data, ack, ack, ack], 'dst2src')).toEqual({ duplicate_ack_packets: 2 });
    // Another window, payload, or nothing outstanding: none.
    expect(await counts([...data, ack, `${ack} win=77`], 'dst2src')).toEqual({});
    expect(await counts([...data, ack, `${B} ACK 3 seq=50 ack=110`], 'dst2src')).toEqual({});
    expect(await counts([data[0] ?? '', ack, ack], 'dst2src')).toEqual({});
  });

  it('find the same as a list of all bytes seen, over the end of the sequence numbers, too', async () => {
    const segment = fc.record({ at: fc.nat(40), size: fc.nat(9), fin: fc.boolean() });
    const base = fc.constantFrom(0, 1000, 2 ** 31 - 20, 2 ** 32 - 20);
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { minLength: 1, maxLength: 25 }), base, async (segments, start) => {
        const lines = segments.map(
          ({ at, size, fin }) => `${A} ${fin ? 'FIN+ACK' : 'ACK'} ${size} seq=${(start + at) % 2 ** 32} ack=1`,
        );
        expect(await counts(lines)).toEqual(countPlainly(segments));
      }),
      { numRuns: 200 },
    );
  });
});

/** The definitions of docs/features.md over a set of the bytes seen. */
function countPlainly(
  segments: readonly { readonly at: number; readonly size: number; readonly fin: boolean }[],
): Counts {
  const seen = new Set<number>();
  const found = { packets: 0, bytes: 0, outOfOrder: 0, gaps: 0, keepAlives: 0 };
  let high: number | undefined;
  for (const { at, size, fin } of segments) {
    const before = high ?? at;
    if (high !== undefined && !fin && size <= 1 && at === high - 1) {
      found.keepAlives++;
      continue;
    }
    const length = size + (fin ? 1 : 0);
    const own = Array.from({ length }, (_, index) => at + index);
    const fresh = own.filter((position) => !seen.has(position));
    if (at > before) found.gaps++;
    if (length > 0 && fresh.length === 0) found.packets++;
    if (fresh.some((position) => position < before)) found.outOfOrder++;
    found.bytes += own.slice(0, size).filter((position) => seen.has(position)).length;
    for (const position of own) seen.add(position);
    high = Math.max(before, at + length);
  }
  const named: Counts = {
    retransmitted_packets: found.packets,
    retransmitted_bytes: found.bytes,
    out_of_order_packets: found.outOfOrder,
    sequence_gap_packets: found.gaps,
    keep_alive_packets: found.keepAlives,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value > 0));
}
