import { formatCountOf } from '../../../base/format.ts';
import { type Account, secondsText, packetName } from '../../flows/explain/account.ts';
import type { FlowTrace } from '../../flows/explain/trace.ts';
import { Expiration } from '../../model/expiration.ts';
import type { FedPackets } from '../../model/explanation.ts';
import { NONE } from '../../model/units.ts';
import type { CaptureTables } from '../../tables.ts';
import { findEndings } from './endings.ts';

/** How one flow ended, and what ended it. */
interface Ending {
  readonly by: 'nothing yet' | 'end of capture' | 'next packet' | 'scan' | 'plugin';
  /** Number in the order of ends; NONE while open. */
  readonly id: number;
  readonly reason: Expiration;
  /** The packet at which it was ended, and that packet's flow; NONE if there is none. */
  readonly packet: number;
  readonly flow: number;
  /** NFStream's clock at that packet, ticks. */
  readonly now: number;
}

/** The number in the order of ends. */
export function explainId(tables: CaptureTables, trace: FlowTrace): Account {
  const ending = endingOf(tables, trace.flow);
  const { id } = ending;
  const worked =
    id < 0 ? ['the flow has not ended yet: −1'] : [`${formatCountOf(id, 'flow')} ended before this one: ${id}`];
  return { result: id, worked, notes: endNotes(trace, ending), fed: endPackets(trace, ending, false) };
}

/** Why the flow ended, with the time-out's arithmetic. */
export function explainExpiration(tables: CaptureTables, trace: FlowTrace): Account {
  const ending = endingOf(tables, trace.flow);
  return {
    // An open flow has 0 until it ends.
    result: ending.reason,
    worked: endLines(trace, ending),
    notes: endNotes(trace, ending),
    fed: endPackets(trace, ending, ending.reason === Expiration.Active),
  };
}

function endingOf(tables: CaptureTables, flow: number): Ending {
  const { meter, packets } = tables;
  const endings = findEndings(tables);
  const packet = endings.packet[flow];
  const id = endings.id[flow];
  const next = packet < 0 ? NONE : packets.flow[packet];
  const sameKey = next >= 0 && meter.sourceEnd(next) >>> 1 === meter.sourceEnd(flow) >>> 1;
  const reason = endings.reason[flow];
  const by = id < 0 ? 'nothing yet' : next < 0 ? 'end of capture' : sameKey && next !== flow ? 'next packet' : 'scan';
  return {
    by: reason === Expiration.Plugin ? 'plugin' : by,
    id,
    reason,
    packet,
    flow: next,
    now: endings.ticks[flow],
  };
}

function endLines({ times, rows, clock, parameters }: FlowTrace, ending: Ending): string[] {
  const { by, reason, now } = ending;
  if (by === 'nothing yet') return ['the flow has not ended yet'];
  if (by === 'end of capture') return [`open at the end of the capture: ${reason}`];
  const end = packetName(ending.packet);
  if (by === 'plugin') return [`a plugin ended it with ${end}: ${reason}`];
  const idle = now - times[times.length - 1] >= parameters.idleTimeout * 1000 * clock.perMs;
  if (reason === Expiration.Closed && !idle)
    return [`${end} asks for a new connection after this one was closed: ${reason}`];
  const active = reason === Expiration.Active;
  const from = active ? 0 : times.length - 1;
  const name = active ? 'active_timeout' : 'idle_timeout';
  const limit = active ? parameters.activeTimeout : parameters.idleTimeout;
  const seconds = clock.ms(now - times[from]) / 1000;
  return [
    `${end} at ${clock.epochMs(now)} ms − ${packetName(rows[from])} at ${clock.epochMs(times[from])} ms = ${seconds} s`,
    `${seconds} s ≥ ${name} = ${limit} s: ${reason}`,
  ];
}

function endNotes({ times, clock }: FlowTrace, { by, packet, flow, now }: Ending): string[] {
  const gap = secondsText(clock.ms(now - times[times.length - 1]));
  switch (by) {
    case 'nothing yet':
      return [];
    case 'end of capture':
      return [
        'Nothing cut it: flows that are open at the end of the capture end there, in order of their first packets.',
      ];
    case 'next packet':
      return [
        `The next packet of the same key, ${packetName(packet)}, came ${gap} after the last one of this flow and began flow ${flow}.`,
      ];
    case 'plugin':
      return ['A plugin of your code set expirationId to −1, which ends a flow with the packet at hand.'];
    case 'scan':
      return [
        `The scan for idle flows ended it at ${packetName(packet)}, of flow ${flow}, ${gap} after its own last packet. NFStream scans at most every 10 ms, from the oldest flow on, as long as flows are idle, 1000 at most.`,
      ];
  }
}

/** The packet of this flow from which the time-out counts, and the one that ended it; that one is in another flow, unless a plugin ended it. */
function endPackets({ rows }: FlowTrace, { packet }: Ending, fromFirst: boolean): FedPackets {
  const from = fromFirst ? rows[0] : rows[rows.length - 1];
  const roles = [{ packet: from, role: fromFirst ? 'first' : 'last' }];
  if (packet >= 0) roles.push({ packet, role: 'ended the flow' });
  const fed = roles.map((role) => role.packet);
  return { rows: Int32Array.from(fed), values: new Float64Array(fed.length).fill(NaN), unit: '', roles };
}
