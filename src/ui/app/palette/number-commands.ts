import { formatCount, formatCountOf } from '../../../base/format.ts';
import { showFlow, showPacket } from '../../../state/actions/view.ts';
import type { Command } from '../../../state/commands.ts';
import { summaryOf } from '../../../state/session.ts';
import type { State } from '../../../state/store.ts';

/** "packet 12", "p12", "#12", "12", "1,200", and numbers as the page groups them. */
const NUMBER = /^(p|packets?|f|flows?)?\s*#?\s*(\d[\d,_\s]*)$/i;

/** The ways to a row whose number was written; none if what was written is no number. */
export function numberCommands(query: string, state: State): readonly Command[] {
  const [, word = '', digits] = NUMBER.exec(query.trim()) ?? [];
  const summary = summaryOf(state.session);
  if (digits === undefined || summary === undefined) return [];
  const number = Number(digits.replaceAll(/[,_\s]/g, ''));
  const first = word.charAt(0).toLowerCase();
  return [
    ...(first === 'f' ? [] : [goToPacket(number, summary.packets)]),
    // Of flows that are limited, numbers go beyond their count.
    ...(first === 'p' ? [] : [goToFlow(number, state.parameters.maxNflows > 0 ? Infinity : summary.flows)]),
  ];
}

/** Packets are numbered from 1. */
function goToPacket(number: number, packets: number): Command {
  const there = number >= 1 && number <= packets;
  return {
    id: 'go-to-packet',
    title: there
      ? `Go to packet ${formatCount(number)}`
      : `There is no packet ${formatCount(number)}: the last is ${formatCount(packets)}`,
    group: 'Packets',
    keys: [],
    when: () => there,
    run: () => showPacket(number - 1),
  };
}

/** Flows are numbered from 0. */
function goToFlow(number: number, flows: number): Command {
  const there = number < flows;
  return {
    id: 'go-to-flow',
    title: there
      ? `Go to flow ${formatCount(number)}`
      : `There is no flow ${formatCount(number)}: ${formatCountOf(flows, 'flow')}, numbered from 0`,
    group: 'Flows',
    keys: [],
    when: () => there,
    run: () => showFlow(number),
  };
}
