import type { AddressNames } from '../model/capture-notes.ts';
import type { CaptureTables } from '../tables.ts';
import { packetAddress } from '../packets/table/packet-rows.ts';

/** The names that the capture holds for the ends of a packet; ends without a name are left out. */
export function namesOfPacket(tables: CaptureTables, packet: number): readonly AddressNames[] {
  const ends = [0, 1] as const;
  return namesOf(
    tables,
    ends.map((end) => packetAddress(tables.sources, packet, end)),
  );
}

/** The names for the ends of a flow. */
export function namesOfFlow(tables: CaptureTables, flow: number): readonly AddressNames[] {
  const { ends } = tables.sources;
  return namesOf(tables, [ends.source(flow), ends.destination(flow)]);
}

function namesOf({ facts, addresses }: CaptureTables, ids: readonly number[]): readonly AddressNames[] {
  if (facts.names.size === 0) return [];
  const known = [...new Set(ids)].filter((id) => id >= 0).map((id) => addresses.text(id));
  return known.flatMap((address) => {
    const names = facts.names.get(address);
    return names === undefined ? [] : [{ address, names: [...names] }];
  });
}
