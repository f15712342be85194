import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KeyLog } from '../../../src/core/decrypt/key-log.ts';
import { CaptureSession } from '../../../src/core/session/capture-session.ts';
import { messageRows } from '../../../src/core/session/messages/message-rows.ts';
import { openRecorded, recordedBytes, withoutSecrets, type Recorded } from '../decrypt/recorded.ts';

const COLUMNS = ['protocol', 'kind', 'encryption', 'pairing'] as const;

/** Messages as lines of their protocol, kind, encryption and pairing. */
async function messagesOf({ tables }: Recorded, session: CaptureSession): Promise<readonly string[]> {
  const reply = await session.readMessages(() => undefined);
  if (!reply.ok) throw new Error(reply.failure.code);
  const rows = messageRows(tables.messages, tables.sources);
  const texts = COLUMNS.map((id) => {
    const column = rows.columns.get(id);
    if (column?.type !== 'dictionary') throw new Error(id);
    return (row: number) => column.text(column.code(row));
  });
  expect(reply.value.decrypted).toBe(
    tables.messages.decrypted.subarray(0, rows.length).filter((one) => one === 1).length,
  );
  return Array.from({ length: rows.length }, (_, row) =>
    texts
      .map((text) => text(row))
      .join(' ')
      .trim(),
  );
}

const sessionOf = ({ tables, source }: Recorded, given?: KeyLog): CaptureSession =>
  new CaptureSession(tables, source, undefined, given);
const inside = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.includes('decrypted'));

/** What is encrypted of a handshake of TLS 1.3 (RFC 8446 section 2), and OpenSSL's two tickets. */
const TLS_1_3 =
  'Encrypted Extensions, Certificate, Certificate Verify, Finished, Finished, New Session Ticket, New Session Ticket'.split(
    ', ',
  );

describe('messages inside TLS', () => {
  it.each([
    'tls10-cbc-sha',
    'tls11-cbc-sha',
    'tls12-aes128-gcm',
    'tls12-cbc-sha384-etm',
    'tls12-chacha20',
    'tls13-aes256-gcm',
    'tls13-hello-retry',
  ])('are read of %s, request and answer paired, beside those outside', async (name) => {
    const recorded = await openRecorded(recordedBytes(name));
    const lines = await messagesOf(recorded, sessionOf(recorded));
    expect(inside(lines).filter((line) => line.startsWith('HTTP'))).toEqual([
      'HTTP request decrypted answered',
      'HTTP response decrypted answer',
    ]);
    const handshake = name.startsWith('tls13') ? TLS_1_3 : ['Finished', 'Finished'];
    expect(inside(lines).filter((line) => line.startsWith('TLS'))).toEqual(
      handshake.map((kind) => `TLS ${kind} decrypted`),
    );
    expect(lines).toContain('TLS Client Hello in clear answered');
  });

  it('are not there without secrets, come with them, and go with them', async () => {
    const recorded = await openRecorded(recordedBytes('tls12-chacha20'));
    const closed = await openRecorded(withoutSecrets(recordedBytes('tls12-chacha20')));
    const given = new KeyLog();
    const session = sessionOf(closed, given);
    const before = await messagesOf(closed, session);
    expect(inside(before)).toEqual([]);
    given.add(recorded.log);
    session.forgetDecrypted();
    expect(inside(await messagesOf(closed, session))).toHaveLength(4);
    given.clear();
    session.forgetDecrypted();
    expect(await messagesOf(closed, session)).toEqual(before);
  });

  it('are those of every connection of a capture with several', async () => {
    const path = fileURLToPath(new URL('../../../public/samples/tls-keys.pcapng', import.meta.url));
    const recorded = await openRecorded(new Uint8Array(readFileSync(path)));
    const lines = await messagesOf(recorded, sessionOf(recorded));
    const http = inside(lines).filter((line) => line.startsWith('HTTP '));
    expect(http.filter((line) => line.includes(' request ') && line.endsWith('answered'))).toHaveLength(5);
    expect(http.filter((line) => line.includes(' response ') && line.endsWith('answer'))).toHaveLength(5);
  });
});
