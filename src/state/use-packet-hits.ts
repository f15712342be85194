import { useEffect, useState } from 'react';
import type { PacketHits } from '../core/model/question.ts';
import type { PacketIndex } from '../core/model/units.ts';
import { engine } from './engine-port.ts';
import { useStore } from './store.ts';
import { viewOf } from './tables.ts';

const NO_HITS: PacketHits = { bytes: [], fields: [] };
/** Names in filters for what is marked in one packet. */
const MARKED = /\b(?:frame|layers)\b/i;

/** Where a packet has what the filter of the packet table looks for in whole packets; nothing as long as it is not known. */
export function usePacketHits(packet: PacketIndex): PacketHits {
  const filter = useStore((state) => viewOf(state, 'packets').filter);
  const key = `${packet} ${filter}`;
  const [known, setKnown] = useState<{ readonly key: string; readonly hits: PacketHits }>();
  useEffect(() => {
    if (!MARKED.test(filter)) return undefined;
    let awaited = true;
    void engine()
      .data.packetHits(packet, filter)
      .then((reply) => awaited && setKnown({ key, hits: reply.ok ? reply.value : NO_HITS }));
    return () => {
      awaited = false;
    };
  }, [packet, filter, key]);
  return known?.key === key ? known.hits : NO_HITS;
}
