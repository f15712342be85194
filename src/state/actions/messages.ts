import type { FlowIndex, PacketIndex } from '../../core/model/units.ts';
import { setState } from '../store.ts';
import { setTableView, showPacketsOfFlow } from './view.ts';

/** Shows the messages of one flow, and nothing else, in the Messages panel. */
export function showMessagesOfFlow(flow: FlowIndex): void {
  setState({
    flow,
    flowFilter: flow,
    featureFilter: undefined,
    flowsFilter: undefined,
    matchFilter: undefined,
    range: undefined,
    panel: 'messages',
  });
  setTableView('messages', { filter: '' });
}

/** Shows the messages that begin, go on or end in a packet. */
export function showMessagesOfPacket(packet: PacketIndex, flow: FlowIndex): void {
  showMessagesOfFlow(flow);
  setTableView('messages', { filter: `first_packet <= ${packet + 1} and packet >= ${packet + 1}` });
}

/** Shows the packets from the one in which a message begins to the one that completed it. */
export function showPacketsOfMessage(flow: FlowIndex, first: PacketIndex, last: PacketIndex): void {
  showPacketsOfFlow(
    flow,
    first === last ? `number = ${first + 1}` : `number >= ${first + 1} and number <= ${last + 1}`,
  );
}
