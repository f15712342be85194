import { useCallback, useMemo, useRef } from 'react';
import { PACKET_COLUMNS, PACKET_COLUMNS_AT_FIRST } from '../../../core/model/packet-columns.ts';
import { checkFilter, exportRows, showAllRows } from '../../../state/actions/table.ts';
import {
  selectPacket,
  setFlowFilter,
  setMatchFilter,
  setRange,
  setTableView,
  setTimeFormat,
} from '../../../state/actions/view.ts';
import { notify } from '../../../state/notice.ts';
import { useQuestion } from '../../../state/question.ts';
import { summaryOf } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import { useRows } from '../../../state/use-rows.ts';
import { failureMessage } from '../../app/messages.ts';
import { ColumnsButton } from '../../table/ColumnsButton.tsx';
import { DataGrid } from '../../table/DataGrid.tsx';
import { DetailSplit } from '../../table/DetailSplit.tsx';
import { downloadBlob } from '../../table/download.ts';
import { FilterBox } from '../../table/FilterBox.tsx';
import { storedColumns } from '../../table/grid-columns.ts';
import { limitsInWords } from '../../table/limits.ts';
import { NoRows } from '../../table/NoRows.tsx';
import { packetGridColumns } from '../../table/packet-grid-columns.ts';
import { ExportButton, LimitChips, MatchedToggle, ShownCount } from '../../table/TableToolbar.tsx';
import { TimeFormatSelect } from '../../table/TimeFormatSelect.tsx';
import type { GridView } from '../../table/types.ts';
import { shownColumns } from '../../table/use-column-model.ts';
import { useWidth } from '../../table/use-width.ts';
import controls from '../../table/controls.module.css';
import { PACKET_FILTER_EXAMPLES } from './filter-examples.ts';
import { PacketDetailPane } from './PacketDetailPane.tsx';

/** From this width, CSS pixels, the detail stands beside the table. */
const DETAIL_BESIDE = 1700;
/** Below this width the detail needs most of the height. */
const NARROW = 700;

const onView = (change: Partial<GridView>): void => setTableView('packets', change);
const onFilter = (filter: string): void => setTableView('packets', { filter });
const onCheck = (filter: string) => checkFilter('packets', filter);
const onShowAll = (): void => showAllRows('packets');
const LIFTS = {
  range: () => setRange(undefined),
  match: () => setMatchFilter(undefined),
  flow: () => setFlowFilter(undefined),
};

/** All packets of the capture as a grid, and the bytes and layers of the selected one. */
export function PacketsPanel() {
  const panel = useRef<HTMLElement>(null);
  const width = useWidth(panel);
  const view = useStore((state) => state.tables.packets);
  const selected = useStore((state) => state.packet);
  const style = useStore((state) => state.timeFormat);
  const epochNs = useStore((state) => summaryOf(state.session)?.epochNs);
  const nanoseconds = useStore((state) => summaryOf(state.session)?.nanoseconds ?? false);
  const ready = useStore((state) => state.session.phase === 'ready');
  const hasRun = useStore((state) => state.run.phase === 'done');
  const columns = useMemo(
    () => packetGridColumns(PACKET_COLUMNS, { style, epochNs, nanoseconds }),
    [style, epochNs, nanoseconds],
  );
  const shown = shownColumns(view, PACKET_COLUMNS_AT_FIRST);
  const question = useQuestion('packets');
  const rows = useRows(question, shown);
  const limits = limitsInWords({ range: question.range, match: question.match, flow: question.flow }, LIFTS);
  const count = rows.window?.shown ?? 0;
  const total = rows.window?.total ?? 0;

  const save = useCallback(async () => {
    const reply = await exportRows(question, storedColumns(columns, shown));
    if (reply.ok) downloadBlob(reply.value, 'packets.csv');
    else notify({ tone: 'danger', sentence: failureMessage(reply.failure).sentence });
  }, [question, columns, shown]);

  return (
    <section ref={panel} aria-label="Packets of the capture" className={controls.panel}>
      <div className={controls.toolbar}>
        <FilterBox
          label="Filter packets"
          value={view.filter}
          onApply={onFilter}
          check={onCheck}
          fields={PACKET_COLUMNS}
          examples={PACKET_FILTER_EXAMPLES}
        />
        <LimitChips limits={limits} />
        <ShownCount shown={count} total={total} noun="packet" live={ready} />
        {hasRun && question.match === undefined && <MatchedToggle onPress={() => setMatchFilter('any')} />}
        <TimeFormatSelect value={style} onChange={setTimeFormat} />
        <ColumnsButton columns={columns} columnsAtFirst={PACKET_COLUMNS_AT_FIRST} view={view} onView={onView} />
        <ExportButton onExport={() => void save()} disabled={count === 0} />
      </div>
      <DetailSplit
        direction={width >= DETAIL_BESIDE ? 'horizontal' : 'vertical'}
        label="Size of the table and the detail"
        detailSize={width >= DETAIL_BESIDE ? 42 : width < NARROW ? 64 : 45}
        detail={selected === undefined ? undefined : <PacketDetailPane packet={selected} />}
        table={
          <DataGrid
            label="Packets"
            columns={columns}
            columnsAtFirst={PACKET_COLUMNS_AT_FIRST}
            view={view}
            onView={onView}
            rows={rows}
            selected={selected}
            onSelect={selectPacket}
            matchedText="In a sequence."
            empty={
              <NoRows
                rows={rows}
                noun="packets"
                filter={view.filter}
                limits={limits}
                onClear={onShowAll}
                none="This capture has no packets."
              />
            }
          />
        }
      />
    </section>
  );
}
