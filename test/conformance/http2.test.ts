import { describe, expect, it } from 'vitest';
import { H2Connection } from '../../src/core/http/h2/connection.ts';
import type { HttpField } from '../../src/core/http/http-events.ts';
import { packetsOfFlow } from '../../src/core/session/flow-packets.ts';
import { feedOf, readRows } from '../../src/core/session/stream/read-flow.ts';
import { corpora, noCorpora } from '../corpora.ts';
import { messagesOf, tsharkLines } from './capture-messages.ts';

const FILE = 'suricata-verify/dns-over-http2/dns_over_https.pcap';

/** Fields and types of frames in the order of a flow's packets, by the packet that completed them. */
async function readFrames(): Promise<{
  readonly types: ReadonlyMap<number, string[]>;
  readonly fields: ReadonlyMap<number, HttpField[]>;
}> {
  const read = await messagesOf(FILE);
  if (read === undefined) throw new Error('not read');
  const { tables, source } = read;
  const types = new Map<number, string[]>();
  const fields = new Map<number, HttpField[]>();
  const type = (packet: number, one: number): void =>
    void types.set(packet + 1, [...(types.get(packet + 1) ?? []), String(one)]);
  const connection = new H2Connection({
    headers: ({ frame, block }) => {
      type(frame.packet, frame.type);
      fields.set(frame.packet + 1, [...(fields.get(frame.packet + 1) ?? []), ...(block?.fields ?? [])]);
    },
    data: () => undefined,
    frame: (frame) => type(frame.packet, frame.type),
    skipped: () => expect.unreachable(),
  });
  const rows = packetsOfFlow(tables, 0);
  const feed = feedOf(tables, rows[0] ?? 0, {
    bytes: ({ way, packet }, bytes) => connection.bytes(way, packet, bytes),
    gap: ({ way, packet }, length) => connection.gap(way, packet, length),
    note: () => undefined,
  });
  await readRows(
    tables,
    source,
    rows,
    (row, bytes) => {
      feed.packet(row, bytes);
      return true;
    },
    () => false,
  );
  return { types, fields };
}

describe.skipIf(corpora === undefined)(
  `HTTP/2 as tshark has it${corpora === undefined ? `: ${noCorpora}` : ''}`,
  () => {
    it('frames and header fields, packet by packet', async () => {
      const { types, fields } = await readFrames();
      const lines = tsharkLines('http').get(FILE) ?? [];
      expect(lines.length).toBe(19);
      for (const { frame, fields: wanted } of lines) {
        expect([frame, types.get(frame)]).toEqual([frame, wanted.get('http2.type')]);
        expect(fields.get(frame)?.map(({ name }) => name)).toEqual(wanted.get('http2.header.name'));
        expect(fields.get(frame)?.map(({ value }) => value)).toEqual(wanted.get('http2.header.value'));
      }
    });

    it('requests and answers of its streams', async () => {
      const found = (await messagesOf(FILE))?.found ?? [];
      const lines = [...(tsharkLines('http').get(FILE) ?? [])];
      const valuesOf = (name: string): readonly string[] =>
        lines.flatMap(({ fields }) => {
          const names = fields.get('http2.header.name') ?? [];
          return (fields.get('http2.header.value') ?? []).filter((_, at) => names[at] === name);
        });
      const of = (kind: string, id: 'target' | 'code') =>
        found.filter(({ message }) => message.kind === kind).map(({ message }) => String(message.values[id]));
      expect(of('request', 'target')).toEqual(valuesOf(':path'));
      expect(of('response', 'code')).toEqual(valuesOf(':status'));
    });
  },
);
