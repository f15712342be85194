import { TriangleAlert } from 'lucide-react';
import { Fragment, memo } from 'react';
import { beginningOf, visibleText } from '../../base/text.ts';
import { DOUBT_TEXTS } from '../../core/model/doubts.ts';
import type { Cell, RowWindow, Stretch } from '../../core/model/question.ts';
import { NamedAddress, nameTip } from './NamedAddress.tsx';
import { exactCell } from './format-cell.ts';
import type { CellContext, GridColumn, RowTone } from './types.ts';
import styles from './DataGrid.module.css';

/** A column as rows need it; widths come from the grid's style. */
export interface RowColumn {
  readonly column: GridColumn;
  readonly id: string;
  readonly pinnedAt: number | undefined;
}

interface GridRowProps {
  readonly gridId: string;
  readonly position: number;
  readonly window: RowWindow | undefined;
  readonly columns: readonly RowColumn[];
  /** For each column its place in the window's cells; -1 if it is not there. */
  readonly places: readonly number[];
  /** Column that has the focus, or -1. */
  readonly active: number;
  readonly tone: RowTone | undefined;
  readonly selected: boolean;
  readonly matchedText: string;
}

/** One row; without its data yet it is a grey bar. Clicks are handled by the grid. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { window, position, selected } = props;
  const index = window === undefined ? -1 : position - window.from;
  const cells = window?.cells[index];
  const matched = window?.matched[index] === 1;
  return (
    <div
      role="row"
      aria-rowindex={position + 2}
      aria-selected={selected}
      aria-busy={cells === undefined ? true : undefined}
      data-position={position}
      data-matched={matched ? '' : undefined}
      data-tone={props.tone}
      className={styles.row}
    >
      {window === undefined || cells === undefined ? (
        <Missing {...props} />
      ) : (
        <Cells {...props} window={window} index={index} matched={matched} />
      )}
    </div>
  );
});

function Missing({ columns }: GridRowProps) {
  return (
    <div role="gridcell" aria-colindex={1} aria-colspan={columns.length} className={styles.missing}>
      <span className="visually-hidden">Loading</span>
      <span className={styles.shimmer} />
    </div>
  );
}

/** Characters of a cell that are drawn: a comment may have a million. Copies and files have all of them. */
const MOST_DRAWN = 1000;

function cellText(text: string): string {
  return visibleText(beginningOf(text, MOST_DRAWN));
}

function cellTip({ cell, name }: CellContext): string {
  const text = exactCell(cell);
  return cellText(name === undefined ? text : nameTip(name, text));
}

interface CellsProps extends GridRowProps {
  readonly window: RowWindow;
  readonly index: number;
  readonly matched: boolean;
}

function Cells({ gridId, position, window, index, matched, columns, places, active, matchedText }: CellsProps) {
  // A picture fills its cell.
  const marked = Math.max(
    0,
    columns.findIndex(({ column }) => column.render === undefined),
  );
  return columns.map(({ column, id, pinnedAt }, at) => {
    const context = contextOf(window, index, position, places[at] ?? -1, id);
    const hits = id === 'info' ? window.infoHits?.[index] : undefined;
    const shown = column.render?.(context) ?? cellText(column.text(context));
    return (
      <div
        key={id}
        id={`${gridId}-${position}-${at}`}
        role="gridcell"
        aria-colindex={at + 1}
        data-column={at}
        data-align={column.align}
        data-mono={column.description.kind === 'text' ? undefined : ''}
        data-active={active === at ? '' : undefined}
        className={pinnedAt === undefined ? styles.cell : styles.pinned}
        style={pinnedAt === undefined ? undefined : { left: pinnedAt }}
        title={column.render === undefined && shown !== '' ? cellTip(context) : undefined}
      >
        {at === 0 && matched && <MatchMark text={matchedText} />}
        {at === marked && <DoubtMark bits={window.doubts?.[index] ?? 0} />}
        {context.unread ? (
          <Unread />
        ) : context.name !== undefined && column.render === undefined ? (
          <NamedAddress told={context.name}>{column.text(context)}</NamedAddress>
        ) : hits === undefined || hits.length === 0 ? (
          shown
        ) : (
          <Marked text={column.text(context)} hits={hits} />
        )}
      </div>
    );
  });
}

function MatchMark({ text }: { readonly text: string }) {
  return (
    <span className={styles.mark}>
      <span aria-hidden="true">◆</span>
      <span className="visually-hidden">{text} </span>
    </span>
  );
}

/** Before the first text of a row that may not be what it was read as. */
function DoubtMark({ bits }: { readonly bits: number }) {
  if (bits === 0) return undefined;
  const words = `Doubtful: ${DOUBT_TEXTS[bits] ?? ''}.`;
  return (
    <span className={styles.doubt} title={words}>
      <TriangleAlert size={13} aria-hidden />
      <span className="visually-hidden">{words} </span>
    </span>
  );
}

/** A text with what a filter looks for in it. */
function Marked({ text, hits }: { readonly text: string; readonly hits: readonly Stretch[] }) {
  const drawn = beginningOf(text, MOST_DRAWN);
  const last = hits.at(-1)?.[1] ?? 0;
  return (
    <>
      {hits.map(([from, to], at) => (
        <Fragment key={from}>
          {visibleText(drawn.slice(hits[at - 1]?.[1] ?? 0, from))}
          <mark className={styles.hit}>{visibleText(drawn.slice(from, to))}</mark>
        </Fragment>
      ))}
      {visibleText(drawn.slice(last))}
    </>
  );
}

/** In place of a cell whose bytes cannot be had. */
function Unread() {
  return <span className={styles.unread}>not readable</span>;
}

/** What the cell of a column is drawn from, at a place of a window. */
export function contextOf(window: RowWindow, index: number, position: number, place: number, id: string): CellContext {
  return {
    row: window.rows[index] ?? -1,
    position,
    cell: cellAt(window, index, place),
    above: cellAt(window, index - 1, place),
    shape: window.shapes?.[index],
    name: window.names?.[id]?.[index],
    activity: window.activity?.[index],
    unread: window.unread?.columns.includes(id) === true,
  };
}

function cellAt(window: RowWindow, index: number, place: number): Cell | undefined {
  return place < 0 ? undefined : window.cells[index]?.[place];
}
