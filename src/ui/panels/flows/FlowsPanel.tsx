import { useCallback, useEffect, useMemo, useRef } from 'react';
import { FLOW_COLUMNS_AT_FIRST } from '../../../core/model/flow-columns.ts';
import { checkFilter, exportRows, showAllRows } from '../../../state/actions/table.ts';
import {
  selectFlow,
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
import { preloadCharts } from '../../charts/LazyChart.tsx';
import { ColumnsButton } from '../../table/ColumnsButton.tsx';
import { DataGrid } from '../../table/DataGrid.tsx';
import { DetailSplit } from '../../table/DetailSplit.tsx';
import { downloadBlob } from '../../table/download.ts';
import { FilterBox } from '../../table/FilterBox.tsx';
import { storedColumns } from '../../table/grid-columns.ts';
import { limitsInWords } from '../../table/limits.ts';
import { NoRows } from '../../table/NoRows.tsx';
import { ExportButton, LimitChips, MatchedToggle, ShownCount } from '../../table/TableToolbar.tsx';
import { TimeFormatSelect } from '../../table/TimeFormatSelect.tsx';
import type { GridView } from '../../table/types.ts';
import { shownColumns } from '../../table/use-column-model.ts';
import { useWidth } from '../../table/use-width.ts';
import controls from '../../table/controls.module.css';
import { FLOW_FILTER_EXAMPLES } from './filter-examples.ts';
import { FLOW_FILTER_FIELDS, flowGridColumns } from './flow-grid-columns.tsx';
import { FlowDetailPane } from './FlowDetailPane.tsx';

/** From this width, CSS pixels, the detail stands beside the table. */
const DETAIL_BESIDE = 1700;
/** Below this width the detail needs most of the height. */
const NARROW = 700;

const onView = (change: Partial<GridView>): void => setTableView('flows', change);
const onFilter = (filter: string): void => setTableView('flows', { filter });
const onCheck = (filter: string) => checkFilter('flows', filter);
const onShowAll = (): void => showAllRows('flows');
const LIFTS = {
  range: () => setRange(undefined),
  match: () => setMatchFilter(undefined),
  flow: () => setFlowFilter(undefined),
};

/** All flows of the capture as a grid, and everything about the selected one. */
export function FlowsPanel() {
  const panel = useRef<HTMLElement>(null);
  const width = useWidth(panel);
  const view = useStore((state) => state.tables.flows);
  const selected = useStore((state) => state.flow);
  const style = useStore((state) => state.timeFormat);
  const epochNs = useStore((state) => summaryOf(state.session)?.epochNs);
  const ready = useStore((state) => state.session.phase === 'ready');
  const hasRun = useStore((state) => state.run.phase === 'done');
  const columns = useMemo(() => flowGridColumns(style, epochNs), [style, epochNs]);
  const shown = shownColumns(view, FLOW_COLUMNS_AT_FIRST);
  const question = useQuestion('flows');
  const rows = useRows(question, shown);
  const limits = limitsInWords({ range: question.range, match: question.match, flow: undefined }, LIFTS);
  const count = rows.window?.shown ?? 0;
  const total = rows.window?.total ?? 0;
  useEffect(() => void preloadCharts().catch(() => undefined), []); // a failure shows when a chart is wanted

  const save = useCallback(async () => {
    const reply = await exportRows(question, storedColumns(columns, shown));
    if (reply.ok) downloadBlob(reply.value, 'flows.csv');
    else notify({ tone: 'danger', sentence: failureMessage(reply.failure).sentence });
  }, [question, columns, shown]);

  return (
    <section ref={panel} aria-label="Flows of the capture" className={controls.panel}>
      <div className={controls.toolbar}>
        <FilterBox
          label="Filter flows"
          value={view.filter}
          onApply={onFilter}
          check={onCheck}
          fields={FLOW_FILTER_FIELDS}
          examples={FLOW_FILTER_EXAMPLES}
        />
        <LimitChips limits={limits} />
        <ShownCount shown={count} total={total} noun="flow" live={ready} />
        {hasRun && question.match === undefined && <MatchedToggle onPress={() => setMatchFilter('any')} />}
        <TimeFormatSelect value={style} onChange={setTimeFormat} without="delta" />
        <ColumnsButton columns={columns} columnsAtFirst={FLOW_COLUMNS_AT_FIRST} view={view} onView={onView} />
        <ExportButton onExport={() => void save()} disabled={count === 0} />
      </div>
      <DetailSplit
        direction={width >= DETAIL_BESIDE ? 'horizontal' : 'vertical'}
        label="Size of the table and the detail"
        detailSize={width >= DETAIL_BESIDE ? 42 : width < NARROW ? 64 : 55}
        detail={selected === undefined ? undefined : <FlowDetailPane flow={selected} />}
        table={
          <DataGrid
            label="Flows"
            columns={columns}
            columnsAtFirst={FLOW_COLUMNS_AT_FIRST}
            view={view}
            onView={onView}
            rows={rows}
            selected={selected}
            onSelect={selectFlow}
            matchedText="In a sequence."
            empty={
              <NoRows
                rows={rows}
                noun="flows"
                filter={view.filter}
                limits={limits}
                onClear={onShowAll}
                none="Flows need IPv4 or IPv6 packets; packets of other kinds are in the Packets panel."
              />
            }
          />
        }
      />
    </section>
  );
}
