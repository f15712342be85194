import { formatCountOf } from '../../../base/format.ts';
import type { FedPackets } from '../../model/explanation.ts';
import type { CaptureTables } from '../../tables.ts';
import { type Account, secondsText, packetName } from './account.ts';
import { EndedBy, findEndings, type Endings } from './endings.ts';
import type { FlowTrace } from './trace.ts';

/** The number in the order of ends. */
export function explainId(tables: CaptureTables, trace: FlowTrace): Account {
  const endings = findEndings(tables);
  const id = endings.id[trace.flow];
  const worked =
    id < 0 ? ['the flow has not ended yet: −1'] : [`${formatCountOf(id, 'flow')} ended before this one: ${id}`];
  return { result: id, worked, notes: [...endNotes(tables, trace, endings)], fed: endPackets(trace, endings, false) };
}

/** Why the flow ended, with the time-out's arithmetic. */
export function explainExpiration(tables: CaptureTables, trace: FlowTrace): Account {
  const endings = findEndings(tables);
  const reason = endings.reason[trace.flow];
  const active = reason === 1;
  return {
    // An open flow has 0 until it ends.
    result: Math.max(0, reason),
    worked: endLines(tables, trace, endings),
    notes: endNotes(tables, trace, endings),
    fed: endPackets(trace, endings, active),
  };
}

function endLines(tables: CaptureTables, trace: FlowTrace, endings: Endings): string[] {
  const { meter, parameters } = tables;
  const { flow, ticks, rows } = trace;
  const reason = endings.reason[flow];
  const by: EndedBy = endings.by[flow];
  if (by === EndedBy.Nothing) return ['the flow has not ended yet'];
  if (by === EndedBy.EndOfCapture) return [`open at the end of the capture: ${reason}`];
  const end = packetName(endings.packet[flow]);
  const now = endings.ticks[flow];
  if (
    by === EndedBy.NextPacket &&
    reason === 3 &&
    now - ticks[ticks.length - 1] < parameters.idleTimeout * 1000 * meter.ticks.perMs
  )
    return [`${end} asks for a new connection after this one was closed: 3`];
  const from = reason === 1 ? 0 : ticks.length - 1;
  const name = reason === 1 ? 'active_timeout' : 'idle_timeout';
  const limit = reason === 1 ? parameters.activeTimeout : parameters.idleTimeout;
  const seconds = meter.ticks.ms(now - ticks[from]) / 1000;
  return [
    `${end} at ${meter.ticks.epochMs(now)} ms − ${packetName(rows[from])} at ${meter.ticks.epochMs(ticks[from])} ms = ${seconds} s`,
    `${seconds} s ≥ ${name} = ${limit} s: ${reason}`,
  ];
}

function endNotes(tables: CaptureTables, trace: FlowTrace, endings: Endings): string[] {
  const { meter, packets } = tables;
  const { flow, ticks } = trace;
  const packet = endings.packet[flow];
  const gap = secondsText(meter.ticks.ms(endings.ticks[flow] - ticks[ticks.length - 1]));
  switch (endings.by[flow] as EndedBy) {
    case EndedBy.Nothing:
      return [];
    case EndedBy.EndOfCapture:
      return [
        'Nothing cut it: flows that are open at the end of the capture end there, in order of their first packets.',
      ];
    case EndedBy.NextPacket:
      return [
        `The next packet of the same key, ${packetName(packet)}, came ${gap} after the last one of this flow and began flow ${packets.flow[packet]}.`,
      ];
    case EndedBy.Scan:
      return [
        `The scan for idle flows ended it at ${packetName(packet)}, of flow ${packets.flow[packet]}, ${gap} after its own last packet. NFStream scans at most every 10 ms, from the oldest flow on, as long as flows are idle, 1000 at most.`,
      ];
  }
}

/** The packet of this flow from which the time-out counts, and the one that ended it; that one is in another flow. */
function endPackets({ flow, rows }: FlowTrace, endings: Endings, fromFirst: boolean): FedPackets {
  const from = fromFirst ? rows[0] : rows[rows.length - 1];
  const end = endings.packet[flow];
  const roles = [{ packet: from, role: fromFirst ? 'first' : 'last' }];
  if (end >= 0) roles.push({ packet: end, role: 'ended the flow' });
  const fed = roles.map(({ packet }) => packet);
  return { rows: Int32Array.from(fed), values: new Float64Array(fed.length).fill(NaN), unit: '', roles };
}
