import { describe, expect, it } from 'vitest';
import { KeyLog } from '../../../src/core/decrypt/key-log.ts';
import type { Reply } from '../../../src/core/model/failure.ts';
import type { StreamPart } from '../../../src/core/model/stream.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { openRecorded, recordedBytes, withoutSecrets } from '../decrypt/recorded.ts';

function value<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
  return reply.value;
}

async function sessionOf(bytes: Uint8Array, given = new KeyLog()) {
  const { tables, source } = await openRecorded(bytes);
  return new CaptureSession(tables, source, undefined, given);
}

const textOf = ({ bytes }: StreamPart): string => String.fromCharCode(...bytes);
const START = { part: 0 };

describe('the stream of a flow that is encrypted', () => {
  it('is decrypted by the secrets of the capture, unless it is wanted as it was sent', async () => {
    const session = await sessionOf(recordedBytes('tls13-aes128-gcm'));
    const part = value(await session.stream(0, START));
    expect(textOf(part)).toMatch(/^GET \/page\.txt HTTP\/1\.0\r\n/);
    expect(part.decryption).toEqual({
      protocol: 'TLS 1.3',
      cipher: 'TLS_AES_128_GCM_SHA256',
      works: true,
      shown: true,
      hasKeys: true,
    });
    const told = part.pieces.flatMap((piece) => (piece.kind === 'told' ? [piece.words] : []));
    expect(told.slice(0, 3)).toEqual([
      'Client Hello',
      'Server Hello: TLS 1.3, TLS_AES_128_GCM_SHA256',
      'Encrypted Extensions',
    ]);
    const sent = value(await session.stream(0, START, 'sent'));
    expect(sent.bytes.subarray(0, 3)).toEqual(Uint8Array.of(22, 3, 1));
    expect(sent.decryption).toMatchObject({ works: true, shown: false });
  });

  it('leads from its bytes to their packets', async () => {
    const session = await sessionOf(recordedBytes('tls12-cbc-sha'));
    const part = value(await session.stream(0, START));
    const first = part.pieces.find(({ kind }) => kind === 'bytes');
    const place = { packet: first?.packet ?? -1 };
    const there = value(await session.stream(0, place));
    expect(there.absent).toBeUndefined();
    expect(there.pieces.some(({ kind, packet }) => kind === 'bytes' && packet === place.packet)).toBe(true);
  });

  it('takes keys that are given later, and says before why it is closed', async () => {
    const bytes = recordedBytes('tls12-aes256-gcm');
    const { log } = await openRecorded(bytes);
    const given = new KeyLog();
    const session = await sessionOf(withoutSecrets(bytes), given);
    const closed = value(await session.stream(0, START));
    expect(closed.decryption).toMatchObject({ works: false, shown: false, why: 'no-keys', hasKeys: false });
    expect(value(await session.keysInfo())).toEqual({
      given: 0,
      captured: 0,
      connections: { found: 1, withKeys: 0 },
      isPart: false,
    });
    given.add(log);
    expect(value(await session.keysInfo())).toMatchObject({ given: 1, connections: { found: 1, withKeys: 1 } });
    expect(textOf(value(await session.stream(0, START)))).toMatch(/^GET /);
    given.clear();
    expect(value(await session.stream(0, START)).decryption).toMatchObject({ works: false });
  });

  it('is saved as it was decrypted, or as it was sent', async () => {
    const session = await sessionOf(recordedBytes('tls13-chacha20'));
    const save = async (decrypted: boolean): Promise<string> => {
      let text = '';
      const take = (piece: string | Uint8Array): void => {
        text += typeof piece === 'string' ? piece : String.fromCharCode(...piece);
      };
      value(await session.saveStream({ flow: 0, way: 0, decrypted }, { take, pause: () => Promise.resolve(false) }));
      return text;
    };
    expect(await save(true)).toBe('GET /page.txt HTTP/1.0\r\nHost: harbour.example.test\r\n\r\n');
    expect((await save(false)).startsWith('\u0016\u0003\u0001')).toBe(true);
  });
});
