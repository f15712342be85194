import type { Column } from '../../core/model/column.ts';
import { textColumn } from '../../core/export/text-column.ts';

/** Captures that are one stream for the meter, with the columns that stand before the table's. */
export interface CaptureGroup {
  readonly paths: readonly string[];
  /** Order packets by time; else the captures follow each other. */
  readonly merge: boolean;
  readonly before: readonly Column[];
}

/** How a command line groups its captures. */
interface GroupedArguments {
  readonly captures: readonly string[];
  readonly each: boolean;
  readonly merge: boolean;
}

/** All captures together, or with `each` one by one behind a column `file` that holds the path as given. */
export function captureGroups({ captures, each, merge }: GroupedArguments): readonly CaptureGroup[] {
  if (!each) return [{ paths: captures, merge, before: [] }];
  return captures.map((path) => ({ paths: [path], merge: false, before: [fileColumn(path)] }));
}

function fileColumn(path: string): Column {
  const words = {
    id: 'file',
    label: 'File',
    kind: 'text',
    group: '',
    unit: '',
    help: 'Path of the capture as given.',
    formula: '',
  } as const;
  return textColumn(words, () => path);
}

/** The columns of a table with these descriptions, in their order; those that the table does not have are left out. */
export function columnsInOrder(
  columns: ReadonlyMap<string, Column>,
  order: readonly { readonly id: string }[],
): readonly Column[] {
  return order.map(({ id }) => columns.get(id)).filter((column) => column !== undefined);
}
