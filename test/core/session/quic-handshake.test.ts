import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hexBytes } from '../../../src/base/text.ts';
import { KeyLog } from '../../../src/core/decrypt/key-log.ts';
import type { Reply } from '../../../src/core/model/failure.ts';
import type { StreamPart } from '../../../src/core/model/stream.ts';
import { readFrames } from '../../../src/core/quic/frames.ts';
import { readGoogleHello } from '../../../src/core/quic/google-hello.ts';
import { splitDatagram } from '../../../src/core/quic/split-datagram.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { handshakeDecryptor } from '../../../src/core/session/stream/quic-handshake.ts';
import { googleDatagram, googleHello } from '../../fixtures/google-hello.ts';
import { cryptoFrame, quicInitial } from '../../fixtures/quic-initial.ts';
import { openRecorded, withoutSecrets } from '../decrypt/recorded.ts';

const SAMPLE = new Uint8Array(readFileSync(new URL('../../../public/samples/quic.pcapng', import.meta.url)));
const START = { part: 0 };

function value<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
}

async function sessionOf(bytes: Uint8Array): Promise<CaptureSession> {
  const { tables, source } = await openRecorded(bytes);
  return new CaptureSession(tables, source, undefined, new KeyLog());
}

const toldIn = ({ pieces }: StreamPart): readonly string[] =>
  pieces.flatMap((piece) => (piece.kind === 'told' ? [piece.words] : []));

/** What a handshake gives of datagrams, all of one side. */
function heard(datagrams: readonly Uint8Array[]): { readonly lines: readonly string[]; readonly packets: number[] } {
  const lines: string[] = [];
  const packets: number[] = [];
  const talk = handshakeDecryptor(new KeyLog())({
    data: (_, packet, bytes) => {
      lines.push(hexBytes(bytes));
      packets.push(packet);
    },
    said: (_way, _packet, _kind, words) => lines.push(words),
    closed: (_way, _packet, length, why) => lines.push(`${length} ${why}`),
  });
  datagrams.forEach((bytes, packet) => talk.bytes(0, packet, bytes));
  talk.finish();
  return { lines, packets };
}

describe('the handshake of QUIC', () => {
  it('is put together from Initial packets without keys, and leads to its packets', async () => {
    const session = await sessionOf(withoutSecrets(SAMPLE));
    const sent = value(await session.stream(1, START));
    expect(sent.decryption).toMatchObject({ works: false, shown: false, hasHandshake: true });
    const part = value(await session.stream(1, START, 'handshake'));
    expect(part.decryption).toMatchObject({ shown: true, isHandshake: true });
    expect(toldIn(part).slice(0, 2)).toEqual(['handshake in Initial packets', 'Client Hello']);
    // A Client Hello: its type, and a length that is that of what follows.
    const pieces = part.pieces.filter((piece) => piece.kind === 'bytes' && piece.way === 0);
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    expect(hexBytes(part.bytes, 0, 4)).toBe(`01${(length - 4).toString(16).padStart(6, '0')}`);
    const first = pieces[0]?.packet ?? -1;
    const there = value(await session.stream(1, { packet: first }, 'handshake'));
    expect(there.absent).toBeUndefined();
  });

  it('goes on with what the keys open, and leaves streams out', async () => {
    const session = await sessionOf(SAMPLE);
    const part = value(await session.stream(1, START, 'handshake'));
    const told = toldIn(part);
    expect(told).toContain('handshake in Handshake packets');
    expect(told).toContain('Finished');
    expect(told.some((words) => words.startsWith('stream '))).toBe(false);
    const saved: Uint8Array[] = [];
    const summary = await session.saveStream(
      { flow: 1, isHandshake: true },
      { take: (piece) => void saved.push(Uint8Array.from(piece as Uint8Array)), pause: () => Promise.resolve(false) },
    );
    expect(value(summary).bytes).toBe(part.bytes.length);
    expect(Buffer.concat(saved)).toEqual(Buffer.from(part.bytes));
  });

  it('has frames in their order, and says what is missing between them', () => {
    const id = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const ids = { destination: id, source: Uint8Array.of(9) };
    const piece = (offset: number, text: string): Uint8Array => cryptoFrame(offset, new TextEncoder().encode(text));
    const datagram = (number: number, frame: Uint8Array): Uint8Array => quicInitial('client', id, number, frame, ids);
    const frames = [piece(3, 'def'), piece(0, 'abc'), piece(10, 'k')];
    expect(heard(frames.map((frame, at) => datagram(at, frame)))).toEqual({
      lines: ['handshake in Initial packets', '616263', '646566', '4 lost', '6b'],
      packets: [1, 0, 2],
    });
  });
});

describe("Google's hello", () => {
  const hello = googleHello({ SNI: 'example.org', UAID: 'a browser', VER: 'Q043', NONC: '\u0001\u0002', PAD: '-'.repeat(500) });

  it('is told by its tags, with its bytes', () => {
    expect(heard([googleDatagram('Q043', hello)]).lines).toEqual([
      'CHLO of Google QUIC Q043, ' + `${hello.length} bytes`,
      'SNI: example.org',
      'UAID: a browser',
      'VER: Q043',
      'NONC: 0102',
      'PAD: 500 bytes',
      'handshake in Initial packets',
      hexBytes(hello),
    ]);
  });

  it('says what of it is not in the packet', () => {
    expect(heard([googleDatagram('Q043', hello.slice(0, -100))]).lines[0]).toContain('100 bytes of it are not in this packet');
  });
});

describe('packets of QUIC with any bytes', () => {
  const heads = fc.constantFrom('c000000001', 'd06b3343cf', 'c0ff00001d', 'c051303530', '0d00000000000000005130343300');
  const datagram = fc
    .tuple(heads, fc.uint8Array({ maxLength: 120 }), fc.nat(120))
    .map(([head, rest, cut]) => Uint8Array.from([...Buffer.from(head, 'hex'), ...rest]).subarray(0, 14 + cut));

  it('never throw, and give what stands in them', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(datagram, fc.uint8Array({ maxLength: 60 })), { maxLength: 8 }), (datagrams) => {
        heard(datagrams);
        for (const bytes of datagrams) {
          for (const part of splitDatagram(bytes)) expect(part.bytes.length).toBeLessThanOrEqual(bytes.length);
          for (const frame of readFrames(bytes)) expect(frame.type).toBeTruthy();
          readGoogleHello(bytes, (name, from, to) => {
            expect(name + 4).toBeLessThanOrEqual(bytes.length);
            expect(Math.max(from, to)).toBeLessThanOrEqual(bytes.length);
          });
        }
      }),
    );
  });

  it('of a hello that is cut anywhere are told as far as they go', () => {
    const whole = googleDatagram('Q043', googleHello({ SNI: 'example.org', VER: 'Q043' }));
    for (let end = 14; end <= whole.length; end++) {
      const { lines } = heard([whole.slice(0, end)]);
      for (const line of lines.filter((words) => words.startsWith('SNI: ')))
        expect('SNI: example.org'.startsWith(line.replace('empty', ''))).toBe(true);
    }
  });
});
