import type { Question, TimeRange } from '../../core/model/question.ts';
import type { FlowIndex, PacketIndex } from '../../core/model/units.ts';
import { engine } from '../engine-port.ts';
import { setDrawn } from '../ladder.ts';
import { notifyPassing } from '../notice.ts';
import { buildQuestion } from '../question.ts';
import { getState } from '../store.ts';
import { descriptionOf, viewOf } from '../tables.ts';

/** Draws the packets of a flow. */
export function drawFlow(flow: FlowIndex): void {
  setDrawn({ title: `flow ${flow}`, question: { table: 'packets', filter: '', flow } });
}

/** Draws the packets that a filter of packets keeps, or those of the flows that a filter of flows keeps; in a stretch of time. */
export function drawWhere(isPackets: boolean, filter: string, title: string, range?: TimeRange): void {
  const kept = isPackets ? { filter } : { filter: '', flows: filter };
  setDrawn({ title, question: { table: 'packets', ...kept, ...(range && { range }) } });
}

/** Draws packets that are chosen in their table, by their positions in the order of a question. */
export function drawRows(question: Question, first: number, last: number): void {
  setDrawn({ title: `${last - first + 1} packets`, question, rows: { first, last } });
}

/** Draws the packets that their table shows. */
export function drawShown(): void {
  const state = getState();
  const description = descriptionOf(state, 'packets');
  const question = buildQuestion(description, viewOf(state, 'packets'), state, state.shown['packets']);
  setDrawn({ title: 'the packets that are shown', question });
}

/** Draws the flow of a packet; says so if it is in none. */
async function drawFlowOf(packet: PacketIndex): Promise<void> {
  const reply = await engine().data.packet(packet);
  if (!reply.ok) return;
  if (reply.value.flow < 0) notifyPassing(`Packet ${packet + 1} is in no flow: there is no ladder of it.`);
  else drawFlow(reply.value.flow);
}

/** Draws what is selected: in Packets the flow of the packet, elsewhere the flow; without a selection what Packets shows. */
export function drawSelected(): void {
  const { panel, packet, flow } = getState();
  if (packet !== undefined && (panel === 'packets' || flow === undefined)) void drawFlowOf(packet);
  else if (flow !== undefined && panel !== 'packets') drawFlow(flow);
  else drawShown();
}
