import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ColumnDescription } from '../../core/model/column.ts';
import type { PacketFormat, RowFormat } from '../../core/model/export.ts';
import { groupNouns } from '../../core/model/groups.ts';
import type { Question } from '../../core/model/question.ts';
import type { TableId } from '../../core/model/table.ts';
import {
  adviseFilter,
  checkFilter,
  countRows,
  filterProgress,
  knownFields,
  showAllRows,
  stopFilter,
} from '../../state/actions/table.ts';
import {
  sayShown,
  setFeatureFilter,
  setFlowFilter,
  setFlowsFilter,
  setMatchFilter,
  setRange,
  setTableView,
} from '../../state/actions/view.ts';
import type { ColumnChoice } from '../../state/export.ts';
import { useQuestion } from '../../state/question.ts';
import { useStore } from '../../state/store.ts';
import { useTableDescription, useTableView } from '../../state/tables.ts';
import { useRows } from '../../state/use-rows.ts';
import { DocsLink } from '../docs/DocsLink.tsx';
import { saveFile } from './save-file.ts';
import { ColumnsButton } from './ColumnsButton.tsx';
import { DataGrid } from '../table/DataGrid.tsx';
import { DetailSplit } from './DetailSplit.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { FilterBox, type FilterExample } from '../filter/FilterBox.tsx';
import { rememberFilter } from '../filter/filter-history.ts';
import { WiderOffer } from '../filter/WiderOffer.tsx';
import { fieldColumn, isFieldId } from '../table/field-columns.ts';
import { fileColumns, saveRows, type FilePreset } from './file-columns.ts';
import { limitsInWords } from './limits.ts';
import { NamesToggle } from './NamesToggle.tsx';
import { NoRows } from './NoRows.tsx';
import type { MenuRow } from './row-entries.ts';
import { useTableCommands } from './table-commands.ts';
import { LimitChips, ShownCount } from './TableToolbar.tsx';
import type { GridColumn, GridView, MenuEntry, OpenedCell } from '../table/types.ts';
import { useCellEntries } from './use-cell-entries.ts';
import { shownColumns } from '../table/use-column-model.ts';
import { Toolbar } from '../widgets/Toolbar.tsx';
import { hasEnds, useNamedColumns, useSearchedColumns } from './use-named-columns.ts';
import { useWidth } from '../widgets/use-width.ts';
import { knownView } from '../table/view-changes.ts';
import controls from '../widgets/controls.module.css';

interface TableExplorerProps {
  readonly table: TableId;
  /** Name of the section for screen readers. */
  readonly name: string;
  readonly columns: readonly GridColumn[];
  readonly columnsAtFirst: readonly string[];
  /** Columns that the help of the filter lists; without them all that filters may name. */
  readonly fields?: readonly ColumnDescription[];
  readonly examples: readonly FilterExample[];
  readonly selected: number | undefined;
  readonly onSelect: (row: number | undefined) => void;
  /** Enter or double press on a row, after it was selected. */
  readonly onOpen?: (row: number, opened: OpenedCell) => void;
  /** Told when several rows are chosen, with the question whose rows they are. */
  readonly onRows?: (chosen: ChosenRange | undefined) => void;
  /** What the menu of a cell has besides, for its row. */
  readonly rowEntries?: (row: MenuRow) => readonly MenuEntry[];
  /** Columns of a file that others expect. */
  readonly filePreset?: FilePreset;
  /** The pane of the selected row; undefined: the table has all the room. */
  readonly detail: ReactNode;
  /** Share of the pane at the start, percent. */
  readonly detailSize: number;
  /** The pane may stand beside the table where there is room. */
  readonly mayStandBeside: boolean;
  /** Buttons after the count. */
  readonly tools: ReactNode;
  /** Said of rows that belong to a sequence. */
  readonly matchedText?: string;
  /** Why the table itself has no rows. */
  readonly none: ReactNode;
  /** Shows groups of the rows that the table's filter keeps, in place of rows. */
  readonly groups?: GroupsShown;
}

/** Several rows, by their positions in the order of a question. */
export interface ChosenRange {
  readonly question: Question;
  readonly first: number;
  readonly last: number;
}

/** Groups in place of rows. */
interface GroupsShown {
  /** Column ids, `host`, `pair`. */
  readonly by: readonly string[];
  /** How groups are looked at: a view of its own beside the table's. */
  readonly view: TableId;
  /** The order as long as nobody has chosen one. */
  readonly sort: NonNullable<Question['sort']>;
}

/** From this width, CSS pixels, the detail stands beside the table. */
const BESIDE = 1700;
const BESIDE_SIZE = 42;
/** Below this width the detail needs most of the height. */
const NARROW = 700;
const NARROW_SIZE = 64;

const LIFTS = {
  range: () => setRange(undefined),
  match: () => setMatchFilter(undefined),
  flow: () => setFlowFilter(undefined),
  feature: () => setFeatureFilter(undefined),
  flows: () => setFlowsFilter(undefined),
};

/** A table of the capture with its filter, limits, columns, export, and the pane of the selected row. */
export function TableExplorer(props: TableExplorerProps): ReactNode {
  const { table, columnsAtFirst, mayStandBeside } = props;
  const description = useTableDescription(table);
  const { noun, nouns } = props.groups === undefined ? description : groupNouns(props.groups.by);
  const panel = useRef<HTMLElement>(null);
  const width = useWidth(panel);
  const { groups } = props;
  const { filter } = useTableView(table);
  const chosen = useTableView(groups?.view ?? table);
  const columns = useFieldColumns(
    props.columns,
    description.isPackets && groups === undefined ? chosen.columns : NO_IDS,
  );
  const namedColumns = useNamedColumns(columns);
  const view = useMemo(() => knownView(chosen, columns), [chosen, columns]);
  const ready = useStore((state) => state.session.phase === 'ready');
  const matchFilter = useStore((state) => state.matchFilter);
  const shown = shownColumns(view, columnsAtFirst);
  const isGrouped = groups !== undefined;
  const searched = useSearchedColumns(shown, columns);
  useLayoutEffect(() => {
    if (!isGrouped) sayShown(table, searched);
  }, [table, searched, isGrouped]);
  const question = useExplored(table, groups);
  const rows = useRows(question, shown);
  const answeredFilter = useAnswered(question.filter, rows.window !== undefined && rows.key === rows.questionKey);
  const limits = limitsInWords(
    {
      range: question.range,
      match: matchFilter,
      flow: question.flow,
      feature: question.feature,
      flows: question.flows,
    },
    LIFTS,
  );
  const isPackets = description.isPackets && groups === undefined;
  const count = rows.window?.shown ?? 0;
  const total = rows.window?.total ?? 0;
  const change = useMemo(() => changesOf(table, groups?.view ?? table), [table, groups?.view]);
  const files = fileColumns(groups === undefined ? description : NO_FILES, columns, shown, props.filePreset);
  const onFile = (format: RowFormat, choice: ColumnChoice): void => saveRows(format, question, choice, files, nouns);
  const savePackets = (format: PacketFormat): void =>
    void saveFile({ format, question }, isPackets ? nouns : `packets-of-${nouns}`);
  const decoded = isPackets ? { decoded: knownFields } : {};
  useTableCommands({
    description: { ...description, noun, nouns },
    columns,
    shown,
    view,
    count: rows.failure === undefined ? count : 0,
    examples: props.examples,
    onView: change.view,
    onFilter: change.remembered,
    presetName: files.preset?.name,
    onRows: onFile,
    onPackets: savePackets,
    onGo: () => panel.current?.querySelector<HTMLElement>('[role=grid]')?.focus(),
    ...decoded,
  });
  const { onRows } = props;
  const onRange = useCallback(
    (range: { first: number; last: number } | undefined) => onRows?.(range && { question, ...range }),
    [onRows, question],
  );
  const [waiting, setWaiting] = useState(false);
  const countOf = useCallback((filter: string) => countRows({ ...question, filter }), [question]);
  const entries = useCellEntries({
    description,
    question,
    rows,
    onFilter: change.remembered,
    rowEntries: props.rowEntries,
  });
  const beside = mayStandBeside && width >= BESIDE;
  const empty = (
    <NoRows
      rows={rows}
      noun={nouns}
      filter={filter}
      limits={limits}
      onClear={change.showAll}
      onFilter={change.filter}
      check={change.check}
      none={props.none}
    />
  );

  return (
    <section ref={panel} aria-label={props.name} className={controls.panel}>
      <div className={controls.toolbar}>
        <FilterBox
          table={table}
          label={`Filter ${description.nouns}`}
          value={filter}
          onApply={change.filter}
          check={change.check}
          advise={change.advise}
          count={countOf}
          onWaiting={setWaiting}
          progress={filterProgress}
          pending={rows.pending}
          onStop={() => stopFilter(table, answeredFilter)}
          hasPackets={description.testsBytes}
          fields={props.fields ?? description.columns}
          examples={props.examples}
          more={
            <DocsLink page="filters" about="filters">
              All about filters
            </DocsLink>
          }
        />
        <LimitChips limits={limits} />
        <ShownCount
          shown={rows.failure === undefined ? count : undefined}
          total={total}
          noun={noun}
          live={ready}
          waiting={waiting}
        />
        <Toolbar label={`Tools of the table of ${nouns}`}>
          {props.tools}
          {hasEnds(columns) && <NamesToggle />}
          <ColumnsButton
            columns={columns}
            columnsAtFirst={columnsAtFirst}
            view={view}
            onView={change.view}
            {...decoded}
          />
          <ExportMenu
            noun={noun}
            nouns={nouns}
            isPackets={isPackets}
            count={count}
            table={groups?.view ?? table}
            columns={files}
            onRows={onFile}
            onPackets={savePackets}
          />
        </Toolbar>
        {ready && <WiderOffer filter={filter} advise={change.advise} onUse={change.filter} />}
      </div>
      <DetailSplit
        name={table}
        direction={beside ? 'horizontal' : 'vertical'}
        label="Size of the table and the detail"
        detailSize={beside ? BESIDE_SIZE : width < NARROW ? NARROW_SIZE : props.detailSize}
        detail={props.detail}
        rows={rows.failure === undefined ? count : 0}
        table={
          <DataGrid
            label={capitalised(nouns)}
            columns={namedColumns}
            columnsAtFirst={columnsAtFirst}
            view={sorted(view, question)}
            onView={change.view}
            rows={rows}
            selected={props.selected}
            onSelect={props.onSelect}
            {...(props.onOpen !== undefined && { onOpen: props.onOpen })}
            onRange={onRange}
            {...(props.matchedText !== undefined && { matchedText: props.matchedText })}
            {...(groups === undefined && { cellEntries: entries })}
            overtaken={waiting}
            empty={empty}
          />
        }
      />
    </section>
  );
}

const NO_IDS: readonly string[] = [];
const NO_FILES = { fileColumns: [] };

/** The last filter of which the answer came; the one at hand while that is its answer. */
function useAnswered(filter: string, isAnswered: boolean): string {
  const [answered, setAnswered] = useState('');
  if (isAnswered && answered !== filter) setAnswered(filter);
  return isAnswered ? filter : answered;
}

/** What is asked: rows, or groups of them. */
function useExplored(table: TableId, groups: GroupsShown | undefined): Question {
  const question = useQuestion(table);
  const { sort: chosen } = useTableView(groups?.view ?? table);
  const by = groups?.by;
  const first = groups?.sort;
  return useMemo(() => {
    if (by === undefined) return question;
    const { sort: _, ...rows } = question;
    const sort = chosen ?? first;
    return { ...rows, group: by, ...(sort && { sort }) };
  }, [question, by, first, chosen]);
}

/** The view with the order in force, which groups have also when none was chosen. */
function sorted<View extends GridView>(view: View, { group, sort }: Question): View {
  return group === undefined ? view : { ...view, sort };
}

/** The columns of a table, and those of decoded fields among the chosen ones. */
function useFieldColumns(columns: readonly GridColumn[], chosen: readonly string[]): readonly GridColumn[] {
  return useMemo(() => [...columns, ...chosen.filter(isFieldId).map(fieldColumn)], [columns, chosen]);
}

/** What changes the view of a table; the same functions for the same table. */
function changesOf(table: TableId, view: TableId) {
  return {
    view: (change: Partial<GridView>): void => setTableView(view, change),
    filter: (filter: string): void => setTableView(table, { filter }),
    remembered(filter: string): void {
      rememberFilter(table, filter);
      setTableView(table, { filter });
    },
    check: (filter: string) => checkFilter(table, filter),
    advise: (filter: string, caret: number) => adviseFilter(table, filter, caret),
    showAll: (): void => showAllRows(table),
  };
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
