import type { Cell, PacketHits, Question, RowWindow } from '../model/question.ts';
import type { Layer } from '../model/field.ts';
import type { ByteSource } from '../model/reader.ts';
import { decodeLayers } from '../protocols/decode.ts';
import { hitFinders } from '../query/filter/hits.ts';
import type { CaptureTables } from '../tables.ts';
import { DETAIL_BYTES } from './describe-packet.ts';
import { readPackets } from './packet-bytes.ts';

/** Where a packet has what a filter looks for in whole packets. Rejects (UnreadableBytes) if its bytes cannot be had. */
export async function packetHits(
  { packets, facts }: CaptureTables,
  source: ByteSource,
  packet: number,
  filter: string,
): Promise<PacketHits> {
  const [bytes] = await readPackets(source, packets, [packet], DETAIL_BYTES);
  const { linkType } = facts.interfaces[packets.interface[packet] ?? 0];
  return hitsIn(filter, bytes, decodeLayers(bytes, linkType, packets.wireLength(packet)));
}

function hitsIn(filter: string, bytes: Uint8Array, layers: readonly Layer[]): PacketHits {
  const { frame, layers: inLayers } = hitFinders(filter);
  const has = (text: string): boolean => (inLayers?.(text) ?? []).length > 0;
  const fields =
    inLayers === undefined
      ? []
      : layers.flatMap(({ name, summary, fields: own }, layer) => [
          ...(has(name) || has(summary) ? [[layer, -1] as const] : []),
          ...own.flatMap(({ name: label, text }, field) =>
            has(text) || has(`${label}: ${text}`) ? [[layer, field] as const] : [],
          ),
        ]);
  return { bytes: frame?.(bytes) ?? [], fields };
}

/** Where lines of Info have what a question's filter looks for there; nothing without lines. */
export function infoHits({ filter }: Question, lines: readonly Cell[] | undefined): Pick<RowWindow, 'infoHits'> {
  const find = lines === undefined ? undefined : hitFinders(filter).info;
  return find === undefined || lines === undefined ? {} : { infoHits: lines.map((line) => find(String(line))) };
}
