import { describe, expect, it } from 'vitest';
import type { StreamSink } from '../../../src/core/streams/stream-sink.ts';
import { decryptFlow, openRecorded, recordedBytes } from './recorded.ts';

/** What s_server was asked to send, from scripts/samples/encrypted.py. */
const PAGE = 'Seven boats lie in the harbour.\n'.repeat(12);
const REQUEST = 'GET /page.txt HTTP/1.0\r\nHost: harbour.example.test\r\n\r\n';

const CASES: readonly (readonly [file: string, protocol: string, cipher: string])[] = [
  ['tls12-aes128-gcm', 'TLS 1.2', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
  ['tls12-aes256-gcm', 'TLS 1.2', 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'],
  ['tls12-chacha20', 'TLS 1.2', 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'],
  ['tls12-cbc-sha', 'TLS 1.2', 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA'],
  ['tls12-cbc-sha384-etm', 'TLS 1.2', 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384'],
  ['tls10-cbc-sha', 'TLS 1.0', 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA'],
  ['tls11-cbc-sha', 'TLS 1.1', 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA'],
  ['tls13-aes128-gcm', 'TLS 1.3', 'TLS_AES_128_GCM_SHA256'],
  ['tls13-aes256-gcm', 'TLS 1.3', 'TLS_AES_256_GCM_SHA384'],
  ['tls13-chacha20', 'TLS 1.3', 'TLS_CHACHA20_POLY1305_SHA256'],
  ['tls13-hello-retry', 'TLS 1.3', 'TLS_AES_256_GCM_SHA384'],
];

describe('a connection of openssl', () => {
  it.each(CASES)('%s is decrypted', async (file, protocol, cipher) => {
    const recorded = await openRecorded(recordedBytes(file));
    const { said, facts, lines } = await decryptFlow(recorded, 0, recorded.log);
    expect(facts).toEqual({ protocol, cipher, works: true });
    expect(said[0]).toBe(REQUEST);
    expect(said[1].slice(-PAGE.length)).toBe(PAGE);
    expect(said[1].startsWith('HTTP/1.0 200 ok')).toBe(true);
    expect(lines.filter((line) => line.endsWith('Finished'))).toHaveLength(2);
  });

  it('that is resumed is decrypted with the secret of the first', async () => {
    const recorded = await openRecorded(recordedBytes('tls12-resumed'));
    for (const flow of [0, 1]) {
      const { said, facts, lines } = await decryptFlow(recorded, flow, recorded.log);
      expect(facts?.works).toBe(true);
      expect(said[0]).toBe(REQUEST);
      expect(said[1].slice(-PAGE.length)).toBe(PAGE);
      expect(lines.some((line) => line.endsWith('Certificate'))).toBe(flow === 0);
    }
  });

  it('goes on with new keys behind an update of them', async () => {
    const recorded = await openRecorded(recordedBytes('tls13-key-update'));
    const { said, lines } = await decryptFlow(recorded, 0, recorded.log);
    expect(said).toEqual([`${REQUEST}thanks\n`, `HTTP/1.0 200 OK\r\n\r\n${PAGE}`]);
    expect(lines.filter((line) => line.endsWith('Key Update')).sort()).toEqual(['< Key Update', '> Key Update']);
  });

  it('with early data has it before the handshake is over', async () => {
    const recorded = await openRecorded(recordedBytes('tls13-early-data'));
    const { said, lines } = await decryptFlow(recorded, 1, recorded.log);
    expect(said[0]).toBe(`${REQUEST}thanks\n`);
    expect(said[1]).toBe(`HTTP/1.0 200 OK\r\n\r\n${PAGE.slice(0, 64)}`);
    const early = lines.indexOf('> "GET /page.txt HTTP/1.0"');
    expect(lines.findIndex((line) => line.includes('Server Hello'))).toBeGreaterThan(early);
    expect(lines.slice(early)).toContain('> End of Early Data');
  });
});

describe('a connection that cannot be decrypted', () => {
  const why = async (file: string, change: (log: string) => string) => {
    const recorded = await openRecorded(recordedBytes(file));
    return (await decryptFlow(recorded, 0, change(recorded.log))).facts;
  };

  it('says that no keys are for it', async () => {
    const log = 'CLIENT_RANDOM '.padEnd(78, '0') + ' '.padEnd(97, '1');
    expect(await why('tls12-aes128-gcm', () => log)).toMatchObject({ works: false, why: 'no-keys' });
    expect(await why('tls13-aes128-gcm', () => log)).toMatchObject({ works: false, why: 'no-keys' });
  });

  it('says that the cipher is not supported', async () => {
    const facts = await why('tls12-ccm', (log) => log);
    expect(facts).toEqual({ protocol: 'TLS 1.2', cipher: 'cipher suite 0xc0ac', works: false, why: 'cipher' });
  });

  it('says that its keys do not fit', async () => {
    const other = (log: string): string => log.replace(/.{6}$/gm, '123456');
    expect(await why('tls12-cbc-sha', other)).toMatchObject({ works: false, why: 'refused' });
    expect(await why('tls13-chacha20', other)).toMatchObject({ works: false, why: 'refused' });
  });

  it('says which stage has no keys, and opens the others', async () => {
    const recorded = await openRecorded(recordedBytes('tls13-aes128-gcm'));
    const log = recorded.log.replace(/^.*HANDSHAKE_TRAFFIC.*$/gm, '');
    const { facts, said, lines } = await decryptFlow(recorded, 0, log);
    expect(facts).toMatchObject({ works: true, why: 'no-secret' });
    expect(said[0]).toBe(REQUEST);
    expect(lines.some((line) => line.endsWith('Finished'))).toBe(false);
  });

  it('says that the hello is missing', async () => {
    const recorded = await openRecorded(recordedBytes('tls13-aes128-gcm'));
    const { facts, said } = await decryptFlow(recorded, 0, recorded.log, undefined, [0, 1, 2, 3, 4, 5]);
    expect(facts).toMatchObject({ works: false, why: 'no-hello' });
    expect(said.join('')).toBe('');
  });
});

describe('missing packets', () => {
  it.each(CASES.map(([file]) => file))('of %s cost what was in them, and are told', async (file) => {
    const recorded = await openRecorded(recordedBytes(file));
    const whole = await decryptFlow(recorded, 0, recorded.log);
    const { packets } = recorded.tables;
    const hellos = file === 'tls13-hello-retry' ? 4 : 2; // without them nothing can be decrypted
    let full = 0;
    const carrying = Array.from({ length: packets.length }, (_, at) => at).filter((at) => packets.payloadSize[at] > 0);
    for (const dropped of carrying.slice(hellos)) {
      const { said, lines } = await decryptFlow(recorded, 0, recorded.log, undefined, [dropped]);
      if (said.join('') === whole.said.join('')) full++;
      else expect(whole.packets).toContain(dropped);
      expect(lines.length).toBeGreaterThan(0);
    }
    expect(full).toBeGreaterThan(0);
  });
});

describe('any way to cut the bytes', () => {
  it.each(['tls12-cbc-sha', 'tls13-aes128-gcm', 'tls13-key-update'])('gives the same (%s)', async (file) => {
    const recorded = await openRecorded(recordedBytes(file));
    const whole = await decryptFlow(recorded, 0, recorded.log);
    const bytewise = (sink: StreamSink): StreamSink => ({
      bytes: (spot, bytes) => bytes.forEach((_, at) => sink.bytes(spot, bytes.subarray(at, at + 1))),
      gap: (...told) => sink.gap(...told),
      note: (...told) => sink.note(...told),
    });
    const cut = await decryptFlow(recorded, 0, recorded.log, bytewise);
    expect(cut.said).toEqual(whole.said);
    expect(cut.facts).toEqual(whole.facts);
  });
});
