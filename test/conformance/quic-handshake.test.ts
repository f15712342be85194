import { describe, expect, it } from 'vitest';
import { KeyLog } from '../../src/core/decrypt/key-log.ts';
import type { StreamPart } from '../../src/core/model/stream.ts';
import { followFlow } from '../../src/core/session/stream/follow-flow.ts';
import { corpora, noCorpora } from '../corpora.ts';
import { messagesOf, tsharkLines } from './capture-messages.ts';

const LIMITS = { bytes: 64 * 1024 * 1024, pieces: 1_000_000 };

/** What each packet of a capture brought to the handshakes of its flows: bytes, and the tags of Google's hellos. */
async function handshakesOf(file: string): Promise<{
  readonly bytes: ReadonlyMap<number, number>;
  readonly tags: ReadonlyMap<number, readonly string[]>;
  /** Whose packet it is: flow and direction. */
  readonly sender: (frame: number) => string;
}> {
  const bytes = new Map<number, number>();
  const tags = new Map<number, string[]>();
  const read = await messagesOf(file);
  if (read === undefined) throw new Error(file);
  const { tables, source } = read;
  const take = ({ decryption, pieces }: StreamPart): void => {
    if (decryption?.isHandshake !== true) return;
    for (const piece of pieces) {
      const frame = piece.packet + 1;
      if (piece.kind === 'bytes') bytes.set(frame, (bytes.get(frame) ?? 0) + piece.length);
      if (piece.kind === 'told') tags.set(frame, [...(tags.get(frame) ?? []), piece.words]);
    }
  };
  for (let flow = 0; flow < tables.flowCount; flow++) {
    if (tables.packets.protocol[tables.extent(flow).first] !== 17) continue;
    const sources = { tables, bytes: source, secrets: new KeyLog() };
    const reply = await followFlow(sources, flow, { part: 0 }, () => true, LIMITS, 'handshake');
    if (reply.ok) take(reply.value);
  }
  const { packets } = tables;
  const sender = (frame: number): string => `${packets.flow[frame - 1]} ${(packets.marks[frame - 1] ?? 0) & 1}`;
  return { bytes, tags, sender };
}

/** Bytes that waited behind a hole, and came again in a packet that filled it: they are counted to that packet. */
const EXCEPTIONS = [
  'zeek/traces/quic/quic-decrypt-fail-google-de-51833.pcap 6: 0 of 75',
  'zeek/traces/quic/quic-decrypt-fail-google-de-51833.pcap 7: 0 of 17',
  'zeek/traces/quic/quic-decrypt-fail-google-de-51833.pcap 9: 1008 of 916',
];

describe.skipIf(corpora === undefined)(
  `the handshake of QUIC against tshark${corpora === undefined ? ` (${noCorpora})` : ''}`,
  () => {
    it(
      'comes from the packets, with the bytes, that tshark reads in Initial packets',
      { timeout: 300_000 },
      async () => {
        const found = { files: 0, packets: 0, bytes: 0, hellos: 0 };
        const differing: string[] = [];
        for (const [file, lines] of tsharkLines('quic')) {
          const ours = await handshakesOf(file);
          const initial = lines.filter(
            ({ fields }) =>
              fields.has('quic.crypto.offset') && fields.get('quic.long.packet_type')?.every((type) => type === '0'),
          );
          const hellos = lines.filter(({ fields }) => fields.has('gquic.tag.sni'));
          if (initial.length + hellos.length === 0) continue;
          found.files++;
          const known = new Map<string, Set<number>>();
          for (const { frame, fields } of initial) {
            const have = known.get(ours.sender(frame)) ?? new Set<number>();
            known.set(ours.sender(frame), have);
            const before = have.size;
            const lengths = (fields.get('quic.crypto.length') ?? []).map(Number);
            for (const [at, offset] of (fields.get('quic.crypto.offset') ?? []).entries())
              for (let byte = 0; byte < (lengths[at] ?? 0); byte++) have.add(Number(offset) + byte);
            // What came before is not said again.
            const length = have.size - before;
            found.packets++;
            if ((ours.bytes.get(frame) ?? 0) === length) found.bytes++;
            else differing.push(`${file} ${frame}: ${ours.bytes.get(frame) ?? 0} of ${length}`);
          }
          for (const { frame, fields } of hellos) {
            const names = fields.get('gquic.tag.sni') ?? [];
            const told = ours.tags.get(frame) ?? [];
            if (names.every((name) => told.includes(`SNI: ${name}`))) found.hellos++;
            else differing.push(`${file} ${frame}: ${told.join('; ')} without ${names.join()}`);
          }
        }
        expect(differing).toEqual(EXCEPTIONS);
        expect(found).toEqual({ files: 48, packets: 177, bytes: 174, hellos: 24 });
      },
    );
  },
);
