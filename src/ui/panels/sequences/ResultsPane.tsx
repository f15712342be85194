import { useCallback, useMemo } from 'react';
import type { ReactNode } from 'react';
import { formatCount } from '../../../base/format.ts';
import { MATCH_COLUMNS } from '../../../core/model/packet-columns.ts';
import { checkFilter, exportRows } from '../../../state/actions/table.ts';
import {
  clearLimits,
  selectMatch,
  setMatchFilter,
  setRange,
  setTableView,
  showPanel,
} from '../../../state/actions/view.ts';
import { notify } from '../../../state/notice.ts';
import { useQuestion } from '../../../state/question.ts';
import { useStore } from '../../../state/store.ts';
import { useRows } from '../../../state/use-rows.ts';
import { failureMessage } from '../../app/messages.ts';
import { DataGrid } from '../../table/DataGrid.tsx';
import { DetailSplit } from '../../table/DetailSplit.tsx';
import { downloadBlob } from '../../table/download.ts';
import { FilterBox } from '../../table/FilterBox.tsx';
import type { FilterExample } from '../../table/FilterBox.tsx';
import { storedColumns } from '../../table/grid-columns.ts';
import { limitsInWords } from '../../table/limits.ts';
import { EmptyRows, ExportButton, LimitChips, ShownCount } from '../../table/TableToolbar.tsx';
import type { GridView } from '../../table/types.ts';
import { shownColumns } from '../../table/use-column-model.ts';
import { Button } from '../../widgets/Button.tsx';
import controls from '../../table/controls.module.css';
import { MATCH_COLUMNS_AT_FIRST, matchGridColumns } from './match-grid-columns.ts';
import { MatchPane } from './MatchPane.tsx';
import { useTimes } from './use-times.ts';

const FILTER_EXAMPLES: readonly FilterExample[] = [
  { filter: 'state = complete', keeps: 'sequences that have all their events' },
  { filter: 'duration > 1000', keeps: 'longer than a second, in milliseconds' },
  { filter: 'flows > 1', keeps: 'over more than one flow' },
];
const LIFTS = { range: () => setRange(undefined), match: () => setMatchFilter(undefined), flow: () => undefined };

const onView = (change: Partial<GridView>): void => setTableView('matches', change);
const onFilter = (filter: string): void => setTableView('matches', { filter });
const onCheck = (filter: string) => checkFilter('matches', filter);

/** What the last run found: a grid of sequences, and the ladder of the selected one. */
export function ResultsPane(): ReactNode {
  const view = useStore((state) => state.tables.matches);
  const match = useStore((state) => state.match);
  const matchFilter = useStore((state) => state.matchFilter);
  const hasRun = useStore((state) => state.run.phase === 'done');
  const times = useTimes();
  const columns = useMemo(() => matchGridColumns(times), [times]);
  const shown = shownColumns(view, MATCH_COLUMNS_AT_FIRST);
  const asked = useMemo(() => storedColumns(columns, shown), [columns, shown]);
  const question = useQuestion('matches');
  const rows = useRows(question, asked);
  const total = rows.window?.total ?? 0;
  const count = rows.window?.shown ?? 0;
  const limits = limitsInWords({ range: question.range, match: matchFilter, flow: undefined }, LIFTS);
  const save = useCallback(async () => {
    const reply = await exportRows(question, asked);
    if (reply.ok) downloadBlob(reply.value, 'sequences.csv');
    else notify({ tone: 'danger', sentence: failureMessage(reply.failure).sentence });
  }, [question, asked]);

  return (
    <section className={controls.panel} aria-label="Sequences found">
      <div className={controls.toolbar}>
        <FilterBox
          label="Filter sequences"
          value={view.filter}
          onApply={onFilter}
          check={onCheck}
          fields={MATCH_COLUMNS}
          examples={FILTER_EXAMPLES}
        />
        <LimitChips limits={limits} />
        <ShownCount shown={count} total={total} noun="sequence" live />
        <Button
          disabled={total === 0}
          title="Show only packets in sequences, in the Packets panel"
          onClick={() => showMatched('any', 'packets')}
        >
          Matched packets
        </Button>
        <Button
          disabled={total === 0}
          title="Show only flows with packets in sequences, in the Flows panel"
          onClick={() => showMatched('any', 'flows')}
        >
          Matched flows
        </Button>
        <ExportButton onExport={() => void save()} disabled={count === 0} />
      </div>
      <DetailSplit
        direction="vertical"
        label="Size of the table and the ladder"
        detailSize={62}
        detail={
          match === undefined || total === 0 ? undefined : (
            <MatchPane match={match} times={times} onShow={(panel) => showMatched(match, panel)} />
          )
        }
        table={
          <DataGrid
            label="Sequences"
            columns={columns}
            columnsAtFirst={MATCH_COLUMNS_AT_FIRST}
            view={view}
            onView={onView}
            rows={rows}
            selected={match}
            onSelect={selectMatch}
            empty={!rows.pending && <NoSequences hasRun={hasRun} total={total} failed={rows.failure?.detail} />}
          />
        }
      />
    </section>
  );
}

function showMatched(match: 'any' | number, panel: 'packets' | 'flows'): void {
  setMatchFilter(match);
  showPanel(panel);
}

interface NoSequencesProps {
  readonly hasRun: boolean;
  readonly total: number;
  readonly failed: string | undefined;
}

function NoSequences({ hasRun, total, failed }: NoSequencesProps): ReactNode {
  if (failed !== undefined) {
    return (
      <EmptyRows title="These sequences cannot be shown." onClear={clearLimits}>
        {failed}
      </EmptyRows>
    );
  }
  if (total > 0) return <EmptyRows title={`None of ${formatCount(total)} sequences fits.`} onClear={clearLimits} />;
  if (hasRun)
    return (
      <EmptyRows title="No packet began a sequence.">
        Try another example, or look at the packets that you expect in the Packets panel.
      </EmptyRows>
    );
  return (
    <EmptyRows title="No sequences yet.">
      Run the code: each class in it looks for events that belong together, packet by packet. What it finds is listed
      here.
    </EmptyRows>
  );
}
