import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { ClientHttp2Session } from 'node:http2';
import { http2Talk } from '../../fixtures/http2-talk.ts';
import { heard, lines, textBytes, type Turn } from './spoken.ts';

/** Asks, and waits for the end of the answer. */
function fetched(session: ClientHttp2Session, headers: Readonly<Record<string, string>>, body?: string): Promise<void> {
  return new Promise((resolve) => {
    const request = session.request(headers);
    request.on('close', resolve);
    request.on('error', () => undefined);
    request.resume();
    request.end(body);
  });
}

const SAID = await http2Talk(
  async (session) => {
    await fetched(session, { ':path': '/one?q=ä', 'user-agent': 'loom ~ ÿ', cookie: '<|>\\^`' });
    await fetched(session, { ':method': 'POST', ':path': '/two', 'content-type': 'text/plain' }, 'threads');
    await fetched(
      session,
      { ':method': 'POST', ':path': '/api.Loom/Weave', 'content-type': 'application/grpc+proto' },
      '\0\0\0\0\u0003abc',
    );
    await fetched(session, { ':path': '/refused' });
  },
  (stream, headers) => {
    if (headers[':path'] === '/refused') return stream.close(8);
    if (headers['content-type'] === 'application/grpc+proto') {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '5', 'grpc-message': 'no such cloth' }));
      return stream.end('\0\0\0\0\u0002de\0\0\0\0\u0001f');
    }
    stream.additionalHeaders({ ':status': 103, link: '</style.css>' });
    stream.respond({ ':status': 201, server: 'weaver', 'content-type': 'text/html' });
    return stream.end('x'.repeat(40_000));
  },
);
const TURNS: readonly Turn[] = SAID.map(([side, bytes]) => [
  side,
  bytes instanceof Uint8Array ? bytes : textBytes(String(bytes)),
]);

const told = (size?: number): readonly string[] => lines(heard(8080, TURNS, size));

describe('messages of HTTP/2', () => {
  it('are requests with their answers, as another implementation says them', () => {
    const found = heard(8080, TURNS);
    const of = (kind: string) => found.filter(({ message }) => message.kind === kind).map(({ message }) => message);
    expect(of('request').map(({ summary, values: { body = 0 } }) => `${summary} ${body}`)).toEqual([
      'GET /one?q=ä (loom.test) 0',
      'POST /two (loom.test) 7',
      'POST /api.Loom/Weave (loom.test) 8',
      'GET /refused (loom.test) 0',
    ]);
    expect(of('request')[0]?.values).toMatchObject({ agent: 'loom ~ ÿ', version: 'HTTP/2', id: '1' });
    expect(of('response').map(({ summary, values: { body = 0 }, key }) => `${key} ${summary} ${body}`)).toEqual([
      '1 103 0',
      '1 201, text/html 40000',
      '3 103 0',
      '3 201, text/html 40000',
      '5 200, grpc 5 NOT_FOUND, application/grpc 13',
    ]);
    expect(of('response')[4]?.values.details).toBe('gRPC: 2 messages; grpc-message: no such cloth');
    expect(of('RST_STREAM')[0]).toMatchObject({ values: { code: 8, status: 'CANCEL', id: '7' } });
    expect(found.every(({ protocol, spot }) => protocol === 'HTTP2' && !spot.cut)).toBe(true);
  });

  it('are the same however bytes come', () => {
    const all = told();
    const sorted = (list: readonly string[]): readonly string[] => [...list].sort();
    for (const size of [1, 2, 3, 7, 1000]) expect(sorted(told(size))).toEqual(sorted(all));
  });

  it('come behind an upgrade of HTTP/1', () => {
    const upgrade: readonly Turn[] = [
      [
        '>',
        'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n',
      ],
      ['<', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'],
    ];
    const found = lines(heard(8080, [...upgrade, ...TURNS]));
    expect(found.slice(2)).toEqual(told());
  });

  it('are told from what may be damaged, cut, or another protocol', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ turn: fc.nat(TURNS.length - 1), at: fc.nat(5000), byte: fc.nat(255) }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 4000 }),
        (changes, size) => {
          const turns = TURNS.map(([side, bytes]): Turn => [side, Uint8Array.from(bytes as Uint8Array)]);
          for (const { turn, at, byte } of changes) {
            const bytes = turns[turn]?.[1] as Uint8Array;
            bytes[at % bytes.length] = byte;
          }
          expect(heard(8080, turns, size).length).toBeLessThan(5000);
        },
      ),
      { numRuns: 200 },
    );
  });
});
