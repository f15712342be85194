import { useCallback, useState } from 'react';
import type { ClipboardEvent } from 'react';
import { formatCountOf } from '../../base/format.ts';
import { MOST_COPIED_ROWS, hasRows, rowsAsText } from './copy-rows.ts';
import { exactCell } from './format-cell.ts';
import type { GridFocus } from './use-grid-focus.ts';
import type { GridRows } from './types.ts';

/** Copying by the browser's own copy command, and a sentence about the last copy for the live region. */
export interface Copying {
  readonly said: string;
  readonly onCopy: (event: ClipboardEvent) => void;
}

/** Copies the focused cell, or the range of rows with a header line. `ids` are the columns on screen. */
export function useCopy(
  rows: GridRows,
  { active, range }: Pick<GridFocus, 'active' | 'range'>,
  ids: readonly string[],
): Copying {
  const [said, setSaid] = useState('');

  const copyRange = useCallback(
    async (first: number, count: number) => {
      const reply = await rows.read(first, count);
      if (!reply.ok) return setSaid('These rows could not be read.');
      const text = rowsAsText(reply.value, rows.columns, first, count);
      await navigator.clipboard.writeText(text).then(
        () => setSaid(`${formatCountOf(count, 'row')} copied`),
        () => setSaid('The browser did not allow copying.'),
      );
    },
    [rows],
  );

  const onCopy = (event: ClipboardEvent): void => {
    if (window.getSelection()?.isCollapsed === false || active === undefined || rows.window === undefined) return;
    event.preventDefault();
    if (range === undefined) {
      const place = rows.columns.indexOf(ids[active.column] ?? '');
      const cell = rows.window.cells[active.position - rows.window.from]?.[place];
      event.clipboardData.setData('text/plain', exactCell(cell));
      return setSaid('Cell copied');
    }
    const count = Math.min(range.last - range.first + 1, MOST_COPIED_ROWS);
    if (!hasRows(rows.window, range.first, count)) return void copyRange(range.first, count);
    event.clipboardData.setData('text/plain', rowsAsText(rows.window, rows.columns, range.first, count));
    setSaid(`${formatCountOf(count, 'row')} copied`);
  };

  return { said, onCopy };
}
