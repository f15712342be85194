import type { StreamPiece } from '../../core/model/stream.ts';
import type { FlowIndex } from '../../core/model/units.ts';
import { selectPacket, showPacketsOfFlow } from '../../state/actions/view.ts';
import { setFollowed } from '../../state/stream.ts';

/** Leads from a piece of a stream to its packet, among the packets of its flow. */
export function showPieceInPackets(flow: FlowIndex, { packet }: StreamPiece): void {
  setFollowed(undefined);
  showPacketsOfFlow(flow);
  selectPacket(packet);
}
