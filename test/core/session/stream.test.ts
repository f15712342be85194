import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/model/failure.ts';
import { PAGE_DEFAULTS, type MeterParameters } from '../../../src/core/model/parameters.ts';
import type { StreamPart } from '../../../src/core/model/stream.ts';
import { CaptureReading } from '../../../src/core/pipeline.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { followFlow } from '../../../src/core/session/stream/follow-flow.ts';
import { CaptureTables } from '../../../src/core/tables.ts';
import { byteStream } from '../../bytes.ts';
import { packets, pcap } from '../../fixtures/captures.ts';

const TALK = `
  0.000 10.0.0.1:5000 > 10.0.0.2:80 SYN seq=100
  0.010 10.0.0.2:80 > 10.0.0.1:5000 SYN+ACK seq=500 ack=101
  0.020 10.0.0.1:5000 > 10.0.0.2:80 PSH+ACK seq=101 ack=501 "GET /"
  0.030 10.0.0.9:6000 > 10.0.0.2:53 UDP "name?"
  0.040 10.0.0.2:53 > 10.0.0.9:6000 UDP "here"
  0.050 10.0.0.2:80 > 10.0.0.1:5000 PSH+ACK seq=511 ack=106 "world"
  0.060 10.0.0.2:80 > 10.0.0.1:5000 PSH+ACK seq=501 ack=106 "hello, the"
  0.070 10.0.0.1:5000 > 10.0.0.2:80 ACK seq=106 ack=516
`;

async function open(text: string, parameters: Partial<MeterParameters> = {}) {
  const bytes = pcap(packets(text));
  const tables = new CaptureTables({ ...PAGE_DEFAULTS, ...parameters });
  await new CaptureReading(tables).read(byteStream(bytes), 'test', bytes.length);
  tables.finish();
  const source = { read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)) };
  return { session: new CaptureSession(tables, source), tables, source };
}

function value<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
}

/** The bytes of a part, a line each: `4> hello` is what packet 4 brought (from 1). */
const saidIn = ({ pieces, bytes }: StreamPart): string[] =>
  pieces.flatMap((piece) => {
    if (piece.kind !== 'bytes') return [];
    const text = String.fromCharCode(...bytes.subarray(piece.at, piece.at + piece.length));
    return [`${piece.packet + 1}${piece.way === 0 ? '>' : '<'} ${text}`];
  });

describe('the stream of a flow', () => {
  it('is what its packets say, put in order', async () => {
    const { session } = await open(TALK);
    const part = value(await session.stream(0, { part: 0 }));
    expect(part).toMatchObject({ flow: 0, transport: 'TCP', part: 0, before: [0, 0] });
    expect(saidIn(part)).toEqual(['3> GET /', '7< hello, the', '6< world']);
    expect(part.rest).toBeUndefined();
    const datagrams = value(await session.stream(1, { part: 0 }));
    expect(datagrams.transport).toBe('datagrams');
    expect(saidIn(datagrams)).toEqual(['4> name?', '5< here']);
  });

  it('comes in parts, the one with a packet if it is asked for', async () => {
    const { tables, source } = await open(TALK);
    const limits = { bytes: 5, pieces: 100 };
    const ask = async (place: Parameters<typeof followFlow>[2]): Promise<StreamPart> =>
      value(await followFlow({ tables, bytes: source }, 0, place, () => true, limits));
    const first = await ask({ part: 0 });
    expect(saidIn(first)).toEqual(['3> GET /']);
    expect(first.rest).toEqual({ packets: 2, bytes: 10 });
    const second = await ask({ part: 1 });
    expect(saidIn(second)).toEqual(['7< hello, the']);
    expect(second).toMatchObject({ part: 1, before: [5, 0], rest: { packets: 2, bytes: 10 } });
    expect(saidIn(await ask({ part: 2 }))).toEqual(['6< world']);
    expect((await ask({ packet: 6 })).part).toBe(1);
    expect(await ask({ packet: 7 })).toMatchObject({ part: 2, absent: 7 });
    expect(await followFlow({ tables, bytes: source }, 0, { part: 3 }, () => true, limits)).toMatchObject({
      ok: false,
    });
    expect(await followFlow({ tables, bytes: source }, 0, { packet: 3 }, () => true)).toMatchObject({ ok: false });
  });

  it('says that there is none', async () => {
    const { session } = await open('0 10.0.0.1:5000 > 10.0.0.2:80 SYN');
    expect(value(await session.stream(0, { part: 0 })).empty).toBe('no-payload');
    expect(await session.stream(1, { part: 0 })).toMatchObject({ ok: false });
  });

  it('says where a connection that time-outs have cut began and goes on', async () => {
    const cut = `
      0 10.0.0.1:5000 > 10.0.0.2:80 SYN seq=100
      1 10.0.0.1:5000 > 10.0.0.2:80 ACK seq=101 "one"
      100 10.0.0.1:5000 > 10.0.0.2:80 ACK seq=104 "two"
      200 10.0.0.1:5000 > 10.0.0.2:80 SYN seq=900`;
    const { session } = await open(cut, { idleTimeout: 10 });
    const parts = await Promise.all([0, 1, 2].map((flow) => session.stream(flow, { part: 0 })));
    // Questions overtake each other: the last one is answered.
    expect(parts.map(({ ok }) => ok)).toEqual([false, false, true]);
    const [first, second, third] = [
      value(await session.stream(0, { part: 0 })),
      value(await session.stream(1, { part: 0 })),
      value(await session.stream(2, { part: 0 })),
    ];
    expect([first?.earlier, first?.later]).toEqual([undefined, 1]);
    expect([second?.earlier, second?.later]).toEqual([0, undefined]);
    expect([third?.earlier, third?.later]).toEqual([undefined, undefined]);
  });

  it('is saved whole, one direction or both', async () => {
    const { session } = await open(`${TALK}\n0.08 10.0.0.2:80 > 10.0.0.1:5000 ACK seq=520 ack=106 "!"`);
    const save = async (way?: 0 | 1): Promise<readonly [string, unknown]> => {
      let text = '';
      const summary = value(
        await session.saveStream(
          { flow: 0, ...(way !== undefined && { way }) },
          {
            take: (piece) => void (text += typeof piece === 'string' ? piece : String.fromCharCode(...piece)),
            pause: () => Promise.resolve(false),
          },
        ),
      );
      return [text, summary];
    };
    expect(await save()).toEqual(['GET /hello, theworld!', { bytes: 21, gaps: 1, missingBytes: 4 }]);
    expect(await save(0)).toEqual(['GET /', { bytes: 5, gaps: 0, missingBytes: 0 }]);
    expect(await save(1)).toEqual(['hello, theworld!', { bytes: 16, gaps: 1, missingBytes: 4 }]);
  });
});
