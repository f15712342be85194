import { deflateRawSync, constants, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../../../src/core/model/stream.ts';
import { HttpBodies } from '../../../src/core/session/stream/http-bodies.ts';
import { SecureHttp } from '../../../src/core/session/stream/secure-http.ts';
import { readText } from '../../../workers/read-text.ts';
import { http2Talk } from '../../fixtures/http2-talk.ts';
import type { Utterance } from '../../fixtures/http-talk.ts';
import { deflated, frameOf, SWITCH } from '../../fixtures/websocket-talk.ts';
import { followed } from './follow-talk.ts';

/** Pieces as lines: text of bytes, words of marks. */
const linesOf = ({ pieces, bytes }: StreamPart): string[] =>
  pieces.map((piece) => {
    const arrow = piece.way === 0 ? '>' : '<';
    if (piece.kind === 'bytes')
      return `${arrow} ${Buffer.from(bytes.subarray(piece.at, piece.at + piece.length)).toString()}`;
    if (piece.kind === 'told') return `${arrow} [${piece.words}]`;
    return piece.kind === 'body' ? `${arrow} [body ${piece.length} of ${piece.sent}]` : `${arrow} [${piece.kind}]`;
  });

/** What is shown of bytes of both directions, cut anywhere. */
async function shown(said: readonly (readonly [0 | 1, Uint8Array])[], size = Infinity): Promise<readonly string[]> {
  const lines: string[] = [];
  const bodies = new HttpBodies(
    {
      bytes: ({ way }, bytes) => void lines.push(`${way} ${Buffer.from(bytes).toString('latin1')}`),
      mark: (mark) => void lines.push(`${mark.way} [${mark.kind === 'told' ? mark.words : mark.kind}]`),
    },
    readText,
  );
  const stream = new SecureHttp(bodies);
  const next: [number, number] = [0, 0];
  for (const [packet, [way, bytes]] of said.entries())
    for (let at = 0; at < bytes.length; at += size) {
      const piece = bytes.subarray(at, at + size);
      stream.bytes({ way, connection: 0, packet, offset: next[way] }, piece);
      next[way] += piece.length;
    }
  stream.finish();
  bodies.finish();
  await bodies.flush();
  return lines;
}

const UPGRADE: Utterance = ['>', 'GET /chat HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'];

describe('WebSocket in a stream', () => {
  it('is shown message by message: unmasked, joined, with control frames and the close', async () => {
    const part = await followed([
      UPGRADE,
      ['<', SWITCH],
      ['>', frameOf(1, 'hel', { isLast: false, mask: [1, 2, 3, 4] })],
      ['>', frameOf(9, 'beat', { mask: [5, 6, 7, 8] })],
      ['>', frameOf(0, 'lo', { mask: [9, 9, 9, 9] })],
      ['<', frameOf(10, 'beat')],
      ['<', frameOf(2, '\u0001\u0002'.repeat(100))],
      ['<', frameOf(8, `${String.fromCharCode(3, 0xe9)}off`)],
    ]);
    expect(linesOf(part).slice(2)).toEqual([
      '> [ping, 4 bytes]',
      '> beat',
      '> [text, 5 bytes, in 2 frames]',
      '> hel',
      '> lo',
      '< [pong, 4 bytes]',
      '< beat',
      '< [binary, 200 bytes]',
      `< ${'\u0001\u0002'.repeat(100)}`,
      '< [close, 1001 going away: off]',
    ]);
  });

  it.each(['', '; server_no_context_takeover; client_no_context_takeover'])(
    'is inflated, with what came before as the window or without (“%s”)',
    async (terms) => {
      const texts = ['the same again and again', 'the same again and again', 'the same again and again and more'];
      const packed = deflated(texts, terms === '');
      const part = await followed([
        UPGRADE,
        ['<', SWITCH.replace('\r\n\r\n', `\r\nSec-WebSocket-Extensions: permessage-deflate${terms}\r\n\r\n`)],
        ...packed.map((bytes): Utterance => ['<', frameOf(1, bytes, { isCompressed: true })]),
      ]);
      const lines = linesOf(part).slice(2);
      expect(lines.filter((line) => !line.includes('['))).toEqual(texts.map((text) => `< ${text}`));
      expect(lines[0]).toBe(`< [text, 24 bytes, compressed, ${packed[0]?.length} bytes as sent]`);
      expect((packed[1]?.length ?? 0) < (packed[0]?.length ?? 0)).toBe(terms === '');
    },
  );

  it('is bounded, however little says how much', async () => {
    const bomb = deflateRawSync(new Uint8Array(40_000_000), { finishFlush: constants.Z_SYNC_FLUSH });
    const lines = await shown([
      [0, Buffer.from(String(UPGRADE[1]))],
      [1, Buffer.from(SWITCH.replace('\r\n\r\n', '\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n'))],
      [1, frameOf(1, bomb.subarray(0, -4), { isCompressed: true })],
    ]);
    expect(lines[2]).toContain('16777216 bytes, compressed');
    expect(lines[2]).toContain('more is not shown');
  });

  it('never throws, whatever is changed and however it is cut', async () => {
    const frames = Buffer.concat([
      frameOf(1, 'a'.repeat(300), { isCompressed: true, isLast: false, mask: [1, 2, 3, 4] }),
      frameOf(0, 'b'.repeat(30), { mask: [1, 2, 3, 4] }),
      frameOf(8, '\u0003\u00e8', { mask: [1, 2, 3, 4] }),
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(frames.length - 1), fc.nat(255)), { maxLength: 5 }),
        fc.integer({ min: 1, max: 400 }),
        async (changes, size) => {
          const bytes = Uint8Array.from(frames);
          for (const [at, byte] of changes) bytes[at] = byte;
          const head = SWITCH.replace('\r\n\r\n', '\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n');
          const said = [
            [0, Buffer.from(String(UPGRADE[1]))],
            [1, Buffer.from(head)],
            [0, bytes],
          ] as const;
          expect((await shown(said, size)).length).toBeLessThan(800);
        },
      ),
      { numRuns: 200 },
    );
  });
});

const H2 = await http2Talk(
  (session) =>
    new Promise((resolve) => {
      const request = session.request({
        ':method': 'POST',
        ':path': '/api.Loom/Weave',
        'content-type': 'application/grpc',
      });
      request.resume();
      request.on('close', () => {
        const second = session.request({ ':path': '/packed' });
        second.resume();
        second.on('close', resolve);
      });
      request.end('\0\0\0\0\u0004yarn');
    }),
  (stream, headers) => {
    if (headers[':path'] === '/packed') {
      stream.respond({ ':status': 200, 'content-encoding': 'gzip' });
      return stream.end(gzipSync('unfolded at last'));
    }
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
    return stream.end('\0\0\0\0\u0005cloth');
  },
);

describe('HTTP/2 in a stream', () => {
  it('is shown frame by frame: header fields as lines, bodies, messages of gRPC', async () => {
    const lines = linesOf(await followed(H2));
    expect(lines).toContain('> [HEADERS on stream 1]');
    const fields = lines[lines.indexOf('> [HEADERS on stream 1]') + 1]?.slice(2).trimEnd().split('\n') ?? [];
    expect([...fields].sort()).toEqual([
      ':authority: loom.test:80',
      ':method: POST',
      ':path: /api.Loom/Weave',
      ':scheme: http',
      'content-type: application/grpc',
    ]);
    const grpc = lines.indexOf('> [gRPC message on stream 1, 4 bytes]');
    expect(lines[grpc - 1]).toMatch(/^> \[DATA on stream 1, 9 bytes/);
    expect(lines[grpc + 1]).toBe('> yarn');
    expect(lines).toContain('< cloth');
    const body = lines.findIndex((line) => line.startsWith('< [body 16 of '));
    expect(lines[body + 1]).toBe('< unfolded at last');
    expect((await followed(H2, 'sent')).isHttp).toBe(true);
  });

  it('is the same however it is cut, and told from what is damaged', async () => {
    const said = H2.map(([side, bytes]) => [side === '>' ? 0 : 1, bytes as Uint8Array] as const);
    const joined = (lines: readonly string[], way: number): string =>
      lines.filter((line) => line.startsWith(String(way)) && line.includes('[')).join('\n');
    const whole = await shown(said);
    for (const size of [1, 3, 10])
      for (const way of [0, 1]) expect(joined(await shown(said, size), way)).toBe(joined(whole, way));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(H2.length - 1), fc.nat(400), fc.nat(255)), { maxLength: 5 }),
        fc.integer({ min: 1, max: 400 }),
        async (changes, size) => {
          const turns = said.map(([way, bytes]) => [way, Uint8Array.from(bytes)] as const);
          for (const [turn, at, byte] of changes) {
            const bytes = turns[turn]?.[1] ?? new Uint8Array(1);
            bytes[at % bytes.length] = byte;
          }
          expect((await shown(turns, size)).length).toBeLessThan(5000);
        },
      ),
      { numRuns: 200 },
    );
  });
});
