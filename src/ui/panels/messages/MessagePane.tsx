import { ListFilter, MessagesSquare, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { MESSAGE_COLUMNS } from '../../../core/model/message-columns.ts';
import type { Cell } from '../../../core/model/question.ts';
import { showPacketsOfMessage } from '../../../state/actions/messages.ts';
import { followPacket } from '../../../state/actions/stream.ts';
import { showFlow, showPacket } from '../../../state/actions/view.ts';
import { selectMessage } from '../../../state/messages.ts';
import { useMessageCells } from '../../../state/use-message-cells.ts';
import { formatCell } from '../../table/format-cell.ts';
import { packetTime, type PacketTimes } from '../../table/packet-grid-columns.ts';
import { Banner } from '../../widgets/Banner.tsx';
import { Button, IconButton } from '../../widgets/Button.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import { answerFailure } from '../../words/row-failure.ts';
import styles from './MessagesPanel.module.css';

interface MessagePaneProps {
  readonly message: number;
  readonly times: PacketTimes;
}

const AT = new Map(MESSAGE_COLUMNS.map(({ id }, at) => [id, at]));
const TITLE: ReadonlySet<string> = new Set(['number', 'protocol', 'kind', 'summary']);

/** All that a message says, and where it is. */
export function MessagePane({ message, times }: MessagePaneProps): ReactNode {
  const { value: cells, failure } = useMessageCells(message);
  if (failure !== undefined) return <Banner tone="danger" title={answerFailure(failure)} />;
  return (
    <section className={styles.pane} aria-label={`Message ${message + 1}`}>
      <header className={styles.header}>
        <h2 className={styles.title}>{cells === undefined ? `Message ${message + 1}` : <Title cells={cells} />}</h2>
        {cells !== undefined && <Ways cells={cells} />}
        <IconButton label="Close the detail" icon={<X aria-hidden />} onClick={() => selectMessage(undefined)} />
      </header>
      {cells !== undefined && <Values cells={cells} times={times} />}
    </section>
  );
}

const textAt = (cells: readonly Cell[], id: string): string => String(cells[AT.get(id) ?? -1] ?? '');
const numberAt = (cells: readonly Cell[], id: string): number => Number(cells[AT.get(id) ?? -1] ?? -1);

function Title({ cells }: { readonly cells: readonly Cell[] }): ReactNode {
  return <Foreign>{`${textAt(cells, 'protocol')} · ${textAt(cells, 'summary')}`}</Foreign>;
}

function Ways({ cells }: { readonly cells: readonly Cell[] }): ReactNode {
  const [flow, first, last] = [numberAt(cells, 'flow'), numberAt(cells, 'first_packet'), numberAt(cells, 'packet')];
  const partner = numberAt(cells, 'partner');
  return (
    <>
      <Button icon={<ListFilter aria-hidden />} onClick={() => showPacketsOfMessage(flow, first - 1, last - 1)}>
        Show packets
      </Button>
      <Button onClick={() => showFlow(flow)}>Flow {flow}</Button>
      {partner > 0 && (
        <Button onClick={() => showPacket(partner - 1)}>
          {textAt(cells, 'pairing') === 'answer' ? 'Its request' : 'Its answer'}: packet {partner}
        </Button>
      )}
      <Button icon={<MessagesSquare aria-hidden />} onClick={() => void followPacket(last - 1)}>
        Follow stream
      </Button>
    </>
  );
}

/** Everything that is there, under its label. */
function Values({ cells, times }: { readonly cells: readonly Cell[]; readonly times: PacketTimes }): ReactNode {
  const said = MESSAGE_COLUMNS.flatMap((description, at) => {
    const cell = cells[at];
    if (cell === undefined || cell === '' || cell === -1 || TITLE.has(description.id)) return [];
    const context = {
      row: 0,
      position: 0,
      cell,
      above: undefined,
      shape: undefined,
      activity: undefined,
      unread: false,
    };
    const style = times.style === 'delta' ? 'relative' : times.style;
    const isTime = description.kind === 'relative-ns';
    const text = isTime ? packetTime(context, { ...times, style }) : formatCell(cell, description);
    return [{ description, text: description.unit === '' ? text : `${text} ${description.unit}` }];
  });
  return (
    <dl className={styles.values} tabIndex={0} aria-label="What it says">
      {said.map(({ description, text }) => (
        <div key={description.id} className={styles.value} title={description.help}>
          <dt>{description.label}</dt>
          <dd>
            <Foreign>{text}</Foreign>
          </dd>
        </div>
      ))}
    </dl>
  );
}
