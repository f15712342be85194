import type { RowFormat } from '../../core/model/export.ts';
import type { Question } from '../../core/model/question.ts';
import type { TableDescription } from '../../core/model/table.ts';
import type { ColumnChoice } from '../../state/export.ts';
import { storedColumns } from '../table/grid-columns.ts';
import type { GridColumn } from '../table/types.ts';
import { saveFile } from './save-file.ts';

/** Columns and order of a file that others expect. */
export interface FilePreset {
  /** "NFStream’s". */
  readonly name: string;
  /** What the file is. */
  readonly note: string;
  /** Column ids, in order. */
  readonly columns: readonly string[];
  /** The order of rows that are not sorted. */
  readonly sort: Question['sort'];
}

/** Column ids of each choice; `preset` as long as the table has one. */
export type FileColumns = Readonly<Record<Exclude<ColumnChoice, 'preset'>, readonly string[]>> & {
  readonly preset: FilePreset | undefined;
};

/** What a file of a table may have. */
export function fileColumns(
  description: Pick<TableDescription, 'fileColumns'>,
  columns: readonly GridColumn[],
  shown: readonly string[],
  preset: FilePreset | undefined,
): FileColumns {
  return { shown: storedColumns(columns, shown), all: allColumns(description, columns), preset };
}

/** Ids of all columns that a file can have; some are in files only. */
function allColumns(
  { fileColumns: further }: Pick<TableDescription, 'fileColumns'>,
  columns: readonly GridColumn[],
): readonly string[] {
  const stored = storedColumns(
    columns,
    columns.map(({ description }) => description.id),
  );
  return [...stored, ...further.map(({ id }) => id)];
}

/** Writes the rows of a question to a file and hands it to the browser's downloads. */
export function saveRows(
  format: RowFormat,
  question: Question,
  choice: ColumnChoice,
  { shown, all, preset }: FileColumns,
  what: string,
): void {
  if (choice !== 'preset' || preset === undefined)
    return void saveFile({ format, question, columns: choice === 'all' ? all : shown }, what);
  const sort = question.sort ?? preset.sort;
  void saveFile(
    { format, question: { ...question, ...(sort !== undefined && { sort }) }, columns: preset.columns },
    what,
  );
}
