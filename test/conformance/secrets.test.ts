import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KeyLog } from '../../src/core/decrypt/key-log.ts';
import { CaptureSession } from '../../src/core/session/capture-session.ts';
import { openRecorded } from '../core/decrypt/recorded.ts';
import { corpora, corpus, noCorpora } from '../corpora.ts';

/** The block of pcapng that has secrets, by its type in both byte orders (draft-ietf-opsawg-pcapng 4.7). */
const SECRETS_BLOCK = [Uint8Array.of(10, 0, 0, 0), Uint8Array.of(0, 0, 0, 10)];

/**
 * Flows that are encrypted, of every capture with secrets of TLS inside, `flow protocol cipher`: what of it is read, or why it is not.
 * No other open capture has any, and none has a key log beside it.
 */
const CAPTURES: Readonly<Record<string, readonly string[]>> = {
  'ndpi/doq.pcapng': ['0 QUIC AES_128_GCM_SHA256: 96 bytes'],
  'ndpi/quic-33.pcapng': ['0 QUIC AES_128_GCM_SHA256: 9 bytes'],
  'ndpi/quic-v2.pcapng': ['0 QUIC version 2 : 465 bytes'],
};
/** The same of the project's own samples and recordings. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  'quic.pcapng': [
    '1 QUIC AES_128_GCM_SHA256: 2514 bytes',
    '4 QUIC AES_128_GCM_SHA256: 22736 bytes',
    '9 QUIC AES_128_GCM_SHA256: 40 bytes',
  ],
  'tls-keys.pcapng': [
    '1 TLS 1.3 AES_256_GCM_SHA384: 268 bytes',
    '3 TLS 1.3 AES_256_GCM_SHA384: 429 bytes',
    '5 TLS 1.3 AES_256_GCM_SHA384: 1137 bytes',
    '7 TLS 1.2 ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 460 bytes',
    '9 TLS 1.3 AES_256_GCM_SHA384: 4030 bytes',
  ],
  'tls10-cbc-sha.pcapng': ['0 TLS 1.0 ECDHE_ECDSA_WITH_AES_128_CBC_SHA: 483 bytes'],
  'tls11-cbc-sha.pcapng': ['0 TLS 1.1 ECDHE_ECDSA_WITH_AES_128_CBC_SHA: 483 bytes'],
  'tls12-aes128-gcm.pcapng': ['0 TLS 1.2 ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: 483 bytes'],
  'tls12-aes256-gcm.pcapng': ['0 TLS 1.2 ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 483 bytes'],
  'tls12-cbc-sha.pcapng': ['0 TLS 1.2 ECDHE_ECDSA_WITH_AES_128_CBC_SHA: 483 bytes'],
  'tls12-cbc-sha384-etm.pcapng': ['0 TLS 1.2 ECDHE_ECDSA_WITH_AES_256_CBC_SHA384: 483 bytes'],
  'tls12-ccm.pcapng': ['0 TLS 1.2 cipher suite 0xc0ac: closed: cipher'],
  'tls12-chacha20.pcapng': ['0 TLS 1.2 ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: 483 bytes'],
  'tls12-resumed.pcapng': [
    '0 TLS 1.2 ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 483 bytes',
    '1 TLS 1.2 ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 483 bytes',
  ],
  'tls13-aes128-gcm.pcapng': ['0 TLS 1.3 AES_128_GCM_SHA256: 483 bytes'],
  'tls13-aes256-gcm.pcapng': ['0 TLS 1.3 AES_256_GCM_SHA384: 483 bytes'],
  'tls13-chacha20.pcapng': ['0 TLS 1.3 CHACHA20_POLY1305_SHA256: 483 bytes'],
  'tls13-early-data.pcapng': ['0 TLS 1.3 AES_256_GCM_SHA384: 54 bytes', '1 TLS : 144 bytes'],
  'tls13-hello-retry.pcapng': ['0 TLS 1.3 AES_256_GCM_SHA384: 483 bytes'],
  'tls13-key-update.pcapng': ['0 TLS 1.3 AES_256_GCM_SHA384: 464 bytes'],
};

/** Paths of the captures below a folder that may have secrets inside. */
function pcapngBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:pcapng|ntar)$/.test(path))
    .filter((path) => {
      const bytes = readFileSync(`${folder}/${path}`);
      return SECRETS_BLOCK.some((type) => bytes.indexOf(type) >= 0) && bytes.includes('CLIENT_');
    })
    .toSorted();
}

/** How each encrypted flow of a capture is read. */
async function readsOf(path: string): Promise<readonly string[]> {
  const { tables, source } = await openRecorded(new Uint8Array(readFileSync(path)));
  const session = new CaptureSession(tables, source, undefined, new KeyLog());
  const lines: string[] = [];
  for (let flow = 0; flow < tables.flowCount; flow++) {
    const reply = await session.stream(flow, { part: 0 });
    if (!reply.ok || reply.value.decryption === undefined) continue;
    const { decryption, pieces } = reply.value;
    const { protocol, cipher, works, why } = decryption;
    const bytes = pieces.reduce((sum, piece) => sum + (piece.kind === 'bytes' ? piece.length : 0), 0);
    const closed = pieces.filter((piece) => piece.kind === 'gap').length;
    const said = works ? `${bytes} bytes${closed > 0 ? `, ${closed} gaps` : ''}` : `closed: ${why ?? 'nothing'}`;
    lines.push(`${flow} ${protocol} ${cipher.replace(/^TLS_/, '')}: ${said}`);
  }
  return lines;
}

async function readsBelow(folder: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  for (const path of pcapngBelow(folder)) found[path] = await readsOf(`${folder}/${path}`);
  return found;
}

describe('connections that there are keys for', () => {
  it('are read in the samples and recordings of the project', { timeout: 120_000 }, async () => {
    const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
    const own = {
      ...(await readsBelow(folder('../../public/samples'))),
      ...(await readsBelow(folder('../fixtures/encrypted'))),
    };
    expect(own).toEqual(OWN);
  });

  it.skipIf(corpora === undefined)(
    `are read in all open captures (${corpora === undefined ? noCorpora : 'all'})`,
    { timeout: 120_000 },
    async () => {
      expect(await readsBelow(corpus('captures') ?? '')).toEqual(CAPTURES);
    },
  );
});
