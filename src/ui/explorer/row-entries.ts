import type { Cell } from '../../core/model/question.ts';
import { showMessagesOfFlow, showMessagesOfPacket } from '../../state/actions/messages.ts';
import { drawFlow } from '../../state/actions/ladder.ts';
import { followFlow, followPacket } from '../../state/actions/stream.ts';
import { showFlow, showPacketsOfFlow } from '../../state/actions/view.ts';
import { askWhy } from '../../state/why.ts';
import type { MenuEntry } from '../table/types.ts';

/** A row that a menu is opened for. */
export interface MenuRow {
  /** Its number in the table. */
  readonly row: number;
  /** Another cell of it, by its column. */
  readonly cell: (column: string) => Promise<Cell | undefined>;
}

/** What leads from a flow to others. */
export function flowEntries({ row }: MenuRow): readonly MenuEntry[] {
  return [
    { id: 'show-packets', label: 'Show its packets', run: () => showPacketsOfFlow(row) },
    { id: 'follow', label: 'Follow its stream', run: () => followFlow(row) },
    { id: 'ladder', label: 'Draw its ladder', run: () => drawFlow(row) },
    { id: 'show-messages', label: 'Show its messages', run: () => showMessagesOfFlow(row) },
  ];
}

/** What leads from a packet to its flow. */
export function packetEntries({ row, cell }: MenuRow): readonly MenuEntry[] {
  const find = async (): Promise<number> => Number((await cell('flow')) ?? -1);
  const entry = (id: string, label: string, show: (flow: number) => void): MenuEntry => ({
    id,
    label,
    later: async () => {
      const flow = await find();
      return flow < 0 ? { note: 'it is in no flow', off: true } : { note: `flow ${flow}` };
    },
    run: () => void find().then((flow) => flow >= 0 && show(flow)),
  });
  return [
    entry('show-flow', 'Show its flow', showFlow),
    entry('show-packets-of-flow', 'Show the packets of its flow', showPacketsOfFlow),
    entry('follow', 'Follow the stream to it', () => void followPacket(row)),
    entry('ladder', 'Draw the ladder of its flow', drawFlow),
    entry('show-messages', 'Show its messages', (flow) => showMessagesOfPacket(row, flow)),
    {
      id: 'why',
      label: 'Why is it in a sequence, or not? …',
      run: () => void askWhy(`packet ${row + 1}`, { packet: row }),
    },
  ];
}
