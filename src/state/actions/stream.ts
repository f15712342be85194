import type { Reply } from '../../core/model/failure.ts';
import type { StreamSaving } from '../../core/model/stream.ts';
import type { FlowIndex, PacketIndex } from '../../core/model/units.ts';
import type { SavedStream } from '../../protocol/data.ts';
import { engine } from '../engine-port.ts';
import { notifyPassing } from '../notice.ts';
import { setFollowed } from '../stream.ts';
import { writeFile } from './export.ts';
import { getState } from '../store.ts';
import { selectPacket } from './view.ts';

/** Shows what the ends of a flow said. */
export function followFlow(flow: FlowIndex): void {
  setFollowed({ flow, place: { part: 0 } });
}

/** Shows the stream of a packet's flow where the packet is in it; says so if it is in none. */
export async function followPacket(packet: PacketIndex): Promise<void> {
  const reply = await engine().data.packet(packet);
  if (!reply.ok) return;
  const { flow } = reply.value;
  if (flow < 0) return notifyPassing(`Packet ${packet + 1} is in no flow: there is no stream to follow.`);
  selectPacket(packet);
  setFollowed({ flow, place: { packet } });
}

/** Follows what is selected: the packet in Packets, elsewhere the flow. */
export function followSelected(): void {
  const { panel, packet, flow } = getState();
  if (packet !== undefined && (panel === 'packets' || flow === undefined)) void followPacket(packet);
  else if (flow !== undefined) followFlow(flow);
}

/** Writes what the ends of a flow said to a file. */
export function saveStream(saving: StreamSaving): Promise<Reply<SavedStream & { readonly name: string }>> {
  const form = saving.decrypted === true ? '-decrypted' : '';
  const side = saving.way === undefined ? '' : saving.way === 0 ? '-forward' : '-backward';
  return writeFile(`flow-${saving.flow}${form}${side}`, 'bin', (onProgress) =>
    engine().data.saveStream(saving, onProgress),
  );
}
