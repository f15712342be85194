import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyLog } from '../../../../src/core/decrypt/key-log.ts';
import type { Way } from '../../../../src/core/model/stream.ts';
import { CaptureSession } from '../../../../src/core/session/capture-session.ts';
import { findObjects, type KeptObject } from '../../../../src/core/session/objects/find-objects.ts';
import { Http2Objects } from '../../../../src/core/session/objects/http2-objects.ts';
import { SummingTaker } from '../../../../src/core/session/objects/summing-taker.ts';
import { talk, type Utterance } from '../../../fixtures/http-talk.ts';
import { http2Talk } from '../../../fixtures/http2-talk.ts';
import { openRecorded, recordedBytes, withoutSecrets } from '../../decrypt/recorded.ts';

const NO_PAUSE = { pause: () => true };

async function objectsIn(bytes: Uint8Array, log = ''): Promise<readonly KeptObject[]> {
  const { tables, source } = await openRecorded(bytes);
  const keys = new KeyLog();
  keys.add(log);
  return (await findObjects(tables, source, NO_PAUSE, keys))?.objects ?? [];
}

type Shown = Pick<KeptObject, 'name' | 'type' | 'size' | 'trouble'>;
const named = (objects: readonly Shown[]) =>
  objects.map(({ name, type, size, trouble = '' }) => [name, type, size, trouble].join(' ').trim());

describe('objects within TLS', () => {
  it('are found with the keys of the capture, and marked', async () => {
    for (const name of ['tls12-cbc-sha384-etm', 'tls12-chacha20', 'tls13-aes256-gcm', 'tls13-hello-retry']) {
      const { tables, source } = await openRecorded(recordedBytes(name));
      const session = new CaptureSession(tables, source);
      expect(await session.findObjects(() => Promise.resolve())).toMatchObject({ ok: true, value: { objects: 1 } });
      const reply = await session.rows({ table: 'objects', filter: '', range: undefined, sort: undefined }, 0, 1, [
        'name',
        'size',
        'decrypted',
      ]);
      expect([name, reply.ok && reply.value.cells[0]]).toEqual([name, ['page.txt', 384, 'decrypted']]);
    }
  });

  it('are none without keys, and are there once keys are given', async () => {
    const bytes = recordedBytes('tls13-aes128-gcm');
    const { log } = await openRecorded(bytes);
    expect(await objectsIn(withoutSecrets(bytes))).toEqual([]);
    expect(named(await objectsIn(withoutSecrets(bytes), log))).toEqual(['page.txt text/plain 384']);
    const given = new KeyLog();
    const { tables, source } = await openRecorded(withoutSecrets(bytes));
    const session = new CaptureSession(tables, source, undefined, given);
    const find = async () => session.findObjects(() => Promise.resolve());
    expect(await find()).toMatchObject({ value: { objects: 0 } });
    given.add(log);
    session.forgetDecrypted();
    expect(await find()).toMatchObject({ value: { objects: 1 } });
    const pieces: Uint8Array[] = [];
    const hooks = {
      take: (piece: string | Uint8Array) => void pieces.push(Buffer.from(piece)),
      pause: () => Promise.resolve(false),
    };
    expect(await session.saveObjects([0], hooks)).toMatchObject({ value: { objects: 1, ownName: 'page.txt' } });
    expect(Buffer.concat(pieces)).toHaveLength(384);
  });
});

const H2 = await http2Talk(
  (session) =>
    new Promise((resolve) => {
      const request = session.request({ ':method': 'POST', ':path': '/up/form?x=1', 'content-type': 'text/csv' });
      request.resume();
      request.on('close', () => {
        const second = session.request({ ':path': '/packed.html' });
        second.resume();
        second.on('close', () => {
          const third = session.request({ ':path': '/' });
          third.resume();
          third.on('close', resolve);
        });
      });
      request.end('a,b\n1,2\n');
    }),
  (stream, headers) => {
    const path = headers[':path'];
    if (path === '/packed.html') {
      stream.respond({ ':status': 200, 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' });
      return stream.end(gzipSync('<html>unfolded</html>'));
    }
    if (path === '/') {
      stream.respond({ ':status': 200, 'content-disposition': 'attachment; filename="all of it.bin"' });
      return stream.end(Buffer.alloc(40_000, 7));
    }
    stream.respond({ ':status': 204 });
    return stream.end();
  },
);
const WHOLE = ['form text/csv 8', 'packed.html text/html 21', 'all of it.bin  40000'];

/** The objects of utterances that come in pieces; `drop`: of one of them the bytes are missing. */
async function summed(said: readonly Utterance[], sizes: readonly number[], drop = -1): Promise<readonly Shown[]> {
  const taker = new SummingTaker();
  const objects = new Http2Objects(taker);
  const next: [number, number] = [0, 0];
  let piece = 0;
  for (const [side, what] of said) {
    const bytes = typeof what === 'string' ? Buffer.from(what, 'latin1') : what;
    const way: Way = side === '>' ? 0 : 1;
    for (let at = 0; at < bytes.length; piece++) {
      const part = bytes.subarray(at, at + Math.max(1, sizes[piece % sizes.length] ?? 1));
      const spot = { way, connection: 0, packet: piece, offset: next[way] };
      if (piece === drop) objects.gap(spot, part.length);
      else objects.bytes(spot, part);
      next[way] += part.length;
      at += part.length;
    }
  }
  objects.finish();
  await objects.flush();
  return taker.objects;
}

describe('objects of HTTP/2', () => {
  it('are bodies of its streams, named by path or disposition, without their codings', async () => {
    const objects = await objectsIn(talk(H2));
    expect(named(objects)).toEqual(WHOLE);
    expect(objects.map(({ source }) => source.type)).toEqual(['http', 'http', 'http']);
  });

  it('are the same however the bytes come', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(sizes, async (list) => {
        expect(named(await summed(H2, list)).toSorted()).toEqual(WHOLE.toSorted());
      }),
      { numRuns: 40 },
    );
  });

  it('are not called whole where bytes are missing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2000 }), fc.nat(200), async (size, drop) => {
        for (const { name, size: there, trouble } of await summed(H2, [size], drop)) {
          const whole = WHOLE.find((line) => line.startsWith(`${name} `));
          if (trouble === undefined && name !== '' && whole !== undefined)
            expect([name, whole]).toEqual([name, whole.replace(/ \d+$/, ` ${there}`)]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('of any bytes are some or none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }), async (list) => {
        const said = list.map((bytes, at): Utterance => [at % 2 === 0 ? '>' : '<', bytes]);
        expect(await summed(said, [50])).toBeDefined();
      }),
    );
  });
});
