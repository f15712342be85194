import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatchSet } from '../../../src/core/model/match.ts';
import type { Question } from '../../../src/core/model/question.ts';
import { joined, packets, pcap, pcapng, pcapngBlock, type TestPacket } from '../../fixtures/captures.ts';
import { open, readAll, write, written, type ReadPacket } from './written.ts';
import { matchSetOf } from '../../../src/core/relational/match-set.ts';

const ALL: Question = { table: 'packets', filter: '' };

const CONVERSATION = packets(`
  0.000000 10.0.0.1:5000 > 10.0.0.2:443 SYN
  0.010000 10.0.0.2:443 > 10.0.0.1:5000 SYN+ACK
  0.020001 ARP 10.0.0.1 > 10.0.0.2
  0.030000 10.0.0.1:5000 > 10.0.0.2:443 PSH+ACK "GET / HTTP/1.1"
  0.500000 10.0.0.9:6000 > 10.0.0.2:53 UDP 31
  0.600000 10.0.0.2:53 > 10.0.0.9:6000 UDP 90
  2.000000 10.0.0.2:443 > 10.0.0.1:5000 PSH+ACK 1000
`);

/** Packets of a run over the open capture that found these. */
function matchOf(rows: readonly number[]): MatchSet {
  return matchSetOf({
    classes: [{ name: 'Chosen', completed: 1, incomplete: 0 }],
    matches: [{ flowClass: 0, complete: true, packets: rows, fields: [] }],
    omitted: [0],
  });
}

/** Without the numbers of interfaces. */
function withoutFrom(list: readonly ReadPacket[]): readonly Omit<ReadPacket, 'from'>[] {
  return list.map(({ from: _from, ...packet }) => packet);
}

describe('a written capture', () => {
  it('has the packets that are shown, in the order of the capture', async () => {
    const { session } = await open(pcap(CONVERSATION));
    const question: Question = { ...ALL, filter: 'protocol = UDP', sort: { column: 'time', descending: true } };
    const { packets: read } = await readAll(await written(session, { format: 'pcapng', question }));
    expect(read.map(({ timeNs }) => timeNs)).toEqual([CONVERSATION[4].timeNs, CONVERSATION[5].timeNs]);
    expect(read[1].bytes).toEqual([...CONVERSATION[5].bytes]);
  });

  it('has all packets of the flows that are shown, and of the sequences', async () => {
    const { session } = await open(pcap(CONVERSATION));
    const flows = await written(session, { format: 'pcap', question: { table: 'flows', filter: 'protocol = 6' } });
    expect((await readAll(flows)).packets.map(({ timeNs }) => timeNs)).toEqual(
      [0, 1, 3, 6].map((row) => CONVERSATION[row].timeNs),
    );
    session.setMatches(matchOf([5, 2]));
    const matches = await written(session, { format: 'pcap', question: { table: 'matches', filter: '' } });
    expect((await readAll(matches)).packets.map(({ timeNs }) => timeNs)).toEqual(
      [2, 5].map((row) => CONVERSATION[row].timeNs),
    );
  });

  it('gives the same flows when it is opened', async () => {
    const { tables, session } = await open(pcap(CONVERSATION, { nanoseconds: true, bigEndian: true }));
    const before = await written(session, {
      format: 'ndjson',
      question: { table: 'flows', filter: '' },
      columns: [...tables.flows.columns.keys()],
    });
    for (const format of ['pcap', 'pcapng'] as const) {
      const again = await open(await written(session, { format, question: ALL }));
      const after = await written(again.session, {
        format: 'ndjson',
        question: { table: 'flows', filter: '' },
        columns: [...tables.flows.columns.keys()],
      });
      expect(after).toEqual(before);
      expect(again.tables.facts.container.nanoseconds).toBe(true);
    }
  });

  it('is a capture even without packets', async () => {
    const { session } = await open(pcap(CONVERSATION, { linkType: 113, snaplen: 96 }));
    const question = { ...ALL, filter: 'number = 0' };
    const { interfaces, packets: none } = await readAll(await written(session, { format: 'pcap', question }));
    expect(interfaces).toMatchObject([{ linkType: 113, snaplen: 96 }]);
    expect(none).toEqual([]);
    expect((await readAll(await written(session, { format: 'pcapng', question }))).interfaces).toMatchObject([
      { linkType: 113, snaplen: 96 },
    ]);
  });

  it('keeps a pcap’s own snaplen, and states none for what is not a pcap', async () => {
    const from = await open(pcapng(CONVERSATION, [{ snaplen: 96 }]));
    const { interfaces } = await readAll(await written(from.session, { format: 'pcap', question: ALL }));
    expect(interfaces).toMatchObject([{ snaplen: 262_144 }]);
  });

  it('has microseconds to the last digit however long the capture is', async () => {
    const far = [0n, 1_699_999_999_999_999_000n, 4_294_967_295_999_999_000n].map((timeNs) => ({
      timeNs,
      bytes: new Uint8Array(1),
    }));
    const { session } = await open(pcap(far));
    for (const format of ['pcap', 'pcapng'] as const) {
      const { packets: read } = await readAll(await written(session, { format, question: ALL }));
      expect(read.map(({ timeNs }) => timeNs)).toEqual(far.map(({ timeNs }) => timeNs));
    }
  });

  it('has all digits of clocks that count in powers of two', async () => {
    const times = [0, 1, 3].map(
      (units) => 1_700_000_000_000_000_000n + (BigInt(units) * 1_000_000_000n + 1023n) / 1024n,
    );
    const ticking = times.map((timeNs) => ({ timeNs, bytes: new Uint8Array(1) }));
    const { session, tables } = await open(pcapng(ticking, [{ resolution: 0x8a }]));
    const seen = [0n, 976_562n, 2_929_687n].map((since) => 1_700_000_000_000_000_000n + since);
    // 1024 units a second are coarse, but each is 976,562.5 ns.
    expect(tables.summary().nanoseconds).toBe(true);
    for (const format of ['pcap', 'pcapng'] as const) {
      const { packets: read } = await readAll(await written(session, { format, question: ALL }));
      expect(read.map(({ timeNs }) => timeNs)).toEqual(seen);
    }
  });

  it('stops when it is told to', async () => {
    const { session } = await open(pcap(CONVERSATION));
    const { reply } = await write(session, { format: 'pcapng', question: ALL }, 1);
    expect(reply).toEqual({ ok: false, failure: { code: 'stopped' } });
  });

  it('is refused if bytes are missing by now', async () => {
    const bytes = pcap(CONVERSATION);
    const { tables } = await open(bytes);
    const { CaptureSession } = await import('../../../src/core/session/capture-session.ts');
    const shorter = bytes.subarray(0, 500);
    const session = new CaptureSession(tables, {
      read: (offset, length) => Promise.resolve(shorter.subarray(offset, offset + length)),
    });
    const { reply } = await write(session, { format: 'pcap', question: ALL });
    expect(reply).toMatchObject({ ok: false, failure: { code: 'unreadable' } });
  });
});

describe('several interfaces', () => {
  const two = CONVERSATION.map((packet, at) => ({ ...packet, interface: at % 2 }));

  it('go into pcapng with their numbers, names, link types and clocks', async () => {
    const interfaces = [
      { name: 'eth0', snaplen: 1500, resolution: 9 },
      { name: 'lo', linkType: 0, resolution: 0x8a },
    ];
    const { session } = await open(pcapng(two, interfaces));
    const read = await readAll(
      await written(session, { format: 'pcapng', question: { ...ALL, filter: 'number > 1' } }),
    );
    expect(read.interfaces).toMatchObject([
      { name: 'eth0', linkType: 1, snaplen: 1500 },
      { name: 'lo', linkType: 0 },
    ]);
    expect(read.packets.map(({ from }) => from)).toEqual([1, 0, 1, 0, 1, 0]);
    expect(read.packets[1].timeNs).toBe(CONVERSATION[2].timeNs);
  });

  it('do not go into pcap, unless all packets come from one', async () => {
    const { session } = await open(pcapng(two, [{ name: 'eth0' }, { name: 'eth1' }]));
    const { reply } = await write(session, { format: 'pcap', question: ALL });
    expect(reply).toMatchObject({
      ok: false,
      failure: { code: 'unfit-format', detail: expect.stringContaining('one interface') as string },
    });
    const one = await written(session, { format: 'pcap', question: { ...ALL, filter: 'number = 1 or number = 3' } });
    expect((await readAll(one)).packets).toHaveLength(2);
    const types = await open(pcapng(two, [{ linkType: 1 }, { linkType: 113 }]));
    expect((await write(types.session, { format: 'pcap', question: ALL })).reply).toMatchObject({
      failure: { detail: expect.stringContaining('one link type') as string },
    });
  });
});

/** An enhanced packet block of interface 0 without bytes, with a comment, at a count of microseconds. */
function commented(comment: string, micros: bigint): Uint8Array {
  const text = Buffer.from(comment);
  const body = Buffer.alloc(20 + 4 + Math.ceil(text.length / 4) * 4 + 4);
  body.writeUInt32LE(Number(micros >> 32n), 4);
  body.writeUInt32LE(Number(micros & 0xffffffffn), 8);
  body.writeUInt16LE(1, 20);
  body.writeUInt16LE(text.length, 22);
  text.copy(body, 24);
  return pcapngBlock(6, body);
}

/** A decryption secrets block of TLS key log lines. */
function secrets(lines: string): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x544c534b, 0);
  head.writeUInt32LE(lines.length, 4);
  return pcapngBlock(10, Buffer.concat([head, Buffer.from(lines)]));
}

/** A name resolution block of one IPv4 and one IPv6 address. */
function names(): Uint8Array {
  const v4 = Buffer.from('\x01\0\x0f\0\x0a\0\0\x01first.test\0\0', 'latin1');
  const v6 = Buffer.from(`\x02\0\x17\0\x20\x01\x0d\xb8${'\0'.repeat(11)}\x01second\0\0\0\0\0\0`, 'latin1');
  return pcapngBlock(4, Buffer.concat([v4, v6]));
}

describe('what a capture says beside its packets', () => {
  const capture = joined(
    pcapng([], [{ name: 'eth0' }]),
    secrets('CLIENT_RANDOM 00 11\n'),
    names(),
    commented('first ü', 5_000_000n),
    commented('second', 6_000_000n),
  );

  it('goes into pcapng: comments, secrets, names', async () => {
    const { session } = await open(capture);
    const read = await readAll(
      await written(session, { format: 'pcapng', question: { ...ALL, filter: 'number = 1' } }),
    );
    expect(read.packets).toMatchObject([{ timeNs: 5_000_000_000n, comments: ['first ü'] }]);
    const original = await readAll(capture);
    const beside = (notes: typeof read.notes) => notes.filter(({ type }) => type !== 'section');
    expect(beside(original.notes).map(({ type }) => type)).toEqual(['secrets', 'names']);
    expect(beside(read.notes)).toEqual(beside(original.notes));
    expect(read.notes).toContainEqual({ type: 'section', application: 'Flowloom', comments: [] });
    expect(read.problems).toEqual([]);
  });

  it('is left out of pcap, and counted', async () => {
    const { session } = await open(capture);
    const { reply } = await write(session, { format: 'pcap', question: ALL });
    expect(reply).toEqual({ ok: true, value: { rows: 2, commentsLeftOut: 2 } });
  });
});

describe('any capture', () => {
  // Also beyond the 104 days for which a double holds nanoseconds.
  const times = fc.bigInt({ min: 0n, max: 4_000_000_000_000_000n }).map((micros) => micros * 1000n);
  const packet = fc.record({
    timeNs: times,
    bytes: fc.uint8Array({ maxLength: 90 }),
    more: fc.nat(2000),
    interface: fc.nat(2),
  });
  const list = fc
    .array(packet, { maxLength: 12 })
    .map((some) => some.map(({ more, ...rest }): TestPacket => ({ ...rest, wireLength: rest.bytes.length + more })));
  const container = fc.record({
    ng: fc.boolean(),
    bigEndian: fc.boolean(),
    nanoseconds: fc.boolean(),
    resolutions: fc.array(fc.constantFrom(6, 9, 3), { minLength: 3, maxLength: 3 }),
    fraction: fc.nat(999),
  });

  it('written and read gives the same packets, whichever are chosen', async () => {
    await fc.assert(
      fc.asyncProperty(
        list,
        container,
        fc.array(fc.nat(11)),
        async (some, { ng, bigEndian, nanoseconds, resolutions, fraction }, chosen) => {
          const fine = some.map((one, at) => ({ ...one, timeNs: one.timeNs + BigInt(at % 3 === 0 ? 0 : fraction) }));
          const bytes = ng
            ? pcapng(
                fine,
                resolutions.map((resolution, at) => ({ resolution, name: `if${at}`, linkType: 1 + at })),
                bigEndian,
              )
            : pcap(fine, { bigEndian, nanoseconds });
          const original = await readAll(bytes);
          const rows = [...new Set(chosen)].filter((row) => row < some.length).sort((a, b) => a - b);
          const { session } = await open(bytes);
          session.setMatches(matchOf(rows));
          const question: Question = { ...ALL, match: 'any' };
          const wanted = rows.map((row) => original.packets[row]);
          const asNg = await readAll(await written(session, { format: 'pcapng', question }));
          expect(asNg.packets).toEqual(wanted);
          expect(asNg.interfaces.map(({ linkType, name }) => [linkType, name])).toEqual(
            original.interfaces.map(({ linkType, name }) => [linkType, name]),
          );
          const { reply, bytes: asPcap } = await write(session, { format: 'pcap', question });
          const sources = new Set(wanted.map(({ from }) => from));
          expect(reply.ok).toBe(sources.size < 2);
          if (reply.ok) expect(withoutFrom((await readAll(asPcap)).packets)).toEqual(withoutFrom(wanted));
        },
      ),
    );
  });
});
