import { describe, expect, it } from 'vitest';
import type { Datagram } from '../../../src/core/messages/datagram-reader.ts';
import { DATAGRAM_PROTOCOLS, STREAM_PROTOCOLS } from '../../../src/core/messages/list.ts';
import type { Message } from '../../../src/core/messages/message.ts';
import { StreamTalk } from '../../../src/core/messages/stream-talk.ts';
import type { Ends, StreamProtocol } from '../../../src/core/messages/stream-reader.ts';
import { hexToBytes } from '../protocols/packets.ts';
import { textBytes } from './spoken.ts';

/** Ports of services, so that every protocol is tried. */
const PORTS = [
  21, 22, 25, 53, 67, 69, 80, 88, 102, 110, 123, 137, 139, 143, 161, 179, 319, 389, 443, 445, 500, 502, 514, 546, 554,
  587, 1080, 1433, 1812, 1883, 1900, 2123, 2404, 3306, 3389, 3478, 3868, 4500, 5060, 5353, 5355, 5432, 5672, 5683, 6379,
  6667, 20_000, 27_017, 30_490, 44_818,
] as const;

/** Beginnings that protocols are told by, to come farther than random bytes do. */
const BEGINNINGS = [
  textBytes('GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde'),
  textBytes('HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n'),
  textBytes('CONNECT a:443 HTTP/1.1\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'),
  textBytes('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  textBytes('220 mail ESMTP\r\nEHLO a\r\n250-b\r\n250 c\r\nDATA\r\n354 go\r\nSubject: x\r\n\r\n.\r\n'),
  textBytes('* OK IMAP4\r\na1 LOGIN b c\r\n+OK POP3\r\nSSH-2.0-x\r\nINFO {}\r\nNICK a\r\nUSER b c d :e\r\n'),
  textBytes('INVITE sip:a SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 3\r\n\r\nabc'),
  textBytes('*2\r\n$3\r\nGET\r\n$1\r\na\r\n'),
  hexToBytes('160301000501000001ff'),
  hexToBytes('1603030100020000fc0303'),
  hexToBytes('000000100001000000000000000161000001'),
  hexToBytes('ff534d4272000000'),
  hexToBytes('00000040fe534d424000'),
  hexToBytes('300c020101600702010304008000'),
  hexToBytes('0001000000060103000000010300001602f080320100000000'),
  hexToBytes('056405c001000000ffff680401000000'),
  hexToBytes('101000044d5154540402003c000161'),
  hexToBytes('ffffffffffffffffffffffffffffffff001304'),
  hexToBytes('0501000501000001010101010050'),
];

/** A sequence of numbers below one, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function someBytes(next: () => number, most: number): Uint8Array {
  const start =
    next() < 0.7 ? (BEGINNINGS[Math.floor(next() * BEGINNINGS.length)] ?? new Uint8Array(0)) : new Uint8Array(0);
  const rest = Uint8Array.from({ length: Math.floor(next() * most) }, () => Math.floor(next() * 256));
  const all = new Uint8Array(start.length + rest.length);
  all.set(start);
  all.set(rest, start.length);
  for (let flips = Math.floor(next() * 4); flips > 0; flips--)
    all[Math.floor(next() * all.length)] = Math.floor(next() * 256);
  return all;
}

function sinkInto(found: Message[]) {
  return {
    message: (_protocol: string, _spot: unknown, message: Message) => void found.push(message),
    skipped: () => undefined,
    gaveUp: () => undefined,
  };
}

/** Feeds both directions in pieces of any size, with holes. */
function feed(protocols: readonly StreamProtocol[], ends: Ends, next: () => number): readonly Message[] {
  const found: Message[] = [];
  const talk = new StreamTalk(protocols, ends, sinkInto(found));
  for (let turn = 0; turn < 6; turn++) {
    const bytes = someBytes(next, 400);
    const way = next() < 0.5 ? 0 : 1;
    for (let at = 0; at < bytes.length;) {
      const size = 1 + Math.floor(next() * 60);
      talk.bytes(way, turn, bytes.slice(at, at + size));
      at += size;
    }
    if (next() < 0.2) talk.gap(way, turn, Math.floor(next() * 1e6), 'cut');
    if (next() < 0.1) talk.closed(way, turn, next() < 0.5);
  }
  talk.finish();
  return found;
}

describe('any bytes', () => {
  it('of streams never make a reader throw, and give no more messages than bytes', () => {
    const next = random(7);
    for (let round = 0; round < 3000; round++) {
      const port = PORTS[round % PORTS.length] ?? 80;
      const ends: Ends = { ports: next() < 0.8 ? [50_000, port] : [port, 50_000], clientWay: next() < 0.5 ? 0 : 1 };
      expect(feed(STREAM_PROTOCOLS, ends, next).length).toBeLessThan(6000);
    }
  }, 60_000);

  it('of streams never make a reader throw that was chosen wrongly', () => {
    const next = random(8);
    for (const protocol of STREAM_PROTOCOLS) {
      const forced = [{ ...protocol, looks: () => true }];
      for (let round = 0; round < 100; round++) {
        const ends: Ends = { ports: [50_000, PORTS[round % PORTS.length] ?? 80], clientWay: 0 };
        expect(feed(forced, ends, next).length).toBeLessThan(6000);
      }
    }
  }, 60_000);

  it('of datagrams never make a reader throw, however they are cut', () => {
    const next = random(9);
    for (let round = 0; round < 20_000; round++) {
      const bytes = someBytes(next, 300);
      const port = PORTS[round % PORTS.length] ?? 53;
      const datagram: Datagram = {
        bytes: bytes.subarray(0, Math.floor(next() * bytes.length)),
        length: bytes.length,
        way: 0,
        packet: round,
        ends: { ports: [50_000, port], clientWay: 0 },
        room: new Map(),
      };
      for (const protocol of DATAGRAM_PROTOCOLS) if (protocol.looks(datagram)) protocol.read(datagram);
    }
    expect(next()).toBeLessThan(1);
  }, 60_000);
});
