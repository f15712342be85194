import { create } from 'zustand';
import type { TableId } from '../core/model/table.ts';

/** The file that is being written: its name, and rows or packets done out of all. */
export interface Exporting {
  readonly name: string;
  readonly done: number;
  readonly total: number;
}

/** The one export that is going on, if one is. */
export const useExporting = create<{ readonly exporting: Exporting | undefined }>()(() => ({ exporting: undefined }));

/** Which columns go into a file: those on screen, all, or those of the table's preset. */
export type ColumnChoice = 'shown' | 'all' | 'preset';

/** The columns that were chosen last, by table; kept while the page is open. */
export const useColumnChoices = create<{ readonly choices: Readonly<Record<TableId, ColumnChoice>> }>()(() => ({
  choices: {},
}));

/** Chooses the columns of the next files of a table. */
export function chooseColumns(table: TableId, choice: ColumnChoice): void {
  useColumnChoices.setState(({ choices }) => ({ choices: { ...choices, [table]: choice } }));
}

/** Tells how far the export has come; undefined: none is going on. */
export function setExporting(exporting: Exporting | undefined): void {
  useExporting.setState({ exporting });
}
