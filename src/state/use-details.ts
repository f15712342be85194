import { useCallback } from 'react';
import type { Explanation } from '../core/model/explanation.ts';
import type { FlowDetail, PacketDetail } from '../core/model/question.ts';
import type { FlowIndex, PacketIndex } from '../core/model/units.ts';
import { engine } from './engine-port.ts';
import { useAnswer } from './use-answer.ts';
import type { Answer } from './use-answer.ts';

const askFlow = (flow: FlowIndex) => engine().data.flow(flow);
const askPacket = (packet: PacketIndex) => engine().data.packet(packet);

/** Everything about one flow; follows the capture while it is read. */
export function useFlowDetail(flow: FlowIndex | undefined): Answer<FlowDetail> {
  return useAnswer(flow, askFlow);
}

/** Where a feature of a flow comes from; follows the capture while it is read. */
export function useExplanation(flow: FlowIndex, feature: string): Answer<Explanation> {
  const ask = useCallback((row: FlowIndex) => engine().data.explain(row, feature), [feature]);
  return useAnswer(flow, ask);
}

/** One packet with its bytes and layers. */
export function usePacketDetail(packet: PacketIndex | undefined): Answer<PacketDetail> {
  return useAnswer(packet, askPacket);
}
