import type { ReactNode } from 'react';
import type { ColumnDescription } from '../../core/model/column.ts';
import type { ToldName } from '../../core/model/names.ts';
import type { Failure, Reply } from '../../core/model/failure.ts';
import type { Cell, FlowShape, Question, RowWindow } from '../../core/model/question.ts';

/** How a grid is looked at: the part of the page's TableView that a grid shows and changes. */
export interface GridView {
  readonly sort: Question['sort'];
  /** Shown columns in order; empty: the columns shown at first. */
  readonly columns: readonly string[];
  readonly pinned: readonly string[];
  /** CSS pixels by column id. */
  readonly widths: Readonly<Record<string, number>>;
}

/** What a cell may be drawn from. */
export interface CellContext {
  /** Number of the row in the table. */
  readonly row: number;
  /** Position of the row in the order shown. */
  readonly position: number;
  /** The value as stored; undefined for columns that only the page has. */
  readonly cell: Cell | undefined;
  /** The same column of the row above, if it is here. */
  readonly above: Cell | undefined;
  readonly shape: FlowShape | undefined;
  /** Of addresses: the name that the capture has for it, where names are shown. */
  readonly name?: ToldName | undefined;
  /** Of groups: how many rows there are in equal parts of the time. */
  readonly activity: readonly number[] | undefined;
  /** The cell is empty because the bytes that it is written from cannot be had. */
  readonly unread: boolean;
}

/** A column as a grid shows it. */
export interface GridColumn {
  readonly description: ColumnDescription;
  /** Width at first, CSS pixels. */
  readonly width: number;
  readonly align: 'start' | 'end';
  readonly sortable: boolean;
  /** False for columns that the page draws by itself: they have no value to export. */
  readonly stored: boolean;
  /** The cell as text for people. */
  readonly text: (context: CellContext) => string;
  /** The cell as a picture, in place of its text. */
  readonly render?: (context: CellContext) => ReactNode;
}

/** How a row stands out: marked, or receding beside marked ones. */
export type RowTone = 'marked' | 'dim';

/** The cell in which a row was opened. */
export interface OpenedCell {
  /** Column id. */
  readonly column: string | undefined;
  /** The row was the selected one before. */
  readonly wasSelected: boolean;
}

/** Something to do in a menu of a grid. */
export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  /** A second line: the value, the filter that it makes. */
  readonly note?: string | undefined;
  /** Key that does it without the menu, as KeyboardEvent.key says it. */
  readonly keys?: string;
  /** It begins another group. */
  readonly begins?: boolean;
  /** It cannot be done here. */
  readonly off?: boolean | undefined;
  /** What is known a moment after the menu has opened; until then it cannot be done. */
  readonly later?: () => Promise<{ readonly note?: string; readonly off?: boolean }>;
  readonly run: () => void;
}

/** A cell of a row that is here. */
export interface CellTarget {
  readonly column: GridColumn;
  readonly context: CellContext;
}

/** Rows of a question, as `useRows` of src/state gives them. */
export interface GridRows {
  readonly window: RowWindow | undefined;
  /** Columns of the window's cells. */
  readonly columns: readonly string[];
  readonly failure: Failure | undefined;
  readonly pending: boolean;
  /** Changes with the question, not with the table's growth: the grid then goes back to the top. */
  readonly questionKey: string;
  want(from: number, count: number): void;
  /** Asks once more what has failed. */
  again(): void;
  read(from: number, count: number): Promise<Reply<RowWindow>>;
  positionOf(row: number): Promise<Reply<number>>;
}

/** What a grid of rows is given. */
export interface DataGridProps {
  /** Accessible name of the grid. */
  readonly label: string;
  /** All columns that there are; the same array from render to render. */
  readonly columns: readonly GridColumn[];
  readonly columnsAtFirst: readonly string[];
  readonly view: GridView;
  readonly onView: (change: Partial<GridView>) => void;
  readonly rows: GridRows;
  /** Number of the selected row in the table. */
  readonly selected: number | undefined;
  readonly onSelect: (row: number | undefined) => void;
  /** Enter or double press on a row, after it was selected. */
  readonly onOpen?: (row: number, opened: OpenedCell) => void;
  /** Told when several rows are chosen, by their first and last position; undefined: no more. */
  readonly onRange?: (range: { readonly first: number; readonly last: number } | undefined) => void;
  /** What can be done with a cell: its menu, and the keys of its entries. */
  readonly cellEntries?: (target: CellTarget) => readonly MenuEntry[];
  /** The rows are those of a question that another one is about to take the place of: they recede. */
  readonly overtaken?: boolean;
  /** Marks rows, or makes them recede beside others; by their numbers in the table. */
  readonly toneOf?: (row: number) => RowTone | undefined;
  /** What a mark at a row's edge says. */
  readonly matchedText?: string;
  /** Shown in place of rows when there are none. */
  readonly empty: ReactNode;
}
