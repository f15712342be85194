import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFields } from '../../../src/core/http/fields.ts';
import { findStartLine, readStartLine } from '../../../src/core/http/start-line.ts';
import { eventsOf, type Said } from './http-events.ts';

const GET = 'GET /a HTTP/1.1\r\nHost: x\r\n\r\n';
const lines = (...said: Said[]): string[] => eventsOf(said).lines;
/** Without heads: how bodies fall out. */
const bodies = (...said: Said[]): string[] => lines(...said).filter((line) => !line.startsWith('head'));

describe('framing of HTTP/1', () => {
  it('reads a request and its answer', () => {
    expect(lines(['>', GET], ['<', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc'])).toEqual([
      'head 0 request GET /a 28 [Host=x]',
      'end 0 complete 0-0',
      'head 1 response of 0 200 OK 38 [Content-Length=3]',
      'body 1 abc',
      'end 1 complete 3-0',
    ]);
  });

  it('keeps repeated fields, joins folded ones, and takes line feeds alone', () => {
    const { heads } = eventsOf([['>', 'GET / HTTP/1.0\nA: 1\nA:2\n  3\nB :4\n\n']]);
    expect(heads[0]?.fields).toEqual([
      { name: 'A', value: '1' },
      { name: 'A', value: '2 3' },
      { name: 'B', value: '4' },
    ]);
  });

  it('pairs pipelined requests in their order; interim answers do not count', () => {
    const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
    const { heads } = eventsOf([
      ['>', GET + GET.replace('/a', '/b')],
      ['<', `HTTP/1.1 100 Continue\r\n\r\n${ok}${ok}`],
    ]);
    const answers = heads.flatMap((head) => (head.kind === 'response' ? [[head.status, head.request?.target]] : []));
    expect(answers).toEqual([
      [100, '/a'],
      [200, '/a'],
      [200, '/b'],
    ]);
  });

  it.each([
    ['HEAD', GET.replace('GET', 'HEAD'), '200 OK'],
    ['204', GET, '204 No Content'],
    ['304', GET, '304 Not Modified'],
  ])('knows that there is no body: %s', (_, request, status) => {
    const head = `HTTP/1.1 ${status}\r\nContent-Length: 9\r\n\r\n`;
    expect(bodies(['>', request], ['<', head + head])).toEqual([
      'end 0 complete 0-0',
      'end 1 complete 0-0',
      ...(request === GET ? ['end 2 complete 0-0'] : ['end 2 cut 0-9']),
    ]);
  });

  it('takes chunks apart, with extensions and trailers', () => {
    const chunked =
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n4;a="b"\r\nabcd\r\n2\r\nef\r\n0\r\nX: y\r\n\r\n';
    expect(bodies(['>', GET], ['<', chunked + 'HTTP/1.1 204 No\r\n\r\n']).slice(1)).toEqual([
      'body 1 abcd',
      'body 1 ef',
      'end 1 complete 6-0 X=y',
      'end 2 complete 0-0',
    ]);
  });

  it('goes on until the connection is closed, and says if that was seen', () => {
    const open: Said[] = [
      ['>', GET],
      ['<', 'HTTP/1.0 200 OK\r\n\r\nab'],
      ['<', 'c'],
    ];
    expect(bodies(...open).at(-1)).toBe('end 1 open 3-0');
    expect(bodies(...open, ['<', 'FIN']).at(-1)).toBe('end 1 closed 3-0');
  });

  it('says what is doubtful in lengths', () => {
    const doubts = (fields: string): readonly string[] | undefined =>
      eventsOf([['>', `POST / HTTP/1.1\r\n${fields}\r\n\r\n`]]).heads[0]?.doubts;
    expect(doubts('Content-Length: 0\r\nContent-Length: 0')).toEqual([]);
    expect(doubts('Content-Length: 0, 5')).toEqual(['lengths-differ']);
    expect(doubts('Content-Length: -1')).toEqual(['bad-length']);
    expect(doubts('Content-Length: 5\r\nTransfer-Encoding: chunked')).toEqual(['length-and-coding']);
    expect(doubts('Transfer-Encoding: gzip')).toEqual(['unknown-coding']);
  });

  it('hands on what follows an upgrade, a tunnel, and the preface of HTTP/2', () => {
    expect(bodies(['>', GET], ['<', 'HTTP/1.1 101 Switching\r\n\r\nxy'], ['>', 'GET '], ['>', 3])).toEqual([
      'end 0 complete 0-0',
      'end 1 complete 0-0',
      'handed on xy',
      'handed on GET ',
      'handed on hole 3',
    ]);
    expect(bodies(['>', 'CONNECT x:1 HTTP/1.1\r\n\r\n'], ['<', 'HTTP/1.1 200 OK\r\n\r\n'], ['>', 'z']).at(-1)).toBe(
      'handed on z',
    );
    expect(lines(['>', 'PRI * HTTP/2.0\r\n\r\nSM'])).toEqual(['handed on PRI * HTTP/2.0\r\n\r\nSM']);
  });
});

describe('holes', () => {
  const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n';

  it('inside a body of known length leave it incomplete, and framing goes on', () => {
    expect(bodies(['>', GET + GET], ['<', `${answer}ab`], ['<', 2], ['<', `ef${answer}`]).slice(2)).toEqual([
      'body 2 ab',
      'hole 2 2',
      'body 2 ef',
      'end 2 complete 4-2',
      'end 3 cut 0-6',
    ]);
  });

  it('over the end of a message lead on to the next start line', () => {
    const told = lines(
      ['>', GET + GET],
      ['<', `${answer}ab`],
      ['<', 40],
      ['<', `xxx\nyyHTTP/1.1 404 No\r\nA: b\r\n\r\nz`],
    );
    expect(told.slice(4)).toEqual([
      'head 2 response of 0 200 OK 38 [Content-Length=6]',
      'body 2 ab',
      'hole 2 4',
      'end 2 complete 2-4',
      'skipped 42',
      'head 3 response of 1 guessed 404 No 25 [A=b]  again',
      'body 3 z',
      'end 3 open 1-0',
    ]);
  });

  it('within a chunk are bridged, over its end they are not', () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nab';
    expect(bodies(['<', chunked], ['<', 2], ['<', 'ef\r\n0\r\n\r\n']).at(-1)).toBe('end 0 complete 4-2');
    expect(bodies(['<', chunked], ['<', 9], ['<', 'ef\r\n0\r\n\r\n'])).toEqual([
      'body 0 ab',
      'hole 0 4',
      'end 0 hole 2-4',
      'skipped 14',
    ]);
  });

  it('in a head leave what was read of it', () => {
    expect(lines(['>', 'GET /a HTTP/1.1\r\nHost: x\r\nUser'], ['>', 7])).toEqual([
      'head 0 request GET /a 30 [Host=x] hole',
      'end 0 head 0-0',
      'skipped 7',
    ]);
  });

  it('make no message of a line that only looks like one', () => {
    expect(lines(['<', 5], ['<', 'see HTTP/1.1 200 OK\r\nfor more\r\n'])).toEqual(['skipped 36']);
  });
});

describe('what is no HTTP', () => {
  it('is skipped, however long', () => {
    expect(lines(['>', 'x'.repeat(200_000)])).toEqual(['skipped 200000']);
    expect(lines(['>', `${'x'.repeat(100_000)}\n${GET}`])).toEqual([
      'skipped 100001',
      'head 0 request GET /a 28 [Host=x]  again',
      'end 0 complete 0-0',
    ]);
  });

  it('has heads of 64 KiB at most', () => {
    const { heads, ends } = eventsOf([['>', `GET / HTTP/1.1\r\nA: ${'x'.repeat(70_000)}\r\n\r\n`]]);
    expect(heads[0]).toMatchObject({ cut: 'too-long', length: 65_536 });
    expect(ends[0]?.ending).toBe('head');
  });

  it('is told in time that does not explode', () => {
    const started = performance.now();
    for (const line of [`GET ${' '.repeat(60_000)}`, `HTTP/1.1 200 ${' '.repeat(60_000)}x`, 'GET '.repeat(15_000)]) {
      readStartLine(line);
      findStartLine(`${line} HTTP/1.1 x`);
      readFields(`a:${line}\r\n${line}`);
    }
    expect(performance.now() - started).toBeLessThan(500);
  });
});

/** Texts that messages are made of, in any order, and any others. */
const words = fc.constantFrom(
  GET,
  'HEAD / HTTP/1.1\r\n\r\n',
  'POST /p HTTP/1.1\r\nContent-Length: 5\r\n\r\n',
  'CONNECT a:1 HTTP/1.1\r\n\r\n',
  'HTTP/1.1 200 OK\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
  'HTTP/1.1 101 Up\r\n\r\n',
  'Content-Length: 7\r\n',
  'Transfer-Encoding: chunked\r\n',
  'PRI * HTTP/2.0\r\n',
  '\r\n',
  '\n',
  '3\r\nabc\r\n',
  '0\r\n\r\n',
  '0\r\nX: y\r\n',
  'abc',
  ' folded\r\n',
);
const talk = fc.array(
  fc.tuple(
    fc.constantFrom('>' as const, '<' as const),
    fc.oneof(
      { weight: 8, arbitrary: fc.array(words, { maxLength: 5 }).map((parts) => parts.join('')) },
      { weight: 2, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 40 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }) },
      { weight: 1, arbitrary: fc.constant('FIN' as const) },
    ),
  ),
  { maxLength: 10 },
);

describe('any bytes', () => {
  it('give the same events in any pieces', () => {
    fc.assert(
      fc.property(talk, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (said, places) => {
        const cuts = (length: number): number[] => places.map((at) => Math.floor(at * length)).sort((a, b) => a - b);
        const whole = eventsOf(said).told;
        expect(eventsOf(said, cuts).told).toEqual(whole);
        expect(eventsOf(said, (length) => Array.from({ length }, (_, at) => at)).told).toEqual(whole);
      }),
      { numRuns: 1500 },
    );
  });

  it('are each in one event: heads, bodies, framing, what is skipped and handed on rise without overlap', () => {
    fc.assert(
      fc.property(talk, (said) => {
        const { told, heads, ends } = eventsOf(said);
        expect(ends.length).toBe(heads.length);
        for (const way of ['0', '1']) {
          const offsets = told.flatMap(({ spot, kind }) => {
            const [ofWay, , offset] = spot.split(' ');
            return ofWay === way && kind !== 'end' ? [Number(offset)] : [];
          });
          expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
        }
      }),
      { numRuns: 500 },
    );
  });
});
