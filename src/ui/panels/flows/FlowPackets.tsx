import { useCallback, useMemo, useState } from 'react';
import { PACKET_COLUMNS } from '../../../core/model/packet-columns.ts';
import type { Explanation } from '../../../core/model/explanation.ts';
import type { FlowIndex } from '../../../core/model/units.ts';
import { selectPacket, showPacketsOfFlow } from '../../../state/actions/view.ts';
import { useStore } from '../../../state/store.ts';
import { useTableDescription } from '../../../state/tables.ts';
import { useRows } from '../../../state/use-rows.ts';
import { useCellEntries } from '../../explorer/use-cell-entries.ts';
import { usePacketTimes } from '../../explorer/use-packet-times.ts';
import { DataGrid } from '../../table/DataGrid.tsx';
import { packetGridColumns } from '../../table/packet-grid-columns.ts';
import { EmptyRows, FailedRows } from '../../explorer/TableToolbar.tsx';
import type { GridColumn, GridView } from '../../table/types.ts';
import { fedColumns, fedPosition } from './fed-columns.ts';
import styles from './FlowDetailPane.module.css';

const COLUMNS_AT_FIRST = ['number', 'time', 'src', 'dst', 'length', 'payload', 'flags', 'info'];
const VIEW: GridView = { sort: undefined, columns: [], pinned: [], widths: {} };

/** Room for the header, up to nine rows and a scroll bar, CSS pixels. */
function gridHeight(rows: number): number {
  return 27 + 24 * Math.max(2, Math.min(rows, 9)) + 16;
}

/** The added columns come right after the packet's number. */
function withAdded(added: readonly GridColumn[]): readonly string[] {
  const [number = '', ...rest] = COLUMNS_AT_FIRST;
  return [number, ...added.map(({ description }) => description.id), ...rest];
}

interface FlowPacketsProps {
  readonly flow: FlowIndex;
  /** Marks the packets that fed a feature, and says what each one contributed. */
  readonly explanation?: Explanation;
  /** Only those that fed it. */
  readonly alone?: boolean;
}

/** The packets of one flow, right in its detail; Enter or a double press leads to the packet in the Packets panel. */
export function FlowPackets({ flow, explanation, alone = false }: FlowPacketsProps) {
  const [view, setView] = useState(VIEW);
  const times = usePacketTimes();
  const selected = useStore((state) => state.packet);
  const fed = explanation?.fed;
  const added = useMemo(() => (fed === undefined ? [] : fedColumns(fed)), [fed]);
  const columns = useMemo(() => [...packetGridColumns(PACKET_COLUMNS, times), ...added], [times, added]);
  const columnsAtFirst = useMemo(() => withAdded(added), [added]);
  const shown = view.columns.length > 0 ? view.columns : columnsAtFirst;
  const feature = explanation?.description.id;
  const question = useMemo(
    () => ({
      table: 'packets' as const,
      filter: '',
      flow,
      ...(alone && feature !== undefined && { feature }),
      ...(view.sort !== undefined && { sort: view.sort }),
    }),
    [flow, alone, feature, view.sort],
  );
  const toneOf = useMemo(
    () => (fed === undefined ? undefined : (row: number) => (fedPosition(fed, row) < 0 ? 'dim' : 'marked')),
    [fed],
  );
  const rows = useRows(question, shown);
  const entries = useCellEntries({
    description: useTableDescription('packets'),
    question,
    rows,
    onFilter: useCallback((filter: string) => showPacketsOfFlow(flow, filter), [flow]),
  });
  return (
    <div className={styles.packets} style={{ height: gridHeight(rows.window?.shown ?? 0) }}>
      <DataGrid
        label={feature === undefined ? `Packets of flow ${flow}` : `Packets of flow ${flow} and ${feature}`}
        columns={columns}
        columnsAtFirst={columnsAtFirst}
        {...(toneOf !== undefined && { toneOf })}
        view={view}
        onView={useCallback((change: Partial<GridView>) => setView((old) => ({ ...old, ...change })), [])}
        rows={rows}
        selected={selected}
        onSelect={selectPacket}
        cellEntries={entries}
        onOpen={useCallback(
          (packet: number) => {
            showPacketsOfFlow(flow);
            selectPacket(packet);
          },
          [flow],
        )}
        empty={
          rows.failure === undefined ? (
            !rows.pending && <EmptyRows title="This flow has no packets." />
          ) : (
            <FailedRows rows={rows} failure={rows.failure} noun="packets" />
          )
        }
      />
    </div>
  );
}
