import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Datagram } from '../../../src/core/messages/datagram-reader.ts';
import type { Message } from '../../../src/core/messages/message.ts';
import { DTLS } from '../../../src/core/messages/protocols/dtls.ts';
import { QUIC } from '../../../src/core/messages/protocols/quic.ts';
import { cryptoFrame, quicInitial } from '../../fixtures/quic-initial.ts';
import { clientHello } from '../names/messages.ts';
import { hexToBytes } from '../protocols/packets.ts';

/** The handshake message of a Client Hello, without its record. */
const HELLO = hexToBytes(clientHello('www.example.test')).slice(5);
const ID = hexToBytes('8394c8f03e515708');
const OTHER = hexToBytes('0102');

/** What is read of datagrams: by way and bytes, in their order. */
function read(protocol: typeof QUIC, said: readonly (readonly [0 | 1, Uint8Array])[]): readonly Message[] {
  const room = new Map<string, unknown>();
  return said.flatMap(([way, bytes], packet) => {
    const ends = { ports: [50_000, 443], clientWay: 0 } as const;
    const datagram: Datagram = { bytes, length: bytes.length, way, packet, ends, room };
    return protocol.looks(datagram) ? protocol.read(datagram) : [];
  });
}

const ids = { destination: ID, source: OTHER };
const FIRST = quicInitial('client', ID, 0, cryptoFrame(40, HELLO.slice(40)), ids);
const SECOND = quicInitial('client', ID, 1, cryptoFrame(0, HELLO.slice(0, 40)), ids);
const CLOSE = quicInitial('server', ID, 0, hexToBytes('1c410a0600'), { destination: OTHER, source: OTHER });
const RETRY = hexToBytes(`f0000000010201020201 02${'ab'.repeat(10)}${'00'.repeat(16)}`.replaceAll(' ', ''));
const VERSIONS = hexToBytes('80000000000201020201026b3343cf00000001');

describe('QUIC', () => {
  it('shows the hello that is in several Initials in any order, closing, Retry and version negotiation', () => {
    const found = read(QUIC, [
      [0, FIRST],
      [0, SECOND],
      [1, CLOSE],
      [1, RETRY],
      [1, VERSIONS],
    ]);
    expect(found.map(({ kind, summary }) => `${kind}: ${summary}`)).toEqual([
      'Client Hello: Client Hello www.example.test, up to TLS 1.2',
      'Connection close: Connection close: error 266',
      'Retry: Retry with a token of 10 bytes',
      'Version negotiation: Version negotiation: QUIC 2, QUIC 1',
    ]);
    expect(found[0]).toMatchObject({ from: 0, size: HELLO.length, values: { name: 'www.example.test' } });
    expect(found[0]?.values.details).toContain('QUIC 1; DCID: 8394c8f03e515708; SCID: 0102');
    expect(found[0]?.values.ja4).toMatch(/^q/);
  });

  it('never throws, whatever is changed or cut', () => {
    const all = [FIRST, SECOND, CLOSE, RETRY, VERSIONS];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(4), fc.nat(1), fc.nat(60), fc.nat(255), fc.nat(1300)), { maxLength: 8 }),
        (list) => {
          const said = list.map(([which, way, at, byte, length]) => {
            const bytes = Uint8Array.from(all[which] ?? []);
            bytes[at % bytes.length] = byte;
            return [way as 0 | 1, bytes.subarray(0, length)] as const;
          });
          expect(read(QUIC, said).length).toBeLessThan(40);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** A record of DTLS 1.2 with a fragment of a handshake message. */
function record(sequence: number, message: Uint8Array, from: number, to: number): Uint8Array {
  const three = (value: number): readonly number[] => [value >> 16, (value >> 8) & 255, value & 255];
  const body = message.slice(4);
  const content = [message[0] ?? 0, ...three(body.length), 0, sequence, ...three(from), ...three(to - from)];
  const size = content.length + to - from;
  const head = [22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, sequence, size >> 8, size & 255];
  return Uint8Array.from([...head, ...content, ...body.slice(from, to)]);
}

/** A Client Hello of DTLS: with an empty cookie behind the session ID. */
function withCookie(hello: Uint8Array): Uint8Array {
  const at = 39 + (hello[38] ?? 0);
  const bytes = Uint8Array.from([...hello.slice(0, at), 0, ...hello.slice(at)]);
  bytes.set([0xfe, 0xfd], 4);
  bytes[3] = (bytes[3] ?? 0) + 1;
  return bytes;
}

describe('DTLS', () => {
  const hello = withCookie(HELLO);
  const parts = [record(0, hello, 60, hello.length - 4), record(0, hello, 0, 60)];
  const verify = record(0, hexToBytes('03000007fefd0401020304'), 0, 7);
  const alert = hexToBytes('15fefd000000000000000300020228');

  it('shows hellos out of their fragments, and alerts', () => {
    const found = read(DTLS, [
      [0, parts[0] ?? hello],
      [0, parts[1] ?? hello],
      [1, verify],
      [1, alert],
    ]);
    expect(found.map(({ summary }) => summary)).toEqual([
      'Client Hello www.example.test, up to DTLS 1.2',
      'Hello Verify Request with a cookie of 4 bytes',
      'Alert: fatal handshake failure',
    ]);
    expect(found[0]).toMatchObject({ from: 0, values: { name: 'www.example.test' } });
  });

  it('never throws, whatever is changed or cut', () => {
    const all = [...parts, verify, alert];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(300), fc.nat(255), fc.nat(300)), { maxLength: 8 }), (list) => {
        const said = list.map(([which, at, byte, length]) => {
          const bytes = Uint8Array.from(all[which] ?? []);
          bytes[at % bytes.length] = byte;
          return [0, bytes.subarray(0, length)] as const;
        });
        expect(read(DTLS, said).length).toBeLessThan(100);
      }),
      { numRuns: 500 },
    );
  });
});
