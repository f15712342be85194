import { Download, X } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { ColumnDescription } from '../../../core/model/column.ts';
import { OBJECT_COLUMNS } from '../../../core/model/object-columns.ts';
import type { Cell, Question } from '../../../core/model/question.ts';
import { followPacket } from '../../../state/actions/stream.ts';
import { showFlow, showPacket } from '../../../state/actions/view.ts';
import { useRows } from '../../../state/use-rows.ts';
import { formatCell } from '../../table/format-cell.ts';
import type { PacketTimes } from '../../table/packet-grid-columns.ts';
import { answerFailure } from '../../words/row-failure.ts';
import { Banner } from '../../widgets/Banner.tsx';
import { Button, IconButton } from '../../widgets/Button.tsx';
import { Foreign } from '../../widgets/Foreign.tsx';
import facts from '../../widgets/facts.module.css';
import { timeText } from './object-grid-columns.ts';
import { saveObjects } from './save-objects.ts';
import styles from './ObjectPane.module.css';

const IDS: readonly string[] = OBJECT_COLUMNS.map(({ id }) => id);

interface ObjectPaneProps {
  readonly row: number;
  readonly times: PacketTimes;
  readonly onClose: () => void;
}

/** All that is known of one object, and what leads on from it. */
export function ObjectPane({ row, times, onClose }: ObjectPaneProps): ReactNode {
  const { cells, failure } = useCells(row);
  const packet = Number(cells?.[IDS.indexOf('packet')] ?? 0) - 1;
  const flow = Number(cells?.[IDS.indexOf('flow')] ?? -1);
  return (
    <aside aria-label={`Object ${row + 1}`} className={styles.pane}>
      <header className={styles.header}>
        <h2 className={styles.title}>
          <Foreign>{String(cells?.[IDS.indexOf('name')] ?? '') || `Object ${row + 1}`}</Foreign>
        </h2>
        <Button icon={<Download aria-hidden />} onClick={() => void saveObjects([row])}>
          Save
        </Button>
        <Button onClick={() => void followPacket(packet)}>Follow stream</Button>
        <Button onClick={() => showPacket(packet)}>First packet</Button>
        <Button onClick={() => showFlow(flow)}>Flow</Button>
        <IconButton label="Close the detail" icon={<X aria-hidden />} onClick={onClose} />
      </header>
      {failure !== undefined && <Banner tone="danger" title={answerFailure(failure)} />}
      {cells !== undefined && (
        <table className={facts.table}>
          <tbody>
            {OBJECT_COLUMNS.map((column: ColumnDescription, at) => (
              <Fact key={column.id} column={column} text={textOf(cells[at] ?? '', column, times)} />
            ))}
          </tbody>
        </table>
      )}
      <p className={facts.words}>
        Name and claimed type are the sender’s words. Save writes the bytes under a name without path and control
        characters; what they do when they are opened, nobody has looked at.
      </p>
    </aside>
  );
}

function Fact({ column, text }: { readonly column: ColumnDescription; readonly text: string }): ReactNode {
  if (text === '') return undefined;
  return (
    <tr>
      <th scope="row" title={column.help}>
        {column.label}
      </th>
      <td className={facts.text}>
        <Foreign>{text}</Foreign> {column.id === 'time' ? '' : <span className={facts.dim}>{column.unit}</span>}
      </td>
    </tr>
  );
}

function textOf(cell: Cell, column: ColumnDescription, times: PacketTimes): string {
  if (column.id === 'time' && typeof cell === 'number') return timeText(cell, times);
  if (column.id === 'missing' && cell === 0) return '';
  return formatCell(cell, column);
}

/** The cells of one row, by the table's own order. */
function useCells(row: number) {
  const question = useMemo((): Question => ({ table: 'objects', filter: '', slice: { first: row, last: row } }), [row]);
  const { window, failure, key, questionKey, want } = useRows(question, IDS);
  useEffect(() => want(0, 1), [want, question]);
  const cells = key === questionKey ? window?.cells[0] : undefined;
  return { cells, failure };
}
