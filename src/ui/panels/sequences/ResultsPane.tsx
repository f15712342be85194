import { ChartColumn, Group } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { selectMatch, setMatchFilter, showGroups, showPanel } from '../../../state/actions/view.ts';
import { listLessons } from '../../../state/lessons.ts';
import { isOverLines } from '../../../state/session.ts';
import { useStore } from '../../../state/store.ts';
import { useTableDescription } from '../../../state/tables.ts';
import type { MenuRow } from '../../explorer/row-entries.ts';
import { TableExplorer } from '../../explorer/TableExplorer.tsx';
import type { FilterExample } from '../../filter/FilterBox.tsx';
import type { MenuEntry } from '../../table/types.ts';
import { Button } from '../../widgets/Button.tsx';
import controls from '../../widgets/controls.module.css';
import { LazyDistribution } from './distribution/LazyDistribution.tsx';
import { matchColumnsAtFirst, matchGridColumns } from './match-grid-columns.ts';
import { MatchPane } from './MatchPane.tsx';
import { useTimes } from './use-times.ts';

const FILTER_EXAMPLES: readonly FilterExample[] = [
  { filter: 'state = complete', keeps: 'sequences that have all their events' },
  { filter: 'duration > 1000', keeps: 'longer than a second, in milliseconds' },
  { filter: 'flows > 1', keeps: 'over more than one flow' },
];
const NONE_YET =
  'Run the code: each class and sequence in it looks for events that belong together, packet by packet or line by line. What it finds is listed here.';
const NONE_FOUND =
  'Nothing began one. Try another example, or look at the packets that you expect in the Packets panel.';

function NoneYet(): ReactNode {
  return (
    <>
      {NONE_YET}{' '}
      <Button look="link" onClick={() => listLessons(true)}>
        Learn it by lessons
      </Button>
    </>
  );
}

/** What the last run found: a grid of sequences, and the ladder of the selected one. */
export function ResultsPane(): ReactNode {
  const match = useStore((state) => state.match);
  const run = useStore((state) => state.run);
  const times = useTimes();
  const { columns: all } = useTableDescription('matches');
  const columns = useMemo(() => matchGridColumns(all, times), [all, times]);
  const hasRun = run.phase === 'done';
  const hasOutcomes = run.phase === 'done' && run.classes.some(({ funnel }) => funnel !== undefined);
  const atFirst = useMemo(() => matchColumnsAtFirst(all, hasOutcomes), [all, hasOutcomes]);
  return (
    <TableExplorer
      table="matches"
      name="Sequences found"
      columns={columns}
      columnsAtFirst={atFirst}
      examples={FILTER_EXAMPLES}
      selected={match}
      onSelect={selectMatch}
      rowEntries={isOverLines(run) ? noEntries : matchEntries}
      detail={
        match === undefined || !hasRun ? undefined : (
          <MatchPane match={match} times={times} onShow={(panel) => showMatched(match, panel)} />
        )
      }
      detailSize={62}
      mayStandBeside={false}
      none={hasRun ? NONE_FOUND : <NoneYet />}
      tools={
        <>
          <MatchedButtons disabled={!hasRun || isOverLines(run)} />
          <ResultButtons disabled={!hasRun} />
        </>
      }
    />
  );
}

/** Lines have no packets or flows that could be shown. */
function noEntries(): readonly MenuEntry[] {
  return [];
}

function matchEntries({ row }: MenuRow): readonly MenuEntry[] {
  return [
    { id: 'only-packets', label: 'Only its packets', run: () => showMatched(row, 'packets') },
    { id: 'only-flows', label: 'Only its flows', run: () => showMatched(row, 'flows') },
  ];
}

function MatchedButtons({ disabled }: { readonly disabled: boolean }): ReactNode {
  return (
    <>
      <Button
        disabled={disabled}
        title="Show only packets in sequences, in the Packets panel"
        onClick={() => showMatched('any', 'packets')}
      >
        Matched packets
      </Button>
      <Button
        disabled={disabled}
        title="Show only flows with packets in sequences, in the Flows panel"
        onClick={() => showMatched('any', 'flows')}
      >
        Matched flows
      </Button>
    </>
  );
}

/** What the list is looked at as, beside rows. */
function ResultButtons({ disabled }: { readonly disabled: boolean }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        icon={<ChartColumn aria-hidden />}
        disabled={disabled}
        title="Bars of durations, of gaps between steps, or of any captured number"
        onClick={() => setOpen(true)}
      >
        <span className={controls.word}>Distribution …</span>
      </Button>
      <Button
        icon={<Group aria-hidden />}
        disabled={disabled}
        title="Group the listed sequences, by any captured column"
        onClick={() => showGroups({ table: 'matches', by: ['class'] })}
      >
        <span className={controls.word}>Group</span>
      </Button>
      {isOpen && <LazyDistribution onClose={() => setOpen(false)} />}
    </>
  );
}

function showMatched(match: 'any' | number, panel: 'packets' | 'flows'): void {
  setMatchFilter(match);
  showPanel(panel);
}
