import { describe, expect, it } from 'vitest';
import { PAGE_DEFAULTS } from '../../../src/core/model/parameters.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { packetsOfMessages } from '../../../src/core/session/messages/message-packets.ts';
import { messageRows } from '../../../src/core/session/messages/message-rows.ts';
import { readMessages } from '../../../src/core/session/messages/read-messages.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { pcap } from '../../fixtures/captures.ts';
import { fragmentsOf } from '../../fixtures/fragments.ts';
import { frame } from '../../fixtures/frames.ts';

const START = 1_700_000_000_000_000_000n;

/** An answer of DNS with one TXT record of so many bytes, to a question for `a`. */
function answerOf(text: number): Uint8Array {
  const strings = Array.from({ length: text / 200 }, () => [200, ...Buffer.from('t'.repeat(200))]).flat();
  const head = [0, 7, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0x61, 0, 0, 16, 0, 1];
  const { length } = strings;
  return Uint8Array.from([...head, 0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, length >> 8, length & 255, ...strings]);
}
const QUESTION = Uint8Array.from([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0x61, 0, 0, 16, 0, 1]);

async function readTalk(frames: readonly Uint8Array[]) {
  const bytes = pcap(frames.map((one, at) => ({ timeNs: START + BigInt(at) * 1_000_000n, bytes: one })));
  const tables = new CaptureTables(PAGE_DEFAULTS);
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) };
  const read = await readMessages(tables, source, { pause: () => false });
  const { columns } = messageRows(tables.messages, tables.sources);
  const cell = (id: string, row: number): string | number | undefined => {
    const column = columns.get(id);
    if (column?.type === 'number') return column.number(row);
    return column?.type === 'dictionary' ? column.text(column.code(row)) : undefined;
  };
  return { tables, read, cell, session: new CaptureSession(tables, source) };
}

describe.each([
  ['IPv4', '10.0.0.1:5000', '10.0.0.2:53'],
  ['IPv6', 'fd00::1:5000', 'fd00::2:53'],
])('%s fragments', (_, client, server) => {
  const asked = frame(`${client} > ${server} UDP`, QUESTION);
  const parts = fragmentsOf(frame(`${server} > ${client} UDP`, answerOf(3000)), 1200);

  it.each([
    ['in their order', [0, 1, 2]],
    ['the other way round', [2, 1, 0]],
  ])('%s make one message, which leads to all of their packets', async (_order, order) => {
    const { tables, read, cell } = await readTalk([asked, ...order.map((at) => parts[at] ?? asked)]);
    expect(read).toMatchObject({ messages: 2, cut: 0, fragments: { joined: 1, incomplete: 0, refused: 0 } });
    expect(cell('kind', 1)).toBe('response');
    expect([cell('pairing', 1), cell('state', 1), cell('length', 1)]).toEqual(['answer', 'whole', 3046]);
    expect([cell('first_packet', 1), cell('packet', 1), cell('flow', 1), cell('src_port', 1)]).toEqual([2, 4, 0, 53]);
    expect([cell('time', 1), cell('latency', 1)]).toEqual([3e6, 1]);
    expect([...packetsOfMessages(tables.messages, tables.packets, [1])]).toEqual([1, 2, 3]);
  });

  it('make one piece of the stream', async () => {
    const { session } = await readTalk([asked, ...parts]);
    const reply = await session.stream(0, { part: 0 }, 'best');
    expect(reply.ok && reply.value.pieces.map(({ kind, length }) => `${kind} ${length}`)).toEqual([
      'bytes 19',
      'bytes 3046',
    ]);
  });

  it('that are missing are counted, and what is there is shown as cut', async () => {
    const { read, cell, session } = await readTalk([asked, ...parts.slice(0, 1), ...parts.slice(2)]);
    expect(read).toMatchObject({ cut: 1, fragments: { joined: 0, incomplete: 1 } });
    expect(cell('state', 1)).toBe('cut');
    const reply = await session.stream(0, { part: 0 }, 'best');
    expect(reply.ok && reply.value.pieces.at(-1)).toMatchObject({ kind: 'gap', why: 'fragments', length: 1854 });
  });

  it('that overlap are refused, and counted', async () => {
    const others = fragmentsOf(frame(`${server} > ${client} UDP`, answerOf(3000)), 800);
    const { read } = await readTalk([asked, ...parts.slice(0, 1), ...others.slice(1, 2), ...parts.slice(1)]);
    expect(read).toMatchObject({ messages: 1, fragments: { joined: 0, incomplete: 0, refused: 1 } });
  });
});
