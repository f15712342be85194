import { showPacketsOfMessage } from '../../../state/actions/messages.ts';
import { followPacket } from '../../../state/actions/stream.ts';
import { showFlow, showPacket } from '../../../state/actions/view.ts';
import type { MenuRow } from '../../explorer/row-entries.ts';
import type { MenuEntry } from '../../table/types.ts';

/** What leads from a message to its packets, its flow, and to what answers it. */
export function messageEntries({ cell }: MenuRow): readonly MenuEntry[] {
  const number = async (column: string): Promise<number> => Number((await cell(column)) ?? -1);
  const all = async (): Promise<readonly [flow: number, first: number, last: number]> => [
    await number('flow'),
    (await number('first_packet')) - 1,
    (await number('packet')) - 1,
  ];
  return [
    { id: 'show-packet', label: 'Show its packet', run: () => void number('packet').then((at) => showPacket(at - 1)) },
    {
      id: 'show-packets',
      label: 'Show its packets',
      run: () => void all().then(([flow, first, last]) => flow >= 0 && showPacketsOfMessage(flow, first, last)),
    },
    {
      id: 'show-partner',
      label: 'Show the packet of its answer or request',
      later: async () => {
        const at = await number('partner');
        return at < 0 ? { note: 'there is none', off: true } : { note: `packet ${at}` };
      },
      run: () => void number('partner').then((at) => at > 0 && showPacket(at - 1)),
    },
    {
      id: 'show-flow',
      label: 'Show its flow',
      run: () => void number('flow').then((flow) => flow >= 0 && showFlow(flow)),
    },
    {
      id: 'follow',
      label: 'Follow the stream to it',
      run: () => void number('packet').then((at) => void followPacket(at - 1)),
    },
  ];
}
