import type { AddressNames } from '../model/capture-notes.ts';
import type { Analysis } from '../pipeline.ts';
import { packetAddress } from '../packets/table/packet-rows.ts';

/** The names that the capture holds for the ends of a packet; ends without a name are left out. */
export function namesOfPacket(analysis: Analysis, packet: number): readonly AddressNames[] {
  const ends = [0, 1] as const;
  return namesOf(
    analysis,
    ends.map((end) => packetAddress(analysis.sources, packet, end)),
  );
}

/** The names for the ends of a flow. */
export function namesOfFlow(analysis: Analysis, flow: number): readonly AddressNames[] {
  const { ends } = analysis.sources;
  return namesOf(analysis, [ends.source(flow), ends.destination(flow)]);
}

function namesOf({ facts, addresses }: Analysis, ids: readonly number[]): readonly AddressNames[] {
  if (facts.names.size === 0) return [];
  const known = [...new Set(ids)].filter((id) => id >= 0).map((id) => addresses.text(id));
  return known.flatMap((address) => {
    const names = facts.names.get(address);
    return names === undefined ? [] : [{ address, names: [...names] }];
  });
}
