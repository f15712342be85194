import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyLog } from '../../../src/core/decrypt/key-log.ts';
import { TlsConversation } from '../../../src/core/decrypt/tls-conversation.ts';
import type { Way } from '../../../src/core/model/stream.ts';
import type { StreamSink } from '../../../src/core/streams/stream-sink.ts';
import { decryptFlow, openRecorded, recordedBytes } from './recorded.ts';

interface Told {
  data: number;
  closed: number;
}

function talk(keys: KeyLog, pieces: readonly (readonly [Way, Uint8Array])[]): Told {
  const told: Told = { data: 0, closed: 0 };
  const conversation = new TlsConversation(keys, {
    data: (_, __, bytes) => (told.data += bytes.length),
    said: () => undefined,
    closed: (_, __, length) => (told.closed += length),
  });
  pieces.forEach(([way, bytes], packet) => conversation.bytes(way, packet, bytes));
  conversation.finish();
  return told;
}

/** Bytes that look like TLS now and then. */
const recordLike = fc
  .tuple(fc.constantFrom(20, 21, 22, 23, 24), fc.constantFrom(1, 3, 4), fc.uint8Array({ maxLength: 90 }))
  .map(([type, minor, body]) => Uint8Array.of(type, 3, minor, 0, body.length, ...body));
const piece = fc.tuple(fc.constantFrom<Way>(0, 1), fc.oneof(fc.uint8Array({ maxLength: 60 }), recordLike));

describe('TLS with any bytes', () => {
  it('never throws, and tells no more bytes than came', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { data, closed } = talk(new KeyLog(), pieces);
        expect(data + closed).toBeLessThanOrEqual(pieces.reduce((sum, [, bytes]) => sum + bytes.length, 0));
      }),
    );
  });

  it.each(['tls12-aes128-gcm', 'tls10-cbc-sha', 'tls13-early-data'])('nor does a damaged %s', async (file) => {
    const recorded = await openRecorded(recordedBytes(file));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { maxLength: 12 }), async (changes) => {
        let at = 0;
        const damage = (sink: StreamSink): StreamSink => ({
          bytes: (spot, bytes) => {
            const copy = bytes.slice();
            for (const [where, value] of changes) if (where >= at && where < at + copy.length) copy[where - at] = value;
            at += copy.length;
            sink.bytes(spot, copy);
          },
          gap: (...told) => sink.gap(...told),
          note: (...told) => sink.note(...told),
        });
        await decryptFlow(recorded, 0, recorded.log, damage);
      }),
      { numRuns: 40 },
    );
  });

  it('passes on what is said before TLS begins, and decrypts behind it', async () => {
    const recorded = await openRecorded(recordedBytes('tls13-aes128-gcm'));
    const greeted = { [0]: false, [1]: false };
    const greet = (sink: StreamSink): StreamSink => ({
      bytes: (spot, bytes) => {
        if (!greeted[spot.way]) sink.bytes(spot, new TextEncoder().encode('STARTTLS\r\n'));
        greeted[spot.way] = true;
        sink.bytes(spot, bytes);
      },
      gap: (...told) => sink.gap(...told),
      note: (...told) => sink.note(...told),
    });
    const { said, lines } = await decryptFlow(recorded, 0, recorded.log, greet);
    expect(said[0]).toMatch(/^STARTTLS\r\nGET /);
    expect(said[1]).toMatch(/^STARTTLS\r\nHTTP\/1\.0 200 ok/);
    expect(lines.filter((line) => line.includes('TLS begins'))).toHaveLength(2);
  });
});
