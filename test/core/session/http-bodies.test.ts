import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../../../src/core/model/stream.ts';
import { decodeBody } from '../../../src/core/session/bodies/decode-body.ts';
import type { Utterance } from '../../fixtures/http-talk.ts';
import { followed } from './follow-talk.ts';

const TEXT = new TextEncoder().encode('Grüße, and the same again and again and again.\n'.repeat(200));

async function decoded(codings: readonly string[], bytes: Uint8Array, most = 1_000_000) {
  const pieces: Uint8Array[] = [];
  const halves = [bytes.subarray(0, bytes.length >> 1), bytes.subarray(bytes.length >> 1)];
  const body = await decodeBody(codings, halves, most, (piece) => pieces.push(piece.slice()));
  return { ...body, bytes: Buffer.concat(pieces) };
}

describe('a body', () => {
  it.each([
    ['gzip', gzipSync(TEXT)],
    ['x-gzip', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['deflate', deflateRawSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
    ['identity', TEXT],
  ])('loses its coding: %s', async (coding, bytes) => {
    const { bytes: found, size, fault } = await decoded([coding], bytes);
    expect(found.equals(TEXT)).toBe(true);
    expect([size, fault]).toEqual([TEXT.length, undefined]);
  });

  it('loses several codings, the last one first', async () => {
    const { bytes, fault } = await decoded(['br', 'gzip'], gzipSync(brotliCompressSync(TEXT)));
    expect([bytes.equals(TEXT), fault]).toEqual([true, undefined]);
  });

  it('says what is wrong with it', async () => {
    const cut = await decoded(['gzip'], gzipSync(TEXT).subarray(0, 60));
    expect([cut.fault, cut.size > 0, cut.size < TEXT.length]).toEqual(['damaged', true, true]);
    expect(await decoded(['gzip'], TEXT)).toMatchObject({ fault: 'undecoded', size: TEXT.length });
    expect(await decoded(['br'], TEXT)).toMatchObject({ fault: 'undecoded', size: TEXT.length });
    expect(await decoded(['compress'], TEXT)).toMatchObject({ fault: 'unknown-coding', size: TEXT.length });
  });

  const bomb = new Uint8Array(20_000_000);
  it.each([
    ['gzip', gzipSync(bomb)],
    ['br', brotliCompressSync(bomb)],
    ['deflate', deflateSync(bomb)],
  ])('ends where it grows beyond what is allowed: %s', async (coding, packed) => {
    const { fault, size } = await decoded([coding], packed, 100_000);
    expect(fault).toBe('too-large');
    expect(size).toBeLessThanOrEqual(100_000);
  });
});

/** Pieces as lines: text of bytes, words of marks. */
const linesOf = ({ pieces, bytes }: StreamPart): string[] =>
  pieces.map((piece) => {
    const arrow = `${piece.packet + 1}${piece.way === 0 ? '>' : '<'}`;
    if (piece.kind === 'bytes')
      return `${arrow} ${Buffer.from(bytes.subarray(piece.at, piece.at + piece.length)).toString()}`;
    if (piece.kind !== 'body') return `${arrow} ${piece.kind} ${piece.length}`;
    const { length, sent, codings, fault, charset, ending, missing } = piece;
    return `${arrow} body ${length} of ${sent} ${codings.join()} ${fault ?? ''} ${charset ?? ''} ${ending} ${missing}`;
  });

describe('the messages of a followed stream', () => {
  const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

  it('have decoded bodies, text as UTF-8', async () => {
    const packed = gzipSync(Buffer.from('h\xe9llo', 'latin1'));
    const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/plain; charset=ISO-8859-1\r\nContent-Length: ${packed.length}\r\n\r\n`;
    const said: Utterance[] = [
      ['>', GET],
      ['<', head],
      ['<', packed],
    ];
    const part = await followed(said, 'http');
    expect(linesOf(part)).toEqual([
      `3> ${GET}`,
      `4< ${head}`,
      `5< body 5 of ${packed.length} gzip  iso-8859-1 complete 0`,
      '5< héllo',
    ]);
    expect([part.reading, part.isHttp]).toEqual(['http', true]);
    expect((await followed(said, 'sent')).isHttp).toBe(true);
  });

  it('keep the packets of what was not packed, and say what is left out', async () => {
    const part = await followed(
      [
        ['>', GET],
        ['<', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
        ['<', '2\r\nde\r\n0\r\n\r\nrubbish'],
      ],
      'http',
    );
    expect(linesOf(part).slice(2)).toEqual(['4< body 5 of 5    complete 0', '4< abc', '5< de', '5< passed 7']);
  });

  it('are not offered where there are none', async () => {
    expect((await followed([['>', 'EHLO x\r\n']], 'sent')).isHttp).toBeUndefined();
    expect(linesOf(await followed([['>', 'EHLO x\r\n']], 'http'))).toEqual(['3> passed 8']);
  });
});
